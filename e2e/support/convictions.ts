/** One proof of fraud of every kind against one test log, as whoever found the lie would write it. */
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { proveInclusion } from "#lib/log/tree.ts";
import {
  buildConflictingCheckpoints,
  buildFalseTime,
  buildInconsistentSizes,
  buildUnmetPromise,
  buildWrongStateRoot,
  buildWrongVerdict,
} from "#lib/state/fraud/build.ts";
import { buildContradiction } from "#lib/state/fraud/contradiction.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { judge } from "#lib/state/testing/cases.ts";
import {
  forkedAt,
  headOf,
  logSigner,
  nodesOfLog,
  POLICY,
  promiseFor,
  receiptIn,
  seconds,
  smallLog,
} from "#lib/state/testing/fraud-world.ts";
import { reported } from "#lib/state/testing/reported.ts";
import { TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import type { FraudKind } from "#lib/statement/log-bodies.ts";
import { sealAnswer } from "#lib/statement/signed-answer.ts";

/** By kind, the bytes of the `.fraud.json`; judged by the key `logSigner.vkey` and the policy `POLICY`. */
export async function convictions(): Promise<Record<FraudKind, Uint8Array>> {
  const { vkey } = logSigner;
  const { world } = smallLog(3);
  const { leaves, now } = world;
  const size = leaves.length;
  const head = headOf(leaves, size);
  const fork = forkedAt(leaves, 1);
  const written = (kind: FraudKind, proof: FraudProof | undefined): Uint8Array => {
    if (proof === undefined) throw new Error(`No proof of ${kind} was built.`);
    return encodeFraudProof(proof);
  };
  const lie = smallLog(3, { facts: "ab".repeat(32) }).world.leaves;
  const claim = receiptIn(lie, lie.length - 1, lie.length, headOf(lie, lie.length));
  const promised = promiseFor("5f".repeat(32) as StatementHash, now);
  const late = headOf(leaves, size, addMs(now, 2 * DAY_MS));
  const promise = { promise: promised, checkpoint: late, hardBySeconds: seconds(now) + DAY_MS / 1000 };
  const early = addMs(now, -HOUR_MS);
  const entry = {
    index: size - 1,
    entryBytes: leaves[size - 1] ?? new Uint8Array(),
    proof: proveInclusion(size - 1, size, nodesOfLog(leaves)),
  };
  const proofs: Record<FraudKind, FraudProof | undefined> = {
    "conflicting-checkpoints": buildConflictingCheckpoints(head, headOf(fork, size), vkey),
    "inconsistent-sizes": buildInconsistentSizes(headOf(leaves, 3), headOf(fork, size), vkey, nodesOfLog(fork)),
    "wrong-state-root": buildWrongStateRoot(claim, lie, vkey),
    "unmet-promise": buildUnmetPromise(promise, leaves, vkey, POLICY),
    "false-time": buildFalseTime(headOf(leaves, size, early), entry, vkey, POLICY, () => true),
    "wrong-verdict": await falseVerdict(),
    "contradicting-answers": contradiction(leaves, now),
  };
  return Object.fromEntries(
    Object.entries(proofs).map(([kind, proof]) => [kind, written(kind as FraudKind, proof)]),
  ) as Record<FraudKind, Uint8Array>;
}

function contradiction(leaves: readonly Uint8Array[], now: Instant): FraudProof | undefined {
  const size = leaves.length;
  const head = headOf(leaves, size);
  const { did, seed } = testKey("answer");
  const question = { origin: TEST_LOG, request: { path: "/a", query: {} }, asOf: { size, time: formatInstant(now) } };
  const [one, other] = ["a", "b"].map((said) =>
    sealAnswer({ ...question, answer: { said }, checkpoint: head }, did, (message) => signEd25519(seed, message)),
  );
  return one && other && buildContradiction(one, other, receiptIn(leaves, 0, size, head), logSigner.vkey);
}

/** A truth that was called proven a lie. */
async function falseVerdict(): Promise<FraudProof | undefined> {
  const { world, truth, parts } = await reported();
  judge(world, truth.id, { ...truth.finding, checks: {} });
  const { leaves } = world;
  const part = parts.get(truth.commit);
  const receipt = receiptIn(leaves, leaves.length - 1, leaves.length, headOf(leaves, leaves.length));
  return part && buildWrongVerdict(receipt, [part], leaves, logSigner.vkey);
}
