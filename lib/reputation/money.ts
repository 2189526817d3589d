/** Money that people type: a positive decimal in a currency. Held in millionths, since no price has finer steps. */
import { err, ok, type Result } from "#lib/kernel/result.ts";

export const MICROS = 1_000_000n;
/** A million millions: what is more is a slip of the hand. */
const MOST = 1_000_000_000_000n * MICROS;
const SLIP = "More than 1,000,000,000,000 is taken for a slip of the hand.";

export type MoneyRefusal = {
  readonly code:
    | "not-a-number"
    | "negative"
    | "zero"
    | "too-large"
    | "too-precise"
    | "unknown-currency"
    | "other-currency";
  readonly detail: string;
};

/** Millionths, above 0. Total: whatever is typed gets an amount or a named refusal. */
export function parseMoney(text: string): Result<bigint, MoneyRefusal> {
  const refuse = (code: MoneyRefusal["code"], detail: string) => err({ code, detail });
  const parts = /^(-?)0*([0-9]{1,60})(?:\.([0-9]{1,60}))?$/.exec(text.trim());
  if (parts === null && /^-?[0-9]{61,}(?:\.[0-9]+)?$/.test(text.trim())) return refuse("too-large", SLIP);
  if (parts === null) return refuse("not-a-number", "Write digits, with a point before decimals: 120 or 119.50.");
  const [, sign = "", whole = "", decimals = ""] = parts;
  if (decimals.replace(/0+$/, "").length > 6) return refuse("too-precise", "At most six decimals count.");
  const amount = BigInt(whole) * MICROS + BigInt(decimals.slice(0, 6).padEnd(6, "0"));
  if (amount === 0n) return refuse("zero", "Nothing is at risk with an amount of 0.");
  if (sign === "-") return refuse("negative", "An amount is what you would pay or lose, without a sign.");
  if (amount > MOST) return refuse("too-large", SLIP);
  return ok(amount);
}

/** `119.5`: no separators, no zeros at the end. */
export function moneyText(micros: bigint): string {
  const rest = (micros % MICROS).toString().padStart(6, "0").replace(/0+$/, "");
  return `${micros / MICROS}${rest === "" ? "" : `.${rest}`}`;
}

/** Down to its two leading digits: a limit that pretends no precision. */
export function roundDown(amount: bigint): bigint {
  let scale = 1n;
  while (amount / scale >= 100n) scale *= 10n;
  return (amount / scale) * scale;
}
