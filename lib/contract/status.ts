/** What the index says about its own work: `/api/v1/status`, and the page `/status`. */
import { z } from "zod";
import { asOfSchema, caseIdSchema, hashSchema, sizeSchema, timeSchema } from "./common.ts";

const processSchema = z.object({
  name: z.enum(["web", "database", "sequencer", "worker"]),
  state: z.enum(["working", "silent", "unknown"]),
  seen_at: timeSchema.nullable().meta({
    description: "When it last gave a sign; null where it never did, and of a sequencer whose clock is simulated.",
  }),
});

export const latePromiseSchema = z
  .object({
    statement_hash: hashSchema,
    received_at: timeSchema,
    include_by: timeSchema.meta({ description: "The moment that the promise named." }),
    hard_by: timeSchema.meta({ description: "From here on its absence from the log is proof of censorship." }),
    index: sizeSchema.nullable().meta({ description: "Where it was recorded after all; null while it is not." }),
    logged_at: timeSchema.nullable(),
  })
  .meta({ id: "LatePromise" });
export type LatePromiseView = z.infer<typeof latePromiseSchema>;

export const latePromisesSchema = z
  .object({
    given: z.number().int().min(0).meta({ description: "Promises given so far." }),
    late: z.number().int().min(0).meta({ description: "Recorded too late, or not yet." }),
    open: z.number().int().min(0).meta({ description: "Of the late ones, those that are not recorded yet." }),
    overdue: z.number().int().min(0).meta({ description: "Of the open ones, those past `hard_by`." }),
    oldest_waiting: timeSchema.nullable().meta({ description: "When the oldest submission came in that waits now." }),
    latest: z
      .array(latePromiseSchema)
      .meta({ description: "The open ones, oldest first, then the newest of the rest." }),
  })
  .meta({ id: "LatePromises" });
export type LatePromises = z.infer<typeof latePromisesSchema>;
export const latePromisesAnswer = z.object({ data: latePromisesSchema, as_of: asOfSchema });

const lateRecordsSchema = z
  .object({
    missing: z.number().int().min(0).meta({ description: "Due for more than an hour and not recorded." }),
    latest: z.array(z.object({ aggregate: z.string(), transition: z.string(), deadline: timeSchema })).meta({
      description:
        "Those that are due longest, at most ten. They hold all the same, and anybody may record them; but for `draw`, a panel that only this index can draw.",
    }),
  })
  .meta({ id: "LateRecords" });
export type LateRecords = z.infer<typeof lateRecordsSchema>;

export const lateVerdictsSchema = z
  .object({
    reports: z.number().int().min(0).meta({ description: "Reports filed so far; each is promised a verdict." }),
    late: z.number().int().min(0).meta({ description: "Judged too late, or not yet." }),
    open: z.number().int().min(0).meta({ description: "Of the late ones, those that are not judged yet." }),
    latest: z
      .array(
        z.object({
          case: caseIdSchema,
          filed_in: sizeSchema,
          verdict_by: timeSchema.meta({ description: "10 minutes after the report, by log time." }),
          judged_at: timeSchema.nullable().meta({ description: "Null while it is not judged." }),
        }),
      )
      .meta({ description: "The open ones, oldest first, then the newest of the rest; at most ten." }),
  })
  .meta({ id: "LateVerdicts" });
export type LateVerdicts = z.infer<typeof lateVerdictsSchema>;

export const statusSchema = z
  .object({
    as_of: asOfSchema,
    head: z.object({
      size: sizeSchema.meta({ description: "Entries in the newest signed checkpoint." }),
      signed_at: timeSchema.nullable(),
      health: z.string().meta({ description: "`ok`, or why nothing is signed." }),
      detail: z.string(),
      unsigned: sizeSchema.meta({ description: "Entries that are written and not signed yet." }),
    }),
    waiting: z.object({
      count: z.number().int().min(0),
      oldest_received_at: timeSchema.nullable(),
    }),
    late_promises: latePromisesSchema,
    late_records: lateRecordsSchema.meta({
      description: "What time made due and this index did not write down (`clock.record`): its own lateness.",
    }),
    late_verdicts: lateVerdictsSchema.meta({
      description: "Reports that this index judged later than the 10 minutes that it promises: its own lateness.",
    }),
    replaced_keys: z.array(z.enum(["promise", "statement", "answer"])).meta({
      description: "Keys that this index has and its log no longer names: what they would sign rests.",
    }),
    watchers: z
      .array(
        z.object({
          name: z.string(),
          is_demonstration: z.boolean().meta({ description: "Run by this index itself: it does not count." }),
          size: sizeSchema.nullable().meta({ description: "Entries in the head that it cosigned last." }),
          seen_at: timeSchema.nullable().meta({ description: "When, by its own clock." }),
          behind: sizeSchema.nullable().meta({ description: "Entries that were signed since." }),
          trouble: z.string().nullable(),
          alarm: z.string().nullable().meta({ description: "It says that it holds another history of this log." }),
        }),
      )
      .meta({ description: "The witnesses of the policy and how far each lags." }),
    last_scrub: z
      .object({
        started_at: timeSchema,
        finished_at: timeSchema,
        size: sizeSchema,
        outcome: z.enum(["sound", "damaged"]),
        first_bad_index: sizeSchema.nullable(),
        detail: z.string(),
      })
      .nullable(),
    last_state_root: z.object({ entry: sizeSchema, size: sizeSchema, logged_at: timeSchema }).nullable(),
    last_restore: z
      .object({ restored_at: timeSchema, from_size: sizeSchema, size: sizeSchema })
      .nullable()
      .meta({ description: "The last replay of the second store into the database, a drill or in earnest." }),
    software: z.object({ version: z.string(), commit: z.string(), fold_version: z.number().int() }),
    processes: z.array(processSchema),
  })
  .meta({ id: "Status", description: "The index about itself: claims, unlike what stands in the log." });
export type Status = z.infer<typeof statusSchema>;
