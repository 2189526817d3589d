/**
 * A whole index for tests: database, sequencer and web server in this process, on a free port, with the keys and the
 * clock of test-log.ts. Requests go over real sockets.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { getRequestListener } from "@hono/node-server";
import { type Logger, pino } from "pino";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import { formatWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { noteSignerOf } from "#lib/server/crypto/key-on-file.ts";
import { endSharedPools } from "#lib/server/db/pool.ts";
import type { TestDatabase } from "#lib/server/db/test-database.ts";
import { WebEnv } from "#lib/server/env.ts";
import { runSequencer } from "#lib/server/sequencer/run-sequencer.ts";
import { KEYS, START, TestLog } from "#lib/server/sequencer/test-log.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import { type ParsedStatement, parseStatement } from "#lib/statement/envelope.ts";
import { makeApp } from "./app.ts";
import { makeWebContext, type WebContext } from "./web-context.ts";
import { createWebServer } from "./web-server.ts";

export const WEB_ORIGIN = "http://index.example";

export type TestSite = {
  readonly url: string;
  readonly port: number;
  readonly context: WebContext;
  readonly log: TestLog;
  /** The machine's clock of this site; the sequencer's too. */
  now: Instant;
  readonly startSequencer: () => Promise<void>;
  readonly stopSequencer: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type TestSiteOptions = {
  readonly appoint?: (did: string) => Promise<void>;
  readonly env?: Readonly<Record<string, string>>;
  /** Other logs that this index cosigns when they ask. */
  readonly witnessed?: readonly Peer[];
  /** Whom the sequencer asks to cosign, and whom readers are told of; preset: nobody. */
  readonly witnesses?: WitnessPolicy;
  /** Goes on with a log that was begun elsewhere, at its time; preset: a new one at {@link START}. */
  readonly log?: TestLog;
  /** Where web process and sequencer write what they log; preset: nowhere. */
  readonly logger?: Logger;
  /** Of the web process; preset: the sequencer's. */
  readonly webClock?: () => Instant;
  /** False: no sequencer runs before `startSequencer` is called. */
  readonly isLed?: boolean;
};

/** Starts everything; the sequencer leads and genesis is projected when this resolves. */
export async function startTestSite(database: TestDatabase, options: TestSiteOptions = {}): Promise<TestSite> {
  const folder = await mkdtemp(path.join(tmpdir(), "touchstone-web-"));
  const log = options.log ?? (await TestLog.make(database));
  const { origin } = log.founding;
  const logger = options.logger ?? pino({ level: "silent" });
  const env = WebEnv.parse({
    DATABASE_URL: database.urls.web,
    TOUCHSTONE_ORIGIN: origin,
    TOUCHSTONE_WEB_ORIGIN: WEB_ORIGIN,
    TOUCHSTONE_PUBLIC_KEYS: await writePublicKeys(folder, log),
    AUTH_SECRET: "a secret of at least thirty-two characters",
    LOG_LEVEL: "silent",
    ...(options.witnesses !== undefined && {
      TOUCHSTONE_WITNESS_POLICY: await writePolicy(folder, options.witnesses),
    }),
    ...(options.witnessed !== undefined && { TOUCHSTONE_PEERS: await writePeers(folder, options.witnessed) }),
    ...options.env,
  });
  const clock = options.webClock ?? (() => log.now);
  const context = makeWebContext({
    env,
    clock,
    logger,
    ...(options.appoint !== undefined && { appoint: options.appoint }),
  });
  const app = makeApp(() => context);
  const hosts = new Set(["index.example"]);
  const server = createWebServer({
    edge: { hosts, trustedProxies: new Set(["127.0.0.1"]), dev: false },
    webOrigin: WEB_ORIGIN,
    headers: context.headers,
    hot: context.hot,
    logger: context.logger,
    monotonicMs: () => performance.now(),
    fast: getRequestListener(app.fetch, { overrideGlobalObjects: false }),
    pages: (_, response) => void response.writeHead(404).end(),
  });
  await context.follower.start();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  hosts.add(`127.0.0.1:${port}`);
  let stopping: AbortController | undefined;
  let running: Promise<void> | undefined;
  const site: TestSite = {
    url: `http://127.0.0.1:${port}`,
    port,
    context,
    log,
    get now() {
      return log.now;
    },
    set now(instant) {
      log.now = instant;
    },
    startSequencer: async () => {
      stopping = new AbortController();
      const { sql: _sql, report: _report, ...settings } = log.options(context.pool);
      await new Promise<void>((resolve) => {
        const signal = (stopping as AbortController).signal;
        running = runSequencer({
          ...settings,
          ...(options.witnesses !== undefined && { witnesses: { policy: options.witnesses, random: context.random } }),
          databaseUrl: database.urls.seq,
          log: logger,
          ...(options.witnessed !== undefined && {
            ownWitness: {
              logs: options.witnessed,
              signer: witnessSignerOf(`${origin}/witness`, KEYS.witness.seed),
            },
          }),
          signal,
          onReady: () => resolve(),
        });
      });
      await projected(context);
    },
    stopSequencer: async () => {
      stopping?.abort();
      await running;
    },
    close: async () => {
      await site.stopSequencer();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      await context.stop();
      await log.close();
      await endSharedPools();
      await rm(folder, { recursive: true, force: true });
    },
  };
  if (options.log === undefined) log.now = START;
  if (options.isLed !== false) await site.startSequencer();
  return site;
}

/** Resolves when genesis stands in the read tables, by the sequencer's own notification. */
async function projected(context: WebContext): Promise<void> {
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const stop = context.follower.onChange(() => {
        stop();
        resolve();
      });
    });
    if ((await context.follower.refresh()).projectedSize > 0) return;
    await changed;
  }
}

async function writePublicKeys(folder: string, { founding: { origin, genesis } }: TestLog): Promise<string> {
  const file = path.join(folder, "public.json");
  const content = {
    origin,
    name: "Test index",
    vkeys: {
      log: noteSignerOf(KEYS.log, origin).vkey,
      promise: noteSignerOf(KEYS.promise, `${origin}/promise`).vkey,
      witness: witnessSignerOf(`${origin}/witness`, KEYS.witness.seed).vkey,
    },
    statementKey: KEYS.statement.did,
    answerKey: KEYS.answer.did,
    genesisHash: parsedOf({ bytes: genesis }).hash,
    foldVersion: 0,
    clock: "system",
  };
  await writeFile(file, JSON.stringify(content));
  return file;
}

async function writePolicy(folder: string, policy: WitnessPolicy): Promise<string> {
  const file = path.join(folder, "witness-policy.txt");
  await writeFile(file, formatWitnessPolicy(policy));
  return file;
}

async function writePeers(folder: string, peers: readonly Peer[]): Promise<string> {
  const file = path.join(folder, "peers.txt");
  await writeFile(file, peers.map(({ vkey, url }) => `log ${vkey} ${url}\n`).join(""));
  return file;
}

/** Reads a statement that a test made. */
export function parsedOf({ bytes }: { readonly bytes: Uint8Array }): ParsedStatement {
  const parsed = parseStatement(bytes);
  if (!parsed.ok) throw new Error(`${parsed.error.pointer}: ${parsed.error.detail}`);
  return parsed.value;
}

/** A token for the set-up link and its hash. */
export function setUpToken(): { token: string; hash: string } {
  const token = "a-set-up-token-of-a-test";
  return { token, hash: hexEncode(sha256(new TextEncoder().encode(token))) };
}
