/** Canonical forms of those who decide cases, and of whom they were at any time (docs/protocol/cases.md, "Maintainers"). */
import { INTERESTS_FRESH_MS, type Tie } from "#lib/dispute/conflict.ts";
import type { Did, EntryIndex, Thumbprint } from "#lib/kernel/ids.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import type { MaintainerInterestsBody } from "#lib/statement/maintainer-bodies.ts";

/** Interests older than this are stale: nobody is drawn by them. */
export const MAINTAINER_FRESH_MS = INTERESTS_FRESH_MS;

/** What became of the seats that were offered to a maintainer. */
export type SeatCounts = {
  asked: number;
  accepted: number;
  declined: number;
  recused: number;
  noShow: number;
  voted: number;
  dissented: number;
};

export const NO_SEATS: SeatCounts = {
  asked: 0,
  accepted: 0,
  declined: 0,
  recused: 0,
  noShow: 0,
  voted: 0,
  dissented: 0,
};

export type Interests = MaintainerInterestsBody & { statedIn: EntryIndex; statedAt: string };

export type MaintainerForm = {
  aggregate: "maintainer";
  did: Did;
  /** Of the newest appointment. */
  appointedIn: EntryIndex;
  appointedAt: string;
  acceptedIn: EntryIndex | null;
  acceptedAt: string | null;
  removedIn: EntryIndex | null;
  removedAt: string | null;
  /** Terms of service that ended before the newest appointment, oldest first, at most {@link TERMS_KEPT}. */
  terms: { from: string; until: string }[];
  interests: Interests | null;
  /** What it has bound itself to, and what has ended since, oldest first, at most 256. */
  ties: Tie[];
  /** Not drawn before: a seat was taken and not filled. `noShowFrom`: since when without a break. */
  noShowFrom: string | null;
  noShowUntil: string | null;
  seats: SeatCounts;
};

/** Who has served so often is not appointed once more: the log forgets no removal. */
export const TERMS_KEPT = 16;

/** Kept away from draws so long after a seat that was taken and not filled. */
export const NO_SHOW_MS = 30 * DAY_MS;

/** Ties that ended are kept for so long: longer than a case is open, and than one that is over can be reopened. */
export const TIES_KEPT_MS = 730 * DAY_MS;

/** Most members of a roster: who accepts beyond them is not a member. */
export const ROSTER_MEMBERS = 64;

/** `organisation`: as {@link organisationName} writes it; null: none declared. */
export type RosterMember = { did: Did; interestsAt: string; organisation: string | null };

/** Who could be drawn from the entry `since` on, until there is a newer one; in the order of their text. */
export type RosterForm = {
  aggregate: "roster";
  since: EntryIndex;
  members: RosterMember[];
};

/** Maintainers that are remembered as having warned of one key. */
export const KEY_FLAGS = 16;

/** Warnings of a signing key by maintainers: shown, and nothing follows from them. */
export type FlagForm = {
  aggregate: "flag";
  key: Thumbprint;
  owner: string;
  flags: { by: Did; entry: EntryIndex; loggedAt: string }[];
};

export const maintainerKey = (did: string) => `maintainer:${did}` as const;
export const rosterKey = (since: number) => `roster:${since}` as const;
export const flagKey = (thumbprint: string) => `flag:${thumbprint}` as const;

/** Appointed, accepted and not removed. */
export function isServing({ acceptedIn, removedIn }: Pick<MaintainerForm, "acceptedIn" | "removedIn">): boolean {
  return acceptedIn !== null && removedIn === null;
}

/**
 * When the term of service ended that ran at a time; null: it runs still. Of whoever did not serve then: the end before, or
 * the time itself. What is said afterwards of other terms changes no answer. Texts of one form of time compare as the times do.
 */
export function servedUntil({ terms, acceptedAt, removedAt }: MaintainerForm, at: string): string | null {
  const all = acceptedAt === null ? terms : [...terms, { from: acceptedAt, until: removedAt }];
  const running = all.find(({ from, until }) => from <= at && (until === null || until > at));
  if (running !== undefined) return running.until;
  return all.findLast(({ until }) => until !== null && until <= at)?.until ?? at;
}
