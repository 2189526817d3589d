/** Body schemas of the kinds by which an index answers for its log, and by which others accuse it. */
import { z } from "zod";
import { base64Decode } from "#lib/kernel/base.ts";
import { hexHash, instantText, line, originText, paragraph, textOf } from "./fields.ts";
import { providerObservationBody, reExecutionBody } from "./observations.ts";

const count = z.int().min(0);

/** What an index can be convicted of by a file alone (docs/protocol/fraud-proofs.md). */
export const FRAUD_KINDS = [
  "conflicting-checkpoints",
  "inconsistent-sizes",
  "wrong-state-root",
  "unmet-promise",
  "false-time",
  "wrong-verdict",
  "contradicting-answers",
] as const;
export type FraudKind = (typeof FRAUD_KINDS)[number];

/** Proofs up to this many bytes that hold no part stand in the statement itself, others in its first public part. */
export const INLINE_PROOF_MAX_BYTES = 8_192;

export const stateRootBody = z.strictObject({
  size: z.int().min(1),
  asOf: instantText.refine((text) => text.endsWith("T00:00:00.000Z"), "Must be the beginning of a day in UTC."),
  facts: hexHash,
  marks: hexHash,
  fold: count.max(1_000_000),
  model: hexHash.nullable(),
});
export type StateRootBody = z.infer<typeof stateRootBody>;

export const fraudProofBody = z
  .strictObject({
    accused: originText,
    proofKind: z.enum(FRAUD_KINDS),
    proofSha256: hexHash,
    proofBytes: z.int().min(1),
    proof: z.string().min(1).max(INLINE_PROOF_MAX_BYTES, { abort: true }).optional(),
  })
  .refine(({ proofKind, proof }) => proofKind !== "wrong-verdict" || proof === undefined, {
    path: ["proof"],
    message: "Must be a part: a proof of a wrong verdict holds parts of others, which may have to be withheld.",
  });
export type FraudProofBody = z.infer<typeof fraudProofBody>;

const hashText = textOf(44, "Must be the base64 of 32 bytes.", (text) => base64Decode(text)?.length === 32);

const peerHeadBody = z.strictObject({
  origin: line(255),
  vkey: z.string().min(1).max(400, { abort: true }),
  checkpoint: z.string().min(1).max(8_192, { abort: true }),
  consistency: z.array(hashText).max(53).optional(),
});
export type PeerHeadBody = z.infer<typeof peerHeadBody>;

/** Of another log (no `type`), of evidence that was run again, or of a provider. */
export const peerObservationBody = z.union([peerHeadBody, reExecutionBody, providerObservationBody]);

export const partWithheldBody = z.strictObject({
  entry: count,
  commit: hexHash,
  who: line(200),
  ground: line(200),
  reason: paragraph(2000),
});
export type PartWithheldBody = z.infer<typeof partWithheldBody>;

/** A user's own check of a published root: whether it counts the balance that the user knows. */
export const solvencyCheckBody = z.strictObject({
  epoch: z.int().min(1),
  root: hexHash,
  result: z.enum(["verified", "mismatch"]),
});
export type SolvencyCheckBody = z.infer<typeof solvencyCheckBody>;
