/** Bodies of what is said about evidence: that it exists, that it accuses somebody, and what the index found. */
import { z } from "zod";
import { code, didKey, hexHash, instantText, line, originText } from "./fields.ts";

/** Most exchanges under one hash. */
export const COMMIT_MAX_EXCHANGES = 1_000_000;

/** `hash`: of the one exchange, or with `count` above 1 the root of the Merkle tree (RFC 6962) over their hashes. */
export const exchangeCommitBody = z.strictObject({ hash: hexHash, count: z.int().min(1).max(COMMIT_MAX_EXCHANGES) });
export type ExchangeCommitBody = z.infer<typeof exchangeCommitBody>;

/** What a report can claim. What each kind asks for and who decides it: lib/evidence/bundle/claim-kinds.ts. */
export const CLAIM_NAMES = [
  "equivocation",
  "content-address",
  "wrong-result",
  "predicate-violated",
  "key-misuse",
  "token-misuse",
  "disclosure-contradiction",
  "offer-broken",
  "insolvent",
  "withdrawal-refused",
  "vanished",
  "withheld",
  "slow",
  "unsigned",
] as const;
export type ClaimName = (typeof CLAIM_NAMES)[number];

export const REPORT_TEMPLATE = "touchstone/report/1";
export const EVIDENCE_MEDIA_TYPE = "application/vnd.touchstone.evidence.v1+json";

/** `drawShare`: end of the reporter's chain of shares, which draws of reviewers would ask for. */
export const reportFileBody = z.strictObject({
  template: z.literal(REPORT_TEMPLATE),
  claim: z.enum(CLAIM_NAMES),
  drawShare: hexHash,
});
export type ReportFileBody = z.infer<typeof reportFileBody>;

export const ATTACH_TEMPLATE = "touchstone/audit/1";

/** A right answer to be run again; everything about it stands in the evidence. */
export const evidenceAttachBody = z.strictObject({ template: z.literal(ATTACH_TEMPLATE) });

export const VERDICTS = ["proven", "contested", "refuted", "inconclusive", "out-of-scope"] as const;

const checkSchema = z.strictObject({
  name: code,
  outcome: z.enum(["pass", "fail", "not-run", "cannot-check"]),
  reason: code.optional(),
});

/** `bundle`: commitment of the report's part. `signer`: the key that signed the evidence. Hashes in hex. */
export const verdictBody = z.strictObject({
  verdict: z.enum(VERDICTS),
  reason: code.nullable(),
  rules: z.strictObject({ ed25519: line(40), http: line(40), definition: line(40), verdict: line(40) }),
  bundle: hexHash,
  faultId: hexHash.nullable(),
  faultGroup: line(300).nullable(),
  t: instantText,
  signer: didKey.nullable(),
  /** The chain of the signer's key after so many entries, when the verdict was found; null: the log has no such key. */
  keyHistory: z.strictObject({ origin: originText, head: hexHash, events: z.int().min(1) }).nullable(),
  definition: hexHash.nullable(),
  state: hexHash.nullable(),
  inputs: hexHash,
  checks: z.array(checkSchema).length(14),
});
export type VerdictBody = z.infer<typeof verdictBody>;
