/** A charge is read to its last digit, and is above a price by a billionth. */
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { CHARGE_TYPE, type Charge, hidesCharge, isAbove, readCharge } from "./charge.ts";

const charge: Charge = { service: "storage", unit: "call", quantity: "2000", amount: "0.9", currency: "EUR" };
const readText = (text: string) => readCharge({ status: 200, contentType: CHARGE_TYPE, body: utf8Encode(text) });
const read = (change: object) => readText(JSON.stringify({ "prex-charge": { ...charge, ...change }, more: 1 }));

test("a charge is read with whole units, at most nine digits after the point, and no member more", () => {
  expect(read({})).toEqual(charge);
  for (const taken of [
    { quantity: "1" },
    { quantity: "9223372036854775807" },
    { amount: "0" },
    { amount: "999999999999999999.000000001" },
  ])
    expect(read(taken), JSON.stringify(taken)).toEqual({ ...charge, ...taken });
  for (const refused of [
    ...[
      { quantity: "0" },
      { quantity: "-1" },
      { quantity: 2_000 },
      { quantity: "9223372036854775808" },
      { quantity: "1.5" },
    ],
    ...[
      { amount: "0.0000000001" },
      { amount: "1." },
      { amount: ".5" },
      { amount: "01" },
      { amount: "1000000000000000000" },
    ],
    ...[{ currency: "eur" }, { service: "" }, { unit: "u".repeat(41) }, { service: "s".repeat(121) }, { tax: "1" }],
  ])
    expect(read(refused), JSON.stringify(refused)).toBeUndefined();
  for (const body of ["[]", "7", "{}", "x", '{"prex-charge":[]}']) expect(readText(body), body).toBeUndefined();
});

test("an answer that says it charges hides what it charges in whatever form is not read; an empty one, a refusal and any other type hide nothing", () => {
  const whole = JSON.stringify({ "prex-charge": charge });
  const nested = (levels: number) => `${whole.slice(0, -1)},"x":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  const answer = (text: string) => ({ status: 200, contentType: CHARGE_TYPE, body: utf8Encode(text) });
  const twice = `{"prex-charge":{},${whole.slice(1)}`;
  const wide = `${whole.slice(0, -1)},"x":{${Array.from({ length: 20_000 }, (_, at) => `"${at}":0`).join()}}}`;
  for (const text of ["{}", "x", twice, nested(33), wide]) expect(hidesCharge(answer(text)), text).toBe(true);
  for (const shown of [
    ...[answer(whole), answer(nested(31)), answer(""), { ...answer("{}"), status: 402 }],
    { ...answer("{}"), contentType: "application/json" },
  ])
    expect(hidesCharge(shown)).toBe(false);
});

test("two thousand at 0.45 for a thousand cost 0.90, and a billionth more is above it", () => {
  const price = 450_000n;
  const above = (amount: string, quantity = "2000") => isAbove({ ...charge, amount, quantity }, price);
  expect([above("0.9"), above("0.900000001"), above("0.899999999"), above("1")]).toEqual([false, true, false, true]);
  expect([above("0.00045", "1"), above("0.000450001", "1"), above("0", "1")]).toEqual([false, true, false]);
  expect(isAbove({ ...charge, amount: "0.000000001", quantity: "9223372036854775807" }, 0n)).toBe(true);
});
