/** The processes of an index and what each is given: its own database role, its own keys, nothing else. */
import { existsSync } from "node:fs";
import path from "node:path";
import { CliError } from "../cli-error.ts";
import { type DataFolder, systemClusterOf } from "../data-folder.ts";
import type { ChildSpec } from "./child.ts";
import type { Founded } from "./founding.ts";
import type { SetUpLink } from "./set-up-link.ts";
import { type DemoWitness, type Witnessing, witnessUrl } from "./witnessing.ts";

export type DatabaseUrls = {
  readonly owner: string;
  readonly web: string;
  readonly seq: string;
  readonly worker: string;
};

/** The database of an index in the embedded cluster. */
const DATABASE = "touchstone";
const SUPERUSER = "touchstone";
const ROLES = { web: "ts_web", seq: "ts_seq", worker: "ts_worker" } as const;

/** What every child gets from our own environment: enough to run, nothing secret. */
export function baseEnv(): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG", "TZ", "LOG_LEVEL", "NODE_EXTRA_CA_CERTS", "NODE_COMPILE_CACHE"];
  const found = kept.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  // Each thread's own heap of the C library would keep what it once needed.
  return { NODE_ENV: "production", MALLOC_ARENA_MAX: "2", ...Object.fromEntries(found) };
}

/**
 * What a web process may hold in objects, in MB; with code and buffers the process is some 160 MB larger. A reader of all
 * pages of the demonstration leaves 146 in it. Errors: `TOUCHSTONE_WEB_HEAP_MB` is no such number.
 */
function webHeapMb(): number {
  const given = process.env.TOUCHSTONE_WEB_HEAP_MB ?? "192";
  if (!/^[1-9][0-9]{2,4}$/.test(given)) {
    throw new CliError(`TOUCHSTONE_WEB_HEAP_MB is ${given}: it must be a whole number of MB from 100 to 99999.`);
  }
  return Number(given);
}

function withUser(url: string, user: string, password: string): string {
  const changed = new URL(url);
  changed.username = encodeURIComponent(user);
  changed.password = encodeURIComponent(password);
  return changed.href;
}

/** Roles belong to a whole server: on one that others use, too, an index has roles of its own. */
function roleSuffix({ description }: Founded): string | undefined {
  return process.env.DATABASE_URL ? description.id.slice(0, 8) : undefined;
}

/** URLs of the three roles: an administrator's, else ours with the data folder's passwords. */
export function databaseUrls(ownerUrl: string, founded: Founded): DatabaseUrls {
  const { databasePasswords } = founded.secrets;
  const suffix = roleSuffix(founded);
  const roleName = (role: keyof typeof ROLES): string =>
    suffix === undefined ? ROLES[role] : `${ROLES[role]}_${suffix}`;
  const given = process.env;
  return {
    owner: ownerUrl,
    web: given.TOUCHSTONE_WEB_DATABASE_URL ?? withUser(ownerUrl, roleName("web"), databasePasswords.web),
    seq: given.TOUCHSTONE_SEQ_DATABASE_URL ?? withUser(ownerUrl, roleName("seq"), databasePasswords.seq),
    worker: given.TOUCHSTONE_WORKER_DATABASE_URL ?? withUser(ownerUrl, roleName("worker"), databasePasswords.worker),
  };
}

/** The owner's URL in the embedded cluster. `database`: preset the index's own. */
export function embeddedUrl(port: number, founded: Founded, database = DATABASE): string {
  return withUser(`postgres://127.0.0.1:${port}/${database}`, SUPERUSER, founded.secrets.databasePasswords.owner);
}

export function postgresSpec(folder: DataFolder, founded: Founded, port: number): ChildSpec {
  return {
    name: "postgres",
    file: "lib/server/db/postgres/main.ts",
    env: () => ({
      ...baseEnv(),
      TOUCHSTONE_PG_DATA: folder.pg,
      TOUCHSTONE_PG_FALLBACK: systemClusterOf(folder, founded.description),
      TOUCHSTONE_PG_PORT: String(port),
      TOUCHSTONE_PG_PASSWORD: founded.secrets.databasePasswords.owner,
    }),
    nodeArgs: ["--max-old-space-size=64"],
    readyWithinMs: 120_000,
    stopWithinMs: 22_000,
  };
}

/** Environment of lib/server/db/apply.ts. */
export function applyEnv(urls: DatabaseUrls, founded: Founded): NodeJS.ProcessEnv {
  const { databasePasswords } = founded.secrets;
  const role = (name: "WEB" | "SEQ" | "WORKER", password: string): Record<string, string> => {
    const url = process.env[`TOUCHSTONE_${name}_DATABASE_URL`];
    return url === undefined
      ? { [`TOUCHSTONE_${name}_DB_PASSWORD`]: password }
      : { [`TOUCHSTONE_${name}_DATABASE_URL`]: url };
  };
  const suffix = roleSuffix(founded);
  return {
    ...baseEnv(),
    DATABASE_URL: urls.owner,
    ...(suffix === undefined ? {} : { TOUCHSTONE_DB_ROLE_SUFFIX: suffix }),
    ...role("WEB", databasePasswords.web),
    ...role("SEQ", databasePasswords.seq),
    ...role("WORKER", databasePasswords.worker),
  };
}

/** Which witnesses the log has: the sequencer asks them, the web says who they are. */
function policyEnv(file: string | undefined): Record<string, string> {
  return file === undefined ? {} : { TOUCHSTONE_WITNESS_POLICY: file };
}

/** A demonstration witness: it knows its own key and nothing of the index but the policy. */
export function demoWitnessSpec(folder: DataFolder, demo: DemoWitness): ChildSpec {
  return {
    name: `witness-${demo.name}`,
    file: "lib/server/witness/main.ts",
    env: () => ({
      ...baseEnv(),
      ...clockEnv(folder),
      TOUCHSTONE_WITNESS_KEY: demo.keyFile,
      TOUCHSTONE_WITNESS_NAME: demo.keyName,
      TOUCHSTONE_WITNESS_POLICY: demo.policyFile,
      TOUCHSTONE_WITNESS_STORE: demo.store,
      TOUCHSTONE_PORT: String(demo.port),
    }),
    nodeArgs: ["--max-old-space-size=64"],
    readyWithinMs: 30_000,
    stopWithinMs: 4_000,
  };
}

/** A provider of the demonstration's world that really answers, and lies. Its key is public. */
export function liarSpec(folder: DataFolder, port: number): ChildSpec {
  return {
    name: "liar",
    file: "lib/cli/provider/liar.ts",
    env: () => ({ ...baseEnv(), ...clockEnv(folder), ...demoEnv(folder), TOUCHSTONE_PORT: String(port) }),
    nodeArgs: ["--max-old-space-size=64"],
    readyWithinMs: 30_000,
    stopWithinMs: 2_000,
  };
}

export function sequencerSpec(
  folder: DataFolder,
  founded: Founded,
  urls: DatabaseUrls,
  witnessPolicy?: string,
): ChildSpec {
  return {
    name: "sequencer",
    file: "lib/server/sequencer/main.ts",
    env: () => ({
      ...baseEnv(),
      DATABASE_URL: urls.seq,
      TOUCHSTONE_ORIGIN: founded.origin,
      TOUCHSTONE_STORE: folder.store,
      TOUCHSTONE_LOG_KEY: folder.key("log"),
      TOUCHSTONE_PROMISE_KEY: folder.key("promise"),
      TOUCHSTONE_WITNESS_KEY: folder.key("witness"),
      TOUCHSTONE_GENESIS: folder.genesis,
      ...peersEnv(folder),
      ...clockEnv(folder),
      ...policyEnv(witnessPolicy),
    }),
    // Batches make much that is garbage at once: with the engine's own 16 MiB a tenth of the time went into collecting it.
    nodeArgs: ["--max-semi-space-size=32"],
    readyWithinMs: 60_000,
    stopWithinMs: 8_000,
  };
}

/** Environment of lib/server/sequencer/seed.ts: the sequencer's, and the keys of the demonstration's witnesses. */
export function seedEnv(
  folder: DataFolder,
  founded: Founded,
  urls: DatabaseUrls,
  { policyFile, demos }: Witnessing,
): NodeJS.ProcessEnv {
  const witnesses = demos.map(({ keyName, keyFile, store, port }) => ({
    keyName,
    keyFile,
    store,
    url: witnessUrl(port),
  }));
  return {
    ...sequencerSpec(folder, founded, urls, policyFile).env(),
    TOUCHSTONE_SEED_WITNESSES: JSON.stringify(witnesses),
  };
}

/** Environment of lib/server/sequencer/resume.ts: the sequencer's role and the second store, no key. */
export function resumeEnv(folder: DataFolder, founded: Founded, urls: DatabaseUrls): NodeJS.ProcessEnv {
  return { ...baseEnv(), DATABASE_URL: urls.seq, TOUCHSTONE_ORIGIN: founded.origin, TOUCHSTONE_STORE: folder.store };
}

/** The list of other logs, when there is one. */
function peersEnv(folder: DataFolder): Record<string, string> {
  return existsSync(folder.peers) ? { TOUCHSTONE_PEERS: folder.peers } : {};
}

/** One present for all processes of a demonstration. */
export function clockEnv(folder: DataFolder): Record<string, string> {
  return existsSync(folder.clock) ? { TOUCHSTONE_CLOCK: folder.clock } : {};
}

/** The world of a demonstration that is played on. */
export function demoEnv(folder: DataFolder): Record<string, string> {
  return existsSync(folder.demo) ? { TOUCHSTONE_DEMO: folder.demo } : {};
}

/** Those who live in the world of a demonstration: they know its public keys, and speak to the site as anybody. */
export function playersSpec(folder: DataFolder, url: string): ChildSpec {
  return {
    name: "players",
    file: "lib/simulate/prex/main.ts",
    args: ["play"],
    env: () => ({ ...baseEnv(), ...clockEnv(folder), TOUCHSTONE_URL: url }),
    nodeArgs: ["--max-old-space-size=384"],
    readyWithinMs: 60_000,
    stopWithinMs: 4_000,
  };
}

export function scrubEnv(founded: Founded, urls: DatabaseUrls): NodeJS.ProcessEnv {
  return { ...baseEnv(), DATABASE_URL: urls.worker, TOUCHSTONE_ORIGIN: founded.origin };
}

/** Environment of lib/server/jobs/take-proof.ts: as of a scrub, with what is to be judged and the watchers that this index trusts. */
export function takeProofEnv(
  folder: DataFolder,
  founded: Founded,
  urls: DatabaseUrls,
  { proof, archive }: { readonly proof: string; readonly archive: string | undefined },
): NodeJS.ProcessEnv {
  const policies = [folder.witnessPolicy, path.join(folder.witnesses, "policy.txt")];
  return {
    ...scrubEnv(founded, urls),
    ...policyEnv(policies.find((file) => existsSync(file))),
    TOUCHSTONE_PROOF: proof,
    ...(archive !== undefined && { TOUCHSTONE_ARCHIVE: archive }),
  };
}

export function workerSpec(
  folder: DataFolder,
  founded: Founded,
  urls: DatabaseUrls,
  witnessPolicy?: string,
): ChildSpec {
  return {
    name: "worker",
    file: "lib/server/jobs/main.ts",
    env: () => ({
      ...baseEnv(),
      DATABASE_URL: urls.worker,
      TOUCHSTONE_ORIGIN: founded.origin,
      TOUCHSTONE_STATEMENT_KEY: folder.key("statement"),
      TOUCHSTONE_ANSWER_KEY: folder.key("answer"),
      TOUCHSTONE_DRAW_KEY: folder.key("draw"),
      ...policyEnv(witnessPolicy),
      ...peersEnv(folder),
      ...clockEnv(folder),
      // What the operator decides about looking at providers, and about telling their followers.
      // Invented providers have no addresses to look at.
      ...(existsSync(folder.demo) ? { TOUCHSTONE_OBSERVE: "off" } : {}),
      ...given("TOUCHSTONE_OBSERVE", "TOUCHSTONE_WEBHOOKS", "TOUCHSTONE_DNS"),
      ...given("TOUCHSTONE_SMTP", "TOUCHSTONE_EMAIL_FROM", "TOUCHSTONE_WEB_ORIGIN"),
    }),
    readyWithinMs: 60_000,
    stopWithinMs: 8_000,
  };
}

/** Those of the variables that this process has. */
function given(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

export type WebOptions = {
  readonly port: () => number;
  /** Web processes of this index; preset 1. */
  readonly webs?: number;
  readonly dev: boolean;
  /** Where the service of a demonstration that lies is reached. */
  readonly liarPort?: number | undefined;
  /** What it may read of a demonstration's neighbours. */
  readonly neighbours?: Record<string, string>;
  /** File of the policy that holds. */
  readonly witnessPolicy?: string | undefined;
  /** Read at each start: a restarted web process must not get a link that was used. */
  readonly setUp: () => SetUpLink | undefined;
  readonly onMessage: NonNullable<ChildSpec["onMessage"]>;
};

export function webSpec(folder: DataFolder, founded: Founded, urls: DatabaseUrls, options: WebOptions): ChildSpec {
  return {
    name: "web",
    file: "lib/server/http/main.ts",
    args: options.dev ? ["--dev"] : [],
    env: () => {
      const own = `http://127.0.0.1:${options.port()}`;
      // Behind a proxy the operator says what browsers type.
      const webOrigin = process.env.TOUCHSTONE_WEB_ORIGIN ?? own;
      const hosts = [`127.0.0.1:${options.port()}`, `localhost:${options.port()}`, new URL(webOrigin).host];
      const setUp = options.setUp();
      return {
        ...baseEnv(),
        NODE_ENV: options.dev ? "development" : "production",
        NEXT_TELEMETRY_DISABLED: "1",
        DATABASE_URL: urls.web,
        TOUCHSTONE_ORIGIN: founded.origin,
        TOUCHSTONE_WEB_ORIGIN: webOrigin,
        TOUCHSTONE_PORT: String(options.port()),
        TOUCHSTONE_HOSTS: [...new Set(hosts)].join(","),
        TOUCHSTONE_WEBS: String(options.webs ?? 1),
        TOUCHSTONE_PUBLIC_KEYS: folder.publicKeys,
        TOUCHSTONE_STORE: folder.store,
        // That it is sent, not how: the password is the worker's.
        TOUCHSTONE_EMAIL: process.env.TOUCHSTONE_SMTP === undefined ? "off" : "on",
        ...policyEnv(options.witnessPolicy),
        ...peersEnv(folder),
        ...clockEnv(folder),
        ...demoEnv(folder),
        ...(options.liarPort === undefined ? {} : { TOUCHSTONE_LIAR: `http://127.0.0.1:${options.liarPort}` }),
        ...options.neighbours,
        AUTH_SECRET: founded.secrets.authSecret,
        NEXTAUTH_SECRET: founded.secrets.authSecret,
        NEXTAUTH_URL: webOrigin,
        // Where it listens, and whom it believes when they say who the client is.
        ...given("TOUCHSTONE_LISTEN", "TOUCHSTONE_TRUSTED_PROXIES", "TOUCHSTONE_COMMIT"),
        ...(setUp === undefined
          ? {}
          : { TOUCHSTONE_SETUP_HASH: setUp.hash, TOUCHSTONE_SETUP_EXPIRES_MS: String(setUp.expiresMs) }),
      };
    },
    // On a large machine the engine would let garbage lie for the sake of a few percent of speed.
    nodeArgs: options.dev ? [] : [`--max-old-space-size=${webHeapMb()}`, "--max-semi-space-size=4"],
    readyWithinMs: options.dev ? 180_000 : 60_000,
    stopWithinMs: 6_000,
    onMessage: options.onMessage,
  };
}
