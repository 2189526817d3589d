/** What somebody asks of `/choose`, read from an address that anybody may have typed. Pure. */
import { parseMoney } from "#lib/reputation/money.ts";
import { type Ask, askOf, type Params } from "../front/ask.ts";

export const TOLERATED = ["A", "B", "C", "D"] as const;
type Tolerated = (typeof TOLERATED)[number];

/** Presets: C or better, a month, two places. */
const [PRESET_DAYS, MOST_DAYS, PRESET_PARTS, MOST_PARTS] = [30, 365, 2, 5];

export type ChooseAsk = Ask & {
  readonly tolerance: Tolerated;
  readonly days: number;
  readonly parts: number;
  /** Money text; undefined: as much as the limits let. */
  readonly amount: string | undefined;
  /** As typed: names with amounts; undefined: nothing. */
  readonly held: string | undefined;
  /** What one wrong answer would cost; undefined: not asked. */
  readonly call: string | undefined;
  /** Shows what may be lost in place of limits. */
  readonly isProfit: boolean;
  readonly problems: readonly string[];
};

export function chooseAskOf(params: Params): ChooseAsk {
  const ask = askOf(params);
  const problems: string[] = [];
  const money = (name: "amount" | "call", words: string) => {
    const typed = one(params[name])?.trim() ?? "";
    if (typed === "") return undefined;
    const found = parseMoney(typed);
    if (found.ok) return typed;
    problems.push(`${words}: ${found.error.detail}`);
    return undefined;
  };
  const count = (name: "days" | "parts", least: number, most: number, preset: number, words: string) => {
    const typed = one(params[name])?.trim() ?? "";
    const value = Number(typed);
    if (typed === "") return preset;
    if (/^\d{1,4}$/.test(typed) && value >= least && value <= most) return value;
    problems.push(`${words}: a whole number from ${least} to ${most}; ${preset} is taken.`);
    return preset;
  };
  return {
    ...ask,
    tolerance: TOLERATED.find((tier) => tier === one(params.tolerance)) ?? "C",
    days: count("days", 0, MOST_DAYS, PRESET_DAYS, "Days"),
    parts: count("parts", 1, MOST_PARTS, PRESET_PARTS, "Places"),
    held: one(params.held)?.trim() || undefined,
    amount: money("amount", "What you would hold"),
    call: money("call", "What a wrong answer would cost"),
    isProfit: one(params.view) === "profit",
    problems,
  };
}

const one = (value: Params[string]) => (typeof value === "string" ? value : value?.[0]);
