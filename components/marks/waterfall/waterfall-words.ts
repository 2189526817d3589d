/** What stands on the bars of "Why C?", in everyday words. */
import { countText } from "#lib/kernel/amount.ts";
import type { FailureTerm } from "#lib/reputation/failure.ts";
import type { ItemType } from "#lib/reputation/record-item.ts";

/** One fact, and several of them. */
export const ITEM_WORDS: Readonly<Record<ItemType, readonly [one: string, many: string]>> = {
  audit: ["clean check by others", "clean checks by others"],
  "promise-kept": ["promise kept", "promises kept"],
  "clock-met": ["deadline met", "deadlines met"],
  "disclosure-fresh": ["disclosure renewed in time", "disclosures renewed in time"],
  ruling: ["ruling against it", "rulings against it"],
  verdict: ["fault proven by machine", "faults proven by machine"],
  "promise-broken": ["promise broken", "promises broken"],
  "disclosure-stale": ["disclosure that lapsed", "disclosures that lapsed"],
  "response-late": ["answer after its deadline", "answers after their deadlines"],
  "open-report": ["open report with evidence", "open reports with evidence"],
};

export const TERM_WORDS: Readonly<Record<FailureTerm, string>> = {
  age: "Time since it registered here",
  breach: "A breach that became known",
  coverage: "What it holds against what it owes",
  coverageAge: "Age of that proof",
  heartbeat: "Signs of life",
  silences: "Silences of three days",
  ownerConcentration: "Others of the same owner",
  hostConcentration: "Others on the same host",
  transparency: "Steps of openness",
  services: "Conduct of its services",
  volume: "Volume that is proven",
};

/** "84 clean checks by others" */
export function countedWords(type: ItemType, count: number): string {
  const [one, many] = ITEM_WORDS[type];
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** "+9.3" or "−12.4" of thousandths of a point; "0" for what rounds to nothing. */
export function pointsText(thousandths: number): string {
  const text = (Math.abs(thousandths) / 1000).toFixed(Math.abs(thousandths) < 100 ? 2 : 1);
  if (Number(text) === 0) return "0";
  return `${thousandths < 0 ? "−" : "+"}${text}`;
}

/** Of a score itself, which has a sign only below 0. */
export const scoreText = (thousandths: number) => pointsText(thousandths).replace("+", "");
