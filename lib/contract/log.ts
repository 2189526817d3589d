/** Proofs as JSON, and the index's description of itself. */
import { z } from "zod";
import { base64Schema, didSchema, hashSchema, sizeSchema, timeSchema } from "./common.ts";

export const inclusionProofSchema = z
  .object({
    index: sizeSchema,
    size: sizeSchema,
    leaf_hash: base64Schema,
    root: base64Schema,
    proof: z.array(base64Schema),
    checkpoint: z.string(),
  })
  .meta({ id: "InclusionProof" });
export type InclusionProofView = z.infer<typeof inclusionProofSchema>;

export const consistencyProofSchema = z
  .object({
    from: sizeSchema,
    to: sizeSchema,
    proof: z.array(base64Schema),
    checkpoint: z
      .string()
      .nullable()
      .meta({ description: "The signed checkpoint of size `to`, when that size was signed." }),
  })
  .meta({ id: "ConsistencyProof" });
export type ConsistencyProofView = z.infer<typeof consistencyProofSchema>;

export const selfDescriptionSchema = z
  .object({
    type: z.literal("touchstone-index/v1"),
    origin: z.string(),
    name: z.string(),
    log_url: z.string(),
    api_url: z.string(),
    witness_url: z.string().nullable(),
    vkeys: z.object({ log: z.string(), promise: z.string(), witness: z.string() }),
    answer_key: didSchema,
    statement_key: didSchema,
    genesis_hash: hashSchema,
    verifier_sha256: hashSchema.nullable(),
    fold_version: z.number().int(),
    clock: z.enum(["system", "simulated"]),
    now: timeSchema,
    software: z.object({ version: z.string(), commit: z.string() }),
  })
  .meta({ id: "SelfDescription", description: "A hint for clients; genesis decides." });
export type SelfDescription = z.infer<typeof selfDescriptionSchema>;

export const healthSchema = z
  .object({
    status: z.enum(["ok", "unavailable"]),
    log: z
      .object({
        size: sizeSchema,
        published_size: sizeSchema,
        projected_size: sizeSchema,
        health: z.string(),
        detail: z.string(),
      })
      .nullable(),
  })
  .meta({ id: "Health" });
export type Health = z.infer<typeof healthSchema>;
