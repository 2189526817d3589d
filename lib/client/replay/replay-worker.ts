/** The thread in which the browser runs definitions: the same judgement as in the index's hosts, over the same file. */
import type { Instantiate } from "#lib/evidence/definition/quickjs.ts";
import { inconclusive, type Job, type Run, runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { instancesOf, quickJsOf } from "#lib/platform/quickjs-instance.ts";

/** The pinned file, which is checked here, or what another thread of this page checked and compiled. */
export type ReplayRuntime = Uint8Array<ArrayBuffer> | WebAssembly.Module;
/** First the runtime, then one job after another. */
export type ReplayRequest = { readonly runtime: ReplayRuntime } | { readonly job: Job };
export type ReplayAnswer = "ready" | Run;

let instantiate: Instantiate | undefined;

const answer = (message: ReplayAnswer): void => self.postMessage(message);

self.addEventListener("message", async ({ data }: MessageEvent<ReplayRequest>) => {
  if ("runtime" in data) {
    const { runtime } = data;
    instantiate = runtime instanceof WebAssembly.Module ? instancesOf(runtime) : await quickJsOf(runtime);
    answer("ready");
  } else answer(instantiate === undefined ? inconclusive("runtime-unavailable") : runDefinition(instantiate, data.job));
});
