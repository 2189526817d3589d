/** What a reader's memory and a reader's witnesses say to the head under which a file stands. */
import type { Check } from "#lib/kernel/checks.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { type Checkpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { checkLogSignature, type LogKey, vkeyOf } from "#lib/log/log-key.ts";
import { parseNote } from "#lib/log/note.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { checkCosignatures, checkSameView, type RememberedHead } from "../check-head.ts";

/** A signed note that verified at an earlier visit, and when. */
type Seen = { readonly checkpoint?: string; readonly seenAt?: Instant };

/** `same-view` where the reader saw a head of that size, and `cosigned` where the reader names witnesses. */
export function checkHead(
  note: string,
  { policy }: { readonly policy?: WitnessPolicy },
  { known, logKey }: { readonly known: Seen | undefined; readonly logKey: LogKey },
): Check[] {
  const vkey = vkeyOf(logKey);
  const memory = remembered(known).remembered;
  const checkpoint = checkpointOf(note);
  // Another size says nothing here: that needs a consistency proof, and the receipt stands by itself.
  const isSameSize = memory !== undefined && memory.checkpoint.size === checkpoint?.size;
  const isSigned = vkey !== undefined && checkLogSignature(note, logKey)[1].outcome === "pass";
  const view = isSameSize && isSigned ? [checkSameView(checkpoint, true, { remembered: memory })] : [];
  return [...view, ...checkCosignatures(note, vkey, policy)];
}

/** The head that was seen, as the checks ask for it. */
export function remembered(known: Seen | undefined): { readonly remembered?: RememberedHead } {
  const checkpoint = checkpointOf(known?.checkpoint ?? "");
  return checkpoint === undefined ? {} : { remembered: { checkpoint, seenAt: known?.seenAt } };
}

/** The checkpoint in a note; undefined where there is none. Total. */
export function checkpointOf(note: string): Checkpoint | undefined {
  const parsed = parseCheckpoint(parseNote(note)?.text ?? "");
  return parsed.ok ? parsed.value : undefined;
}
