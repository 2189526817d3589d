/**
 * Brings a database to this build: makes the database if it is missing, applies migrations, makes roles and rights.
 * Idempotent; two at once wait for each other. As a script it reads OwnerEnv and prints one JSON line.
 */
import { pathToFileURL } from "node:url";
import pg from "pg";
import { OwnerEnv, parseEnv } from "#lib/server/env.ts";
import { applyMigrations } from "./migrate.ts";
import { applyRoles, ROLE_NAMES, type RoleName, type RoleSetup, type RoleSetups, refuseAnothers } from "./roles.ts";

/** Any number: the advisory lock that serialises applies on one database. */
const APPLY_LOCK = 7_466_001;
const NO_SUCH_DATABASE = "3D000";

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== NO_SUCH_DATABASE) throw error;
    const maintenance = new URL(url);
    const name = decodeURIComponent(maintenance.pathname.slice(1));
    maintenance.pathname = "/postgres";
    const admin = new pg.Client({ connectionString: maintenance.href });
    await admin.connect();
    try {
      await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8'`);
    } finally {
      await admin.end();
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Given = { readonly url: string | undefined; readonly password: string | undefined };

function setupOf(role: RoleName, suffix: string | undefined, { url, password }: Given): RoleSetup {
  if (url !== undefined) return { name: decodeURIComponent(new URL(url).username), url };
  const name = suffix === undefined ? ROLE_NAMES[role] : `${ROLE_NAMES[role]}_${suffix}`;
  return password === undefined ? { name } : { name, password };
}

/** The three roles as the owner's environment describes them. */
export function roleSetups(env: Omit<OwnerEnv, "DATABASE_URL">): RoleSetups {
  const suffix = env.TOUCHSTONE_DB_ROLE_SUFFIX;
  return {
    web: setupOf("web", suffix, { url: env.TOUCHSTONE_WEB_DATABASE_URL, password: env.TOUCHSTONE_WEB_DB_PASSWORD }),
    seq: setupOf("seq", suffix, { url: env.TOUCHSTONE_SEQ_DATABASE_URL, password: env.TOUCHSTONE_SEQ_DB_PASSWORD }),
    worker: setupOf("worker", suffix, {
      url: env.TOUCHSTONE_WORKER_DATABASE_URL,
      password: env.TOUCHSTONE_WORKER_DB_PASSWORD,
    }),
  };
}

/** Migrations, then roles. Returns the names of the migrations that were applied now. Errors: a database of another index. */
export async function applySchema(ownerUrl: string, setups: RoleSetups): Promise<string[]> {
  await ensureDatabase(ownerUrl);
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query("SELECT pg_advisory_lock($1)", [APPLY_LOCK]);
    await refuseAnothers(lock, setups);
    const applied = await applyMigrations(ownerUrl);
    await applyRoles(ownerUrl, setups);
    return applied;
  } finally {
    await lock.end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const env = parseEnv(OwnerEnv);
    const applied = await applySchema(env.DATABASE_URL, roleSetups(env));
    process.stdout.write(`${JSON.stringify({ event: "applied", applied })}\n`);
    // A connection that was refused leaves its timer behind; there is nothing left to wait for.
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
