/** Words of a row of the list. Apart from what makes the row: the browser needs these alone. */
import type { Staleness } from "#lib/disclosure/staleness.ts";
import { moneyText, parseMoney, roundDown } from "#lib/reputation/money.ts";
import type { RowMarks } from "./provider-row.ts";

/** How much to keep there of what somebody could lose: in that money where it was said, else of every 100. */
export function limitText({ limit_percent: percent }: RowMarks, loss: string): string {
  const stated = parseMoney(loss);
  return stated.ok ? moneyText(roundDown((stated.value * BigInt(percent)) / 100n)) : `${percent} of 100`;
}

/** How fresh a disclosure is, in the words of the list. */
export const STALENESS_WORDS: Readonly<Record<Staleness, string>> = {
  ok: "yes",
  due: "yes, renewal due",
  stale: "stale",
  "long-stale": "long stale",
  never: "not published",
};

export const STALENESS_TONES = {
  ok: "neutral",
  due: "attention",
  stale: "attention",
  "long-stale": "failed",
  never: "unknown",
} as const;
