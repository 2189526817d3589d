/**
 * Takes a proof of fraud when every check of it passes here, also one against this index itself. It is kept at once and
 * logged by the worker, which holds the key to speak for the index.
 */
import type { AsOf } from "#lib/contract/common.ts";
import type { FraudProofView } from "#lib/contract/fraud.ts";
import type { ProblemError } from "#lib/contract/problems.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type FraudProof, parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { refuse, ServiceError } from "../service-error.ts";
import type { Spent } from "../statement/address-limiter.ts";
import type { FraudJudgement } from "./fraud-judge.ts";
import { judgeFraudProof } from "./judge-fraud-proof.ts";
import { findEnough, keepFraudProof } from "./keep-fraud-proof.ts";
import { findFraudProof } from "./list-fraud-proofs.ts";

/** A judgement may replay a whole log: a few a minute are plenty for somebody who holds one proof. */
const PER_ADDRESS_AND_MINUTE = 10;

export type SubmittedFraudProof = { readonly isNew: boolean; readonly data: FraudProofView; readonly as_of: AsOf };

/** Spends one of the address's minute, before the body is read. Errors: `rate-limited`. */
export function admitAccuser(ctx: Ctx, address: string): Promise<Spent> {
  return ctx.limiter.spend("fraud-proofs", address, PER_ADDRESS_AND_MINUTE);
}

/**
 * Idempotent by the file's hash. Errors: the parser's refusals; `already-recorded` when enough proofs of the kind are
 * kept against that log; `unproven` with each check that did not pass; `too-large` when what needs the log cannot be
 * checked here; `unavailable` while others are judged. `by`: the sender's address.
 */
export async function submitFraudProof(ctx: Ctx, bytes: Uint8Array, by: string): Promise<SubmittedFraudProof> {
  const hash = hexEncode(sha256(bytes));
  const asOf = await resolveAsOf(ctx, undefined);
  const known = await findFraudProof(ctx, hash, asOf.size);
  if (known !== undefined) return { isNew: false, data: known, as_of: asOf };
  const parsed = parseFraudProof(bytes);
  if (!parsed.ok) throw refuse(parsed.error);
  await refuseOneMore(ctx, parsed.value);
  const finding = await judgeFraudProof(ctx, bytes, parsed.value, by);
  if (!finding.ok) throw unproven(finding);
  await keepFraudProof(ctx.pool, { bytes, proof: parsed.value, verdict: finding.verdict, receivedAt: ctx.logClock() });
  const data = await findFraudProof(ctx, hash, asOf.size);
  if (data !== undefined) return { isNew: true, data, as_of: asOf };
  // Others came in between.
  await refuseOneMore(ctx, parsed.value);
  throw new Error("A proof that was just kept is not there.");
}

async function refuseOneMore(ctx: Ctx, { kind, origin }: FraudProof): Promise<void> {
  const newest = await findEnough(ctx.pool, { kind, origin });
  if (newest === undefined) return;
  const detail = `This log stands convicted of ${kind} here already: /api/v1/fraud-proofs/${newest}. No more are kept.`;
  throw new ServiceError("already-recorded", detail);
}

function unproven({ checks, verdict }: FraudJudgement): ServiceError {
  const errors = checks.flatMap(({ name, outcome, reason, detail }): ProblemError[] =>
    outcome === "pass" || outcome === "not-run"
      ? []
      : [{ pointer: "", detail: `${name}: ${[reason, detail].filter((text) => text !== undefined).join(", ")}` }],
  );
  return new ServiceError("unproven", `Not every check passes here (${verdict}), so that nothing was kept.`, {
    errors,
  });
}
