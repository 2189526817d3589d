/**
 * Times of database ledgers: `2020-11-12T18:39:27.7385724`, seven fractional digits and no zone, as Azure SQL writes
 * them. They are treated as UTC, which the document itself does not say. Compared as integers, never as floats.
 */
import { asInstant, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";

/** Units of 100 ns since 1970-01-01T00:00:00Z. */
export type Ticks = bigint & { readonly __brand: "Ticks" };

export const TICKS_PER_MS = 10_000n;

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})(\d{4})$/;

/** Undefined for every other form, also one with a zone or other than seven digits, and for dates that do not exist. Total. */
export function parseTicks(text: string): Ticks | undefined {
  const [, toMs, rest] = FORM.exec(text) ?? [];
  const ms = toMs === undefined ? undefined : parseInstant(`${toMs}Z`);
  return ms === undefined || rest === undefined ? undefined : ((BigInt(ms) * TICKS_PER_MS + BigInt(rest)) as Ticks);
}

/** Inverse of {@link parseTicks}. Throws RangeError outside the years 0000 to 9999. */
export function formatTicks(ticks: Ticks): string {
  const rest = ((ticks % TICKS_PER_MS) + TICKS_PER_MS) % TICKS_PER_MS;
  const ms = Number((ticks - rest) / TICKS_PER_MS);
  return formatInstant(asInstant(ms)).replace("Z", String(rest).padStart(4, "0"));
}

export const ticksOfInstant = (instant: Instant): Ticks => (BigInt(instant) * TICKS_PER_MS) as Ticks;

/** Whole milliseconds from `a` to `b`, towards minus infinity. */
export function msBetween(a: Ticks, b: Ticks): number {
  const difference = b - a;
  const floor = difference / TICKS_PER_MS - (difference % TICKS_PER_MS < 0n ? 1n : 0n);
  return Number(floor);
}
