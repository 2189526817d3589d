/** What an instance holds of what it owes, epoch by epoch, as its page draws it. */
import { z } from "zod";
import type { CoverageRefusal } from "#lib/disclosure/solvency/coverage.ts";
import { sizeSchema, timeSchema } from "./common.ts";

const REFUSED = [
  "no-liabilities",
  "no-reserves",
  "other-instant",
  "other-unit",
  "nothing-owed",
] as const satisfies readonly CoverageRefusal[];

const units = z
  .string()
  .max(64, { abort: true })
  .regex(/^-?\d+$/)
  .meta({ description: "In the smallest unit of its money." });

export const coverageSchema = z
  .object({
    epoch: z.number().int().min(1),
    at: timeSchema,
    entry: sizeSchema.meta({ description: "That says what it owes." }),
    held: units.nullable(),
    owed: units.nullable(),
    percent: z
      .string()
      .max(64, { abort: true })
      .regex(/^-?\d+\.\d\d$/)
      .nullable()
      .meta({ description: "Held of owed, rounded down to two decimals; null: there is no ratio." }),
    refused: z.enum(REFUSED).nullable().meta({ description: "Why there is no ratio." }),
  })
  .meta({
    id: "Coverage",
    description:
      "Reserves, without the own token and what is pledged, against balances, withdrawals that wait, prepaid tokens and stated debts of the same instant.",
  });
export type CoverageView = z.infer<typeof coverageSchema>;
