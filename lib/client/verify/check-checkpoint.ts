/** The checks that a browser makes of a checkpoint alone. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { type Checkpoint, openCheckpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import type { RememberedLog } from "../trust-store.ts";
import { checkLogSignature, type LogKey } from "./check-receipt.ts";

export type CheckpointFinding = Finding & { readonly checkpoint: Checkpoint | undefined };

/** Checks, in order: `checkpoint`, `log-key`, `log-signature`, `same-view` (against this browser's memory). */
export function checkCheckpoint(note: string, logKey: LogKey, known: RememberedLog | undefined): CheckpointFinding {
  const parsed = parseNote(note);
  const checkpoint = parsed === undefined ? undefined : parseCheckpoint(parsed.text);
  if (!checkpoint?.ok) {
    const detail = checkpoint === undefined ? "Not a signed note." : checkpoint.error.detail;
    const checks: Check[] = [{ name: "checkpoint", outcome: "fail", reason: "malformed", detail }];
    return { ...findingOf(checks), checkpoint: undefined };
  }
  const signed = checkLogSignature(note, logKey);
  const checks: Check[] = [{ name: "checkpoint", outcome: "pass" }, ...signed];
  checks.push(compare(checkpoint.value, known, signed.at(-1)?.outcome === "pass"));
  return { ...findingOf(checks), checkpoint: checkpoint.value };
}

/** Two signed heads of one size with two roots are proof of a split view; other sizes need a consistency proof. */
function compare(checkpoint: Checkpoint, known: RememberedLog | undefined, isSigned: boolean): Check {
  const name = "same-view";
  const kept = known?.checkpoint === undefined ? undefined : openCheckpoint(known.checkpoint, known.vkey);
  if (!isSigned) return { name, outcome: "not-run" };
  if (known === undefined || !kept?.ok) {
    const detail = "This browser has verified no checkpoint of this log before.";
    return { name, outcome: "cannot-check", reason: "first-visit", detail };
  }
  const mine = kept.value.checkpoint;
  if (mine.size !== checkpoint.size) {
    const detail = `This browser verified the log at ${mine.size} entries, this is size ${checkpoint.size}: only a consistency proof shows that one continues the other. An audit makes it.`;
    return { name, outcome: "cannot-check", reason: "other-size", detail };
  }
  if (equalBytes(mine.root, checkpoint.root)) {
    const on = known.seenAt === undefined ? "before" : `on ${formatInstant(known.seenAt)}`;
    return { name, outcome: "pass", detail: `The same root that this browser verified ${on}.` };
  }
  const detail = `The log signed two different roots for ${mine.size} entries. Keep both: together they prove that it lied.`;
  return { name, outcome: "fail", reason: "forked", detail };
}
