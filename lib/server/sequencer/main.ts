/** The sequencer's process: reads its environment and keys, runs until it is told to stop. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { hasSimulatedClock } from "#lib/kernel/demo-origin.ts";
import { parseOrigin } from "#lib/kernel/ids.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import { verifyPool } from "#lib/platform/node-verify-pool.ts";
import { noteSignerOf, readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { parseEnv, SequencerEnv } from "#lib/server/env.ts";
import { readPeersFile } from "#lib/server/peers/peers-file.ts";
import { processLog } from "#lib/server/process-log.ts";
import { loadWitnessPolicy } from "#lib/server/witness/policy-file.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import { readGenesis } from "./genesis.ts";
import { runSequencer } from "./run-sequencer.ts";
import { SimulatedClock } from "./simulated-clock.ts";
import { diskFiles } from "./store/store-files.ts";

const env = parseEnv(SequencerEnv);
const log = processLog({ name: "sequencer", level: env.LOG_LEVEL }, 2);
const stop = new AbortController();
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, () => stop.abort());
// The supervisor's pipe ends with the supervisor: nobody is left to answer to.
process.on("disconnect", () => stop.abort());

const origin = parseOrigin(env.TOUCHSTONE_ORIGIN);
if (origin === undefined) throw new Error("TOUCHSTONE_ORIGIN is not the name of a log.");
const logKey = readKeyFile(env.TOUCHSTONE_LOG_KEY, "log");
const promiseKey = readKeyFile(env.TOUCHSTONE_PROMISE_KEY, "promise");
const witnessKey = readKeyFile(env.TOUCHSTONE_WITNESS_KEY, "witness");
const genesis = readGenesis(new Uint8Array(readFileSync(env.TOUCHSTONE_GENESIS)), {
  origin,
  logKey: logKey.did,
});

const { policy } = loadWitnessPolicy(env.TOUCHSTONE_WITNESS_POLICY, noteSignerOf(logKey, origin).vkey);

const simulated = env.TOUCHSTONE_CLOCK === undefined ? undefined : new SimulatedClock(env.TOUCHSTONE_CLOCK);
if ((simulated !== undefined) !== hasSimulatedClock(origin)) {
  throw new Error("TOUCHSTONE_CLOCK is for the demonstration's log, which has no other clock.");
}

let isReady = false;
await runSequencer({
  databaseUrl: env.DATABASE_URL,
  files: await diskFiles(env.TOUCHSTONE_STORE),
  origin,
  logSigner: noteSignerOf(logKey, origin),
  promiseSigner: noteSignerOf(promiseKey, `${origin}/promise`),
  genesis,
  clock: simulated?.clock ?? machineClock,
  ...(simulated !== undefined && { simulated }),
  verify: verifyPool.verify,
  log,
  witnesses: { policy, random: (bytes) => new Uint8Array(randomBytes(bytes)) },
  ownWitness: {
    logs: readPeersFile(env.TOUCHSTONE_PEERS, origin),
    signer: witnessSignerOf(`${origin}/witness`, witnessKey.seed),
  },
  signal: stop.signal,
  onReady: (state) => {
    if (isReady) return;
    isReady = true;
    process.stdout.write(`${JSON.stringify({ event: "ready", process: "sequencer", state })}\n`);
    process.send?.({ event: "ready", process: "sequencer", state });
  },
}).catch((error: unknown) => {
  log.fatal({ event: "hopeless", err: error }, "This sequencer cannot work");
  process.exitCode = 1;
});
if (process.connected) process.disconnect();
