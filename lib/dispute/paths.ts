/** How long a case can take: the ways through the machine, their clocks, and the date that both parties are told. */
import { addMs, asInstant, DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { ClockName, DisputeRules } from "#lib/statement/dispute-rules.ts";
import { type CaseState, isTerminal } from "./dispute.ts";
import { TRANSITIONS } from "./transitions.ts";

/** Until when the index promises its verdict. */
const VERDICT_MS = 10 * MINUTE_MS;
/** Two midnights may put off what hours alone would give: that evidence closes, and that shares are no longer taken. */
const MIDNIGHT_CLOCKS: Partial<Record<ClockName, true>> = { evidence: true, urgentEvidence: true };

export type Path = { readonly states: readonly CaseState[]; readonly ms: number };

/** Every way from being filed to a first ruling, with the longest time that its clocks take. */
export function pathsToRuling(rules: DisputeRules, extended: boolean): Path[] {
  return pathsFrom("filed", ["ruled"], rules, extended).map(({ states, ms }) => ({ states, ms: ms + VERDICT_MS }));
}

/** Every way from an appeal of a ruling to its end. */
export function pathsOfAppeal(rules: DisputeRules): Path[] {
  return pathsFrom("appealed", ["ruled"], rules, false);
}

function pathsFrom(start: CaseState, ends: readonly CaseState[], rules: DisputeRules, extended: boolean): Path[] {
  if (ends.includes(start)) return [{ states: [start], ms: 0 }];
  if (isTerminal(start)) return [];
  return TRANSITIONS.flatMap((step): Path[] => {
    if (step.to === null || !step.from.includes(start)) return [];
    const own = (step.clocks ?? []).reduce((sum, clock) => sum + longest(clock, rules, extended), 0);
    return pathsFrom(step.to, ends, rules, extended).map(({ states, ms }) => ({
      states: [start, ...states],
      ms: own + ms,
    }));
  });
}

function longest(clock: ClockName, { hours }: DisputeRules, extended: boolean): number {
  const own = hours[clock] * HOUR_MS;
  if (clock === "respond" && extended) return own + hours.extension * HOUR_MS;
  // Evidence closes at a midnight, so that only a part of a day in the hours for shares can add another.
  if (clock === "shares") return Math.ceil(own / DAY_MS) * DAY_MS;
  return MIDNIGHT_CLOCKS[clock] ? own + DAY_MS : own;
}

/** Days that the promise leaves for what the index itself may be late with. */
const RESERVE_DAYS = 2;

/**
 * Until when both parties are promised a ruling: the longest way through an answer in whole days, and the reserve; with the
 * presets 28 days, 35 with an extension. Never before the longest way of all.
 */
export function rulingDueBy(filedAt: Instant, rules: DisputeRules, extended: boolean): Instant {
  const paths = pathsToRuling(rules, extended);
  const inDays = (some: readonly Path[]) => Math.ceil(Math.max(...some.map(({ ms }) => ms)) / DAY_MS);
  const answered = inDays(paths.filter(({ states }) => !states.includes("inadmissible")));
  return addMs(filedAt, Math.max(answered + RESERVE_DAYS, inDays(paths)) * DAY_MS);
}

/** Days within which every policy promises a ruling: without an extension of the answer, and with one. */
export const LONGEST_PROMISE_DAYS = { plain: 28, extended: 35 } as const;

/** Why no policy may have these clocks, as a sentence; undefined: it may. */
export function brokenPromiseOf(rules: DisputeRules): string | undefined {
  const start = asInstant(0);
  for (const [name, most] of Object.entries(LONGEST_PROMISE_DAYS)) {
    const days = rulingDueBy(start, rules, name === "extended") / DAY_MS;
    const where = name === "extended" ? " where more time to answer is taken" : "";
    if (days > most) return `A ruling would take up to ${days} days${where}; ${most} is the most.`;
  }
  const hours = Math.max(...pathsOfAppeal(rules).map(({ ms }) => ms)) / HOUR_MS;
  if (hours > rules.hours.appealRuling)
    return `An appeal would take up to ${hours} hours; this policy promises ${rules.hours.appealRuling}.`;
  return undefined;
}
