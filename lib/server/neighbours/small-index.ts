/**
 * An index in one process with others: a log of its own with its own keys, which takes statements, and the whole API with signed
 * answers; no pages, and no machine that judges. What its worker would do by itself does not happen.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import pg from "pg";
import type { Logger } from "pino";
import { z } from "zod";
import { parseOrigin } from "#lib/kernel/ids.ts";
import { processClock } from "#lib/platform/node-clock.ts";
import { verifyPool } from "#lib/platform/node-verify-pool.ts";
import { noteSignerOf, readKeyFile, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { connectionConfig } from "#lib/server/db/pool.ts";
import { WebEnv } from "#lib/server/env.ts";
import { makeApp } from "#lib/server/http/app.ts";
import { makeWebContext } from "#lib/server/http/web-context.ts";
import { createWebServer } from "#lib/server/http/web-server.ts";
import { type Answering, startAnswering } from "#lib/server/jobs/sign-answers.ts";
import { readGenesis } from "#lib/server/sequencer/genesis.ts";
import { runSequencer } from "#lib/server/sequencer/run-sequencer.ts";
import { diskFiles } from "#lib/server/sequencer/store/store-files.ts";
import { ANSWER_CHANNEL } from "#lib/server/services/answer/answer-queue.ts";

/** `key`: files by purpose. `port`: where everybody calls it. `clock`: its time, which stands still. */
export const smallIndexSchema = z.object({
  origin: z.string(),
  port: z.int(),
  databases: z.object({ web: z.string(), seq: z.string(), worker: z.string() }),
  keys: z.record(z.enum(["log", "promise", "witness", "answer"]), z.string()),
  ...{ genesis: z.string(), publicKeys: z.string(), store: z.string(), clock: z.string() },
});
export type SmallIndexSettings = z.infer<typeof smallIndexSchema>;

export type SmallIndex = {
  readonly url: string;
  readonly answerKey: { readonly did: ReturnType<typeof readKeyFile>["did"]; readonly seed: Uint8Array };
  /** Ends what serves, then what writes. */
  readonly stop: () => Promise<void>;
};

const STOP_MS = 2_000;
/** The server has eighty connections for all. */
const POOL_SIZE = 5;
/** Nobody's work: it rings when there is a question. */
const LOOK_EVERY_MS = 10_000;
/** Nobody stands by. */
const BEAT_EVERY_MS = 5_000;
/** Three tiles, which one machine writes and nobody else touches: to verify them with each heartbeat took most of what this costs. */
const CHECK_EVERY_MS = 600_000;

/** `isBehind`: somebody else listens at its port, and asks this one at another. */
export async function startSmallIndex(
  settings: SmallIndexSettings,
  { log, isBehind }: { readonly log: Logger; readonly isBehind: boolean },
): Promise<SmallIndex> {
  const stopping = new AbortController();
  const sequencing = await startSequencing(settings, log, stopping.signal);
  const answers = await startSigning(settings, log);
  const web = await startServing(settings, log, isBehind);
  return {
    url: web.url,
    answerKey: answers.key,
    stop: async () => {
      await web.stop();
      await answers.stop();
      stopping.abort();
      await sequencing.ended;
    },
  };
}

/** Resolves when it leads, to the promise of its end in a box. */
async function startSequencing(settings: SmallIndexSettings, log: Logger, signal: AbortSignal) {
  const origin = parseOrigin(settings.origin);
  if (origin === undefined) throw new Error(`${settings.origin} is not the name of a log.`);
  const keyOf = (purpose: "log" | "promise") => readKeyFile(settings.keys[purpose], purpose);
  const [logKey, promiseKey] = [keyOf("log"), keyOf("promise")];
  const genesis = readGenesis(new Uint8Array(readFileSync(settings.genesis)), { origin, logKey: logKey.did });
  const files = await diskFiles(settings.store);
  let ended: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    ended = runSequencer({
      ...{ databaseUrl: settings.databases.seq, files, origin, genesis, log, signal },
      ...{ lookEveryMs: LOOK_EVERY_MS, beatEveryMs: BEAT_EVERY_MS, checkEveryMs: CHECK_EVERY_MS },
      logSigner: noteSignerOf(logKey, origin),
      promiseSigner: noteSignerOf(promiseKey, `${origin}/promise`),
      clock: processClock(settings.clock),
      verify: verifyPool.verify,
      onReady: () => resolve(),
    });
    ended.catch(reject);
  });
  return { ended };
}

async function startSigning({ origin: name, databases, keys }: SmallIndexSettings, log: Logger) {
  const origin = parseOrigin(name);
  if (origin === undefined) throw new Error(`${name} is not the name of a log.`);
  const key = readKeyFile(keys.answer, "answer");
  const answering: Answering = startAnswering(
    databases.worker,
    { origin, did: key.did, sign: signerOf(key.seed) },
    log,
    LOOK_EVERY_MS,
  );
  const listener = new pg.Client(connectionConfig({ url: databases.worker, name: "touchstone-neighbour listen" }));
  // Without it they are looked for now and then only.
  listener.on("error", () => undefined);
  await listener.connect();
  listener.on("notification", () => answering.ring());
  await listener.query(`LISTEN ${ANSWER_CHANNEL}`);
  return {
    key,
    stop: async () => {
      await answering.stop();
      await listener.end().catch(() => undefined);
    },
  };
}

async function startServing(settings: SmallIndexSettings, log: Logger, isBehind: boolean) {
  const shown = `127.0.0.1:${settings.port}`;
  const env = WebEnv.parse({
    DATABASE_URL: settings.databases.web,
    TOUCHSTONE_ORIGIN: settings.origin,
    TOUCHSTONE_WEB_ORIGIN: `http://${shown}`,
    TOUCHSTONE_PUBLIC_KEYS: settings.publicKeys,
    TOUCHSTONE_CLOCK: settings.clock,
    TOUCHSTONE_STORE: settings.store,
    // Nobody signs in here.
    AUTH_SECRET: randomBytes(32).toString("hex"),
  });
  const context = makeWebContext({ env, logger: log, poolSize: POOL_SIZE });
  const app = makeApp(() => context);
  const hosts = new Set([shown]);
  const server = createWebServer({
    edge: { hosts, trustedProxies: new Set(), dev: false },
    webOrigin: context.webOrigin,
    headers: context.headers,
    hot: context.hot,
    logger: log,
    monotonicMs: () => performance.now(),
    fast: getRequestListener(app.fetch, { overrideGlobalObjects: false }),
    pages: (_, response) => void response.writeHead(404, { "content-type": "text/plain" }).end("No pages here.\n"),
  });
  await context.follower.start();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(isBehind ? 0 : settings.port, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  hosts.add(`127.0.0.1:${port}`);
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: async () => {
      const hard = setTimeout(() => server.closeAllConnections(), STOP_MS);
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
      clearTimeout(hard);
      await context.stop();
    },
  };
}
