/** What people decide of a case, as the read API shows it: answers, evidence, panels, votes, rulings, and the draw. */
import { z } from "zod";
import { SEAT_STATES } from "#lib/dispute/dispute.ts";
import {
  APPEAL_GROUNDS,
  BALLOT_ATTRIBUTIONS,
  BALLOT_SEVERITIES,
  CASE_EVIDENCE_CLASSES,
  CONFLICT_REASONS,
  FACTS,
  GROUNDS,
  OUTCOMES,
  RULED_BY,
} from "#lib/statement/dispute-words.ts";
import { didSchema, hashSchema, sizeSchema, timeSchema } from "./common.ts";

const SIDES = ["reporter", "operator", "other"] as const;

const answerSchema = z
  .object({
    type: z.enum(["contest", "admission", "silence"]),
    ground: z.enum(GROUNDS).nullable().meta({ description: "Required to contest what machines proved." }),
    entry: sizeSchema.nullable(),
    at: timeSchema,
  })
  .meta({ id: "CaseAnswer" });

const shareSchema = z
  .object({
    commit: hashSchema.nullable().meta({ description: "SHA-256 of the share." }),
    share: hashSchema.nullable().meta({ description: "32 bytes in hex; null counts as zeros in the draw." }),
  })
  .meta({ id: "DrawShare" });

const evidenceItemSchema = z
  .object({
    entry: sizeSchema,
    statement: hashSchema,
    by: didSchema,
    round: sizeSchema.meta({ description: "The panel that it is for." }),
    side: z.enum(SIDES),
    class: z.enum(CASE_EVIDENCE_CLASSES).meta({ description: "As whoever attached it says." }),
    commit: hashSchema.nullable().meta({ description: "Of its part, under /api/v1/parts; null: words alone." }),
    label: z.string(),
  })
  .meta({ id: "CaseEvidence" });

export const rulingSchema = z
  .object({
    by: z.enum(RULED_BY),
    round: sizeSchema,
    outcome: z.enum(OUTCOMES),
    attribution: z.enum(BALLOT_ATTRIBUTIONS).nullable(),
    severity: z.enum(BALLOT_SEVERITIES).nullable(),
    on_silence: z.boolean().meta({ description: "The provider had not answered. Counted apart from all others." }),
    weight: z.enum(["full", "half"]),
    labels: z.array(z.string()).meta({ description: "`single-reviewer`, `no-appeal-panel`, `needs-confirmation`." }),
    at: timeSchema,
    entry: sizeSchema.nullable().meta({ description: "Null while the ruling is due and not recorded yet." }),
    counted: sizeSchema,
    dissent: sizeSchema,
  })
  .meta({ id: "CaseRuling" });
export type RulingView = z.infer<typeof rulingSchema>;

export const disputeSchema = z
  .object({
    respond_by: timeSchema.nullable(),
    extended: z.boolean(),
    answer: answerSchema.nullable(),
    reporter_share: shareSchema,
    operator_share: shareSchema,
    evidence: z.array(evidenceItemSchema),
    evidence_opened_at: timeSchema.nullable(),
    evidence_closes_at: timeSchema.nullable(),
    shares_by: timeSchema
      .nullable()
      .meta({ description: "Until when shares of the draw can be revealed; null: no draw is ahead." }),
    round: sizeSchema.meta({ description: "0: no panel yet; 1: the first; from 2 on after an appeal or reopening." }),
    appeal: z
      .object({
        by: z.enum(["reporter", "operator"]),
        ground: z.enum(APPEAL_GROUNDS),
        entry: sizeSchema,
        at: timeSchema,
      })
      .nullable(),
    rulings: z.array(rulingSchema).meta({ description: "In their order: the last stands." }),
    final_at: timeSchema.nullable(),
    reopened: sizeSchema,
  })
  .meta({ id: "Dispute" });
export type DisputeView = z.infer<typeof disputeSchema>;

const ballotSchema = z
  .object({
    fact: z.enum(FACTS),
    attribution: z.enum(BALLOT_ATTRIBUTIONS).nullable(),
    severity: z.enum(BALLOT_SEVERITIES).nullable(),
    remedied: z.boolean().nullable(),
    abusive: z.boolean(),
    reasons: z.object({ fact: z.string(), attribution: z.string().nullable(), severity: z.string().nullable() }),
  })
  .meta({ id: "Ballot" });

export const panelSchema = z
  .object({
    round: sizeSchema,
    size: sizeSchema,
    drawn_in: sizeSchema,
    drawn_at: timeSchema,
    seats: z.array(
      z.object({
        maintainer: didSchema,
        name: z.string().nullable(),
        rank: sizeSchema,
        state: z.enum(SEAT_STATES),
        open: z.boolean().meta({ description: "A replacement, who votes openly." }),
        has_voted: z.boolean(),
        commit: hashSchema.nullable().meta({ description: "Of its sealed ballot." }),
        committed_at: timeSchema.nullable(),
        answers: ballotSchema.nullable().meta({ description: "After revealing has closed only." }),
        revealed_at: timeSchema.nullable(),
      }),
    ),
    skipped: z.array(
      z.object({ maintainer: didSchema, name: z.string().nullable(), reason: z.enum(CONFLICT_REASONS) }),
    ),
    seats_by: timeSchema,
    votes_by: timeSchema,
    reveals_by: timeSchema,
    open_votes_by: timeSchema,
    draft_ends_at: timeSchema,
  })
  .meta({ id: "CasePanel" });
export type PanelView = z.infer<typeof panelSchema>;

export const caseStatementSchema = z
  .object({
    entry: sizeSchema,
    logged_at: timeSchema,
    kind: z.string(),
    side: z.enum(SIDES),
    by: didSchema,
    type: z.string().nullable().meta({ description: "Of a response: contest, extension or admission." }),
    ground: z.string().nullable(),
    text: z.string().nullable().meta({ description: "As it was signed: a stranger's words." }),
    parts: z.array(
      z.object({
        commit: hashSchema,
        bytes: sizeSchema,
        media_type: z.string(),
        withheld: z.boolean().meta({ description: "Removed by the official route." }),
      }),
    ),
  })
  .meta({ id: "CaseStatement" });
export type CaseStatementView = z.infer<typeof caseStatementSchema>;

export const drawSchema = z
  .object({
    origin: z.string(),
    chain: z
      .object({ end: hashSchema, since: timeSchema })
      .nullable()
      .meta({ description: "Where the chain of preimages ends, and when the log learnt it; null: it has none." }),
    reporter: shareSchema,
    operator: shareSchema,
    pool: z.array(didSchema).meta({ description: "The roster at the entry that filed the case." }),
    rounds: z.array(
      z.object({
        round: sizeSchema,
        entry: sizeSchema,
        drawn_at: timeSchema,
        epoch: sizeSchema.nullable().meta({
          description:
            "Hashes that lead from the preimage to the end of the chain: days from its first to the one on which the draw was due; null: none do.",
        }),
        preimage: hashSchema,
        seed: hashSchema,
        shares: z
          .object({ reporter: hashSchema.nullable(), operator: hashSchema.nullable() })
          .meta({ description: "Those that were revealed when it was drawn." }),
        order: z.array(didSchema),
        skipped: z.array(z.object({ maintainer: didSchema, reason: z.enum(CONFLICT_REASONS) })),
        seats: z.array(z.object({ maintainer: didSchema, rank: sizeSchema })),
      }),
    ),
  })
  .meta({ id: "Draw" });
export type DrawView = z.infer<typeof drawSchema>;

export const disputeRulesView = z
  .object({
    panel: sizeSchema,
    appeal_panel: sizeSchema,
    hours: z.object({
      respond: sizeSchema,
      extension: sizeSchema,
      evidence: sizeSchema,
      shares: sizeSchema,
      seats: sizeSchema,
      vote: sizeSchema,
      reveal: sizeSchema,
      draft: sizeSchema,
      incident: sizeSchema,
      appeal: sizeSchema,
      appeal_ruling: sizeSchema,
      admission_appeal: sizeSchema,
    }),
  })
  .meta({ id: "DisputeRules", description: "Clocks in hours, as the policy had them when the case was filed." });
