/** The intake and what a statement became. */
import { z } from "zod";
import {
  asOfSchema,
  base64Schema,
  documentSchema,
  effectSchema,
  hashSchema,
  sizeSchema,
  timeSchema,
} from "./common.ts";

/** `*.receipt.json` as an object; its canonical serialisation is the file. */
export const receiptSchema = z
  .object({
    checkpoint: z.string(),
    entry: base64Schema,
    index: sizeSchema,
    proof: z.array(base64Schema),
    type: z.literal("touchstone-receipt/v1"),
  })
  .meta({ id: "Receipt", description: "Proof that an entry is in the log, verifiable without this server." });
export type ReceiptDocument = z.infer<typeof receiptSchema>;

export const includedSchema = z
  .object({
    receipt: receiptSchema,
    effect: effectSchema.nullable().meta({ description: "null while the fold has not yet reached the entry." }),
  })
  .meta({ id: "Included" });
export type Included = z.infer<typeof includedSchema>;

export const promisedSchema = z
  .object({ promise: z.string().meta({ description: "A signed note: the index promises to include the statement." }) })
  .meta({ id: "Promised" });
export type Promised = z.infer<typeof promisedSchema>;

export const statementStateSchema = z
  .object({
    statement_hash: hashSchema,
    state: z.enum(["recorded", "waiting"]),
    index: sizeSchema.nullable(),
    effect: effectSchema.nullable(),
    promise: z.string().nullable(),
    received_at: timeSchema.nullable(),
  })
  .meta({ id: "StatementState" });
export type StatementState = z.infer<typeof statementStateSchema>;

/** Sent bytes: a bare statement, or `{"parts":[…],"statement":…}`. Parsed strictly by the core, not by this schema. */
export const submissionSchema = documentSchema.meta({
  id: "Submission",
  description: 'Canonical JSON: a signed statement, or {"parts":[{"bytes","nonce"}],"statement":{…}}.',
});

export const statementStateAnswer = z.object({ data: statementStateSchema, as_of: asOfSchema });
