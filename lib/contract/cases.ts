/** Reports, what became of them, and providers that are known by their key alone, as the read API shows them. */
import { z } from "zod";
import { CASE_STATES } from "#lib/dispute/dispute.ts";
import { TURNS } from "#lib/state/case/outlook.ts";
import { CLAIM_NAMES, VERDICTS } from "#lib/statement/evidence-bodies.ts";
import {
  caseIdSchema,
  didSchema,
  documentSchema,
  hashSchema,
  providerIdSchema,
  sizeSchema,
  timeSchema,
} from "./common.ts";
import { caseStatementSchema, disputeRulesView, disputeSchema, panelSchema, rulingSchema } from "./dispute.ts";
import { aggregate } from "./entries.ts";

export const caseStateSchema = z.enum(CASE_STATES);

const summary = {
  id: caseIdSchema,
  provider: providerIdSchema,
  provider_name: z.string().nullable().meta({ description: "As listed; null for one that nobody has claimed." }),
  is_unclaimed: z.boolean().meta({ description: "Nobody has claimed the provider: it is known by its key alone." }),
  claim: z.enum(CLAIM_NAMES),
  state: caseStateSchema.meta({ description: "At the time of `as_of`: a proven case is ruled after 7 days." }),
  verdict: z.enum(VERDICTS).nullable(),
  reason: z.string().nullable().meta({ description: "Why, as a code; `cluster-full` for a case that found no place." }),
  filed_at: timeSchema,
  filed_in: sizeSchema.meta({ description: "The entry of the report." }),
  verdict_by: timeSchema.meta({
    description: "Until when this index promised a verdict: 10 minutes after the report.",
  }),
  judged_at: timeSchema.nullable().meta({ description: "When the first verdict was logged." }),
  late_verdict: z.boolean().meta({
    description: "This index was late with its verdict, or is at the time of `as_of`: never the provider's fault.",
  }),
  rules_at: timeSchema.nullable().meta({ description: "When a proven case is ruled." }),
  joined_to: caseIdSchema.nullable().meta({ description: "The case of the same fault that it joined." }),
  reporters: sizeSchema.meta({ description: "Different keys that reported the fault, at most 64 told apart." }),
  told_in: z.string().nullable().meta({
    description:
      "The incident in which its provider told of the fault before it was reported: it counts half. null: none.",
  }),
  back_dated: z.boolean().meta({
    description: "The key was later said to have been stolen before: said after the report, which changes nothing.",
  }),
  late_commit: z.boolean().meta({ description: "The log held no hash of the answer within 10 minutes of its date." }),
  ruling_due_by: timeSchema.nullable().meta({
    description: "Until when this index promises a ruling, for both sides the same; null: nothing is to be ruled.",
  }),
  whose_turn: z.enum(TURNS),
  finding: z
    .enum(["against", "cleared", "open"])
    .nullable()
    .meta({ description: "What the ruling that stands found: `open` is undecidable; null: there is none." }),
  labels: z.array(z.string()).meta({
    description:
      "What must be said with its ruling: `single-reviewer`, `no-appeal-panel`, `needs-confirmation`, `on-silence`.",
  }),
};

export const caseSummarySchema = z.object({ ...summary, key: z.string(), ...aggregate }).meta({ id: "CaseSummary" });
export type CaseSummaryView = z.infer<typeof caseSummarySchema>;

const checkSchema = z.object({
  name: z.string(),
  outcome: z.enum(["pass", "fail", "not-run", "cannot-check"]),
  reason: z.string().optional(),
});

const verdictStatementSchema = z
  .object({
    entry: sizeSchema,
    logged_at: timeSchema,
    t: timeSchema.meta({ description: "Log time of the evidence." }),
    rules: documentSchema,
    inputs: hashSchema.meta({ description: "Hash of what the verdict rests on." }),
    checks: z.array(checkSchema).meta({ description: "The fourteen, in their order." }),
    fault_id: hashSchema.nullable(),
    fault_group: z.string().nullable(),
    signer: didSchema.nullable(),
    definition: hashSchema.nullable(),
    key_history: z.object({ origin: z.string(), head: hashSchema, events: sizeSchema }).nullable(),
  })
  .meta({ id: "CaseVerdict" });

export const caseSchema = z
  .object({
    ...summary,
    accused: z.string().meta({ description: "The subject as the reporter wrote it: a provider id or a did:key." }),
    reporter: didSchema,
    bundle: z.object({
      commit: hashSchema,
      bytes: sizeSchema,
      withheld: z.boolean().meta({ description: "Removed by the official route, or not for everybody to read." }),
    }),
    verdict_statement: verdictStatementSchema.nullable(),
    joined: z.array(caseIdSchema).meta({ description: "Cases that joined this one, at most 200." }),
    ruling: rulingSchema
      .nullable()
      .meta({ description: "The one that stands: the last of `dispute.rulings` that decides something." }),
    draft: rulingSchema.nullable().meta({
      description: "What the open votes give while the ruling is a draft: it can still change.",
    }),
    dispute: disputeSchema.nullable().meta({
      description: "What people do with it, everything due at the time of `as_of` applied; null: nothing is disputed.",
    }),
    rules: disputeRulesView,
    panels: z.array(panelSchema).meta({ description: "In the order of their rounds." }),
    statements: z.array(caseStatementSchema).meta({ description: "What both sides and others said, in log order." }),
    key: z.string(),
    ...aggregate,
  })
  .meta({ id: "Case" });
export type CaseView = z.infer<typeof caseSchema>;

export const faultSchema = z.object({ fault_id: hashSchema, case: caseIdSchema.nullable() }).meta({ id: "Fault" });

export const suspicionSchema = z
  .object({
    definition: hashSchema,
    providers: sizeSchema.meta({
      description: "Providers accused under it; all that nobody has claimed count as one. Without `provider` itself.",
    }),
    frozen: z
      .boolean()
      .meta({ description: "From three on: a further case waits, since the definition is suspected." }),
  })
  .meta({ id: "Suspicion" });

export const unclaimedSchema = z
  .object({
    id: providerIdSchema,
    public_key: didSchema,
    opened_in: sizeSchema,
    opened_at: timeSchema,
    claimed_in: sizeSchema.nullable(),
    published_by: providerIdSchema
      .nullable()
      .meta({ description: "A listed provider that has published this very key since." }),
    key: z.string(),
    ...aggregate,
  })
  .meta({ id: "UnclaimedProvider", description: "A provider that is known by its key alone, since it was reported." });
export type UnclaimedView = z.infer<typeof unclaimedSchema>;

export const figuresSchema = z
  .object({
    reports: sizeSchema,
    judged: sizeSchema,
    by_verdict: z.record(z.string(), sizeSchema),
    by_claim: z.record(z.string(), sizeSchema),
    by_state: z.record(z.string(), sizeSchema),
    unattestable: sizeSchema.meta({ description: "Judged reports about answers that no public rule covers." }),
    unattestable_rate: z
      .number()
      .min(0)
      .max(1)
      .nullable()
      .meta({ description: "Of those judged; null while none is." }),
    late_verdicts: sizeSchema.meta({
      description: "Reports that this index judged later than it promised, or has not judged though the time is over.",
    }),
    joined: sizeSchema.meta({ description: "Reports of a fault that was reported before." }),
  })
  .meta({ id: "EvidenceFigures" });
export type EvidenceFigures = z.infer<typeof figuresSchema>;
