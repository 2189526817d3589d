/** Liabilities: what an instance owes its users, as one root and one total that each user can check. */
import { z } from "zod";
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import { hexHash, instantText, paragraph, providerId } from "../fields.ts";
import {
  amount,
  checkEquation,
  type Equation,
  type Flows,
  flows,
  snapshotAt,
  sumOf,
  surprise,
  unitFields,
} from "../solvency.ts";
import { disclosureType, type Version } from "./disclosure-type.ts";
import { lastingBody } from "./envelope-fields.ts";

const outstanding = z.strictObject({
  service: providerId.meta({ label: "Service" }),
  expiresAt: instantText.meta({ label: "Expires at", input: "time" }),
  amount: amount.meta({ label: "Amount" }),
});

/** Fits the 31 bits that a leaf's epoch is read with everywhere. */
const MAX_EPOCH = 2 ** 31 - 1;

const liabilitiesBody = lastingBody(
  {
    at: snapshotAt,
    ...unitFields,
    epoch: z.int().min(1).max(MAX_EPOCH).meta({ label: "Epoch", help: "Counts from 1, one more each time." }),
    root: hexHash.meta({ label: "Root", help: "From touchstone solvency build." }),
    total: amount.meta({ label: "Total of all balances" }),
    leafCount: z
      .int()
      .min(1)
      .max(2 ** 32)
      .meta({ label: "Accounts" }),
    height: z.int().min(0).max(32).meta({ label: "Height of the tree" }),
    pendingWithdrawals: amount.meta({ label: "Withdrawals that wait", help: "Asked for and not yet paid." }),
    outstandingTokens: z
      .array(outstanding)
      .max(60)
      .optional()
      .meta({ label: "Prepaid tokens not yet used", help: "By service and expiry.", row: "tokens" }),
    flows: flows.optional().meta({ label: "What moved since the epoch before" }),
    surprise: surprise.optional().meta({ label: "Surprise snapshot" }),
    note: paragraph(1000).optional().meta({ label: "Note to readers", input: "paragraph" }),
  },
  (body, complain) => {
    const { leafCount, height } = body as { leafCount: number; height: number };
    if (2 ** height < leafCount || (height > 0 && 2 ** (height - 1) >= leafCount))
      complain(["height"], "The smallest height whose tree has a place for every account.");
    if (owedBy(body as OwedFields) === undefined)
      complain(["outstandingTokens"], "All that is owed must stay at or below 2^63 − 1.");
  },
);

type OwedFields = {
  readonly total: string;
  readonly pendingWithdrawals: string;
  readonly outstandingTokens?: readonly { readonly amount: string }[];
};

/** Balances, withdrawals that wait and tokens not yet used. */
function owedBy({ total, pendingWithdrawals, outstandingTokens = [] }: OwedFields): string | undefined {
  return sumOf([total, pendingWithdrawals, ...outstandingTokens.map((each) => each.amount)]);
}

type LiabilitiesFields = OwedFields & {
  readonly at: string;
  readonly unit: string;
  readonly decimals: number;
  readonly epoch: number;
  readonly root: string;
  readonly leafCount: number;
  readonly flows?: Flows;
};

/** An epoch as the provider's form keeps it. `verified` and `mismatch` count distinct keys that checked its root. */
export type EpochRecord = {
  readonly epoch: number;
  readonly at: string;
  readonly unit: string;
  readonly decimals: number;
  readonly root: string;
  readonly total: string;
  /** The total, and what waits or is prepaid beside it. */
  readonly owed: string;
  readonly leafCount: number;
  readonly entry: number;
  readonly equation: Equation;
  readonly off: string | null;
  readonly verified: number;
  readonly mismatch: number;
};

/** Epochs that the form keeps: two months of weeks. Checks count for these; older roots stay in the log. */
export const KEPT_EPOCHS = 8;

/** The kept epochs, newest first. */
export function epochsOf(facts: JsonObject | undefined): readonly EpochRecord[] {
  return (facts?.epochs ?? []) as unknown as readonly EpochRecord[];
}

/**
 * A root stands for its epoch for ever: each version is of a later epoch and a later instant, so that no two users can be
 * shown different roots of one epoch. A mistake is put right by the next epoch.
 */
function keepEpoch(before: JsonObject | undefined, { body, loggedAt, entry }: Version): JsonObject | VoidCode {
  const kept = epochsOf(before);
  if (body.notApplicable !== undefined) return { epochs: [...kept] } as unknown as JsonObject;
  const now = body as unknown as LiabilitiesFields;
  const [last] = kept;
  const at = parseInstant(now.at);
  const owed = owedBy(now);
  if (at === undefined || at > loggedAt || owed === undefined) return "guard";
  if (last !== undefined && (now.epoch <= last.epoch || now.at <= last.at)) return "guard";
  const { epoch, unit, decimals, root, total, leafCount } = now;
  const record: EpochRecord = {
    ...{ epoch, at: now.at, unit, decimals, root, total, owed, leafCount, entry },
    ...checkEquation(last, now, now.flows),
    verified: 0,
    mismatch: 0,
  };
  return { epochs: [record, ...kept].slice(0, KEPT_EPOCHS) } as unknown as JsonObject;
}

const LIFE_DAYS = 14;

export const disclosure = disclosureType({
  type: "liabilities",
  title: "Liabilities",
  object: "what it owes its users",
  says: "What an instance owes: root and total of the sum tree, flows since the epoch before.",
  purpose: "What it owes its users in all, checkable by each of them.",
  body: liabilitiesBody,
  minutes: 10,
  life: { ends: "at-expiry", presetDays: LIFE_DAYS, longestDays: LIFE_DAYS },
  step: 3,
  about: "instance",
  replaces: true,
  composed: true,
  keep: keepEpoch,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    expiresAt: formatInstant(addMs(now, LIFE_DAYS * DAY_MS)),
    at: formatInstant(now),
    unit: "EUR",
    decimals: 2,
    epoch: 1,
    root: "4b8d".repeat(16),
    total: "1250000",
    leafCount: 312,
    height: 9,
    pendingWithdrawals: "4200",
  }),
});
