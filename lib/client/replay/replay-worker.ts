/** The thread in which the browser runs definitions: the same judgement as in the index's hosts, over the same file. */
import type { Instantiate } from "#lib/evidence/definition/quickjs.ts";
import { inconclusive, type Job, type Run, runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { instancesOf } from "#lib/platform/quickjs-instance.ts";

/** First the compiled file, then one job after another. */
export type ReplayRequest = { readonly module: WebAssembly.Module } | { readonly job: Job };
export type ReplayAnswer = "ready" | Run;

let instantiate: Instantiate | undefined;

const answer = (message: ReplayAnswer): void => self.postMessage(message);

self.addEventListener("message", ({ data }: MessageEvent<ReplayRequest>) => {
  if ("module" in data) {
    instantiate = instancesOf(data.module);
    answer("ready");
  } else answer(instantiate === undefined ? inconclusive("runtime-unavailable") : runDefinition(instantiate, data.job));
});
