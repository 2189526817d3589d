/** Proofs of fraud, handed in and listed. */
import { z } from "zod";
import { hashSchema, listOf, listQuery, oneOf } from "../common.ts";
import { type Endpoint, json, PINNED, READ } from "../endpoint.ts";
import { fraudFileSchema, fraudProofSchema } from "../fraud.ts";

export const FRAUD_PROOF_ENDPOINTS = {
  submitFraudProof: {
    id: "submitFraudProof",
    method: "post",
    path: "/api/v1/fraud-proofs",
    summary: "Hand in a proof of fraud against this or another log",
    tag: "log",
    access: "public",
    body: { type: "application/json", schema: fraudFileSchema },
    answers: {
      200: json("Known already.", oneOf(fraudProofSchema)),
      201: json("Verified and kept; the index logs it within a minute while it signs.", oneOf(fraudProofSchema)),
    },
    problems: [
      "malformed",
      "too-large",
      "unproven",
      "already-recorded",
      "rate-limited",
      "unsupported-media",
      "unavailable",
    ],
  },
  listFraudProofs: {
    id: "listFraudProofs",
    method: "get",
    path: "/api/v1/fraud-proofs",
    summary: "Proofs of fraud that this index verified, newest first",
    tag: "log",
    access: "public",
    query: z.object({
      limit: listQuery.limit,
      cursor: listQuery.cursor,
      accused: z
        .string()
        .max(255, { abort: true })
        .optional()
        .meta({ description: "Only those against the log of this origin." }),
    }),
    answers: { 200: json("A page of proofs.", listOf(fraudProofSchema)) },
    problems: READ,
  },
  getFraudProof: {
    id: "getFraudProof",
    method: "get",
    path: "/api/v1/fraud-proofs/{sha256}",
    summary: "A proof of fraud, as the file that verifies offline",
    tag: "log",
    access: "public",
    params: z.object({ sha256: hashSchema }),
    answers: { 200: json("The file.", fraudFileSchema) },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
