/** What a visitor asks of the market, read from an address that anybody may have typed. Pure. */
import type { OneMarket } from "#lib/contract/market.ts";
import { moneyText, parseMoney } from "#lib/reputation/money.ts";

/** What would not hurt most people: one week's spend, in round numbers. */
const PRESET_LOSS = "50";

export type Ask = {
  /** The market's own words; undefined: the preset one. */
  readonly category: string | undefined;
  readonly unit: string | undefined;
  readonly currency: string | undefined;
  /** Money text that is one, whatever was typed. */
  readonly loss: string;
  /** As typed. */
  readonly typedLoss: string;
  /** What is wrong with what was typed, and what is taken instead. */
  readonly lossProblem: string | undefined;
};

export type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

const one = (value: string | readonly string[] | undefined) => (typeof value === "string" ? value : value?.[0]);

/** `need` is `needValue` of a market, or a category alone. */
export function askOf(params: Params): Ask {
  const typed = one(params.loss)?.trim() ?? "";
  const money = parseMoney(typed === "" ? PRESET_LOSS : typed);
  const [category, unit] = (one(params.need) ?? "").split(APART);
  return {
    category: category === "" ? undefined : category,
    unit: unit === "" ? undefined : unit,
    currency: one(params.currency) || undefined,
    loss: money.ok ? moneyText(money.value) : PRESET_LOSS,
    typedLoss: typed === "" ? PRESET_LOSS : typed,
    lossProblem: money.ok ? undefined : `${money.error.detail} Until then ${PRESET_LOSS} is taken.`,
  };
}

/** Between category and unit; no word of a price list holds it. */
const APART = "\u241f";

export const needValue = ({ category, unit }: Pick<OneMarket, "category" | "unit">) => `${category}${APART}${unit}`;

export type Choice = { readonly value: string; readonly text: string };

/** Each need once, the most rated first; the unit only where one word is sold by several. */
export function needChoices(markets: readonly OneMarket[]): Choice[] {
  const needs = new Map(markets.map((market) => [needValue(market), market]));
  const units = new Map<string, Set<string>>();
  for (const { category, unit } of markets) units.set(category, (units.get(category) ?? new Set()).add(unit));
  return [...needs].map(([value, { category, unit }]) => ({
    value,
    text: (units.get(category)?.size ?? 0) > 1 ? `${category}, by ${unit}` : category,
  }));
}

export function currencyChoices(markets: readonly OneMarket[]): Choice[] {
  return [...new Set(markets.map(({ currency }) => currency))].map((currency) => ({ value: currency, text: currency }));
}
