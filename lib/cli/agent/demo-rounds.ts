/** The rounds of a demonstration's agent: what it asks for when, so that whoever looks sees an index turn, and what becomes of it. */

import type { Clock } from "#lib/kernel/clock.ts";
import { addMs, asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Need } from "./ask-indexes.ts";
import type { ChoiceBook } from "./choice-book.ts";

/** Recommendations that the paid index gives before it turns: those of the first question. */
export const HONEST_ROUNDS = 20;
const PAID_ROUNDS = 70;
const FIRST_ROUNDS = 110;
/** With each week that a visitor lets pass, for a year at most. */
const ROUNDS_A_WEEK = 10;
const MOST_WEEKS = 52;
export const WEEK_MS = 7 * DAY_MS;

type Market = Pick<Need, "category" | "unit" | "currency">;

/**
 * By which its calls are dated: the demonstration's clock, but no later than its last round is due. What services promise holds for
 * longer than that after the visitor's day, so that it never runs out, whatever year the machine has and whoever lets years pass at once.
 */
export function roundsClock(clock: Clock, visitorsDay: Instant): Clock {
  const last = addMs(visitorsDay, MOST_WEEKS * WEEK_MS);
  return () => asInstant(Math.min(clock(), last));
}

/** Choices that are due when so many weeks have passed since the visitor's day. */
export function roundsDue(weeks: number): number {
  return FIRST_ROUNDS + ROUNDS_A_WEEK * Math.min(MOST_WEEKS, Math.max(0, Math.floor(weeks)));
}

/**
 * What is asked for in the round after `made` choices, and for how many rounds. In the end the first question again: an index that
 * answers it otherwise by then, of the same state, convicts itself.
 */
export function nextNeed(made: number, due: number, market: Market): { readonly need: Need; readonly rounds: number } {
  const need = (budget: string): Need => ({ ...market, tolerance: "D", loss: "100", budget });
  if (made < HONEST_ROUNDS) return { need: need("0.05"), rounds: HONEST_ROUNDS - made };
  const paid = HONEST_ROUNDS + PAID_ROUNDS;
  if (made < paid) return { need: need("0.1"), rounds: paid - made };
  return { need: need("0.05"), rounds: Math.max(0, due - made) };
}

export function choicesMade({ agent }: Pick<ChoiceBook, "agent">): number {
  return agent.certificate().rounds;
}
