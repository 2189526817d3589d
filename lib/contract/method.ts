/** What follows from the model in force, and what the forecasts of this index were worth. Shares are from 0 to 1. */
import { z } from "zod";
import { canonicalBytes } from "#lib/kernel/json.ts";
import {
  CALIBRATION_TIERS,
  type Calibration,
  type CalibrationRow,
  MIN_FINISHED,
} from "#lib/reputation/backtest/calibration.ts";
import { type Model, modelHash } from "#lib/reputation/model.ts";
import { type PathKind, type Reached, reachable } from "#lib/reputation/reachable.ts";
import { hashSchema, sizeSchema } from "./common.ts";
import { dateOfDay } from "./mark-views.ts";
import { dateSchema, tierSchema } from "./marks.ts";

const share = z.number().min(0).max(1);

const rowSchema = z.object({
  forecasts: sizeSchema,
  failed: sizeSchema,
  expected_failures: z.number().min(0).meta({ description: "The sum of the announced chances." }),
  announced: z.object({ mean_share: share, least_share: share, most_share: share }).nullable(),
  observed: z
    .object({ share, low_share: share, high_share: share })
    .nullable()
    .meta({ description: "With its exact 90 % interval." }),
  power_share: share.meta({ description: "How often a doubled rate would be found out." }),
  verdict: z.enum(["as-expected", "too-optimistic", "too-cautious", "too-few-to-tell"]),
});

const calibrationSchema = z
  .object({
    day: dateSchema.meta({ description: "Outcomes are known up to that day." }),
    tiers: z.array(rowSchema.extend({ tier: z.enum(CALIBRATION_TIERS) })),
    all: rowSchema,
    finished: sizeSchema.meta({ description: "Provider-years that are over: forecasts of which it is known." }),
    finished_asked: z.literal(MIN_FINISHED).meta({ description: "From so many on a reading is honest." }),
    censored: sizeSchema.meta({ description: "Whose year is not over, or whose provider left in order before." }),
    overlapping: sizeSchema.meta({ description: "Made within a year of the one before: not counted." }),
    unrated: sizeSchema,
    first_reading_day: dateSchema
      .nullable()
      .meta({ description: "When as many will be over; null: too few were made." }),
    brier: z.number().nullable(),
    brier_base: z.number().nullable().meta({ description: "Of always announcing the share that came to fail." }),
    auc: z.number().nullable().meta({ description: "null under ten failures." }),
    ece: z.number().nullable(),
    curve: z.array(z.object({ forecasts: sizeSchema, predicted_share: share, observed_share: share })),
  })
  .meta({ id: "Calibration" });

const reachedSchema = z.object({
  tier: tierSchema,
  days: sizeSchema,
  weeks: sizeSchema,
  clean_checks: sizeSchema,
  renewals: sizeSchema,
});

export const methodSchema = z
  .object({
    model: z.object({
      hash: hashSchema,
      name: z.string(),
      bytes: sizeSchema,
      in_force: z.boolean().meta({ description: "false: none is, and this is the one of the software." }),
    }),
    reachable: z
      .object({ service: z.array(reachedSchema), instance: z.array(reachedSchema) })
      .meta({ description: "The shortest honest path to each tier for a small provider that nobody knows." }),
    studies: z.array(z.string()).meta({ description: "What is no prior, but measured elsewhere." }),
    calibration: calibrationSchema,
  })
  .meta({ id: "Method" });
export type MethodView = z.infer<typeof methodSchema>;

export type Following = {
  /** Size of the file. */
  readonly bytes: number;
  readonly paths: Readonly<Record<PathKind, readonly Reached[]>>;
  /** What its terms say that rest on a published study. */
  readonly studies: readonly string[];
};

/** What follows from a model alone. Takes some hundred ratings. */
export function followsFrom(model: Model): Following {
  return {
    bytes: canonicalBytes(model).length,
    paths: { service: reachable("service", model), instance: reachable("instance", model) },
    studies: Object.values(model.failure.terms).flatMap(({ basis, says }) => (basis === "study" ? [says] : [])),
  };
}

/** `isInForce` false: none is that is known here, and this is the one of the software. */
export function modelInMethod(model: Model, isInForce: boolean, { bytes, paths, studies }: Following) {
  const viewOf = (kind: PathKind) =>
    paths[kind].map(({ audits, duties, ...reached }) => ({ ...reached, clean_checks: audits, renewals: duties }));
  return {
    model: { hash: modelHash(model), name: model.name, bytes, in_force: isInForce },
    reachable: { service: viewOf("service"), instance: viewOf("instance") },
    studies: [...studies],
  };
}

/** `day`: whole UTC days since 1970-01-01, up to which outcomes are known. */
export function calibrationView({ day, ...of }: Calibration & { readonly day: number }): MethodView["calibration"] {
  const { finished, censored, overlapping, unrated, brier, brierBase, auc, ece, firstReadingDay } = of;
  return {
    day: dateOfDay(day),
    tiers: of.tiers.map(({ tier, ...row }) => ({ tier, ...rowView(row) })),
    all: rowView(of.all),
    ...{ finished, finished_asked: MIN_FINISHED, censored, overlapping, unrated },
    first_reading_day: firstReadingDay === null ? null : dateOfDay(firstReadingDay),
    ...{ brier, brier_base: brierBase, auc, ece },
    curve: of.curve.map(({ count, predicted, observed }) => ({
      ...{ forecasts: count, predicted_share: predicted, observed_share: observed },
    })),
  };
}

function rowView({ forecasts, failed, expected, announced, observed, power, verdict }: CalibrationRow) {
  return {
    ...{ forecasts, failed, expected_failures: expected, power_share: power, verdict },
    announced: announced && {
      ...{ mean_share: announced.mean, least_share: announced.least, most_share: announced.most },
    },
    observed: observed && { share: observed.share, low_share: observed.low, high_share: observed.high },
  };
}
