/** A record as the file that an agent writes: one JSON object a line, the head first. */
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { RecordEvent, RecordHead, type SelectionRecord } from "./record.ts";

/** `line` counts from 1. */
export type RecordFileError = { readonly line: number; readonly detail: string };

/**
 * Reads the whole lines of a text. What stands after the last line feed was cut off as it was written, and told to nobody: `cut`
 * says whether there is such a rest. Errors: the first line that is no JSON, no head, or no event.
 */
export function parseRecord(
  text: string,
): Result<{ readonly record: SelectionRecord; readonly cut: boolean }, RecordFileError> {
  const end = text.lastIndexOf("\n") + 1;
  const lines = text.slice(0, end).split("\n").slice(0, -1);
  const events: RecordEvent[] = [];
  let head: RecordHead | undefined;
  for (const [at, line] of lines.entries()) {
    const said = readJson(line);
    if (said === undefined) return refuse(at, "is no JSON.");
    if (head === undefined) {
      const found = RecordHead.safeParse(said.value);
      if (!found.success) break;
      head = found.data;
      continue;
    }
    const event = RecordEvent.safeParse(said.value);
    if (!event.success) return refuse(at, "is no event of a record of choices.");
    events.push(event.data);
  }
  if (head === undefined) return refuse(0, "is not the head of a record of choices.");
  return ok({ record: { head, events }, cut: end < text.length });
}

function readJson(line: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(line) };
  } catch {
    return undefined;
  }
}

const refuse = (at: number, what: string) => err({ line: at + 1, detail: `line ${at + 1} ${what}` });
