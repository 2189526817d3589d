/** Who may not sit in a case, and why. The same rule decides draws, seats and votes. */
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { ConflictReason, InterestRelation } from "#lib/statement/dispute-words.ts";
import { instantOf } from "./clocks.ts";

/** Stated interests are believed for so long; reports between a maintainer and a party count for as long. */
export const INTERESTS_FRESH_MS = 180 * DAY_MS;

export type MaintainerFacts = {
  readonly did: Did;
  readonly removedAt: string | null;
  readonly interests: {
    readonly related: readonly { readonly party: string; readonly how: InterestRelation }[];
    readonly categories: readonly string[];
  } | null;
  /** When the interests were stated that stood at the entry that filed the case. */
  readonly interestsAt: string | null;
  readonly noShowUntil: string | null;
  /** Participants and providers in whose name the maintainer's key may speak. */
  readonly actsFor: readonly string[];
  /** Reported either party, or was reported by one, within {@link INTERESTS_FRESH_MS}. */
  readonly reportedLately: boolean;
  /** Voted, or could have, in an earlier round of the case. */
  readonly satBefore: boolean;
};

export type Parties = {
  readonly provider: ProviderId;
  /** Whoever runs the provider, and the keys by which it is known. */
  readonly accused: readonly Did[];
  readonly reporter: Did;
  /** Kinds of service that the provider offers. */
  readonly categories: readonly string[];
  readonly filedAt: string;
  readonly isAppeal: boolean;
};

/** Two names of an organisation or a category are one when they differ in letters' case and spaces only. */
export function organisationName(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** The first reason that holds at that time, in the order of {@link CONFLICT_REASONS}; null: may sit. */
export function conflictOf(maintainer: MaintainerFacts, parties: Parties, now: Instant): ConflictReason | null {
  const { did, interests, interestsAt, noShowUntil, removedAt } = maintainer;
  const sides = new Set<string>([parties.provider, ...parties.accused, parties.reporter]);
  if (removedAt !== null && instantOf(removedAt) <= now) return "removed";
  if (sides.has(did)) return "is-party";
  if (maintainer.actsFor.some((party) => sides.has(party))) return "operates";
  const related = interests?.related.find(({ party }) => sides.has(party));
  if (related !== undefined) return related.how;
  const offered = new Set(parties.categories.map(organisationName));
  if (interests?.categories.some((category) => offered.has(organisationName(category)))) return "rival";
  if (maintainer.reportedLately) return "reported-lately";
  if (parties.isAppeal && maintainer.satBefore) return "sat-before";
  if (interestsAt === null || instantOf(parties.filedAt) - instantOf(interestsAt) >= INTERESTS_FRESH_MS)
    return "stale-interests";
  if (noShowUntil !== null && instantOf(noShowUntil) > now) return "no-show-lately";
  return null;
}
