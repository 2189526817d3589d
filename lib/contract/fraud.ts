/** Proofs of fraud as the API lists them; their bytes are the files themselves (docs/protocol/fraud-proofs.md). */
import { z } from "zod";
import { FRAUD_KINDS } from "#lib/statement/log-bodies.ts";
import { documentSchema, hashSchema, sizeSchema, timeSchema } from "./common.ts";

export const fraudProofSchema = z
  .object({
    sha256: hashSchema.meta({ description: "SHA-256 of the file." }),
    kind: z.enum(FRAUD_KINDS),
    accused: z.string().meta({ description: "Origin of the log that it convicts." }),
    verdict: z.enum(["equivocation", "tampered"]).meta({ description: "What this index found when it verified it." }),
    heads: z
      .array(z.object({ size: sizeSchema, root: hashSchema }))
      .meta({ description: "Size and root of each checkpoint in it, in its own order." }),
    bytes: sizeSchema.meta({ description: "Length of the file." }),
    entry: sizeSchema.nullable().meta({ description: "The entry by which this index logged it; null while it waits." }),
    received_at: timeSchema,
  })
  .meta({ id: "FraudProof", description: "A proof that convicts a log, verified by this index when it came in." });
export type FraudProofView = z.infer<typeof fraudProofSchema>;

/** Sent and served bytes. Parsed strictly by the core, not by this schema. */
export const fraudFileSchema = documentSchema.meta({
  id: "FraudFile",
  description: "Canonical JSON: a touchstone-fraud/v1.",
});
