/** The review desk: what waits for maintainers, and the notes and sealed ballots of one, which nobody else reads. */
import { z } from "zod";
import { SEAT_STATES } from "#lib/dispute/dispute.ts";
import { SEAT_TASKS } from "#lib/dispute/seat-task.ts";
import {
  BALLOT_ATTRIBUTIONS,
  BALLOT_SEVERITIES,
  CONFLICT_REASONS,
  OUTCOMES,
  RULED_BY,
} from "#lib/statement/dispute-words.ts";
import { CLAIM_NAMES, VERDICTS } from "#lib/statement/evidence-bodies.ts";
import { caseStateSchema } from "./cases.ts";
import {
  caseIdSchema,
  didSchema,
  documentSchema,
  hashSchema,
  providerIdSchema,
  sizeSchema,
  timeSchema,
} from "./common.ts";

/** What a maintainer has put a case aside for. A note to oneself: it says nothing about the case. */
export const TRIAGE_STATES = ["pending", "snoozed", "accepted", "declined", "duplicate", "needs-info"] as const;
export type TriageState = (typeof TRIAGE_STATES)[number];

/** `mine`: seats of the maintainer that have something to do. `triage`: open cases that are not put aside. */
export const QUEUE_FILTERS = ["mine", "triage", "snoozed", "all"] as const;
export type QueueFilter = (typeof QUEUE_FILTERS)[number];

const note = z.string().max(500, { abort: true });

export const triageInputSchema = z
  .strictObject({
    state: z.enum(TRIAGE_STATES),
    until: timeSchema
      .optional()
      .meta({ description: "When a snoozed case comes back: for `snoozed`, and then needed." }),
    note: note.optional(),
  })
  .refine(({ state, until }) => (until !== undefined) === (state === "snoozed"), {
    path: ["until"],
    message: "goes with `snoozed`, and with nothing else",
  })
  .meta({ id: "TriageInput" });
export type TriageInput = z.infer<typeof triageInputSchema>;

export const triageSchema = z
  .object({
    case: caseIdSchema,
    state: z.enum(TRIAGE_STATES),
    until: timeSchema.nullable(),
    note,
    updated_at: timeSchema,
  })
  .meta({ id: "Triage" });
export type TriageView = z.infer<typeof triageSchema>;
export const triageAnswer = z.object({ data: triageSchema });

export const queueItemSchema = z
  .object({
    case: caseIdSchema,
    state: caseStateSchema,
    claim: z.enum(CLAIM_NAMES),
    verdict: z.enum(VERDICTS).nullable().meta({ description: "What the machines found." }),
    reason: z.string().nullable(),
    provider: providerIdSchema.nullable().meta({ description: "Null with `blind=1`." }),
    provider_name: z.string().nullable(),
    filed_in: sizeSchema,
    filed_at: timeSchema,
    due_at: timeSchema.nullable().meta({ description: "The next clock of the case; null: none runs." }),
    seat: z
      .object({
        round: sizeSchema,
        does: z.enum(SEAT_TASKS).nullable(),
        due_at: timeSchema.nullable(),
        open: z.boolean().meta({ description: "Takes the place of somebody who did not vote, and votes openly." }),
      })
      .nullable()
      .meta({ description: "The seat of the maintainer who is asked about, in the newest panel." }),
    triage: triageSchema.nullable().meta({ description: "The own note of the signed-in maintainer." }),
  })
  .meta({ id: "ReviewItem" });
export type QueueItem = z.infer<typeof queueItemSchema>;

export const reviewViewInputSchema = z
  .strictObject({
    query: z
      .string()
      .max(500, { abort: true })
      .regex(/^[!-~]*$/)
      .meta({ description: "The page's own query text." }),
  })
  .meta({ id: "ReviewViewInput" });
export const reviewViewSchema = z
  .object({ name: z.string(), query: z.string(), updated_at: timeSchema })
  .meta({ id: "ReviewView" });
export type ReviewViewView = z.infer<typeof reviewViewSchema>;
export const reviewViewsAnswer = z.object({ data: z.array(reviewViewSchema) });

const base64Url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most, { abort: true })
    .regex(/^[A-Za-z0-9_-]+$/);

/** As `sealBox` makes it; the index keeps it and cannot read it. */
export const sealedBoxSchema = z
  .strictObject({
    type: z.literal("touchstone-sealed-box/v1"),
    to: base64Url(43),
    ephemeral: base64Url(43),
    iv: base64Url(16),
    ciphertext: base64Url(24_000),
  })
  .meta({ id: "SealedBox", description: "Sealed to a key that follows from the maintainer's spare-key file." });

export const ballotBoxSchema = z
  .object({ case: caseIdSchema, round: sizeSchema, box: sealedBoxSchema, updated_at: timeSchema })
  .meta({ id: "BallotBox" });
export type BallotBoxView = z.infer<typeof ballotBoxSchema>;
export const ballotBoxAnswer = z.object({ data: ballotBoxSchema });
export const ballotBoxesAnswer = z.object({ data: z.array(ballotBoxSchema) });

export const reviewSummarySchema = z
  .object({
    maintainer: didSchema,
    clocks: z
      .object({ kept: sizeSchema, missed: sizeSchema })
      .meta({ description: "Seats that the maintainer answered and filled in time, and those that it did not." }),
    ruled: sizeSchema.meta({ description: "Rulings of this index by people, all time." }),
    median_days: z.number().min(0).nullable().meta({ description: "From report to first ruling; null: none yet." }),
    week: sizeSchema.meta({ description: "Verdicts of the machines in the last 7 days." }),
    audit: z.array(caseIdSchema).meta({ description: "Cases judged in these 7 days, newest first, at most 200." }),
    next_draw_at: timeSchema.nullable().meta({ description: "The earliest time at which a panel can be drawn." }),
  })
  .meta({ id: "ReviewSummary" });
export type ReviewSummary = z.infer<typeof reviewSummarySchema>;

/** A ruling as a precedent: what was decided of a like case. */
export const precedentSchema = z
  .object({
    case: caseIdSchema,
    round: sizeSchema,
    claim: z.enum(CLAIM_NAMES),
    definition: hashSchema.nullable(),
    by: z.enum(RULED_BY),
    outcome: z.enum(OUTCOMES),
    attribution: z.enum(BALLOT_ATTRIBUTIONS).nullable(),
    severity: z.enum(BALLOT_SEVERITIES).nullable(),
    at: timeSchema,
  })
  .meta({ id: "Precedent" });
export type PrecedentView = z.infer<typeof precedentSchema>;
export const precedentsAnswer = z.object({ data: z.array(precedentSchema) });

export const ballotEffectSchema = z
  .object({
    before: documentSchema.meta({ description: "The provider’s marks of today." }),
    after: documentSchema.meta({ description: "The same with a ruling of these answers." }),
    model: hashSchema,
  })
  .meta({ id: "BallotEffect" });

/** The seat that somebody holds, or was asked to take, in a case's newest panel. */
export const ownSeatSchema = z
  .object({
    round: sizeSchema,
    state: z.enum(SEAT_STATES),
    open: z.boolean(),
    does: z.enum(SEAT_TASKS).nullable(),
    from: timeSchema.nullable().meta({ description: "What is to be done can be done then, and not before." }),
    due_at: timeSchema.nullable(),
    commit: hashSchema.nullable().meta({ description: "Of the sealed ballot, as the log holds it." }),
    has_opened: z.boolean(),
    votes_by: timeSchema,
    reveals_by: timeSchema,
  })
  .meta({ id: "OwnSeat" });
export type OwnSeat = z.infer<typeof ownSeatSchema>;

export const reviewCaseSchema = z
  .object({
    case: documentSchema.meta({ description: "As getCase answers it." }),
    seat: ownSeatSchema.nullable(),
    bar: z.enum(CONFLICT_REASONS).nullable().meta({
      description:
        "Why the one who is asked about has no voice in the case; null: nothing is known, or nobody is asked about.",
    }),
    triage: triageSchema.nullable(),
  })
  .meta({ id: "ReviewCase" });
