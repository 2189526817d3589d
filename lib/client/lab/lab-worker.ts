/**
 * A thread of the laboratory: runs engines from one seed at a time, or replays an agent's record. The file stays in the browser;
 * this thread asks the network nothing.
 */
import { runSeed } from "#lib/selection/lab/lab-run.ts";
import { parseRecord } from "#lib/selection/record-file.ts";
import { viewOfRecord } from "#lib/selection/record-view.ts";
import type { LabAnswer, LabRequest } from "./lab-messages.ts";

/** A million choices or so; more would not fit beside what is computed of them. */
const MOST_BYTES = 512 * 1024 * 1024;

const answer = (message: LabAnswer): void => self.postMessage(message);

self.addEventListener("message", async ({ data }: MessageEvent<LabRequest>) => {
  if ("settings" in data) answer({ seed: data.seed, trials: runSeed(data.settings, data.seed) });
  else answer(await replayFile(data.file, data.seedText));
});

async function replayFile(file: File, seedText: string): Promise<LabAnswer> {
  if (file.size > MOST_BYTES) return { refused: `${file.name} is larger than 512 MB.` };
  const read = parseRecord(await file.text());
  if (!read.ok) return { refused: `${file.name}: ${read.error.detail}` };
  const view = viewOfRecord(read.value.record, seedText);
  if (view === null) return { refused: "The seed has 64 hex digits." };
  return { replayed: { fileName: file.name, cut: read.value.cut, view } };
}
