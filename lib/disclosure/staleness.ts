/** How fresh a disclosure is at a time (docs/concepts/disclosures.md, "Freshness"). */
import type { Instant } from "#lib/kernel/instant.ts";

/** `due`: at most 20 % of its life is left. `stale`: past its end. `long-stale`: past it by more than its whole life. */
export type Staleness = "ok" | "due" | "stale" | "long-stale" | "never";

export function stalenessAt(life: { from: Instant; until: Instant } | undefined, now: Instant): Staleness {
  if (life === undefined) return "never";
  const whole = life.until - life.from;
  const left = life.until - now;
  if (left < -whole) return "long-stale";
  if (left < 0) return "stale";
  // Integers only: left / whole <= 1 / 5.
  return left * 5 <= whole ? "due" : "ok";
}
