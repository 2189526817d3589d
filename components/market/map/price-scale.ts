/** The axis of prices: linear, and logarithmic where the dearest costs more than eight times the cheapest. Pure. */

import type { Place } from "#components/tier/tier-axis.ts";
import { decimalText } from "#lib/kernel/amount.ts";

/** Above this ratio a linear axis would heap the cheap ones. */
const LOG_ABOVE = 8;
/** Room beyond both ends, so that no mark stands on the frame. */
const ROOM = 0.07;

export type PriceAxis = {
  readonly isLog: boolean;
  readonly least: number;
  readonly most: number;
  readonly ticks: readonly number[];
};

/** Over prices, or markups, which may lie below 0; of none, from 0 to 1. `mostTicks`: for which there is room, at least two. */
export function priceAxis(prices: readonly number[], mostTicks: number): PriceAxis {
  const known = prices.filter(Number.isFinite);
  if (known.length === 0) return { isLog: false, least: 0, most: 1, ticks: [0, 1] };
  const [low, high] = extremes(known);
  return low > 0 && high / low > LOG_ABOVE ? logAxis(low, high, mostTicks) : linearAxis(low, high, mostTicks);
}

/** Without spreading: there may be ten thousand. */
function extremes(values: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

function linearAxis(low: number, high: number, mostTicks: number): PriceAxis {
  const room = Math.max((high - low) * ROOM, Math.abs(high) * 0.05) || 1;
  const [least, most] = [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
  const step = stepFor((most - least) / mostTicks);
  const first = Math.ceil(least / step);
  const count = Math.floor(most / step) - first + 1;
  // A multiple, not a sum: no 0.30000000000000004.
  return {
    isLog: false,
    least,
    most,
    ticks: Array.from({ length: count }, (_, nth) => tidy((first + nth) * step) + 0),
  };
}

function logAxis(low: number, high: number, mostTicks: number): PriceAxis {
  const room = (high / low) ** ROOM;
  const [least, most] = [low / room, high * room];
  const whole = [[1, 2, 5], [1, 5], [1]].map((parts) => decades(least, most, parts, 1));
  const ticks = whole.find(({ length }) => length <= mostTicks) ?? sparse(least, most, mostTicks);
  return { isLog: true, least, most, ticks };
}

/** More decades than there is room for: every so many. */
function sparse(least: number, most: number, mostTicks: number): number[] {
  for (let each = 2; ; each++) {
    const ticks = decades(least, most, [1], each);
    if (ticks.length <= mostTicks) return ticks;
  }
}

function decades(least: number, most: number, parts: readonly number[], each: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(least)); power <= Math.ceil(Math.log10(most)); power += 1) {
    if (power % each !== 0) continue;
    for (const part of parts) ticks.push(tidy(part * 10 ** power));
  }
  return ticks.filter((tick) => tick >= least && tick <= most);
}

/** The least of 1, 2 or 5 times a power of ten that is not below it. */
function stepFor(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((part) => part * power).find((step) => step >= least * 0.999_999) ?? 10 * power;
}

const tidy = (value: number) => Number(value.toPrecision(12));

export function pricePlace({ isLog, least, most }: PriceAxis, width: number): Place {
  if (!isLog) return (price) => (width * (price - least)) / (most - least);
  return (price) => (width * Math.log(price / least)) / Math.log(most / least);
}

/** All with as many decimals as the one that has the most, so that `1` beside `1.2` is `1.0`. */
export function tickTexts(ticks: readonly number[]): string[] {
  const texts = ticks.map(tickText);
  const decimals = Math.max(...texts.map((text) => text.split(".")[1]?.length ?? 0));
  return texts.map((text) => {
    const [whole = "", part = ""] = text.split(".");
    return decimals === 0 ? whole : `${whole}.${part.padEnd(decimals, "0")}`;
  });
}

/** `1,200` · `0.0005`: as short as it is exact. */
export function tickText(tick: number): string {
  const text = String(Number(tick.toPrecision(6)));
  // What JavaScript writes with an exponent only a formatter writes out.
  return text.includes("e")
    ? tick.toLocaleString("en", { maximumSignificantDigits: 6, maximumFractionDigits: 20 })
    : decimalText(text);
}
