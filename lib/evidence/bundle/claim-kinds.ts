/** The kinds of claim that a report can make: what each says, what decides it, and what its proof must carry. */
import { z } from "zod";
import { MAX_AMOUNT, parseAmount } from "#lib/kernel/amount.ts";
import type { ClaimName } from "#lib/statement/evidence-bodies.ts";
import { instantText, line, textOf } from "#lib/statement/fields.ts";

/**
 * `signatures`, `hash`, `re-execution`, `predicate`, `key-history`, `tokens`, `comparison`, `disclosure-rules`: a
 * machine decides, whoever runs it. `people`: a panel. `statistics`: several observers together; never proven by one report.
 */
export type DecidedBy =
  | "signatures"
  | "hash"
  | "re-execution"
  | "predicate"
  | "key-history"
  | "tokens"
  | "comparison"
  | "disclosure-rules"
  | "people"
  | "statistics";

/** What the fault id of a kind is made of: one signed message, several, a token's name, statements, or a report's parts. */
export type FaultForm = "message" | "messages" | "token" | "statements" | "parts";

type ClaimKindRule = {
  decidedBy: DecidedBy;
  fault: FaultForm;
  /** Exchanges that the bundle must hold, least and most. */
  exchanges: readonly [least: number, most: number];
  /** What must come with the claim besides; strict. */
  params: z.ZodType;
  /** One sentence, as people say it. */
  says: string;
};

const amount = textOf(
  19,
  `Must be a whole number from 0 to ${MAX_AMOUNT}, as text.`,
  (text) => parseAmount(text) !== undefined,
);

const nothing = z.strictObject({});

/** A document of a form of its own, read by its own parser. */
const document = z.record(z.string(), z.unknown());

/** The aggregate proof of the provider: which of its disclosures take effect, for readers who have no index to ask. */
const standing = document;

/** An expired token as it was sent: three parts of base64url. A live one would hand out what it buys. */
const expiredToken = z
  .string()
  .max(8192, { abort: true })
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/, "Must be a token of three parts.");

const since = z.strictObject({
  since: instantText,
  amount: amount.optional(),
  asset: line(40).optional(),
});

const statistics = z.strictObject({ from: instantText, until: instantText, count: z.int().min(1), of: z.int().min(1) });

export const CLAIM_KINDS = {
  equivocation: {
    decidedBy: "signatures",
    fault: "messages",
    exchanges: [2, 2],
    params: nothing,
    says: "It signed two different answers to the same request.",
  },
  "content-address": {
    decidedBy: "hash",
    fault: "message",
    exchanges: [1, 1],
    params: nothing,
    says: "It signed content that is not what the address names.",
  },
  "wrong-result": {
    decidedBy: "re-execution",
    fault: "message",
    exchanges: [1, 1],
    params: nothing,
    says: "It signed a result that its own public definition does not give.",
  },
  "predicate-violated": {
    decidedBy: "predicate",
    fault: "message",
    exchanges: [1, 1],
    params: nothing,
    says: "It signed an answer that breaks the rule in its own public definition.",
  },
  "key-misuse": {
    decidedBy: "key-history",
    fault: "message",
    exchanges: [1, 1],
    params: nothing,
    says: "It signed with a key that had been revoked, or that serves another purpose.",
  },
  "token-misuse": {
    decidedBy: "tokens",
    fault: "token",
    exchanges: [0, 1],
    params: z.strictObject({ tokens: z.array(expiredToken).min(1).max(2) }),
    says: "One token was issued twice with different claims, or taken by a provider that it was not for.",
  },
  "offer-broken": {
    decidedBy: "comparison",
    fault: "messages",
    exchanges: [1, 1],
    params: z.strictObject({ standing: standing.optional() }),
    says: "It charged more than its own published price list allows.",
  },
  "disclosure-contradiction": {
    decidedBy: "disclosure-rules",
    fault: "statements",
    exchanges: [0, 0],
    /**
     * One of two. `split`: a proof of a split (docs/protocol/ledger-digests.md). `rule`: the receipts of the bundle are those
     * of the liabilities of one epoch and of the next, and the second does not follow from the first.
     */
    params: z
      .strictObject({
        split: document.optional(),
        rule: z.literal("epoch-equation").optional(),
        standing: standing.optional(),
      })
      .refine(({ split, rule }) => (split === undefined) !== (rule === undefined), "Either a split or a rule."),
    says: "Two of its signed disclosures cannot both be true.",
  },
  insolvent: {
    decidedBy: "people",
    fault: "parts",
    exchanges: [0, 4],
    params: since,
    says: "It cannot pay out what it owes.",
  },
  "withdrawal-refused": {
    decidedBy: "people",
    fault: "parts",
    exchanges: [0, 4],
    params: since,
    says: "It refused to pay out a balance.",
  },
  vanished: {
    decidedBy: "people",
    fault: "parts",
    exchanges: [0, 4],
    params: since,
    says: "It is gone, with the balances it held.",
  },
  withheld: {
    decidedBy: "statistics",
    fault: "parts",
    exchanges: [0, 4],
    params: statistics,
    says: "It took payment and did not answer.",
  },
  slow: {
    decidedBy: "statistics",
    fault: "parts",
    exchanges: [0, 4],
    params: statistics,
    says: "It answered later than it promised.",
  },
  unsigned: {
    decidedBy: "statistics",
    fault: "parts",
    exchanges: [0, 4],
    params: statistics,
    says: "It answered without a valid signature.",
  },
} as const satisfies Record<ClaimName, ClaimKindRule>;

export type ClaimKind = keyof typeof CLAIM_KINDS;

export const CLAIM_KIND_NAMES = Object.keys(CLAIM_KINDS) as [ClaimKind, ...ClaimKind[]];

/** Whether a machine can prove a claim of this kind. Total. */
export function isMachineDecided(kind: ClaimKind): boolean {
  const { decidedBy } = CLAIM_KINDS[kind] as ClaimKindRule;
  return decidedBy !== "people" && decidedBy !== "statistics";
}
