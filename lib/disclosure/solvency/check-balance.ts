/** A user's own check: does the published total count my balance? Pure; the same in the browser and on a terminal. */
import { MAX_AMOUNT } from "#lib/kernel/amount.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { checkProof } from "#lib/statement/possession-proof.ts";
import { type BalanceFile, balanceStatementBytes } from "./balance-file.ts";
import { accountHash, heightOf, leafHasher, nodeHasher, type SumNode } from "./sum-tree.ts";

/** What the log says of the epoch. Only what stands in an effective entry counts. */
export type PublishedRoot = {
  readonly provider: string;
  readonly epoch: number;
  /** 64 hex digits. */
  readonly root: string;
  readonly total: bigint;
  readonly leafCount: number;
};

/** One level of the way up: what was there, what was beside it, what they make. */
export type Step = {
  readonly own: SumNode;
  readonly beside: SumNode;
  readonly isLeft: boolean;
  readonly made: SumNode;
};

export type BalanceFinding = Finding & {
  readonly leaf: SumNode;
  /** From the leaf up, as far as the sums add up. */
  readonly steps: readonly Step[];
  readonly result: "verified" | "mismatch" | "not-checked";
};

export type BalanceTrust = {
  /** The epoch as the log has it; undefined: not at hand. */
  readonly published: PublishedRoot | undefined;
  /** Whether a key was one of the operator's for this provider; undefined: not at hand. */
  readonly isOperatorKey?: (did: string) => boolean;
  readonly raw?: RawVerify;
};

/** Every check in order; never throws for a file that was read. */
export function checkBalance(file: BalanceFile, { published, isOperatorKey, raw }: BalanceTrust): BalanceFinding {
  const leaf = {
    hash: leafHasher(file)(accountHash(file.accountId, file.nonce), file.balance),
    sum: file.balance,
  };
  const { steps, overflow } = climb(leaf, file);
  const top = steps.at(-1)?.made ?? leaf;
  const checks: Check[] = [
    { name: "own-leaf", outcome: "pass", detail: "Made from your account id, your nonce and your balance." },
    epochCheck(file, published),
    shapeCheck(file, published),
    overflow
      ? { name: "sums", outcome: "fail", reason: "overflow", detail: "The sums on the way up pass 2^63 − 1." }
      : { name: "sums", outcome: "pass", detail: "Each sum on the way up is that of its two parts." },
    ...rootChecks(top, published, overflow),
    ...(file.signed === undefined ? [] : [signatureCheck(file, isOperatorKey, raw)]),
  ];
  const finding = findingOf(checks);
  const isCompared = published !== undefined && published.provider === file.provider && published.epoch === file.epoch;
  const differs = checks.some(({ name, outcome }) => outcome === "fail" && TREE_CHECKS.includes(name));
  const result = !isCompared ? "not-checked" : differs ? "mismatch" : finding.ok ? "verified" : "not-checked";
  return { ...finding, leaf, steps, result };
}

/** What only the tree can break; a bad signature on a balance says nothing about the tree. */
const TREE_CHECKS: readonly string[] = ["place", "sums", "root", "total"];

function climb(leaf: SumNode, { path, position }: BalanceFile): { steps: Step[]; overflow: boolean } {
  const hashOf = nodeHasher();
  const steps: Step[] = [];
  let own = leaf;
  for (const [level, beside] of path.entries()) {
    const sum = own.sum + beside.sum;
    if (sum > MAX_AMOUNT) return { steps, overflow: true };
    const isLeft = Math.floor(position / 2 ** level) % 2 === 0;
    const made = { hash: isLeft ? hashOf(own, beside) : hashOf(beside, own), sum };
    steps.push({ own, beside, isLeft, made });
    own = made;
  }
  return { steps, overflow: false };
}

function epochCheck(file: BalanceFile, published: PublishedRoot | undefined): Check {
  const name = "published";
  if (published === undefined)
    return {
      name,
      outcome: "cannot-check",
      reason: "no-entry",
      detail: "No entry of the log with this epoch is at hand.",
    };
  if (published.provider !== file.provider || published.epoch !== file.epoch)
    return { name, outcome: "fail", reason: "other-epoch", detail: "The file is of another provider or epoch." };
  return { name, outcome: "pass", detail: "The root is that of an entry in the log." };
}

function shapeCheck({ path, position }: BalanceFile, published: PublishedRoot | undefined): Check {
  const name = "place";
  if (published === undefined) return { name, outcome: "cannot-check", reason: "no-entry" };
  const fits = path.length === heightOf(published.leafCount) && position < published.leafCount;
  return fits
    ? { name, outcome: "pass", detail: "The leaf is one of those that were counted." }
    : {
        name,
        outcome: "fail",
        reason: "wrong-place",
        detail: "The way up does not fit the published number of accounts.",
      };
}

function rootChecks(top: SumNode, published: PublishedRoot | undefined, overflow: boolean): Check[] {
  if (published === undefined)
    return ["root", "total"].map((name) => ({ name, outcome: "cannot-check", reason: "no-entry" }));
  if (overflow) return ["root", "total"].map((name) => ({ name, outcome: "not-run" }));
  const sameRoot = hexEncode(top.hash) === published.root;
  const sameTotal = top.sum === published.total;
  return [
    sameRoot
      ? { name: "root", outcome: "pass", detail: "Recomputed to the published root." }
      : { name: "root", outcome: "fail", reason: "other-root", detail: "The way up ends at another root." },
    sameTotal
      ? { name: "total", outcome: "pass", detail: "The sum at the top is the published total." }
      : {
          name: "total",
          outcome: "fail",
          reason: "other-total",
          detail: "The sum at the top is not the published total.",
        },
  ];
}

function signatureCheck(
  file: BalanceFile,
  isOperatorKey: BalanceTrust["isOperatorKey"],
  raw: RawVerify | undefined,
): Check {
  const name = "signed-balance";
  const { publicKey, signature } = file.signed ?? { publicKey: "", signature: "" };
  if (!checkProof(publicKey, balanceStatementBytes(file), signature, raw))
    return {
      name,
      outcome: "fail",
      reason: "bad-signature",
      detail: "The operator's signature is not over this balance.",
    };
  if (isOperatorKey === undefined)
    return {
      name,
      outcome: "cannot-check",
      reason: "unknown-key",
      detail: "Signed, but whose key it is, is not known here.",
    };
  return isOperatorKey(publicKey)
    ? { name, outcome: "pass", detail: "The operator signed this balance." }
    : {
        name,
        outcome: "fail",
        reason: "not-the-operator",
        detail: "The balance is signed by a key that is not the operator's.",
      };
}
