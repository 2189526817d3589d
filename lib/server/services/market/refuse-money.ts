/** Whatever is typed where money is asked for gets an amount, or a refusal that names the place and the rule. */
import { parseMoney } from "#lib/reputation/money.ts";
import { ServiceError } from "../service-error.ts";

const MEANS = {
  amount: "The amount",
  loss: "What you could lose",
  price_most: "The price",
  max_price: "The price",
  budget: "The budget",
  call: "What a wrong answer would cost",
  held: "What you hold already",
} as const;
type MoneyName = keyof typeof MEANS;

/** Millionths. Errors: `not-an-amount`. */
export function moneyOf(text: string, name: MoneyName): bigint {
  const money = parseMoney(text);
  if (money.ok) return money.value;
  throw refusalOf(money.error, name);
}

/** `name`: of the parameter; of an unknown currency it is `currency`. */
export function refusalOf(
  { code, detail }: { readonly code: string; readonly detail: string },
  name: MoneyName | "currency",
): ServiceError {
  const isCurrency = code === "unknown-currency" || name === "currency";
  return new ServiceError(
    isCurrency ? "unknown-currency" : "not-an-amount",
    isCurrency ? detail : `${MEANS[name]}: ${detail}`,
    {
      errors: [{ pointer: `/${name}`, detail, code }],
    },
  );
}
