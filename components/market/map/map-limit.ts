/** The most to keep somewhere, in the reader's own money. Pure. */
import { moneyText, parseMoney, roundDown } from "#lib/reputation/money.ts";
import type { LimitOf } from "./map-words.ts";

/** Null where nobody said what he could lose. Rounded down to two digits, as everywhere. */
export function limitOfLoss(loss: string, currency: string): LimitOf {
  const stated = parseMoney(loss);
  if (!stated.ok) return () => null;
  return ({ limitPercent }) => `${moneyText(roundDown((stated.value * BigInt(limitPercent)) / 100n))} ${currency}`;
}
