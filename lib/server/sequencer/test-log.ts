/**
 * A log for tests: keys from fixed seeds, a genesis, and statements in any number. Everything is real (database, disk,
 * signatures) except the clock, which the test moves, and the keys, which are known.
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type Origin, parseOrigin, type StatementHash } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { verifyPool } from "#lib/platform/node-verify-pool.ts";
import { type KeyOnFile, noteSignerOf, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import type { TestDatabase } from "#lib/server/db/test-database.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { enqueue } from "#lib/server/services/statement/enqueue-statement.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { assembleStatement, signingBytes, statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { newGenesisBody } from "#lib/statement/genesis.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { readGenesis } from "./genesis.ts";
import { raiseEpoch } from "./leadership.ts";
import { Sequencer, type SequencerEvent, type SequencerOptions } from "./sequencer.ts";
import { SecondStore } from "./store/second-store.ts";
import { diskFiles, type StoreFiles } from "./store/store-files.ts";

export const START = asInstant(Date.UTC(2026, 10, 22, 10));

const encoder = new TextEncoder();

// Keys and signatures follow from their labels, and each costs about a millisecond: made once for a file of tests.
const knownKeys = new Map<string, KeyOnFile>();
const knownRegistrations = new Map<string, Signed>();

/** The same key for the same label, in every run. */
export function testKey(label: string): KeyOnFile {
  const known = knownKeys.get(label);
  if (known !== undefined) return known;
  const seed = sha256(encoder.encode(`touchstone test key ${label}`));
  const publicKey = publicKeyOfSeed(seed);
  const key = { did: didKeyOf(publicKey), thumbprint: thumbprintOf(publicKey), seed };
  knownKeys.set(label, key);
  return key;
}

export function testOrigin(): Origin {
  const origin = parseOrigin("log.example/test");
  if (origin === undefined) throw new Error("not an origin");
  return origin;
}

export const KEYS = {
  log: testKey("log"),
  promise: testKey("promise"),
  witness: testKey("witness"),
  statement: testKey("statement"),
  answer: testKey("answer"),
  admin: testKey("admin"),
};

export type Signed = { readonly hash: StatementHash; readonly bytes: Uint8Array; readonly parts: readonly Part[] };

/** A statement by `key` for itself. `label` makes its id, so that the same arguments give the same bytes. */
export function signed(
  key: KeyOnFile,
  label: string,
  fields: Pick<UnsignedStatement, "kind" | "subject"> & Partial<UnsignedStatement> & { body: JsonObject },
  parts: readonly Part[] = [],
): Signed {
  const unsigned: UnsignedStatement = {
    v: 1,
    log: testOrigin(),
    id: base64UrlEncode(sha256(encoder.encode(label)).slice(0, 16)),
    issuedAt: formatInstant(START),
    issuer: key.did,
    key: key.thumbprint,
    ...(parts.length > 0 && {
      parts: parts.map((part) => ({
        commit: commitOf(part),
        bytes: part.bytes.length,
        mediaType: "text/plain",
        visibility: "parties" as const,
      })),
    }),
    ...fields,
  };
  const bytes = assembleStatement(unsigned, signerOf(key.seed)(signingBytes(unsigned)));
  return { hash: statementHash(unsigned), bytes, parts };
}

/** `participant.register` of the participant whose key has that label. */
export function registration(label: string, body: JsonObject = {}, parts: readonly Part[] = []): Signed {
  const isPlain = Object.keys(body).length + parts.length === 0;
  const known = isPlain ? knownRegistrations.get(label) : undefined;
  if (known !== undefined) return known;
  const key = testKey(label);
  const fields = { kind: "participant.register", subject: key.did, body: { displayName: label, ...body } };
  const made = signed(key, `register ${label}`, fields, parts);
  if (isPlain) knownRegistrations.set(label, made);
  return made;
}

export function genesisBytes(issuedAt: Instant = START, modelHash?: string): Uint8Array {
  return signed(KEYS.statement, "genesis", {
    kind: "index.genesis",
    subject: "index",
    issuedAt: formatInstant(issuedAt),
    body: newGenesisBody(testOrigin(), KEYS, { foldVersion: FOLD_VERSION, modelHash }),
  }).bytes;
}

/** Another log than that of {@link testOrigin}, under the same keys: its name and its genesis statement. */
export type Founding = { readonly origin: Origin; readonly genesis: Uint8Array };

/** A sequencer's surroundings over one test database and one store folder. */
export class TestLog {
  readonly #database: TestDatabase;
  readonly folder: string;
  readonly files: StoreFiles;
  readonly events: SequencerEvent[] = [];
  readonly #clients: pg.Client[] = [];
  now: Instant = START;

  readonly founding: Founding;

  private constructor(database: TestDatabase, folder: string, files: StoreFiles, founding: Founding) {
    this.#database = database;
    this.founding = founding;
    this.folder = folder;
    this.files = files;
  }

  /** `modelHash`: of the model that genesis puts in force; absent: none. `store`: a second store to begin with a copy of. */
  static async make(
    database: TestDatabase,
    { modelHash, founding, store }: { modelHash?: string; founding?: Founding; store?: string } = {},
  ): Promise<TestLog> {
    const folder = await mkdtemp(path.join(tmpdir(), "touchstone-store-"));
    if (store !== undefined) await cp(store, folder, { recursive: true });
    const own = { origin: testOrigin(), genesis: genesisBytes(START, modelHash) };
    return new TestLog(database, folder, await diskFiles(folder), founding ?? own);
  }

  /** The same second store over another database. */
  over(database: TestDatabase): TestLog {
    const other = new TestLog(database, this.folder, this.files, this.founding);
    other.now = this.now;
    return other;
  }

  /** A connection of that role on the test database. */
  async connect(role: "owner" | "web" | "seq" | "worker" = "seq"): Promise<pg.Client> {
    const client = new pg.Client(connectionConfig({ url: this.#database.urls[role], name: `test-${role}` }));
    // A test may end the session from the server's side.
    client.on("error", () => undefined);
    await client.connect();
    this.#clients.push(client);
    return client;
  }

  options(sql: Sql, changes: Partial<SequencerOptions> = {}): SequencerOptions {
    const { origin, genesis } = this.founding;
    return {
      sql,
      files: this.files,
      origin,
      logSigner: noteSignerOf(KEYS.log, origin),
      promiseSigner: noteSignerOf(KEYS.promise, `${origin}/promise`),
      genesis: readGenesis(genesis, { origin, logKey: KEYS.log.did }),
      clock: () => this.now,
      verify: verifyPool.verify,
      report: (event) => this.events.push(event),
      ...changes,
    };
  }

  /** Takes the epoch and opens, as a process does after it got the lock. */
  async lead(changes: Partial<SequencerOptions> = {}): Promise<Sequencer> {
    const sql = changes.sql ?? (await this.connect());
    const { epoch } = await raiseEpoch(sql);
    return await Sequencer.open(this.options(sql, changes), epoch);
  }

  /** The second store as it is on disk now. */
  async store(): Promise<SecondStore> {
    return await SecondStore.open(this.files);
  }

  /** Puts statements into the inbox as the web does. */
  async submit(statements: readonly Signed[], receivedAt: Instant = this.now): Promise<void> {
    const web = await this.connect("web");
    for (const { hash, bytes, parts } of statements) await enqueue(web, { hash, bytes, parts, receivedAt });
    // Some tests submit a hundred times, and a server has few connections.
    await web.end();
  }

  async closeConnections(): Promise<void> {
    for (const client of this.#clients) await client.end().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.closeConnections();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Lets time go by as if the sequencer had worked all along, so that no outage is noted. */
export async function passTime(log: TestLog, sequencer: Sequencer, to: Instant): Promise<void> {
  log.now = to;
  const client = await log.connect("seq");
  await client.query("UPDATE log_head SET worked_ms = $1", [to]);
  await client.end();
  await sequencer.heartbeat();
}

/** Sequences all that waits, at most so many at a time, publishes, projects. */
export async function settle(sequencer: Sequencer, atMost?: number): Promise<void> {
  while ((await sequencer.sequence(atMost)) > 0);
  if (sequencer.isUnpublished) await sequencer.publish();
  await sequencer.project();
}
