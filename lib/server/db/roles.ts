/**
 * Database roles and what each may do: a repeatable step after the migrations. One transaction, so that a role never
 * keeps half of its grants.
 */
import { randomBytes } from "node:crypto";
import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

export type RoleName = "web" | "seq" | "worker";

/** How a role is reached: ours to make (with a password), or made by an administrator (URL). */
export type RoleSetup = { readonly name: string; readonly password?: string; readonly url?: string };
export type RoleSetups = Readonly<Record<RoleName, RoleSetup>>;

export const ROLE_NAMES: Readonly<Record<RoleName, string>> = { web: "ts_web", seq: "ts_seq", worker: "ts_worker" };

const LOG = [
  "log_entry",
  "log_tile",
  "log_checkpoint",
  "log_cosignature",
  "promise",
  "part",
  "withheld_part",
  "log_outage",
];
const PROJECTION = [
  ...["projection", "entry_row", "aggregate_version", "chain", "case_row", "case_count", "mark_row"],
  ...["review_row", "review_seat", "precedent"],
  ...["provider_row", "price_row", "sale_row"],
];
/** Rows of ledger digests, read out of entries and parts by the worker. */
const LEDGERS = ["ledger_entry", "ledger_row", "ledger_report", "ledger_cursor"];
const PRIVATE = ["account", "session", "challenge", "draft", "follow", "followed_search", "webhook", "email_address"];
/** A maintainer's own notes and sealed ballots; no other process reads them. */
const REVIEW = ["review_triage", "review_view", "ballot_box"];
/** What followers are told; the worker's. */
const ALERTS = ["alert", "alert_cursor"];
const FRAUD = ["fraud_proof", "fraud_proof_statement"];
/** Other logs. Whoever decides about them sees what the others saw of them. */
const PEERS = ["peer", "peer_head", "witnessed_log", "witness_request", "witness_conflict"];
/** What the index records about its own work. */
const WORK = ["scrub", "restore", "process_beat"];
/** What the index saw of providers, and what it was asked to look at. */
const OBSERVER = ["observation", "probe_look", "observation_request"];
/** How far ahead the clock of a demonstration was asked to go. */
const CLOCK = ["simulated_clock"];
/** What is to be answered and signed. */
const QUESTIONS = ["answer_request"];
const STATE = ["log_head", "witness_state", "inbox", "inbox_dropped", "_prisma_migrations"];
const READ = [
  ...LOG,
  ...FRAUD,
  ...WORK,
  ...PEERS,
  ...OBSERVER,
  ...PROJECTION,
  ...LEDGERS,
  ...ALERTS,
  ...STATE,
  ...CLOCK,
  ...QUESTIONS,
];

type Grant = { readonly privileges: string; readonly tables: readonly string[] };

/** The whole of each role's rights; what is not here is revoked. */
export const GRANTS: Readonly<Record<RoleName, readonly Grant[]>> = {
  web: [
    { privileges: "SELECT", tables: READ },
    { privileges: "INSERT", tables: ["inbox", "fraud_proof", "witness_request", "observation_request", ...QUESTIONS] },
    { privileges: "INSERT, UPDATE", tables: CLOCK },
    // Whoever asked for a signature takes question and answer away.
    { privileges: "DELETE", tables: ["witness_request", ...QUESTIONS] },
    { privileges: "SELECT, INSERT, UPDATE, DELETE", tables: ["budget", ...PRIVATE, ...REVIEW] },
    // A test, and what is to be sent again. What goes with its webhook goes by the table's own rule.
    { privileges: "SELECT, INSERT, UPDATE", tables: ["webhook_delivery", "email_delivery"] },
  ],
  seq: [
    { privileges: "SELECT", tables: READ },
    { privileges: "INSERT", tables: [...LOG, "inbox_dropped", "restore"] },
    { privileges: "UPDATE", tables: ["log_head"] },
    { privileges: "INSERT, UPDATE", tables: ["witness_state"] },
    // A row of `part`, and the bytes of a proof, go only when an entry withholds: the tables' triggers see to that.
    { privileges: "DELETE", tables: ["inbox", "part"] },
    { privileges: "UPDATE", tables: ["fraud_proof"] },
    { privileges: "INSERT, UPDATE, DELETE, TRUNCATE", tables: PROJECTION },
    { privileges: "INSERT, UPDATE", tables: ["witnessed_log"] },
    { privileges: "INSERT", tables: ["witness_conflict"] },
    { privileges: "UPDATE, DELETE", tables: ["witness_request"] },
  ],
  worker: [
    { privileges: "SELECT", tables: READ },
    { privileges: "INSERT", tables: ["inbox", "scrub", ...FRAUD] },
    { privileges: "INSERT, UPDATE", tables: ["process_beat"] },
    { privileges: "SELECT, INSERT, UPDATE, DELETE", tables: ["budget"] },
    { privileges: "SELECT, DELETE", tables: ["account", "session", "challenge", "draft"] },
    { privileges: "INSERT, UPDATE, DELETE", tables: ["peer", ...LEDGERS] },
    { privileges: "INSERT, UPDATE", tables: ["peer_head", "observation"] },
    { privileges: "UPDATE, DELETE", tables: QUESTIONS },
    { privileges: "INSERT", tables: ["probe_look", "alert"] },
    { privileges: "INSERT, UPDATE", tables: ["alert_cursor"] },
    { privileges: "SELECT", tables: ["follow", "followed_search", "webhook", "email_address"] },
    { privileges: "UPDATE", tables: ["webhook", "email_address"] },
    { privileges: "SELECT, INSERT, UPDATE, DELETE", tables: ["webhook_delivery", "email_delivery"] },
    { privileges: "DELETE", tables: OBSERVER },
  ],
};

const SEQUENCES: Readonly<Record<RoleName, readonly string[]>> = {
  web: [
    "inbox_seq_seq",
    "fraud_proof_seq_seq",
    "witness_request_id_seq",
    "webhook_delivery_seq_seq",
    "email_delivery_seq_seq",
    "answer_request_id_seq",
  ],
  seq: ["inbox_dropped_id_seq", "restore_id_seq"],
  worker: [
    ...["inbox_seq_seq", "fraud_proof_seq_seq", "scrub_id_seq", "probe_look_id_seq"],
    ...["webhook_delivery_seq_seq", "email_delivery_seq_seq"],
  ],
};

/** Tables that held what was withheld: the sequencer writes them anew without it. A right that PostgreSQL 17 brought. */
const REWRITTEN = ["part", "inbox", "fraud_proof"];
const MAINTAIN_SINCE = 170_000;

const WORKER_SCHEMA = "graphile_worker";
/** The queue's own log would repeat what apply.ts prints. */
const quiet = new Logger(() => () => undefined);

const ident = (name: string): string => pg.escapeIdentifier(name);

async function mayCreateRoles(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(
    "SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user",
  );
  return rows[0]?.may === true;
}

async function ensureRole(client: pg.Client, setups: RoleSetups, role: RoleName): Promise<void> {
  const setup = setups[role];
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [setup.name]);
  const exists = rowCount === 1;
  if (setup.url !== undefined) {
    if (exists) return;
    throw new Error(`The role ${setup.name} of TOUCHSTONE_${role.toUpperCase()}_DATABASE_URL does not exist.`);
  }
  if (!(await mayCreateRoles(client))) {
    const names = Object.values(setups)
      .map(({ name }) => name)
      .join(", ");
    throw new Error(
      [
        `The role of DATABASE_URL may not create roles (CREATEROLE), and ${setup.name} must be made or given a password.`,
        `Either grant it CREATEROLE, or let an administrator make the three roles (${names}, LOGIN with a password) and`,
        "set TOUCHSTONE_WEB_DATABASE_URL, TOUCHSTONE_SEQ_DATABASE_URL and TOUCHSTONE_WORKER_DATABASE_URL to their URLs.",
      ].join("\n"),
    );
  }
  if (!exists) await client.query(`CREATE ROLE ${ident(setup.name)} LOGIN NOINHERIT`);
  if (setup.password !== undefined) {
    await client.query(`ALTER ROLE ${ident(setup.name)} LOGIN PASSWORD ${pg.escapeLiteral(setup.password)}`);
  }
}

async function grantAll(client: pg.Client, setups: RoleSetups): Promise<void> {
  const { rows } = await client.query<{ db: string; version: number }>(
    "SELECT current_database() AS db, current_setting('server_version_num')::int AS version",
  );
  const database = ident(rows[0]?.db ?? "");
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await client.query("REVOKE ALL ON SCHEMA public FROM PUBLIC");
  for (const role of ["web", "seq", "worker"] as const) {
    const name = ident(setups[role].name);
    await client.query(`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${name}`);
    await client.query(`REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${name}`);
    await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${name}`);
    await client.query(`GRANT USAGE ON SCHEMA public TO ${name}`);
    for (const { privileges, tables } of GRANTS[role]) {
      await client.query(`GRANT ${privileges} ON ${tables.map(ident).join(", ")} TO ${name}`);
    }
    for (const sequence of SEQUENCES[role]) await client.query(`GRANT USAGE ON SEQUENCE ${ident(sequence)} TO ${name}`);
  }
  if ((rows[0]?.version ?? 0) >= MAINTAIN_SINCE) {
    await client.query(`GRANT MAINTAIN ON ${REWRITTEN.map(ident).join(", ")} TO ${ident(setups.seq.name)}`);
  }
}

/** URL of a role on the same database as the owner's URL. */
export function roleUrl(ownerUrl: string, setup: RoleSetup): string {
  if (setup.url !== undefined) return setup.url;
  const url = new URL(ownerUrl);
  url.username = encodeURIComponent(setup.name);
  url.password = setup.password === undefined ? "" : encodeURIComponent(setup.password);
  return url.href;
}

/**
 * The job queue's schema belongs to the worker's role: its tables use row-level security that only an owner passes.
 * Its migrations ask for CREATE on the database, which the role holds for the length of this step only.
 */
async function installJobQueue(client: pg.Client, ownerUrl: string, worker: RoleSetup): Promise<void> {
  const name = ident(worker.name);
  const { rows } = await client.query<{ db: string }>("SELECT current_database() AS db");
  const database = ident(rows[0]?.db ?? "");
  const withPassword = worker.url === undefined && worker.password === undefined;
  // No password is known (a plain `npm run db apply`): the queue is installed when `up` or an operator gives one.
  if (withPassword) return;
  await client.query(`GRANT CREATE ON DATABASE ${database} TO ${name}`);
  try {
    await runMigrations({ connectionString: roleUrl(ownerUrl, worker), schema: WORKER_SCHEMA, logger: quiet });
  } finally {
    await client.query(`REVOKE CREATE ON DATABASE ${database} FROM ${name}`);
  }
}

/** Throws for a database in which another index lives, before it is touched: the queue in it belongs to that one's worker. */
export async function refuseAnothers(client: pg.Client, { worker }: RoleSetups): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    "SELECT pg_get_userbyid(nspowner) AS owner FROM pg_namespace WHERE nspname = $1",
    [WORKER_SCHEMA],
  );
  const owner = rows[0]?.owner;
  if (owner === undefined || owner === worker.name) return;
  throw new Error(
    `This database is that of another data folder (its queue belongs to ${owner}): name an empty one in DATABASE_URL, or drop it first.`,
  );
}

/** Makes the roles, sets their rights, installs the job queue. Repeatable. Errors: missing CREATEROLE, with the way out. */
export async function applyRoles(ownerUrl: string, setups: RoleSetups): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    for (const role of ["web", "seq", "worker"] as const) await ensureRole(client, setups, role);
    await grantAll(client, setups);
    await client.query("COMMIT");
    await installJobQueue(client, ownerUrl, setups.worker);
  } finally {
    await client.end();
  }
}

/** A database password: 32 random bytes, base64url. */
export function newPassword(): string {
  return randomBytes(32).toString("base64url");
}
