/** Entries and aggregates as the read API shows them. */
import { z } from "zod";
import {
  base64Schema,
  didSchema,
  documentSchema,
  effectSchema,
  hashSchema,
  providerIdSchema,
  sizeSchema,
  thumbprintSchema,
  timeSchema,
} from "./common.ts";
import { coverageSchema } from "./coverages.ts";
import { proposalStandingSchema } from "./keys.ts";
import { markSummarySchema } from "./marks.ts";

export const entrySummarySchema = z
  .object({
    index: sizeSchema,
    statement_hash: hashSchema,
    kind: z.string(),
    issuer: didSchema,
    key: thumbprintSchema,
    subject: z.string(),
    logged_at: timeSchema,
    effect: effectSchema,
  })
  .meta({ id: "EntrySummary" });
export type EntrySummary = z.infer<typeof entrySummarySchema>;

export const withheldPartSchema = z
  .object({
    commit: hashSchema,
    recorded_in: sizeSchema.meta({ description: "The entry that says so, `part.withheld`." }),
    who: z.string().meta({ description: "By whose decision." }),
    ground: z.string(),
    reason: z.string(),
    removed_at: timeSchema.nullable().meta({ description: "When bytes and nonce were removed here; null until then." }),
  })
  .meta({ id: "WithheldPart", description: "A part that was removed by the official route. Its commitment stays." });
export type WithheldPart = z.infer<typeof withheldPartSchema>;

export const entrySchema = entrySummarySchema
  .extend({
    statement: documentSchema.meta({ description: "The statement as signed." }),
    leaf: base64Schema.meta({ description: "The entry's exact bytes; the leaf of the tree." }),
    leaf_hash: hashSchema,
    touched: z.array(z.string()).meta({ description: "Aggregate keys whose state this entry changed." }),
    proposal: proposalStandingSchema
      .nullable()
      .meta({ description: "Of an entry that proposes, or that signs a proposal; null for every other." }),
    withheld: z.array(withheldPartSchema).meta({ description: "Those of its parts that were withheld later." }),
  })
  .meta({ id: "Entry" });
export type EntryView = z.infer<typeof entrySchema>;

export const stateRootSchema = entrySummarySchema
  .extend({
    body: z.object({
      size: sizeSchema.meta({ description: "The state after so many entries." }),
      asOf: timeSchema,
      facts: hashSchema,
      marks: hashSchema,
      fold: z.number().int(),
      model: hashSchema.nullable(),
    }),
  })
  .meta({ id: "StateRoot", description: "An entry of the kind `state.root`, void or effective, with what it claims." });
export type StateRootView = z.infer<typeof stateRootSchema>;

/** Of every aggregate that has an answer of its own. */
export const aggregate = {
  form: documentSchema.meta({
    description: "The aggregate's canonical form: its digest is SHA-256 of the canonical bytes.",
  }),
  digest: hashSchema,
  chain_head: hashSchema,
  chain_length: sizeSchema,
  from_size: sizeSchema.meta({ description: "First tree size at which this form holds." }),
};

export const participantSchema = z
  .object({ did: didSchema, key: z.string(), ...aggregate })
  .meta({ id: "Participant" });
export type ParticipantView = z.infer<typeof participantSchema>;

const heartbeatStateSchema = z
  .object({
    state: z.enum(["none", "unarmed", "beating", "late", "suspended", "failed"]),
    since: timeSchema.nullable().meta({ description: "Since when it is so, where that is known." }),
    silent_seconds: z
      .number()
      .int()
      .min(0)
      .nullable()
      .meta({ description: "Since the last sign of life, outages of the log left out; null: there was none." }),
  })
  .meta({
    id: "HeartbeatState",
    description:
      "Derived from the form at the time of `as_of`, recorded or not: armed silence of 72 h suspends, of 14 d is a failure.",
  });

export const providerSchema = z
  .object({
    ...{ id: providerIdSchema, key: z.string(), ...aggregate, heartbeat_state: heartbeatStateSchema },
    coverages: z.array(coverageSchema).meta({ description: "Of the kept epochs, the newest first." }),
  })
  .meta({ id: "Provider" });
export const ratedProviderSchema = providerSchema
  .extend({
    marks: markSummarySchema.nullable().meta({ description: "null: no model of marks is in force." }),
  })
  .meta({ id: "RatedProvider" });
export type RatedProviderView = z.infer<typeof ratedProviderSchema>;
export type ProviderView = z.infer<typeof providerSchema>;

export const signingKeySchema = z
  .object({ thumbprint: thumbprintSchema, key: z.string(), ...aggregate })
  .meta({ id: "SigningKey" });
export type SigningKeyView = z.infer<typeof signingKeySchema>;
