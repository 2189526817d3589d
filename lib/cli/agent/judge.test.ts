/** What an agent makes of a charge that nobody can be held to. */
import { expect, test } from "vitest";
import { CHARGE_TYPE } from "#lib/evidence/charge.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { type Callee, judgeCharge, type Rules } from "./judge.ts";
import { Tally } from "./tally.ts";

test("a charge behind more brackets than are read makes its answer unsigned, whether price lists are known or not, and the last line says so", async () => {
  const charge = { service: "storage", unit: "call", quantity: "1", amount: "9", currency: "EUR" };
  const answer = (levels: number) => {
    const rest = `"x":${"[".repeat(levels)}${"]".repeat(levels)}`;
    const responseBody = utf8Encode(`{"prex-charge":${JSON.stringify(charge)},${rest}}`);
    const response = { status: 200, contentType: CHARGE_TYPE };
    return { finding: { answer: { heads: { response }, responseBody, parameters: { created: 1 } } } } as never;
  };
  const judged = (levels: number, prices?: Callee["prices"]) =>
    judgeCharge({} as Rules, { prices } as Callee, answer(levels));
  const unsigned = { kind: "unsigned", reason: "no-charge" } as const;
  expect(await judged(33)).toEqual(unsigned);
  expect(await judged(33, { versions: [], size: 0, isWhole: true })).toEqual(unsigned);
  expect(await judged(2)).toBeUndefined();
  const tally = new Tally();
  for (const outcome of [unsigned, unsigned, { kind: "trusted" } as const]) tally.add(outcome);
  expect(tally.words).toBe(
    "3 calls: 1 trusted, 0 run again and right, 0 wrong, 2 unsigned (2 no-charge), 0 open, 0 unanswered.",
  );
});
