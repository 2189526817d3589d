/** What the solvency disclosures share: amounts, the unit, flows between two epochs, and the equation over them. */
import { z } from "zod";
import { parseAmount, parseSignedAmount } from "#lib/kernel/amount.ts";
import { hexHash, instantText, textOf } from "./fields.ts";

/** A whole number of the smallest unit, from 0 to 2^63 − 1. Rules over several amounts run only when each is one. */
export const amount = textOf(
  19,
  "A whole number of the smallest unit, at most 2^63 − 1.",
  (text) => parseAmount(text) !== undefined,
);

const signedAmount = textOf(
  20,
  "A whole number of the smallest unit, with a minus if it lowers what is owed.",
  (text) => parseSignedAmount(text) !== undefined,
);

/** What amounts are counted in. Two disclosures compare only when both members are the same. */
export const unitFields = {
  unit: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9:._-]{0,63}$/, "Such as EUR, BTC, or ETH:USDC.")
    .meta({ label: "Unit", help: "What all amounts are counted in, such as EUR." }),
  decimals: z.int().min(0).max(18).meta({ label: "Decimals", help: "Digits after the point: 2 when 150 means 1.50." }),
};

/** The instant of the balances. Reserves and liabilities compare only when it is the same. */
export const snapshotAt = instantText.meta({
  label: "Instant",
  help: "Of what moment these figures are. Take reserves and liabilities at the same one.",
  input: "moment",
});

/** How a surprise snapshot got its instant: from a checkpoint that nobody knew while the window ran. */
export const surprise = z
  .strictObject({
    from: instantText.meta({ label: "Window from", input: "moment" }),
    to: instantText.meta({ label: "Window to", input: "moment" }),
    size: z.int().min(1).meta({ label: "Size of the later checkpoint" }),
    root: hexHash.meta({ label: "Its root" }),
  })
  .refine(({ from, to }) => from < to, { path: ["to"], message: "It must come after the beginning." });

export const flows = z.strictObject({
  deposits: amount.meta({ label: "Deposits" }),
  withdrawals: amount.meta({ label: "Withdrawals" }),
  fees: amount.meta({ label: "Fees" }),
  expired: amount.meta({ label: "Expired balances", help: "Balances that were deleted since the epoch before." }),
  settlements: signedAmount.meta({
    label: "Settlements",
    help: "Spent at services, or received; with a minus if it lowers what is owed.",
  }),
});
export type Flows = z.infer<typeof flows>;

/** What one epoch says that the next one is held against. */
export type EpochTotals = {
  readonly epoch: number;
  readonly unit: string;
  readonly decimals: number;
  readonly total: string;
};

/** `first`: there is no epoch before. The last three: why nothing can be said. */
export type Equation = "first" | "holds" | "broken" | "epoch-gap" | "unit-changed" | "no-flows";

/**
 * L(e) = L(e−1) + deposits − withdrawals − fees − expired ± settlements. `off`: by how much the stated total passes what
 * the flows give, signed; null when nothing was computed. Total.
 */
export function checkEquation(
  before: EpochTotals | undefined,
  now: EpochTotals,
  moved: Flows | undefined,
): { equation: Equation; off: string | null } {
  const no = (equation: Equation) => ({ equation, off: null });
  if (before === undefined) return no("first");
  if (now.epoch !== before.epoch + 1) return no("epoch-gap");
  if (now.unit !== before.unit || now.decimals !== before.decimals) return no("unit-changed");
  if (moved === undefined) return no("no-flows");
  const { deposits, withdrawals, fees, expired, settlements } = moved;
  const left = BigInt(withdrawals) + BigInt(fees) + BigInt(expired);
  const expected = BigInt(before.total) + BigInt(deposits) - left + BigInt(settlements);
  const off = BigInt(now.total) - expected;
  return { equation: off === 0n ? "holds" : "broken", off: String(off) };
}

/** The sum of amounts; undefined when it passes 2^63 − 1. Total for amounts. */
export function sumOf(amounts: readonly string[]): string | undefined {
  const sum = String(amounts.reduce((total, each) => total + BigInt(each), 0n));
  return parseAmount(sum) === undefined ? undefined : sum;
}
