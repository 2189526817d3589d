/**
 * The environment of each process, parsed once at its start. `npm run up` sets all of it; a process that runs alone
 * gets it from its operator. Every process sees only its own keys and its own database role.
 */
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const path = z.string().min(1);
const secret = z.string().min(32, "must be at least 32 characters");
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, "must be a postgres:// URL");

/** Origin of the log: the first line of each checkpoint. A schemeless name without spaces or "+". */
const logOrigin = z.string().regex(/^[^\s+]{1,255}$/, "must be a name without spaces and without +");

const common = {
  DATABASE_URL: databaseUrl,
  TOUCHSTONE_ORIGIN: logOrigin,
  /** File of the simulated clock, for the demonstration's origin only; absent: the machine's clock. */
  TOUCHSTONE_CLOCK: path.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
};

export const WebEnv = z.object({
  ...common,
  /** What browsers type, e.g. http://127.0.0.1:3000. Fixed: links, cookies and the Origin check derive from it. */
  TOUCHSTONE_WEB_ORIGIN: z.url(),
  TOUCHSTONE_PORT: port.default(3000),
  /** Address to listen on. Loopback unless the operator puts the index on a network. */
  TOUCHSTONE_LISTEN: z.string().default("127.0.0.1"),
  /** Addresses of proxies whose X-Forwarded-For is believed, comma separated. */
  TOUCHSTONE_TRUSTED_PROXIES: z
    .string()
    .default("")
    .transform((list) => list.split(",").filter((address) => address !== "")),
  /** Allowed Host values, comma separated. */
  TOUCHSTONE_HOSTS: z
    .string()
    .default("")
    .transform((list) => list.split(",").filter((host) => host !== "")),
  /** Web processes on this database. With more than one, what is counted by address is counted in the database. */
  TOUCHSTONE_WEBS: z.coerce.number().int().min(1).default(1),
  /** JSON file of vkeys and dids, made by `up`. */
  TOUCHSTONE_PUBLIC_KEYS: path,
  AUTH_SECRET: secret,
  NEXTAUTH_SECRET: secret.optional(),
  NEXTAUTH_URL: z.url().optional(),
  /** SHA-256 (hex) of the set-up token, and when it ends (ms, machine clock); absent when there is no open set-up. */
  TOUCHSTONE_SETUP_HASH: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  TOUCHSTONE_SETUP_EXPIRES_MS: z.coerce.number().int().optional(),
  /** The invented world of a demonstration (`demo.json`); absent on every other index. */
  TOUCHSTONE_DEMO: path.optional(),
  /** Where its service that lies is called, by browsers on this machine. */
  TOUCHSTONE_LIAR: z.url().optional(),
  /** The record of the agent that asks a demonstration and its neighbours; it may not be there yet. */
  TOUCHSTONE_DEMO_RECORD: path.optional(),
  /** The second store's folder, read only to say by how much the database is behind. */
  TOUCHSTONE_STORE: path.optional(),
  /** File with the witness policy (C2SP tlog-policy); absent: no witnesses. */
  TOUCHSTONE_WITNESS_POLICY: path.optional(),
  /** The operator's list of other logs: who else asks to be cosigned is refused; absent when there is none. */
  TOUCHSTONE_PEERS: path.optional(),
  /** Whether the worker sends e-mail: without it pages say that nobody is sent any. */
  TOUCHSTONE_EMAIL: z.enum(["on", "off"]).default("off"),
});
export type WebEnv = z.infer<typeof WebEnv>;

export const SequencerEnv = z.object({
  ...common,
  TOUCHSTONE_STORE: path,
  TOUCHSTONE_LOG_KEY: path,
  TOUCHSTONE_PROMISE_KEY: path,
  TOUCHSTONE_WITNESS_KEY: path,
  /** The operator's list of other logs, which this index witnesses when they ask; absent when there is none. */
  TOUCHSTONE_PEERS: path.optional(),
  /** File with the genesis statement's bytes: entry 0 of an empty log, and nothing else may be entry 0. */
  TOUCHSTONE_GENESIS: path,
  /** File with the witness policy (C2SP tlog-policy); absent: no witnesses. */
  TOUCHSTONE_WITNESS_POLICY: path.optional(),
});
export type SequencerEnv = z.infer<typeof SequencerEnv>;

/** A witness's process: its key, the logs that it witnesses, and where it keeps their heads. */
export const WitnessEnv = z.object({
  LOG_LEVEL: common.LOG_LEVEL,
  TOUCHSTONE_CLOCK: common.TOUCHSTONE_CLOCK,
  TOUCHSTONE_WITNESS_KEY: path,
  TOUCHSTONE_WITNESS_NAME: z.string().regex(/^[^\s+]{1,255}$/, "must be a name without spaces and without +"),
  /** File with a C2SP tlog-policy; its `log` lines are the logs. */
  TOUCHSTONE_WITNESS_POLICY: path,
  TOUCHSTONE_WITNESS_STORE: path,
  TOUCHSTONE_PORT: port,
  TOUCHSTONE_LISTEN: z.string().default("127.0.0.1"),
});
export type WitnessEnv = z.infer<typeof WitnessEnv>;

/** `touchstone resume`: the sequencer's role and the second store; no key. */
export const ResumeEnv = z.object({ ...common, TOUCHSTONE_STORE: path });
export type ResumeEnv = z.infer<typeof ResumeEnv>;

/** Seeding a demonstration: what the sequencer has, and the demonstration's witnesses, whose heads it writes. */
export const SeedEnv = z.object({
  ...SequencerEnv.shape,
  TOUCHSTONE_CLOCK: path,
  /** JSON list of {keyName, keyFile, store, url}. */
  TOUCHSTONE_SEED_WITNESSES: z.string(),
});
export type SeedEnv = z.infer<typeof SeedEnv>;

/** `touchstone scrub`: the worker's role, and no key. */
export const ScrubEnv = z.object(common);

/** `touchstone convict`: likewise, with the proof, an archive of the accused log, and whose clocks count. */
export const TakeProofEnv = z.object({
  ...common,
  TOUCHSTONE_PROOF: path,
  TOUCHSTONE_ARCHIVE: path.optional(),
  TOUCHSTONE_WITNESS_POLICY: path.optional(),
});

/** Without the first no e-mail is sent; it needs the others. */
const email = {
  /** smtps://user:password@host, or smtp://host:port, which turns to TLS unless the host is this machine. */
  TOUCHSTONE_SMTP: z
    .string()
    .regex(/^smtps?:\/\/[^/?#]+\/?$/, "must be smtps://user:password@host:port or smtp://…")
    .optional(),
  /** From whom messages come. */
  TOUCHSTONE_EMAIL_FROM: z.email().optional(),
  /** What browsers type: links in messages lead there. */
  TOUCHSTONE_WEB_ORIGIN: z.url().optional(),
};

export const WorkerEnv = z
  .object({
    ...common,
    TOUCHSTONE_STATEMENT_KEY: path,
    TOUCHSTONE_ANSWER_KEY: path,
    /** Where the chain of draws begins. */
    TOUCHSTONE_DRAW_KEY: path,
    /** The operator's list of other logs to watch; absent when there is none. */
    TOUCHSTONE_PEERS: path.optional(),
    /** Whose clocks count when a peer's proof of fraud depends on time; absent: nobody's. */
    TOUCHSTONE_WITNESS_POLICY: path.optional(),
    /** Whether providers are looked at: not at all, on public addresses, or on this machine as well (for trying it out). */
    TOUCHSTONE_OBSERVE: z.enum(["off", "public", "local"]).default("public"),
    /** Whether alerts are sent to webhooks: not at all, to public addresses, or to this machine as well (for trying it out). */
    TOUCHSTONE_WEBHOOKS: z.enum(["off", "public", "local"]).default("public"),
    /** DNS servers for names that strangers wrote, as addresses with an optional port, comma separated; empty: the machine's. */
    TOUCHSTONE_DNS: z
      .string()
      .default("")
      .transform((list) => list.split(",").filter((server) => server !== "")),
    ...email,
  })
  .refine(
    ({ TOUCHSTONE_SMTP, TOUCHSTONE_EMAIL_FROM, TOUCHSTONE_WEB_ORIGIN }) =>
      TOUCHSTONE_SMTP === undefined || (TOUCHSTONE_EMAIL_FROM !== undefined && TOUCHSTONE_WEB_ORIGIN !== undefined),
    { path: ["TOUCHSTONE_SMTP"], message: "needs TOUCHSTONE_EMAIL_FROM and TOUCHSTONE_WEB_ORIGIN beside it" },
  );
export type WorkerEnv = z.infer<typeof WorkerEnv>;

/** The owner of the schema: migrations and grants only, never a serving process. */
export const OwnerEnv = z.object({
  DATABASE_URL: databaseUrl,
  /** Passwords that roles.ts sets on the roles it makes; without one, an existing password stays. */
  TOUCHSTONE_WEB_DB_PASSWORD: z.string().min(1).optional(),
  TOUCHSTONE_SEQ_DB_PASSWORD: z.string().min(1).optional(),
  TOUCHSTONE_WORKER_DB_PASSWORD: z.string().min(1).optional(),
  /** Follows the names of the roles that we make, so that two indexes on one server have roles of their own. */
  TOUCHSTONE_DB_ROLE_SUFFIX: z
    .string()
    .regex(/^[0-9a-z]{1,16}$/)
    .optional(),
  /** URLs of roles that an administrator made, where our own role may not create any. */
  TOUCHSTONE_WEB_DATABASE_URL: databaseUrl.optional(),
  TOUCHSTONE_SEQ_DATABASE_URL: databaseUrl.optional(),
  TOUCHSTONE_WORKER_DATABASE_URL: databaseUrl.optional(),
});
export type OwnerEnv = z.infer<typeof OwnerEnv>;

/** Parses a process's environment; a missing or malformed variable ends the start with one line for each. */
export function parseEnv<Schema extends z.ZodType>(
  schema: Schema,
  source: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<Schema> {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment of this process is not complete:\n${lines.join("\n")}`);
}
