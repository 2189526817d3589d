/**
 * Who may not sit, and why. What binds a maintainer to a case is asked once, at the entry that files it; afterwards only
 * what the maintainer brings upon itself counts, each from its own time: what a side does keeps nobody away.
 */

import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import type { ConflictReason, InterestRelation } from "#lib/statement/dispute-words.ts";
import { instantOf } from "./clocks.ts";

/** Stated interests are believed for so long; reports between a maintainer and a party count for as long. */
export const INTERESTS_FRESH_MS = 180 * DAY_MS;

/** Ties of one maintainer that the log keeps. Whose list is full may be bound to anybody, and is drawn for nothing. */
export const TIES_KEPT = 256;

/**
 * What binds a maintainer by its own word or act to a party, or to a kind of service, since when, and until when: what it
 * stated as its interests, for whom it spoke as a member, which provider it took over.
 */
export type Tie = {
  to: string;
  how: InterestRelation | "rival";
  from: string;
  /** Log time of the statement that left it out; null: it stands. */
  until: string | null;
};

export type Parties = {
  readonly provider: ProviderId;
  /** Whoever ran the provider at the filing, and the keys by which it was known. */
  readonly accused: readonly Did[];
  readonly reporter: Did;
  /** Kinds of service that the provider offered then. */
  readonly categories: readonly string[];
  readonly filedAt: string;
};

/** A maintainer at the entry that files a case. */
export type MaintainerFacts = {
  readonly did: Did;
  readonly ties: readonly Tie[];
  /** When its interests were stated; null: none are. */
  readonly interestsAt: string | null;
  /** Participants in whose name it has spoken, and may. */
  readonly actsFor: readonly string[];
  /** Reported either party, or was reported by one, within {@link INTERESTS_FRESH_MS}. */
  readonly reportedLately: boolean;
};

/** Two names of an organisation or a category are one when they differ in letters' case and spaces only. */
export function organisationName(text: string): string {
  return normalForm(text, "NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

/** What binds the maintainer when the case is filed: the first reason in the order of {@link CONFLICT_REASONS}, or null. */
export function conflictOf(maintainer: MaintainerFacts, parties: Parties): ConflictReason | null {
  const { did, ties, interestsAt } = maintainer;
  const sides = sidesOf(parties);
  if (sides.has(did)) return "is-party";
  if (maintainer.actsFor.some((party) => sides.has(party))) return "operates";
  const binding = ties.filter((tie) => tie.until === null && isTiedTo(tie, parties, sides));
  const related = binding.find(({ how }) => how !== "rival");
  if (related !== undefined) return related.how;
  if (binding.length > 0) return "rival";
  if (maintainer.reportedLately) return "reported-lately";
  const isFresh =
    interestsAt !== null &&
    ties.length < TIES_KEPT &&
    instantOf(parties.filedAt) - instantOf(interestsAt) < INTERESTS_FRESH_MS;
  return isFresh ? null : "stale-interests";
}

/** What a maintainer has done by itself, whenever it was. `reportedAt`: log times at which it reported a side. */
export type OwnActs = { readonly ties: readonly Tie[]; readonly reportedAt: readonly string[] };

export type Bond = { readonly reason: ConflictReason; readonly since: string };

/**
 * The first thing by which the maintainer has bound itself since the case was filed; null: nothing. What it takes back stays,
 * as far as the case is asked about. Texts of one form of time compare as the times do.
 */
export function bondSince({ ties, reportedAt }: OwnActs, parties: Parties): Bond | null {
  const sides = sidesOf(parties);
  const stated = ties.flatMap((tie) => (isTiedTo(tie, parties, sides) ? [{ reason: tie.how, since: tie.from }] : []));
  const reported = reportedAt.map((since) => ({ reason: "reported-lately" as const, since }));
  const last = ties.length < TIES_KEPT ? undefined : ties.at(-1);
  const full = last === undefined ? [] : [{ reason: "stale-interests" as const, since: last.from }];
  const bonds: Bond[] = [...reported, ...stated, ...full].filter(({ since }) => since >= parties.filedAt);
  return bonds.reduce<Bond | null>((first, one) => (first === null || one.since < first.since ? one : first), null);
}

/** What a newer statement makes of the ties: those that it repeats keep their time, those that it leaves out end. */
export function withInterests(
  known: readonly Tie[],
  { related, categories }: Interests,
  at: string,
  forgetBefore: string,
): Tie[] {
  const stated = [
    ...related.map(({ party, how }) => ({ to: party, how })),
    ...categories.map((category) => ({ to: category, how: "rival" as const })),
  ];
  const isStated = (tie: Tie) => stated.some(({ to, how }) => tie.to === to && tie.how === how);
  const kept = known.flatMap((tie): Tie[] => {
    if (tie.until !== null) return tie.until < forgetBefore ? [] : [tie];
    return [isStated(tie) ? tie : { ...tie, until: at }];
  });
  return stated.reduce<Tie[]>((ties, { to, how }) => withTie(ties, { to, how, from: at, until: null }), kept);
}

/** With a tie that stands from now on, unless it stands already. */
export function withTie(ties: Tie[], tie: Tie): Tie[] {
  const stands = ties.some(({ to, how, until }) => until === null && to === tie.to && how === tie.how);
  return stands ? ties : [...ties, tie];
}

type Interests = {
  readonly related: readonly { readonly party: string; readonly how: InterestRelation }[];
  readonly categories: readonly string[];
};

function sidesOf({ provider, accused, reporter }: Parties): Set<string> {
  return new Set<string>([provider, ...accused, reporter]);
}

function isTiedTo({ to, how }: Tie, { categories }: Parties, sides: ReadonlySet<string>): boolean {
  if (how !== "rival") return sides.has(to);
  const name = organisationName(to);
  return categories.some((category) => organisationName(category) === name);
}

/** What a draw asks besides what bound a maintainer at the filing. */
export type SinceFiling = {
  readonly removedAt: string | null;
  readonly bond: Bond | null;
  /** Held a seat in an earlier round of the case. */
  readonly satBefore: boolean;
  /** Left a seat empty; for so long it is drawn for nothing. */
  readonly noShow: { readonly from: string; readonly until: string } | null;
};

/** Why the maintainer is not drawn at that time; null: it may be. */
export function barOf(
  atFiling: ConflictReason | null,
  { removedAt, bond, satBefore, noShow }: SinceFiling,
  now: Instant,
): ConflictReason | null {
  const isPast = (time: string | null) => time !== null && instantOf(time) <= now;
  if (isPast(removedAt)) return "removed";
  if (atFiling !== null) return atFiling;
  if (bond !== null && isPast(bond.since)) return bond.reason;
  if (satBefore) return "sat-before";
  return noShow !== null && isPast(noShow.from) && !isPast(noShow.until) ? "no-show-lately" : null;
}
