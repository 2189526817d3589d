/** When the clocks of a case run out. Times are RFC 3339 with milliseconds, of the log; hours are whole. */
import { addMs, asInstant, DAY_MS, formatInstant, hours, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { DisputeRules } from "#lib/statement/dispute-rules.ts";
import type { Panel } from "./dispute.ts";

/** Throws RangeError for a text that is no time of the log: what forms hold was written by the fold. */
export function instantOf(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`not a time: ${text}`);
  return instant;
}

/** So many hours later, as text. */
export function later(text: string, hourCount: number): string {
  return formatInstant(addMs(instantOf(text), hours(hourCount)));
}

/**
 * Evidence closes at the first midnight (UTC) that leaves all its hours. Cases whose evidence closes on one day close it
 * together: else the first draw of the day would show its preimage to a party that may still withhold its share.
 */
export function evidenceClosesAt(openedAt: string, hourCount: number): string {
  return nextMidnight(instantOf(later(openedAt, hourCount)));
}

/** Until when shares are taken, and from when on the draw is due: a midnight too, whatever the policy's hours. */
export function sharesBy(closesAt: string, { hours }: DisputeRules): string {
  return nextMidnight(instantOf(later(closesAt, hours.shares)));
}

/** The clocks of a panel, all fixed when it is drawn. */
export function panelClocks(
  drawnAt: string,
  { hours }: DisputeRules,
): Pick<Panel, "seatsBy" | "votesBy" | "revealsBy" | "openVotesBy" | "draftEndsAt"> {
  const seatsBy = later(drawnAt, hours.seats);
  const votesBy = later(seatsBy, hours.vote);
  const revealsBy = later(votesBy, hours.reveal);
  // Open votes stand inside the draft clock, whatever the policy's hours.
  const openVotesBy = later(revealsBy, Math.min(hours.openVote, hours.draft));
  return { seatsBy, votesBy, revealsBy, openVotesBy, draftEndsAt: later(revealsBy, hours.draft) };
}

/** Whole UTC days since 1970-01-01. */
export function dayOf(instant: Instant): number {
  return Math.floor(instant / DAY_MS);
}

function nextMidnight(instant: Instant): string {
  return formatInstant(asInstant(Math.ceil(instant / DAY_MS) * DAY_MS));
}
