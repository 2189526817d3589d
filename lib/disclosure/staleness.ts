/** How fresh a disclosure is at a time (docs/concepts/disclosures.md, "Freshness"). */
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";

/** `due`: at most 20 % of its life is left. `stale`: from its end on. `long-stale`: past it by its whole life or more. */
export type Staleness = "ok" | "due" | "stale" | "long-stale" | "never";

/** From when to when a version is fresh; `until` null: it has no end of its own. */
export type DisclosureLife = { from: Instant; until: Instant | null };

/**
 * The life of a published version as the provider's form records it; undefined: none was published. It begins when the log
 * has it, at the earliest: who dates it back would else be long stale only after as long again.
 */
export function lifeOf(
  record: { readonly effectiveAt: string; readonly loggedAt: string; readonly expiresAt: string | null } | undefined,
): DisclosureLife | undefined {
  if (record === undefined) return undefined;
  const [stated, logged] = [parseInstant(record.effectiveAt), parseInstant(record.loggedAt)];
  const until = record.expiresAt === null ? null : parseInstant(record.expiresAt);
  if (stated === undefined || logged === undefined || until === undefined) return undefined;
  return { from: asInstant(Math.max(stated, logged)), until };
}

export function stalenessAt(life: DisclosureLife | undefined, now: Instant): Staleness {
  if (life === undefined) return "never";
  if (life.until === null) return "ok";
  const whole = life.until - life.from;
  const left = life.until - now;
  if (left <= -whole) return "long-stale";
  if (left <= 0) return "stale";
  // Integers only: left / whole <= 1 / 5.
  return left * 5 <= whole ? "due" : "ok";
}
