/** What a definition's answers can be held to: a report is one submission of at most 1 MiB, with content in it as base64, twice over. */
import type { Definition } from "#lib/statement/definition.ts";

/** Request and answer together, in bytes: what the rest of a report leaves, with the history of a key. */
export const REPORTED_BODIES_BYTES = 570_000;

/** Undefined where the limits of its code keep every right answer shorter. */
export function longAnswerSentence({ kind }: Pick<Definition, "kind">): string | undefined {
  if (kind === "function" || kind === "predicate") return undefined;
  // Two answers that differ are reported together.
  const most = (kind === "equality" ? REPORTED_BODIES_BYTES / 2 : REPORTED_BODIES_BYTES).toLocaleString("en");
  return `Nobody can be held to an answer of more than some ${most} bytes: it fits into no report. Give longer content in pieces.`;
}
