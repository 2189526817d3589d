/** Counts and waits of all cases, as the read API shows them. */
import { z } from "zod";
import { OUTCOMES } from "#lib/statement/dispute-words.ts";
import { didSchema, sizeSchema, timeSchema } from "./common.ts";

const kept = z.object({ kept: sizeSchema, missed: sizeSchema });
const waits = z.object({
  count: sizeSchema,
  median_hours: sizeSchema.nullable().meta({ description: "Rounded down; null: none yet." }),
  p90_hours: sizeSchema.nullable(),
});

const seats = {
  asked: sizeSchema,
  accepted: sizeSchema,
  declined: sizeSchema,
  recused: sizeSchema,
  no_show: sizeSchema,
  barred: sizeSchema.meta({ description: "Taken out by the log: removed, or found in conflict." }),
  counted: sizeSchema.meta({ description: "Ballots that a ruling rests on." }),
  dissenting: sizeSchema.meta({ description: "Those among them that the ruling did not follow on the fact." }),
};

const party = {
  did: didSchema,
  name: z.string().nullable(),
  cases: sizeSchema,
  contested: sizeSchema,
  admitted: sizeSchema,
  silent: sizeSchema,
  upheld: sizeSchema,
  cleared: sizeSchema,
  abusive: sizeSchema,
  overturned: sizeSchema,
  open: sizeSchema,
};

const decided = {
  by_machine: sizeSchema,
  admitted: sizeSchema,
  on_merits: sizeSchema.meta({ description: "By people, who heard the operator." }),
  on_silence: sizeSchema.meta({ description: "By people, though the operator said nothing." }),
};

/** Rows of a list of the figures, the most first. */
export const FIGURE_ROWS = 200;

export const caseFiguresSchema = z
  .object({
    reports: sizeSchema,
    by_class: z.object({ self_proving: sizeSchema, signed_by_accused: sizeSchema, claim: sizeSchema }),
    decided: z.object(decided),
    not_admitted: sizeSchema,
    joined: sizeSchema,
    withdrawn: sizeSchema,
    nobody_decided: sizeSchema.meta({ description: "Expired, or handed over for want of a panel." }),
    outcomes: z.partialRecord(z.enum(OUTCOMES), sizeSchema),
    waits: z.object({ answer: waits, ruling: waits, final: waits }).meta({ description: "From the report on." }),
    clocks: z.object({ index: kept, operators: kept, maintainers: kept }),
    appeals: z.object({ rulings: sizeSchema, filed: sizeSchema, ended: sizeSchema, overturned: sizeSchema }),
    panels: sizeSchema,
    agreement: z.number().nullable().meta({
      description: "Krippendorff's alpha of what panels said of the fact; null while there are too few.",
    }),
    seats: z.object(seats),
    open: z.object({
      count: sizeSchema,
      median_age_hours: sizeSchema.nullable(),
      oldest_filed_at: timeSchema.nullable(),
    }),
    months: z.array(z.object({ month: z.string(), filed: sizeSchema, ...decided })),
    maintainers: z.array(z.object({ did: didSchema, name: z.string().nullable(), ...seats })),
    operators: z.array(z.object(party)),
    reporters: z.array(z.object(party)),
  })
  .meta({ id: "CaseFigures" });
export type CaseFiguresView = z.infer<typeof caseFiguresSchema>;

/** Which list a CSV holds. */
export const FIGURE_LISTS = ["months", "maintainers", "operators", "reporters"] as const;
export type FigureList = (typeof FIGURE_LISTS)[number];

/** One list of the figures as a table, column by column as in the JSON. */
export function figureTable(figures: CaseFiguresView, list: FigureList) {
  const rows: readonly Readonly<Record<string, string | number | null>>[] = figures[list];
  const columns = Object.keys(rows[0] ?? {});
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}
