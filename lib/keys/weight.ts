/**
 * What a signature weighs as evidence once its key has ended (docs/concepts/signing-keys.md, "What a signature weighs").
 * Pure: the key's history, the place of the evidence in the log, and the time that the signed bytes claim.
 */
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, CLOCKS_DIFFER_MS, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { SigningKey } from "./lifecycle.ts";

/** `contested`: people decide, since a thief can date back. `none`: says nothing of the key's owner. */
export type Weight = "full" | "contested" | "weak" | "none";

/** A soft end (retired, superseded, ceased) takes evidence from before it at full weight for this long. */
export const SOFT_GRACE_MS = 7 * DAY_MS;

/** Where the log holds something. Before and after are told by index: entries of one batch share their time. */
export type LogPlace = { index: EntryIndex; at: Instant };

export type Evidence = {
  /** Entry that carries the evidence. */
  logged: LogPlace;
  /** Entry that carried only the hash of the exchange (or a batch root over it), when there is one. */
  hashLogged: LogPlace | null;
  /** When the signed bytes say that they were made. */
  createdAt: Instant;
};

/** How a key ended. A retirement ends at a time; a revocation at its entry. */
export type KeyEnd =
  | { kind: "retired"; at: Instant }
  | { kind: "soft"; at: Instant; entry: EntryIndex }
  | { kind: "compromised"; at: Instant; entry: EntryIndex; since: Instant };

/** `misuse`: the key was used after its end, by more than clocks may differ, which can itself be reported. */
export type Weighed = { weight: Weight; misuse: boolean };

const ORDER: readonly Weight[] = ["full", "contested", "weak", "none"];

/** The weight of evidence under each end of the key; the lowest counts. A key without an end: full. */
export function weighEvidence(evidence: Evidence, ends: readonly KeyEnd[]): Weighed {
  return ends
    .map((end) => weighUnder(evidence, end))
    .reduce((low, next) => (ORDER.indexOf(next.weight) > ORDER.indexOf(low.weight) ? next : low), FULL);
}

const FULL: Weighed = { weight: "full", misuse: false };

function weighUnder(evidence: Evidence, end: KeyEnd): Weighed {
  if (isBefore(evidence.logged, end)) return FULL;
  if (evidence.hashLogged !== null && isBefore(evidence.hashLogged, end)) return FULL;
  const { createdAt, logged } = evidence;
  if (end.kind === "compromised") {
    return createdAt < end.since ? { weight: "contested", misuse: false } : { weight: "none", misuse: true };
  }
  if (createdAt >= end.at) return { weight: "none", misuse: createdAt > addMs(end.at, CLOCKS_DIFFER_MS) };
  return { weight: logged.at <= addMs(end.at, SOFT_GRACE_MS) ? "full" : "weak", misuse: false };
}

function isBefore(place: LogPlace, end: KeyEnd): boolean {
  return end.kind === "retired" ? place.at < end.at : place.index < end.entry;
}

/**
 * What a key is to something that it signs now and dates `at`, by all that the log says by now: whoever has it before him as it comes
 * need not weigh who dated back. `waits`: published, and not in force yet. One that only proved its owner's name signs: people judge it.
 */
export function standingOfNew(
  { activeFrom, ...ending }: Pick<SigningKey, "activeFrom" | "retirement" | "revocation">,
  at: Instant,
): "waits" | "signs" | "ended" {
  if (endsOf(ending).some((end) => at >= (end.kind === "compromised" ? end.since : end.at))) return "ended";
  const from = activeFrom === null ? undefined : parseInstant(activeFrom);
  return from !== undefined && at < from ? "waits" : "signs";
}

/** The ends of a key as the log states them, in no order. A compromise without a stated beginning began at its revocation. */
export function endsOf({ retirement, revocation }: Pick<SigningKey, "retirement" | "revocation">): KeyEnd[] {
  const ends: KeyEnd[] = [];
  const retiresAt = retirement === null ? undefined : parseInstant(retirement.retiresAt);
  if (retiresAt !== undefined) ends.push({ kind: "retired", at: retiresAt });
  const at = revocation === null ? undefined : parseInstant(revocation.at);
  if (revocation === null || at === undefined) return ends;
  const { entry, reason, compromisedSince } = revocation;
  const since = compromisedSince === null ? at : (parseInstant(compromisedSince) ?? at);
  ends.push(reason === "compromised" ? { kind: "compromised", at, entry, since } : { kind: "soft", at, entry });
  return ends;
}
