/**
 * Marks as the read API shows them. The document itself is passed on as it is hashed (camelCase, integers); what stands
 * around it is read from it and from the facts that it was computed from. Probabilities in parts per million, points in
 * thousandths, days as UTC dates.
 */
import { z } from "zod";
import { TRAIT_KINDS } from "#lib/disclosure/traits.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { ATTRIBUTIONS, BAD_TYPES, EVIDENCE_CLASSES, GOOD_TYPES, SEVERITIES } from "#lib/reputation/record-item.ts";
import { TIERS } from "#lib/reputation/tier.ts";
import { hashSchema, providerIdSchema, sizeSchema, timeSchema } from "./common.ts";

export const tierSchema = z.enum(TIERS).meta({ id: "Tier", description: "`unrated` is treated as D." });
export const dateSchema = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, { abort: true })
  .meta({ description: "A UTC day." });
/** A date in a query that exists in the calendar. */
export const dateQuery = dateSchema.refine(isDate, "There is no such day: write it as 2026-11-22.");

function isDate(text: string): boolean {
  return parseInstant(`${text}T00:00:00.000Z`) !== undefined;
}

/** `A,B`: one of several tiers. */
export const tiersQuery = z
  .string()
  .max(40, { abort: true })
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(TIERS, `One or more of ${TIERS.join(", ")}, by commas.`)));

export const ppmSchema = z.number().int().min(0).max(1_000_000).meta({ description: "Parts per million." });
export const pointsSchema = z.number().int().meta({ description: "Thousandths of a point." });
const dayNumber = z.number().int().meta({ description: "Whole UTC days since 1970-01-01." });

const band = { estimate: ppmSchema, low: ppmSchema, high: ppmSchema };
export const bandSchema = z
  .object(band)
  .meta({ id: "Band", description: "A chance within one year with its 90 % band; the tier goes by `high`." });
export type BandView = z.infer<typeof bandSchema>;

export const GATE_RULES = ["equivocation", "failed", "malice", "stale", "suspended", "closing"] as const;
export const DECIDING = ["conduct", "failure"] as const;
export const DEPTHS = ["none", "thin", "medium", "deep"] as const;
const gateRule = z.enum(GATE_RULES);

const documentGate = z.strictObject({
  rule: gateRule,
  atBest: tierSchema.nullable(),
  until: dayNumber.nullable(),
  of: z.array(z.string()),
});
const documentPending = z.strictObject({ tier: tierSchema, day: dayNumber, reason: gateRule, of: z.string() });

export const marksDocumentSchema = z
  .strictObject({
    type: z.literal("touchstone-marks/v1"),
    model: hashSchema,
    day: dayNumber,
    tier: tierSchema,
    byPoints: tierSchema,
    decidedBy: z.enum(DECIDING),
    gates: z.array(documentGate),
    pending: documentPending.nullable(),
    isShut: z.boolean(),
    conduct: z.strictObject({ score: pointsSchema, start: pointsSchema, clean: z.number().int(), ...band }),
    failure: z
      .strictObject({
        score: pointsSchema,
        start: pointsSchema,
        bars: z.array(z.strictObject({ term: z.string(), points: pointsSchema })),
        ...band,
      })
      .nullable(),
    transparency: z.number().int().min(0).max(4),
    effective: z.number().int(),
    depth: z.enum(DEPTHS),
  })
  .meta({
    id: "Marks",
    description: "The hashed document: `digest` is SHA-256 of its canonical JSON. Evidence in 2^16ths of a unit.",
  });

const gateSchema = z
  .object({
    rule: gateRule,
    at_best: tierSchema.nullable().meta({ description: "null: the tier stays, and the limit is 0." }),
    until: dateSchema.nullable().meta({ description: "First day without it; null: until it is mended." }),
    of: z.array(z.string()).meta({ description: "The fault's fact, or the disclosures." }),
  })
  .meta({ id: "Gate", description: "What no points outweigh." });
export type GateView = z.infer<typeof gateSchema>;

const limitFields = {
  limit_percent: z.number().int().min(0).max(100).meta({ description: "Of what one could lose at one blow." }),
  prepay_days: z.number().int().min(0),
};

const scoreLimits = z.array(z.object({ tier: tierSchema, from: pointsSchema })).meta({
  description:
    "From which score on a tier holds with the evidence that there is, the riskiest first; none while unrated.",
});

export const markSummarySchema = z
  .object({
    day: dateSchema.meta({ description: "The UTC day that the marks are of." }),
    tier: tierSchema,
    tier_by_points: tierSchema.meta({ description: "Without gates." }),
    decided_by: z.enum(DECIDING).meta({
      description: "`failure`: chance to fail within a year. `conduct`: of an upheld grave or serious fault.",
    }),
    is_shut: z.boolean().meta({
      description:
        "Suspended or closing: no money, whatever the tier. By the clock at `as_of.time`, before the marks of the day say so; of a day of the past, and with a proof, by the marks.",
    }),
    pending: z
      .object({ tier: tierSchema, day: dateSchema, reason: gateRule, of: z.string() })
      .nullable()
      .meta({ description: "The tier that holds from that day on unless something is done before." }),
    gates: z.array(gateSchema),
    probability: bandSchema.meta({ description: "Of the mark that decides." }),
    words: z.string().meta({ description: "The high end as people count: about 1 in 12." }),
    ...limitFields,
    transparency: z.number().int().min(0).max(4),
    depth: z.enum(DEPTHS),
    digest: hashSchema,
    model: hashSchema,
  })
  .meta({ id: "MarkSummary", description: "Every number that a row shows." });
export type MarkSummary = z.infer<typeof markSummarySchema>;

const conductBarSchema = z.object({
  id: z.string(),
  entry: sizeSchema,
  day: dateSchema,
  type: z.enum([...GOOD_TYPES, ...BAD_TYPES]),
  about: z.string().nullable().meta({ description: "What it is of; null: due and not recorded yet." }),
  severity: z.enum(SEVERITIES).nullable(),
  evidence: z.enum(EVIDENCE_CLASSES),
  attribution: z.enum(ATTRIBUTIONS).nullable(),
  points: pointsSchema,
  group: z.string().nullable().meta({ description: "Facts of one group are one fault." }),
});
export type ConductBar = z.infer<typeof conductBarSchema>;

const failureBarSchema = z.object({
  term: z.string(),
  value: z.union([z.number().int(), z.string()]).nullable().meta({ description: "The fact; null: unknown." }),
  points: pointsSchema,
  says: z.string(),
  basis: z.string().meta({ description: "`study`: a published measurement. `prior`: a guess, stated as one." }),
});
export type FailureBar = z.infer<typeof failureBarSchema>;

const namedProvider = z.object({ id: providerIdSchema, name: z.string() });

export const stackedSchema = z
  .object({ tier: tierSchema, is_shut: z.boolean(), ...band, ...limitFields })
  .meta({ id: "StackedRisk", description: "Service and instance together: 1 − (1 − a)(1 − b) at each end." });
export type StackedView = z.infer<typeof stackedSchema>;

const clusterSchema = z.object({
  id: providerIdSchema,
  members: z.array(
    z.object({ id: providerIdSchema, name: z.string(), tier: tierSchema.nullable(), high: ppmSchema.nullable() }),
  ),
  relations: z.array(z.object({ one: providerIdSchema, other: providerIdSchema, relation: z.string() })),
  most_percent: z.number().min(0).max(50).meta({
    description:
      "Of what one could lose at one blow, the most to hold with all of them together, by the worst of them. Below 1 it has decimals.",
  }),
});
export type ClusterView = z.infer<typeof clusterSchema>;

const inCommonSchema = z.object({
  kind: z.enum(TRAIT_KINDS),
  value: z.string().meta({ description: "The country as in ISO 3166, or the commit of the software that runs." }),
  others: z.number().int().min(0).meta({ description: "Other providers here that say the same." }),
});
export type InCommonView = z.infer<typeof inCommonSchema>;

export const providerMarksSchema = z
  .object({
    id: providerIdSchema,
    document: marksDocumentSchema,
    digest: hashSchema,
    day: dateSchema,
    size: sizeSchema.meta({ description: "The state after so many entries." }),
    summary: markSummarySchema,
    conduct: z.object({
      score: pointsSchema,
      start: pointsSchema,
      tier: tierSchema.meta({ description: "What this mark would give alone." }),
      limits: scoreLimits,
      faults: sizeSchema.meta({ description: "Proven by machine or upheld; several facts of one are one." }),
      bars: z.array(conductBarSchema).meta({ description: "In log order; they sum to score − start." }),
    }),
    failure: z
      .object({
        score: pointsSchema,
        start: pointsSchema,
        tier: tierSchema.meta({ description: "What this mark would give alone." }),
        limits: scoreLimits,
        bars: z.array(failureBarSchema).meta({ description: "They sum to score − start." }),
      })
      .nullable()
      .meta({ description: "null for services, which fail with their instance." }),
    stack: z.array(z.object({ service: namedProvider, instance: namedProvider, stacked: stackedSchema })).meta({
      description: "Of a service with each instance that sells its tokens; of an instance with its services.",
    }),
    cluster: clusterSchema.nullable(),
    in_common: z.array(inCommonSchema).meta({
      description:
        "Where it stands and what it runs, by its own disclosures. Of what one could lose at one blow, keep at most half with all of one jurisdiction, and with all of one build. It lowers nobody's own limit.",
    }),
    model: z.object({ hash: hashSchema, name: z.string() }),
  })
  .meta({ id: "ProviderMarks" });
export type ProviderMarksView = z.infer<typeof providerMarksSchema>;

export const HISTORY_LANES = ["cases", "disclosures", "keys", "prices"] as const;

const historyDaySchema = z.object({
  day: dateSchema,
  size: sizeSchema,
  tier: tierSchema,
  decided_by: z.enum(DECIDING),
  ...band,
  conduct_score: pointsSchema,
  effective: z.number().int().min(0).meta({ description: "Evidence in 2^16ths of a unit: only news raise it." }),
  is_shut: z.boolean(),
  model: hashSchema,
  digest: hashSchema,
});
export type HistoryDay = z.infer<typeof historyDaySchema>;

const historyEventSchema = z.object({
  entry: sizeSchema,
  day: dateSchema,
  at: timeSchema,
  lane: z.enum(HISTORY_LANES),
  kind: z.string(),
  says: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  items: z.array(z.string()).meta({ description: "Facts of the record that the entry wrote." }),
});
export type HistoryEvent = z.infer<typeof historyEventSchema>;

export const modelChangeSchema = z.object({ day: dateSchema, entry: sizeSchema, hash: hashSchema });

export const marksHistorySchema = z
  .object({
    id: providerIdSchema,
    from: dateSchema,
    to: dateSchema,
    days: z.array(historyDaySchema).meta({
      description: "As rated then: one for each UTC day on which the log has an entry, after the day's last.",
    }),
    events: z.array(historyEventSchema).meta({ description: "In log order." }),
    model_changes: z.array(modelChangeSchema),
  })
  .meta({ id: "MarksHistory" });
export type MarksHistoryView = z.infer<typeof marksHistorySchema>;

export const marksFactsSchema = z
  .object({
    id: providerIdSchema,
    day: dateSchema,
    at: timeSchema.meta({ description: "Ages are counted at this instant: 00:00 UTC of the day." }),
    size: sizeSchema,
    model: hashSchema,
    forms: z.array(z.string()).meta({
      description: "Canonical JSON of every aggregate that the marks are computed from, by which they are recomputed.",
    }),
    digest: hashSchema.meta({ description: "Of the marks that follow." }),
  })
  .meta({ id: "MarksFacts" });
export type MarksFactsView = z.infer<typeof marksFactsSchema>;
