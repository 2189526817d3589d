/** Whether the instant of a snapshot was drawn as it says: by a checkpoint of this log that was made after its window. */
import type { Check } from "#lib/kernel/checks.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { type SurpriseWindow, surpriseInstant } from "./surprise-instant.ts";

/** The tree at the size that the disclosure names: its root (hex), and when its last entry was logged. */
export type FoundTree = { readonly root: string; readonly lastLoggedAt: string };

/** `found` undefined: the tree of that size is not at hand. Times of one form compare as text. */
export function checkSurprise(
  { at, surprise, provider }: { readonly at: string; readonly surprise: SurpriseWindow; readonly provider: string },
  found: FoundTree | undefined,
): Check {
  const name = "surprise";
  const no = (reason: string, detail: string): Check => ({ name, outcome: "fail", reason, detail });
  const drawn = surpriseInstant(provider, surprise);
  if (drawn === undefined || formatInstant(drawn) !== at)
    return no("other-instant", "The signed head gives another instant than the one that was shown.");
  if (found === undefined)
    return {
      name,
      outcome: "cannot-check",
      reason: "no-tree",
      detail: "This log has no tree of the size that it names.",
    };
  if (found.root !== surprise.root) return no("other-root", "The log had another root at the size that it names.");
  if (found.lastLoggedAt < surprise.to)
    return no(
      "known-before",
      "The signed head could be known before the window ended, so the instant could be prepared.",
    );
  return {
    name,
    outcome: "pass",
    detail: "The instant was drawn by a signed head of the log that nobody knew while the window ran.",
  };
}
