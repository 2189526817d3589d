/** A thread of the pool: it checks the signatures of a buffer one after another, and answers 1 or 0 for each. */
import module from "node:module";
import { parentPort } from "node:worker_threads";
import { rawVerify } from "./node-ed25519.ts";
import { unpackChecks } from "./packed-checks.ts";

// Node keeps compiled code when a thread ends by itself, and this one is terminated. Node 20 keeps none.
module.flushCompileCache?.();
parentPort?.on("message", (packed: Uint8Array) => {
  const answers = Uint8Array.from(unpackChecks(packed), (check) => (rawVerify(...check) ? 1 : 0));
  parentPort?.postMessage(answers, [answers.buffer]);
});
