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

export const checkpointSchema = z
  .object({
    size: sizeSchema,
    root: base64Schema,
    signed_at: timeSchema.meta({ description: "By the log's clock." }),
    note: z.string().meta({ description: "The signed note, with the latest line of each witness." }),
    cosignatures: z
      .array(
        z.object({
          witness: z.string().meta({ description: "Key name." }),
          vkey: z.string(),
          time: timeSchema.meta({ description: "As the witness stated it, in whole seconds." }),
          line: z.string().meta({ description: "The note line, newline included." }),
        }),
      )
      .meta({
        description:
          "Of each witness the earliest and the latest. The earliest bounds the log time of the entries below this size from above, the latest that of all others from below.",
      }),
  })
  .meta({ id: "Checkpoint" });
export type CheckpointRow = z.infer<typeof checkpointSchema>;

export const witnessesSchema = z
  .object({
    policy: z.string().meta({ description: "C2SP tlog-policy, as served at /log/policy." }),
    witnesses: z.array(
      z.object({
        name: z.string().meta({ description: "In the policy." }),
        key_name: z.string(),
        vkey: z.string(),
        url: z.string().nullable(),
        is_demonstration: z.boolean().meta({
          description:
            "The log's own: a demonstration on its machine, or the witness that it is for others. Counts as no independent witness.",
        }),
        last: z.object({ size: sizeSchema, time: timeSchema }).nullable(),
        trouble: z.string().nullable(),
        alarm: z
          .object({ detail: z.string(), at: timeSchema })
          .nullable()
          .meta({ description: "The witness says that it holds another history of this log." }),
      }),
    ),
    latest: z
      .object({
        size: sizeSchema,
        signed_at: timeSchema,
        cosigned: z.array(z.string()).meta({ description: "Names of the policy." }),
        has_quorum: z.boolean().meta({ description: "Whether the policy asks for any cosignature." }),
        is_quorum_met: z.boolean(),
        independent: sizeSchema.meta({ description: "Independent witnesses among them." }),
        independent_total: sizeSchema.meta({ description: "Independent witnesses in the policy." }),
      })
      .nullable(),
  })
  .meta({ id: "Witnesses" });
export type WitnessesAnswer = z.infer<typeof witnessesSchema>;

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
