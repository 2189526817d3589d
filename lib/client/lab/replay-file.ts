/** A record's file as the laboratory replays it, wherever that runs: in a worker of the page, in a bench, in a test. */
import { parseRecord } from "#lib/selection/record-file.ts";
import { viewOfRecord } from "#lib/selection/record-view.ts";
import type { LabAnswer } from "./lab-messages.ts";

/** A million choices or so; more would not fit beside what is computed of them. */
const MOST_BYTES = 512 * 1024 * 1024;

type Replayed = Exclude<LabAnswer, { readonly seed: number }>;

/** `seedText`: 64 hex digits, or nothing. Never rejects for what a file says. */
export async function replayFile(file: File, seedText: string): Promise<Replayed> {
  if (file.size > MOST_BYTES) return { refused: `${file.name} is larger than 512 MB.` };
  const read = parseRecord(await file.text());
  if (!read.ok) return { refused: `${file.name}: ${read.error.detail}` };
  const view = viewOfRecord(read.value.record, seedText);
  if (view === null) return { refused: "The seed has 64 hex digits." };
  return { replayed: { fileName: file.name, cut: read.value.cut, view } };
}
