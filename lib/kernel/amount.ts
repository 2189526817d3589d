/** Amounts: whole numbers of the smallest unit of money, from 0 to 2^63 − 1, written in decimal. */

/** 2^63 − 1: what a signed 64-bit column holds; no balance or total is larger. */
export const MAX_AMOUNT = 2n ** 63n - 1n;

/** Decimal digits without sign, spaces or leading zeros; undefined for any other text and above {@link MAX_AMOUNT}. Total. */
export function parseAmount(text: string): bigint | undefined {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) return undefined;
  const amount = BigInt(text);
  return amount <= MAX_AMOUNT ? amount : undefined;
}

/** As {@link parseAmount}, with an optional minus sign before a number that is not 0. Total. */
export function parseSignedAmount(text: string): bigint | undefined {
  const amount = parseAmount(text.startsWith("-") ? text.slice(1) : text);
  if (amount === undefined || (amount === 0n && text.startsWith("-"))) return undefined;
  return text.startsWith("-") ? -amount : amount;
}

/** `1234567.891` as `1,234,567.891`. Total: text that is no number stays as it is. */
export function decimalText(decimal: string): string {
  const [whole = "", ...rest] = decimal.split(".");
  return [/^\d+$/.test(whole) ? inThousands(whole) : whole, ...rest].join(".");
}

function inThousands(digits: string): string {
  const first = digits.length % 3;
  const groups = digits.slice(first).match(/\d{3}/g) ?? [];
  return [...(first === 0 ? [] : [digits.slice(0, first)]), ...groups].join(",");
}

/** `1250000` at 2 decimals as `12500.00`: what a program reads, without commas. `amount` ≥ 0. */
export function fixedText(amount: bigint, decimals: number): string {
  const digits = amount.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** `1234567` as `1,234,567`: a whole number. By hand: a browser's own formatter takes a telephone 70 ms when it is first asked. */
export function countText(count: number): string {
  return decimalText(String(count));
}

/** `1234567` at 6 decimals is `1.234567`, thousands separated by commas, zeros at the end left out. Total. */
export function amountText(amount: bigint, decimals: number): string {
  const sign = amount < 0n ? "-" : "";
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, "0");
  const whole = decimalText(digits.slice(0, digits.length - decimals));
  const rest = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${sign}${whole}${rest === "" ? "" : `.${rest}`}`;
}
