/**
 * A thread of the laboratory: runs engines from one seed at a time, or replays an agent's record. The file stays in the browser;
 * this thread asks the network nothing.
 */
import { runSeed } from "#lib/selection/lab/lab-run.ts";
import type { LabAnswer, LabRequest } from "./lab-messages.ts";
import { replayFile } from "./replay-file.ts";

const answer = (message: LabAnswer): void => self.postMessage(message);

self.addEventListener("message", async ({ data }: MessageEvent<LabRequest>) => {
  if ("settings" in data) answer({ seed: data.seed, trials: runSeed(data.settings, data.seed) });
  else answer(await replayFile(data.file, data.seedText));
});
