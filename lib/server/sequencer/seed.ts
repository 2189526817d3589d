/**
 * `node lib/server/sequencer/seed.ts`: reads a world's entries from its input, one JSON object a line, and makes the log of
 * them. The last line says what time it is; without it the log counts as unfinished, and the next start goes on.
 */
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import pg from "pg";
import { z } from "zod";
import { demoLossesSchema } from "#lib/contract/demonstration.ts";
import { base64Decode, base64Encode, base64UrlDecode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { parseOrigin, parseStatementHash } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { verifyPool } from "#lib/platform/node-verify-pool.ts";
import { noteSignerOf, readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { connectionConfig, makePool } from "#lib/server/db/pool.ts";
import { parseEnv, SeedEnv } from "#lib/server/env.ts";
import { processLog } from "#lib/server/process-log.ts";
import { printEvent, runAsScript } from "#lib/server/script.ts";
import { openFileStore } from "#lib/server/witness/file-store.ts";
import { loadWitnessPolicy } from "#lib/server/witness/policy-file.ts";
import { makeWitnessDesk, type WitnessDesk } from "#lib/server/witness/witness-desk.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import { readGenesis } from "./genesis.ts";
import { type SeedEntry, SeededLog } from "./seed-log.ts";
import { diskFiles } from "./store/store-files.ts";
import type { AskWitness } from "./witnesses/ask-witness.ts";

/** A checkpoint each week of the log's time, and one at the end. */
const CHECKPOINT_EVERY_MS = 7 * DAY_MS;
const SAY_EVERY_MS = 250;

const base64 = z.string().transform((text) => base64Decode(text) ?? new Uint8Array());
const instant = z.int().transform(asInstant);
/** What the world ends with: its present, its entries, and what its users lost. */
const LastLine = z.strictObject({ now: instant, size: z.int(), losses: demoLossesSchema.nullable() });
const Line = z.union([
  z.strictObject({
    at: instant,
    hash: z.string().transform((text) => parseStatementHash(text) ?? z.NEVER),
    bytes: base64,
    parts: z.array(
      z.strictObject({
        bytes: base64,
        nonce: z.string().transform((text) => base64UrlDecode(text) ?? new Uint8Array()),
      }),
    ),
  }),
  LastLine,
]);

/** The name, key and heads of each demonstration witness. */
const Witnesses = z.array(
  z.strictObject({ keyName: z.string(), keyFile: z.string(), store: z.string(), url: z.string() }),
);

/** Asks the witnesses' own desks, in this process: they are not served while nobody else may write. */
async function desksOf(env: SeedEnv, logVkey: string, clock: Clock): Promise<AskWitness> {
  const desks = new Map<string, WitnessDesk>();
  for (const { keyName, keyFile, store, url } of Witnesses.parse(JSON.parse(env.TOUCHSTONE_SEED_WITNESSES))) {
    const signer = witnessSignerOf(keyName, readKeyFile(keyFile, "witness").seed);
    const options = { logVkeyOf: (origin: string) => (origin === env.TOUCHSTONE_ORIGIN ? logVkey : undefined), signer };
    const origins = () => [env.TOUCHSTONE_ORIGIN];
    desks.set(url, makeWitnessDesk({ ...options, origins, store: await openFileStore(store), clock }));
  }
  return async (url, body) => {
    const answer = await desks.get(url)?.addCheckpoint(utf8Encode(body));
    if (answer === undefined) return { kind: "unreachable", detail: "No such witness." };
    const { status, mediaType } = answer;
    return { kind: "answered", status, mediaType, body: utf8Encode(answer.body), retryAfterMs: undefined };
  };
}

async function* linesOfInput(): AsyncGenerator<z.infer<typeof Line>> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    yield Line.parse(JSON.parse(line));
}

/** When the checkpoint after this time is signed: whole weeks since 1970. */
function nextCheckpoint(at: Instant): Instant {
  return asInstant((Math.floor(at / CHECKPOINT_EVERY_MS) + 1) * CHECKPOINT_EVERY_MS);
}

/** Takes entries week by week; genesis alone first, as in every log. Answers what the world ends with. */
async function takeAll(log: SeededLog, onProgress: (at: Instant) => void): Promise<z.infer<typeof LastLine>> {
  let waiting: SeedEntry[] = [];
  let due: Instant | undefined;
  for await (const line of linesOfInput()) {
    if ("now" in line) {
      await log.take(waiting, line.now);
      if (log.head.size !== line.size) throw new Error(`The world has ${line.size} entries, the log ${log.head.size}.`);
      return line;
    }
    if (due === undefined || line.at >= due) {
      if (due !== undefined) await log.take(waiting, due);
      waiting = [];
      onProgress(line.at);
    }
    if (due === undefined) await log.take([line], line.at);
    else waiting.push(line);
    if (due === undefined || line.at >= due) due = nextCheckpoint(line.at);
  }
  throw new Error("The world ended before it said what time it is.");
}

function writeClock(file: string, now: Instant): void {
  writeFileSync(`${file}.partial`, `${formatInstant(now)}\n`);
  renameSync(`${file}.partial`, file);
}

async function main(): Promise<void> {
  const env = parseEnv(SeedEnv);
  const origin = parseOrigin(env.TOUCHSTONE_ORIGIN);
  if (origin === undefined) throw new Error("TOUCHSTONE_ORIGIN is not the name of a log.");
  const logKey = readKeyFile(env.TOUCHSTONE_LOG_KEY, "log");
  const logSigner = noteSignerOf(logKey, origin);
  const genesis = readGenesis(new Uint8Array(readFileSync(env.TOUCHSTONE_GENESIS)), {
    origin,
    logKey: logKey.did,
  });
  const { policy } = loadWitnessPolicy(env.TOUCHSTONE_WITNESS_POLICY, logSigner.vkey);
  const client = new pg.Client(
    connectionConfig({ url: env.DATABASE_URL, name: "touchstone-seed", statementTimeoutMs: 60_000 }),
  );
  const pool = makePool({ url: env.DATABASE_URL, name: "touchstone-seed witnesses", max: 3 });
  await client.connect();
  let log: SeededLog | undefined;
  try {
    log = await SeededLog.open({
      ...{ sql: client, pool, files: await diskFiles(env.TOUCHSTONE_STORE), origin, logSigner, genesis },
      verify: verifyPool.verify,
      witnesses: async (clock) => ({ policy, ask: await desksOf(env, logSigner.vkey, clock) }),
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      log: processLog({ name: "seed", level: env.LOG_LEVEL }, 2),
    });
    const taken = log;
    let nextMs = 0;
    const { now, losses } = await takeAll(log, (at) => {
      if (performance.now() < nextMs) return;
      nextMs = performance.now() + SAY_EVERY_MS;
      printEvent("progress", { entries: taken.head.size, at: formatInstant(at) });
    });
    await log.finish(now);
    writeClock(env.TOUCHSTONE_CLOCK, now);
    const { size, root } = log.head;
    printEvent("seeded", { entries: size, root: base64Encode(root), losses });
  } finally {
    await log?.stop();
    await pool.end();
    await client.end();
  }
}

await runAsScript(import.meta.url, main);
