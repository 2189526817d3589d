/** Bodies of what parties, maintainers and the index say in a case once people must decide it (docs/protocol/cases.md). */
import { z } from "zod";
import {
  APPEAL_GROUNDS,
  BALLOT_ATTRIBUTIONS,
  BALLOT_SEVERITIES,
  CASE_EVIDENCE_CLASSES,
  FACTS,
  GROUNDS,
  OUTCOMES,
  REOPENING_GROUNDS,
  RULED_BY,
  RULING_LABELS,
} from "./dispute-words.ts";
import { hexHash, line, paragraph } from "./fields.ts";

/** What a party says at length. */
const statement = paragraph(8_000);

/** `drawShare`: end of a chain of hashes, whose links the draws of reviewers ask for. */
export const responseFileBody = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("contest"),
    ground: z.enum(GROUNDS).nullable(),
    statement,
    drawShare: hexHash,
  }),
  z.strictObject({ type: z.literal("extension"), reason: line(500) }),
  z.strictObject({ type: z.literal("admission"), statement }),
]);
export type ResponseFileBody = z.infer<typeof responseFileBody>;

export const CASE_EVIDENCE_TEMPLATE = "touchstone/case-evidence/1";

/** Labelled evidence in a case, by either side or anybody else; what is more than words is its part. */
export const caseEvidenceBody = z.strictObject({
  template: z.literal(CASE_EVIDENCE_TEMPLATE),
  label: line(200),
  class: z.enum(CASE_EVIDENCE_CLASSES),
  statement: paragraph(4_000),
});
export type CaseEvidenceBody = z.infer<typeof caseEvidenceBody>;

export const reportWithdrawBody = z.strictObject({ reason: line(500) });
export type ReportWithdrawBody = z.infer<typeof reportWithdrawBody>;

export const drawRevealBody = z.strictObject({ share: hexHash });
export type DrawRevealBody = z.infer<typeof drawRevealBody>;

/** 1: the first panel; each appeal and reopening has the next one. */
const round = z.int().min(1).max(99);

/** `preimage`: of the index's chain, for the day on which evidence closed. */
export const caseDrawBody = z.strictObject({ round, preimage: hexHash });
export type CaseDrawBody = z.infer<typeof caseDrawBody>;

/** Nobody sits who does not say that nothing binds him to either side. */
export const panelAcceptBody = z.strictObject({ round, noConflict: z.literal(true) });
export const panelLeaveBody = z.strictObject({ round, reason: line(300) });
export type PanelLeaveBody = z.infer<typeof panelLeaveBody>;

/** `commit`: of the sealed ballot. */
export const voteCommitBody = z.strictObject({ round, commit: hexHash });
export type VoteCommitBody = z.infer<typeof voteCommitBody>;

const reason = paragraph(3_000);

/** The three answers of a ballot. Whose doing it was, and how grave, is asked of whoever says that it happened. */
export const answersSchema = z
  .strictObject({
    fact: z.enum(FACTS),
    attribution: z.enum(BALLOT_ATTRIBUTIONS).nullable(),
    severity: z.enum(BALLOT_SEVERITIES).nullable(),
    remedied: z.boolean().nullable(),
    abusive: z.boolean(),
    reasons: z.strictObject({ fact: reason, attribution: reason.nullable(), severity: reason.nullable() }),
  })
  .superRefine(({ fact, attribution, severity, abusive, reasons }, context) => {
    const upholds = fact === "happened" || fact === "partly";
    const complain = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const rule = upholds
      ? "Must be answered, since it happened."
      : "Must be null, since it is not said to have happened.";
    if ((attribution !== null) !== upholds) complain(["attribution"], rule);
    if ((severity !== null) !== upholds) complain(["severity"], rule);
    if ((reasons.attribution !== null) !== upholds) complain(["reasons", "attribution"], rule);
    if ((reasons.severity !== null) !== upholds) complain(["reasons", "severity"], rule);
    if (abusive && upholds) complain(["abusive"], "A report of what happened is not abusive.");
  });
export type Answers = z.infer<typeof answersSchema>;

/** `nonce`: the 32 bytes of the sealed ballot. */
export const voteRevealBody = z.strictObject({ round, nonce: hexHash, answers: answersSchema });
export type VoteRevealBody = z.infer<typeof voteRevealBody>;

export const RULING_RULE = "touchstone/ruling/1";

const relied = z
  .array(z.int().min(0))
  .max(64)
  .refine((list) => list.every((entry, at) => at === 0 || entry > (list[at - 1] ?? 0)), "In log order, each once.");

/** What was found, and by whom; `relied`: entries of the evidence. */
export const rulingBody = z.strictObject({
  round: z.int().min(0).max(99),
  by: z.enum(RULED_BY),
  outcome: z.enum(OUTCOMES),
  attribution: z.enum(BALLOT_ATTRIBUTIONS).nullable(),
  severity: z.enum(BALLOT_SEVERITIES).nullable(),
  onSilence: z.boolean(),
  weight: z.enum(["full", "half"]),
  labels: z.array(z.enum(RULING_LABELS)).max(RULING_LABELS.length),
  counted: z.int().min(0).max(9),
  dissent: z.int().min(0).max(9),
  rule: z.literal(RULING_RULE),
  relied,
  automated: z.boolean(),
});
export type RulingBody = z.infer<typeof rulingBody>;

export const appealFileBody = z.strictObject({ ground: z.enum(APPEAL_GROUNDS), statement });
export type AppealFileBody = z.infer<typeof appealFileBody>;

export const caseReopenBody = z.strictObject({ ground: z.enum(REOPENING_GROUNDS), reason: line(500) });
export type CaseReopenBody = z.infer<typeof caseReopenBody>;
