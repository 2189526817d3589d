/** The most to keep somewhere, in the reader's own money. Pure. */
import { moneyText, parseMoney, roundDown } from "#lib/reputation/money.ts";
import type { LimitOf } from "./map-words.ts";

/** Null where nobody said what he could lose. Rounded down to two digits, as everywhere. */
export function limitOfLoss(loss: string, currency: string): LimitOf {
  const stated = parseMoney(loss);
  if (!stated.ok) return () => null;
  return ({ limitPercent, lostPpm }) => {
    const limit = roundDown((stated.value * BigInt(limitPercent)) / 100n);
    return {
      keep: `${moneyText(limit)} ${currency}`,
      lost: `${lostText((limit * BigInt(lostPpm)) / 1_000_000n)} ${currency}`,
    };
  };
}

/** An average is no account: hundredths, rounded up. */
function lostText(micros: bigint): string {
  const lost = Number(micros) / 1_000_000;
  return lost < 0.01 ? "less than 0.01" : String(Math.ceil(lost * 100 - 1e-9) / 100);
}
