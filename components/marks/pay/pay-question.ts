/** What somebody asks before paying: read with a word for each field, and the sum that he could lose, by currency. */
import type { TextStore } from "#lib/client/text-store.ts";
import { parseMoney } from "#lib/reputation/money.ts";

/** `instance`: of a service, where it would be bought; empty: not decided. */
export type Question = {
  readonly amount: string;
  readonly loss: string;
  readonly currency: string;
  readonly address: string;
  readonly instance: string;
};

/** What is wrong, at the field where it is wrong. */
export type FieldErrors = { readonly [name in keyof Question]?: string };

/** Before anything is asked; empty: it can be asked. */
export function questionErrors({ amount, loss }: Question): FieldErrors {
  return {
    ...moneyError("amount", amount, "Say how much you want to pay."),
    ...moneyError("loss", loss, "Say how much you could lose at one blow without harm. Nothing is presumed."),
  };
}

function moneyError(name: "amount" | "loss", text: string, missing: string): FieldErrors {
  if (text.trim() === "") return { [name]: missing };
  const money = parseMoney(text);
  return money.ok ? {} : { [name]: money.error.detail };
}

export function payCheckPath(provider: string, question: Question): string {
  const query = new URLSearchParams({ provider });
  for (const [name, value] of Object.entries(question)) if (value.trim() !== "") query.set(name, value.trim());
  return `/api/v1/paycheck?${query}`;
}

/** Asked once for each currency, kept in this browser: 100 of one is not 100 of another. */
const lossKey = (currency: string) => `touchstone:bearable-loss:${currency}`;

export const knownLoss = (texts: TextStore, currency: string) => texts.get(lossKey(currency)) ?? "";

export function keepLoss(texts: TextStore, { currency, loss }: Question): void {
  texts.set(lossKey(currency), loss.trim());
}
