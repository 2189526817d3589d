/** When a version of a disclosure ends: the fold's rule, and its words for whoever breaks it. */
import { addMs, DAY_MS, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";

/** Longest life of a type that ends by a field of its own: past it a page would call fresh what nobody looked at for a year. */
const LONGEST_LIFE_DAYS = 400;
/** An issuer's clock may be ahead of the log's by this (docs/protocol/statement.md); its longest life is counted by it. */
const CLOCK_AHEAD_MS = 5 * MINUTE_MS;

const NOT_YET = "This time is ahead, in UTC: publish it when it is true.";

type Timed = Pick<DisclosureType, "life" | "aheadDays">;

/** `until` null: the version has no end of its own. */
export type End = { readonly until: Instant | null } | { readonly field: string; readonly rule: string };

/**
 * A version that is stale when it is logged says nothing, one that is not true yet answers nothing today, and one that
 * lives too long is nobody's promise. Total.
 */
export function endOf({ life, aheadDays }: Timed, body: JsonObject, now: Instant): End {
  const from = parseInstant(String(body.effectiveAt));
  if (from === undefined) return { field: "effectiveAt", rule: "It must be a UTC time." };
  if (from - now > (aheadDays ?? 0) * DAY_MS + CLOCK_AHEAD_MS) {
    const rule = aheadDays === undefined ? NOT_YET : `At most ${aheadDays} days ahead.`;
    return { field: "effectiveAt", rule };
  }
  if (life.ends === "never") return { until: null };
  // What does not apply has none of its own fields, so that none of them can end it.
  if (life.ends === "after-field" && body.notApplicable !== undefined) return { until: null };
  const field = life.ends === "at-expiry" ? "expiresAt" : life.field;
  const stated = parseInstant(String(body[field]));
  if (stated === undefined) return { field, rule: "It must be a UTC time." };
  const [grace, longest] = life.ends === "at-expiry" ? [0, life.longestDays] : [life.graceDays, LONGEST_LIFE_DAYS];
  const until = addMs(stated, grace * DAY_MS);
  if (until <= now) return { field, rule: "This time is past: choose one ahead." };
  if (until <= from) return { field, rule: "It must come after the time from which it is true." };
  if (until - now > longest * DAY_MS + CLOCK_AHEAD_MS) return { field, rule: `At most ${longest - grace} days ahead.` };
  return { until };
}
