/** "Before you pay": one question, one verdict, one reason. */
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { holdingLimit, prepayDays, type Standing, togetherCap } from "./limits.ts";
import type { Model } from "./model.ts";
import { type MoneyRefusal, parseMoney } from "./money.ts";

export type PayQuestion = {
  readonly amount: string;
  /** What the asker could lose at one blow without harm. */
  readonly loss: string;
  readonly currency: string;
  /** Currencies that the provider names in its prices. */
  readonly currencies: readonly string[];
  readonly standing: Standing;
  /**
   * Upper ends (ppm) of the yearly chances that come together in the holding: of a service and its instance, of those who
   * share owner, host or custody. Left out: it stands alone.
   */
  readonly together?: readonly number[];
  /** Whether the address that the asker was told to pay is one that the provider disclosed; null: not asked. */
  readonly isAddressDisclosed: boolean | null;
};

export type PayReason =
  | "within-limit"
  | "over-limit"
  | "over-bearable-loss"
  | "limit-is-nothing"
  | "tier-e"
  | "shut"
  | "address-not-disclosed";

/**
 * `limit` and `togetherCap` in millionths; no limit is above the cap, and null: it stands alone. `parts`: providers of
 * this tier over which the amount would have to be split; 0: no split helps.
 */
export type PayCheck = {
  readonly verdict: "within" | "split" | "dont";
  readonly reason: PayReason;
  readonly limit: bigint;
  readonly togetherCap: bigint | null;
  readonly prepayDays: number;
  readonly parts: bigint;
};

/** Total: absurd amounts and unknown currencies are refused by name. */
export function payCheck(question: PayQuestion, model: Model): Result<PayCheck, MoneyRefusal> {
  const { standing, currency, currencies } = question;
  if (!currencies.includes(currency)) {
    const known = currencies.length === 0 ? "It names no price." : `Its prices are in ${currencies.join(", ")}.`;
    return err({ code: "unknown-currency", detail: `${known} Nothing is converted here.` });
  }
  const amount = parseMoney(question.amount);
  if (!amount.ok) return amount;
  const loss = parseMoney(question.loss);
  if (!loss.ok) return loss;
  const cap = question.together === undefined ? null : togetherCap(loss.value, question.together, model);
  const limit = holdingLimit(standing, question.together ?? [], loss.value, model);
  const answer = (verdict: PayCheck["verdict"], reason: PayReason, parts = 0n) =>
    ok({ verdict, reason, limit, togetherCap: cap, prepayDays: prepayDays(standing, model), parts });
  if (question.isAddressDisclosed === false) return answer("dont", "address-not-disclosed");
  if (standing.isShut) return answer("dont", "shut");
  if (standing.tier === "E") return answer("dont", "tier-e");
  if (limit === 0n) return answer("dont", "limit-is-nothing");
  if (amount.value <= limit) return answer("within", "within-limit", 1n);
  // Whatever stands at C and below together may not exceed the bearable loss: splitting among them is no way out.
  if (!isStrong(standing) && amount.value > loss.value) return answer("dont", "over-bearable-loss");
  return answer("split", "over-limit", (amount.value + limit - 1n) / limit);
}

const isStrong = ({ tier }: Standing) => tier === "A" || tier === "B";
