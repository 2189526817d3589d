/**
 * A witness's process: `node lib/server/witness/main.ts`. It knows its own key and the keys of the logs that it
 * witnesses, nothing else. Tells its parent `{event:"ready", url}` when it serves.
 */
import type { AddressInfo } from "node:net";
import { parseVkey } from "#lib/log/vkey.ts";
import { processClock } from "#lib/platform/node-clock.ts";
import { readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { parseEnv, WitnessEnv } from "#lib/server/env.ts";
import { processLog } from "#lib/server/process-log.ts";
import { openFileStore } from "./file-store.ts";
import { readPolicyFile } from "./policy-file.ts";
import { makeWitnessDesk, type WitnessEvent } from "./witness-desk.ts";
import { createWitnessServer } from "./witness-server.ts";
import { witnessSignerOf } from "./witness-signer.ts";

const env = parseEnv(WitnessEnv);
const log = processLog({ name: "witness", level: env.LOG_LEVEL }, 2);
const key = readKeyFile(env.TOUCHSTONE_WITNESS_KEY, "witness");
const { policy } = readPolicyFile(env.TOUCHSTONE_WITNESS_POLICY);
const logs = new Map(policy.logs.map(({ vkey }) => [parseVkey(vkey)?.name ?? "", vkey]));

/** A head that does not extend the one before is worth keeping whole: with the log's signature it may convict it. */
function report({ origin, verdict, request }: WitnessEvent): void {
  const { size } = request.checkpoint;
  const fields = { event: "add-checkpoint", origin, size, status: verdict.status };
  if (verdict.status === 422 || ("reason" in verdict && verdict.reason === "other-root")) {
    const { oldSize, checkpointNote } = request;
    log.error({ ...fields, alarm: "equivocation", oldSize, checkpointNote }, "The log signed what does not extend it");
  } else log.debug(fields);
}

const desk = makeWitnessDesk({
  logVkeyOf: (origin) => logs.get(origin),
  origins: () => [...logs.keys()],
  signer: witnessSignerOf(env.TOUCHSTONE_WITNESS_NAME, key.seed),
  store: await openFileStore(env.TOUCHSTONE_WITNESS_STORE),
  clock: processClock(env.TOUCHSTONE_CLOCK),
  onVerdict: report,
});
const server = createWitnessServer(desk, (error) => log.error({ event: "store", err: error }, "The store failed"));

server.once("error", (error) => {
  log.fatal({ err: error }, `port ${env.TOUCHSTONE_PORT} cannot be served`);
  process.exit(1);
});
server.listen(env.TOUCHSTONE_PORT, env.TOUCHSTONE_LISTEN, () => {
  const { port } = server.address() as AddressInfo;
  const ready = { event: "ready", port, vkey: desk.vkey };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  process.send?.(ready);
});

function stop(): void {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => server.closeAllConnections(), 1_000).unref();
}
for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, stop);
process.on("disconnect", stop);
