/** What a reader's memory and a reader's witnesses say to a signed head. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { openWitnessedCheckpoint } from "#lib/log/quorum.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";

/** A head of the same log that verified at an earlier visit. */
export type RememberedHead = { readonly checkpoint: Checkpoint; readonly seenAt: Instant | undefined };

/** `same-view`: two signed heads of one size with two roots are a split view; other sizes need a consistency proof. */
export function checkSameView(
  checkpoint: Checkpoint | undefined,
  isSigned: boolean,
  { remembered }: { readonly remembered?: RememberedHead },
): Check {
  const name = "same-view";
  if (remembered === undefined) {
    const detail = "No checkpoint of this log was verified here before.";
    return { name, outcome: "cannot-check", reason: "first-visit", detail };
  }
  if (checkpoint === undefined || !isSigned)
    return { name, outcome: "cannot-check", reason: "log-key-needed", detail: "Needs the log's signature first." };
  const mine = remembered.checkpoint;
  if (mine.size !== checkpoint.size) {
    const detail = `The log was verified here at ${mine.size} entries, this is size ${checkpoint.size}: only a consistency proof shows that one continues the other. An audit makes it.`;
    return { name, outcome: "cannot-check", reason: "other-size", detail };
  }
  return compareRoots(mine.size, equalBytes(mine.root, checkpoint.root), remembered.seenAt);
}

/** `same-view` of what gives a root at the remembered size. */
export function compareRoots(size: number, isSame: boolean, seenAt: Instant | undefined): Check {
  const name = "same-view";
  const on = seenAt === undefined ? "before" : `on ${formatInstant(seenAt)}`;
  if (isSame) return { name, outcome: "pass", detail: `The same ${size} entries that were verified here ${on}.` };
  const detail = `The log signed two different roots for ${size} entries. Keep both: together they prove that it lied.`;
  return { name, outcome: "fail", reason: "forked", detail };
}

/** `cosigned`: whether the quorum of the reader's policy stands behind a head. Nothing without a policy. */
export function checkCosignatures(
  note: string | undefined,
  vkey: string | undefined,
  policy: WitnessPolicy | undefined,
): Check[] {
  if (policy === undefined || note === undefined) return [];
  const name = "cosigned";
  if (vkey === undefined) {
    const detail = "Needs the log's key: a watcher signs what the log has signed.";
    return [{ name, outcome: "cannot-check", reason: "log-key-needed", detail }];
  }
  const opened = openWitnessedCheckpoint(note, vkey, policy);
  if (!opened.ok) return [{ name, outcome: "not-run" }];
  const { cosigned, independent, isQuorumMet } = opened.value;
  const who = cosigned.map(({ witness }) => witness).join(", ") || "none";
  const detail = `${who}; ${independent} independent of ${policy.witnesses.length} that you name`;
  return [
    isQuorumMet ? { name, outcome: "pass", detail } : { name, outcome: "fail", reason: "policy-not-met", detail },
  ];
}
