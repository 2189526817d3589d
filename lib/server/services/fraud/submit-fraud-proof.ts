/**
 * Takes a proof of fraud when every check of it passes here, also one against this index itself. It is kept at once and
 * logged by the worker, which holds the key to speak for the index.
 */
import type { AsOf } from "#lib/contract/common.ts";
import type { FraudProofView } from "#lib/contract/fraud.ts";
import type { ProblemError } from "#lib/contract/problems.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import type { FraudFinding } from "#lib/state/fraud/judgement.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { refuse, ServiceError } from "../service-error.ts";
import type { Spent } from "../statement/address-limiter.ts";
import { keepFraudProof } from "./keep-fraud-proof.ts";
import { findFraudProof } from "./list-fraud-proofs.ts";
import { trustFor } from "./trust-of.ts";

/** A judgement may replay a whole log: a few a minute are plenty for somebody who holds one proof. */
const PER_ADDRESS_AND_MINUTE = 10;

export type SubmittedFraudProof = { readonly isNew: boolean; readonly data: FraudProofView; readonly as_of: AsOf };

/** Spends one of the address's minute, before the body is read. Errors: `rate-limited`. */
export function admitAccuser(ctx: Ctx, address: string): Promise<Spent> {
  return ctx.limiter.spend("fraud-proofs", address, PER_ADDRESS_AND_MINUTE);
}

/** Idempotent by the file's hash. Errors: the parser's refusals; `unproven` with each check that did not pass. */
export async function submitFraudProof(ctx: Ctx, bytes: Uint8Array): Promise<SubmittedFraudProof> {
  const hash = hexEncode(sha256(bytes));
  const asOf = await resolveAsOf(ctx, undefined);
  const known = await findFraudProof(ctx, hash, asOf.size);
  if (known !== undefined) return { isNew: false, data: known, as_of: asOf };
  const parsed = parseFraudProof(bytes);
  if (!parsed.ok) throw refuse(parsed.error);
  const finding = verifyFraudProof(bytes, await trustFor(ctx, parsed.value));
  if (!finding.ok) throw unproven(finding);
  await keepFraudProof(ctx.pool, { bytes, proof: parsed.value, verdict: finding.verdict, receivedAt: ctx.clock() });
  const data = await findFraudProof(ctx, hash, asOf.size);
  if (data === undefined) throw new Error("A proof that was just kept is not there.");
  return { isNew: true, data, as_of: asOf };
}

function unproven({ checks, verdict }: FraudFinding): ServiceError {
  const errors = checks.flatMap(({ name, outcome, reason, detail }): ProblemError[] =>
    outcome === "pass" || outcome === "not-run"
      ? []
      : [{ pointer: "", detail: `${name}: ${[reason, detail].filter((text) => text !== undefined).join(", ")}` }],
  );
  return new ServiceError("unproven", `Not every check passes here (${verdict}), so that nothing was kept.`, {
    errors,
  });
}
