/**
 * A model out of somebody's bytes: canonical JSON of exactly the fields of a model, with tables that keep the promises
 * that marks make (one more fault never helps), and numbers small enough that no product leaves the safe integers.
 */
import { z } from "zod";
import { parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { line } from "#lib/statement/fields.ts";
import { refusalBy } from "#lib/statement/schema-refusal.ts";
import type { Model } from "./model.ts";
import { ATTRIBUTIONS, BAD_TYPES, EVIDENCE_CLASSES, GOOD_TYPES, SEVERITIES } from "./record-item.ts";

const MILLION = 1_000_000;
const text = line(400);
const percent = z.int().min(0).max(100);
const thousandths = z.int().min(0).max(1_000_000);
const days = z.int().min(1).max(36_500);
const ppm = z.int().min(0).max(MILLION);
const points = z.int().min(-MILLION).max(MILLION);

type Rows = readonly number[];
const rises = (row: Rows) => row.every((value, at) => at === 0 || value >= (row[at - 1] ?? 0));
const falls = (row: Rows) => rises(row.toReversed());
const climbs = (row: Rows) => row.every((value, at) => at === 0 || value > (row[at - 1] ?? 0));

const rowsOf = (item: z.ZodInt, least: number, most: number) => z.array(item).min(least).max(most);
const falling = (item: z.ZodInt) => rowsOf(item, 2, 2000).refine(falls, "Each row must be at most the one before.");
const climbing = (item: z.ZodInt) => rowsOf(item, 2, 100).refine(climbs, "Each mark must be above the one before.");

const term = z.strictObject({
  basis: z.enum(["study", "prior"]),
  says: text,
  unknown: points,
  steps: z
    .array(z.strictObject({ from: z.int(), points }))
    .min(1)
    .max(50)
    .refine((steps) => climbs(steps.map(({ from }) => from)), "Steps ascend."),
});

/** Points by what is better in more (`rises`) or in less of it (`falls`): no better fact is worth less than a worse one. */
const ordered = (isInOrder: (row: Rows) => boolean, says: string) =>
  term.refine(({ steps }) => isInOrder(steps.map(({ points: each }) => each)), says);

/** As {@link ordered}: and not to know is worth no more than the best that can be known. */
const known = (isInOrder: (row: Rows) => boolean, says: string) =>
  ordered(isInOrder, says).refine(
    ({ steps, unknown }) => steps.some(({ points: each }) => each >= unknown),
    "What nobody knows is worth no more than the best.",
  );

const decay = falling(z.int().min(32_768).max(65_536)).refine(
  ([first]) => first === 65_536,
  "A day old is whole: 65536.",
);

const window = z
  .strictObject({ halfLifeDays: days, weight: z.int().min(1).max(10), decay })
  .refine(({ halfLifeDays, decay: rows }) => rows.length === halfLifeDays, "One number for each day of a half-life.");

const bands = z
  .array(rowsOf(ppm, 2, 100).refine(rises, "A larger estimate has no lower end."))
  .min(2)
  .max(100);

const bandTable = z
  .strictObject({
    units: climbing(z.int().min(1).max(10_000)),
    // What lies beyond a last column would be taken for it.
    estimates: climbing(ppm).refine((marks) => marks[0] === 0 && marks.at(-1) === MILLION, "From 0 to 1,000,000."),
    low: bands,
    high: bands,
  })
  .refine(({ units, estimates, low, high }) => {
    const isFull = [low, high].every(
      (table) => table.length === units.length && table.every((row) => row.length === estimates.length),
    );
    const isAround = estimates.every(
      (p, at) => low.every((row) => (row[at] ?? 0) <= p) && high.every((row) => (row[at] ?? 0) >= p),
    );
    return isFull && isAround && estimates.every((_, at) => falls(high.map((row) => row[at] ?? 0)));
  }, "Ends for each count of units and each estimate, around it, the upper one never rising with evidence.");

const byTier = (of: z.ZodInt) =>
  z
    .strictObject({ A: of, B: of, C: of, D: of, E: z.literal(0), unrated: of })
    .refine(
      ({ A, B, C, D, unrated }) => falls([A, B, C, D]) && unrated <= D,
      "A worse tier allows no more, and unrated no more than D.",
    );
const each = <T extends string>(names: readonly T[], of: z.ZodInt) =>
  z.record(z.enum(names as readonly [T, ...T[]]), of);

const MODEL = z.strictObject({
  type: z.literal("touchstone-model/v1"),
  name: text,
  base: z.strictObject({
    good: each(GOOD_TYPES, thousandths),
    bad: each(SEVERITIES, thousandths.min(1)).refine(
      ({ grave, serious, moderate, minor }) => falls([grave, serious, moderate, minor]),
      "What is graver weighs no less.",
    ),
  }),
  evidencePercent: each(EVIDENCE_CLASSES, percent)
    .refine(({ claim }) => claim === 0, "A bare claim weighs nothing.")
    .refine((of) => falls(EVIDENCE_CLASSES.map((name) => of[name])), "Stronger evidence weighs no less."),
  standingPercent: z
    .strictObject({ full: percent, half: percent })
    .refine(({ full, half }) => half <= full, "Half weighs no more than full."),
  attributionPercent: each(ATTRIBUTIONS, percent).refine(
    ({ malice, negligence, unknown, "no-fault": none }) =>
      falls([malice, negligence, none]) && falls([malice, unknown, none]),
    "More of a fault weighs no less.",
  ),
  selfDisclosedPercent: percent,
  openReportEvidence: z.array(z.enum(EVIDENCE_CLASSES)),
  prior: z.strictObject({ good: thousandths.min(1), bad: thousandths.min(1) }),
  caps: z.strictObject({
    reporter: thousandths,
    cluster: thousandths,
    openReports: thousandths,
    duties: thousandths,
    auditDay: thousandths,
  }),
  windows: z.array(window).min(1).max(10),
  longCurve: z.strictObject({ types: z.array(z.enum(BAD_TYPES)), severities: z.array(z.enum(SEVERITIES)) }),
  startPoints: points,
  evidence: z
    .strictObject({
      cleanUnit: thousandths.min(1),
      faultUnit: thousandths.min(1),
      rated: z.int().min(1).max(10_000),
      medium: z.int().min(1).max(10_000),
      deep: z.int().min(1).max(10_000),
      prior: z.int().min(1).max(10_000),
    })
    .refine(
      ({ rated, medium, deep }) => rises([rated, medium, deep]),
      "Deep asks for no less than medium, medium for no less than rated.",
    ),
  faultTable: z.strictObject({ least: points, step: z.int().min(1).max(10_000), ppm: falling(ppm) }),
  bandTable,
  failure: z.strictObject({
    startPoints: points,
    ppm: falling(ppm),
    terms: z.strictObject({
      age: ordered(rises, "To be here longer is worth no less."),
      breach: ordered(rises, "A breach that is longer ago is worth no less.").refine(
        ({ steps, unknown }) => steps.every(({ points: each }) => each <= unknown),
        "No breach is worth no less than one.",
      ),
      coverage: known(rises, "More reserves are worth no less."),
      coverageAge: ordered(falls, "An older figure is worth no more."),
      heartbeat: z.strictObject({
        basis: z.enum(["study", "prior"]),
        says: text,
        points: each(["none", "armed", "suspended", "failed"], points).refine(
          ({ none, armed, suspended, failed }) => falls([armed, none, failed]) && falls([armed, suspended, failed]),
          "A sign of life is worth no less than none, and longer silence no more.",
        ),
      }),
      silences: ordered(falls, "More silences are worth no more."),
      ownerConcentration: known(falls, "More of one owner are worth no more."),
      hostConcentration: known(falls, "More on one host are worth no more."),
      transparency: ordered(rises, "A further step is worth no less."),
      services: ordered(rises, "Better conduct is worth no less."),
      volume: z.strictObject({
        basis: z.enum(["study", "prior"]),
        says: text,
        // The least that a proven volume is worth is nothing.
        unknown: points.max(0),
        reference: z.string().regex(/^[1-9][0-9]{0,17}$/, "Digits of an amount above 0."),
        perDoubling: z.int().min(0).max(100_000),
        most: z.int().min(0).max(MILLION),
      }),
    }),
    heartbeatDaysPerUnit: days,
    heartbeatUnits: z.int().min(0).max(10_000),
  }),
  tiers: z
    .array(z.strictObject({ tier: z.enum(["A", "B", "C", "D"]), below: ppm }))
    .refine((tiers) => tiers.map(({ tier }) => tier).join("") === "ABCD", "A, B, C and D, each once, best first.")
    .refine((tiers) => climbs(tiers.map(({ below }) => below)), "Best first."),
  gates: z.strictObject({ maliceDays: days, suspendedHours: z.int().min(1).max(8760), failedDays: days }),
  limits: z.strictObject({
    lossGivenDefault: ppm.min(1),
    sharePercent: byTier(percent),
    prepayDays: byTier(z.int().min(0).max(365)),
    stackedShare: ppm,
  }),
}) satisfies z.ZodType<Model>;

const breachOf = refusalBy(MODEL);

/** Refusals: those of {@link parseCanonical}, then `schema` with the place; at most one for a file. Total. */
export function parseModel(bytes: Uint8Array): Result<Model, Refusal> {
  const parsed = parseCanonical(bytes);
  if (!parsed.ok) return parsed;
  const breach = breachOf(parsed.value, "");
  if (breach !== undefined) return err(breach);
  const read = MODEL.safeParse(parsed.value);
  return read.success ? ok(read.data) : err(refusal("schema", "", "The document is no model."));
}
