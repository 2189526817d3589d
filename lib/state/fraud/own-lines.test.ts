/** A proof that another reader made counts for this one once lines of watchers that it does not know are left out. */
import { expect, test } from "vitest";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import { proveInclusion } from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { headOf, logSigner, nodesOfLog, POLICY, promiseFor, seconds, smallLog, TRUST } from "../testing/fraud-world.ts";
import { buildConflictingCheckpoints, buildFalseTime, buildUnmetPromise } from "./build.ts";
import { encodeFraudProof, type FraudProof, parseFraudProof } from "./fraud-proof.ts";
import { withOwnLines } from "./own-lines.ts";
import { verifyFraudProof } from "./verify.ts";

const { vkey } = logSigner;
/** Whoever made the proof wants all three; this reader knows one of them. */
const theirs: WitnessPolicy = { ...POLICY, groups: [{ name: "two", threshold: 3, members: ["w1", "w2", "w3"] }] };
const ours: WitnessPolicy = { ...POLICY, witnesses: POLICY.witnesses.slice(1, 2), groups: [], quorum: "w2" };

const { world } = smallLog(3);
const { leaves, now } = world;
const size = leaves.length;
const promise = {
  promise: promiseFor("5f".repeat(32) as StatementHash, now),
  checkpoint: headOf(leaves, size, addMs(now, 2 * DAY_MS)),
  hardBySeconds: seconds(now) + DAY_MS / 1000,
};
const entry = {
  index: size - 1,
  entryBytes: leaves[size - 1] ?? new Uint8Array(),
  proof: proveInclusion(size - 1, size, nodesOfLog(leaves)),
};

test.each<[string, FraudProof | undefined]>([
  ["an unmet promise", buildUnmetPromise(promise, leaves, vkey, theirs)],
  ["a false time", buildFalseTime(headOf(leaves, size, addMs(now, -HOUR_MS)), entry, vkey, theirs, () => true)],
])(
  "%s of a stranger convicts here without the strangers' lines, and still convicts nobody by a policy that wants them",
  (_, proof) => {
    if (proof === undefined) throw new Error("Nothing was built.");
    const trust = { ...TRUST, policy: ours };
    expect(verifyFraudProof(encodeFraudProof(proof), trust).verdict).toBe("policy-not-met");
    const own = withOwnLines(proof, vkey, ours);
    if (own === undefined) throw new Error("Nothing is left.");
    const bytes = encodeFraudProof(own);
    expect(parseFraudProof(bytes)).toEqual({ ok: true, value: own });
    expect(verifyFraudProof(bytes, trust)).toMatchObject({ ok: true, verdict: "tampered" });
    expect(verifyFraudProof(bytes, { ...TRUST, policy: theirs }).verdict).toBe("policy-not-met");
    // Twice changes nothing, and what no time counts in is left as it is.
    expect(withOwnLines(own, vkey, ours)).toEqual(own);
    const fork = buildConflictingCheckpoints(headOf(leaves, 3), headOf(leaves.toReversed(), 3), vkey);
    expect(fork && withOwnLines(fork, vkey, ours)).toBeUndefined();
  },
);
