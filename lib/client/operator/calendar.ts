/** The calendar strip: which clock stands where, and what the drawing says in words. */
import { DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Duty } from "./duties/duty.ts";
import { CALENDAR_DAYS } from "./next-actions.ts";

export type Clock = Duty & { readonly dueAt: Instant };

/** Clocks of one day, by whole days from now; `day` -1: those that have run out. */
export type CalendarDay = { readonly day: number; readonly clocks: readonly Clock[] };

export function calendarDays(clocks: readonly Clock[], now: Instant): CalendarDay[] {
  const days = new Map<number, Clock[]>();
  for (const clock of clocks) {
    const day = clock.dueAt <= now ? -1 : Math.min(CALENDAR_DAYS - 1, Math.floor((clock.dueAt - now) / DAY_MS));
    const known = days.get(day);
    if (known === undefined) days.set(day, [clock]);
    else known.push(clock);
  }
  return [...days].map(([day, all]) => ({ day, clocks: all })).toSorted((a, b) => a.day - b.day);
}

/** The finding: how many have run out, how many will, and when the first. */
export function calendarTitle(clocks: readonly Clock[], now: Instant): string {
  const over = clocks.filter(({ dueAt }) => dueAt <= now).length;
  const ahead = clocks.filter(({ dueAt }) => dueAt > now);
  const first = ahead[0] === undefined ? "" : formatInstant(ahead[0].dueAt).slice(0, 10);
  const count = (many: number) => (many === 1 ? "One clock" : `${many} clocks`);
  if (over === 0)
    return `${count(ahead.length)} within ${CALENDAR_DAYS} days, ${ahead.length === 1 ? "on" : "the first on"} ${first}`;
  const past = `${count(over)} ${over === 1 ? "has" : "have"} run out`;
  return ahead.length === 0
    ? past
    : `${past}; ${ahead.length} more within ${CALENDAR_DAYS} days, the first on ${first}`;
}
