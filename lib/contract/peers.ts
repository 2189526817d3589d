/** Other logs as this index sees them, and its own head as a series of ledger digests. */
import { z } from "zod";
import { FRAUD_KINDS } from "#lib/statement/log-bodies.ts";
import { hashSchema, providerIdSchema, sizeSchema, timeSchema } from "./common.ts";
import { tierSchema } from "./marks.ts";

export const PEER_STATES = [
  "agrees",
  "not-asked",
  "no-answer",
  "not-signed",
  "older-head",
  "unproven",
  "other-key",
  "forked",
] as const;

const counted = { both: sizeSchema, same: sizeSchema };

/** Of an index's own forecasts that are a year old. */
export const calibrationInShort = z.object({
  finished: sizeSchema.meta({ description: "Forecasts of which it is known what became of them." }),
  expected_failures: z.number().min(0),
  failed: sizeSchema,
  brier: z.number().nullable(),
  verdict: z.enum(["as-expected", "too-optimistic", "too-cautious", "too-few-to-tell"]),
});
export type CalibrationInShort = z.infer<typeof calibrationInShort>;

export const peerComparisonSchema = z
  .object({
    at: timeSchema,
    is_signed: z.boolean().meta({ description: "Its tiers are signed by the answer key of its genesis." }),
    listed: sizeSchema.meta({ description: "Providers that it lists, at most the first 200." }),
    tiers: z.object({
      ...counted,
      differ: z.array(z.object({ id: providerIdSchema, name: z.string(), here: tierSchema, there: tierSchema })).max(8),
    }),
    verdicts: z.object({ ...counted }).meta({
      description: "Of the newest 8 faults that machines judged here, those that it judged as well.",
    }),
    calibration: calibrationInShort.nullable().meta({ description: "What it says of its own forecasts." }),
  })
  .meta({ id: "PeerComparison", description: "Providers and faults have the same ids at every index." });
export type PeerComparison = z.infer<typeof peerComparisonSchema>;

export const peerSchema = z
  .object({
    origin: z.string(),
    vkey: z.string().meta({ description: "The log's key, from the operator's peers file." }),
    url: z.string().meta({ description: "Where its checkpoint and tiles are read." }),
    state: z.enum(PEER_STATES).meta({
      description:
        "`agrees`: one history with every head that is known of it. `forked`: it signed two histories. Others: docs/how-to/watch-a-peer.md.",
    }),
    detail: z.string().meta({ description: "What was wrong, in a sentence; empty while it agrees." }),
    since: timeSchema.nullable().meta({ description: "Since when it has not agreed." }),
    asked_at: timeSchema.nullable(),
    answered_at: timeSchema.nullable().meta({ description: "When it last showed a head that could be read." }),
    head: z
      .object({ size: sizeSchema, root: hashSchema, seen_at: timeSchema })
      .nullable()
      .meta({ description: "The largest head that was verified, and when it was first seen." }),
    recorded: z
      .object({ size: sizeSchema, root: hashSchema, entry: sizeSchema, logged_at: timeSchema })
      .nullable()
      .meta({ description: "The head that stands in this index's own log." }),
    cosigned: z
      .object({ size: sizeSchema, root: hashSchema, at: timeSchema })
      .nullable()
      .meta({ description: "The head that this index cosigned last, as the log's witness." }),
    fraud_proofs: z
      .array(z.object({ sha256: hashSchema, kind: z.enum(FRAUD_KINDS) }))
      .meta({ description: "The newest 8 verified proofs against it, newest first: `/api/v1/fraud-proofs/{sha256}`." }),
    comparison: peerComparisonSchema.nullable().meta({
      description: "How it judges whom this index judges too; null: it is no index, or was not compared yet.",
    }),
  })
  .meta({ id: "Peer", description: "Another log that this index watches." });
export type PeerView = z.infer<typeof peerSchema>;

export const ledgerDigestSchema = z
  .object({
    database_name: z.string().meta({ description: "The log's origin." }),
    block_id: sizeSchema.meta({ description: "Tree size of a signed checkpoint." }),
    hash: z
      .string()
      .regex(/^0x[0-9A-F]{64}$/)
      .meta({ description: "Root hash of that size." }),
    last_transaction_commit_time: z
      .string()
      .meta({ description: "Log time of the last entry. UTC, 7 digits, no zone." }),
    digest_time: z.string().meta({ description: "When the checkpoint was signed. UTC, 7 digits, no zone." }),
  })
  .meta({ id: "LedgerDigest", description: "The shape of an Azure SQL ledger's digest." });
export type LedgerDigest = z.infer<typeof ledgerDigestSchema>;
