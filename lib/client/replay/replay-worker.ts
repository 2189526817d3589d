/** The thread in which the browser runs definitions: the same judgement as in the index's hosts, over the same file. */
import type { Instantiate } from "#lib/evidence/definition/quickjs.ts";
import { inconclusive, type Job, type Run, runDefinition } from "#lib/evidence/definition/run-definition.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";

/** First the file, then one job after another. */
export type ReplayRequest = { readonly file: Uint8Array<ArrayBuffer> } | { readonly job: Job };
export type ReplayAnswer = "ready" | Run;

let instantiate: Instantiate | undefined;

const answer = (message: ReplayAnswer): void => self.postMessage(message);

self.addEventListener("message", async ({ data }: MessageEvent<ReplayRequest>) => {
  if ("file" in data) {
    instantiate = await quickJsOf(data.file);
    answer("ready");
  } else if ("job" in data)
    answer(instantiate === undefined ? inconclusive("runtime-unavailable") : runDefinition(instantiate, data.job));
});
