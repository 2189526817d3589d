import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { archivePieces } from "#lib/log/archive.ts";
import { cosigner } from "#lib/log/cosignature.ts";
import { ed25519NoteSigner, formatNote, parseNote, signNote } from "#lib/log/note.ts";
import { leafHash, proveInclusion } from "#lib/log/tree.ts";
import { signStatement } from "#lib/statement/compose.ts";
import { encodeEntry } from "#lib/statement/entry.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { type SignedAnswer, sealAnswer } from "#lib/statement/signed-answer.ts";
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
  TRUST,
} from "../testing/fraud-world.ts";
import { TEST_LOG, testKey } from "../testing/world.ts";
import { accusationOf } from "./accuse.ts";
import {
  buildConflictingCheckpoints,
  buildDifferentLeaves,
  buildFalseTime,
  buildInconsistentSizes,
  buildUnmetPromise,
  buildWrongStateRoot,
  nodesForInconsistency,
} from "./build.ts";
import { buildContradiction } from "./contradiction.ts";
import { encodeFraudProof, type FraudProof, parseFraudProof } from "./fraud-proof.ts";
import { FRAUD_CHECKS, verifyFraudProof } from "./verify.ts";

const vkey = logSigner.vkey;
const { world } = smallLog(6);
const { leaves } = world;
const size = leaves.length;
const later = addMs(world.now, 2 * DAY_MS);
const missing = "5f".repeat(32) as StatementHash;

function leavesOf(other: readonly Uint8Array[]) {
  const leafIn = (list: readonly Uint8Array[], upTo: number) => ({
    leaf: leafHash(list[2] ?? new Uint8Array()),
    proof: proveInclusion(2, upTo, nodesOfLog(list.slice(0, upTo))),
  });
  return [leafIn(leaves, 5), leafIn(other, size)] as const;
}

/** The log again, but that its last entry bears another time. */
function redated(shiftMs: number) {
  const statement = world.compose({
    kind: "participant.register",
    by: testKey("late"),
    subject: testKey("late").did,
    body: { displayName: "Late" },
  });
  const leaf = encodeEntry(addMs(world.now, shiftMs), signStatement(statement, testKey("late").seed));
  return [...leaves, leaf];
}

/** What the index says of one question, size and time, by its answer key or another. */
function answered(verdict: string, by = testKey("answer"), change: Partial<SignedAnswer> = {}): Uint8Array {
  const answer: SignedAnswer = {
    ...{ origin: TEST_LOG, request: { path: "/api/v1/paycheck", query: { amount: "10" } } },
    ...{
      asOf: { size, time: formatInstant(world.now) },
      answer: { data: { verdict } },
      checkpoint: headOf(leaves, size),
    },
    ...change,
  };
  return sealAnswer(answer, by.did, (message) => signEd25519(by.seed, message));
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("nothing was built");
  return value;
}

const entryOf = (list: readonly Uint8Array[]) => ({
  index: size,
  entryBytes: list[size] ?? new Uint8Array(),
  proof: proveInclusion(size, size + 1, nodesOfLog(list)),
});

/** One true proof of every kind, and of every form of evidence. */
const TRUE_PROOFS: Record<string, { proof: FraudProof; verdict: string }> = (() => {
  const fork = forkedAt(leaves, 2);
  const lied = smallLog(6, { facts: "ab".repeat(32) }).world.leaves;
  const late = redated(HOUR_MS);
  const promise = promiseFor(missing, world.now);
  const hardBySeconds = seconds(addMs(world.now, DAY_MS));
  return {
    "conflicting-checkpoints": {
      proof: must(buildConflictingCheckpoints(headOf(leaves, size, later), headOf(fork, size), vkey)),
      verdict: "equivocation",
    },
    "inconsistent-sizes, prefix": {
      proof: must(buildInconsistentSizes(headOf(leaves, 5), headOf(fork, size), vkey, nodesOfLog(fork))),
      verdict: "equivocation",
    },
    "inconsistent-sizes, leaves": {
      proof: must(buildDifferentLeaves([headOf(leaves, 5), headOf(fork, size)], 2, leavesOf(fork), vkey)),
      verdict: "equivocation",
    },
    "wrong-state-root": {
      proof: must(buildWrongStateRoot(receiptIn(lied, size - 1, size, headOf(lied, size, later)), lied, vkey)),
      verdict: "tampered",
    },
    "unmet-promise": {
      proof: must(
        buildUnmetPromise({ promise, checkpoint: headOf(leaves, size, later), hardBySeconds }, leaves, vkey, POLICY),
      ),
      verdict: "tampered",
    },
    "contradicting-answers": {
      proof: must(
        buildContradiction(answered("within"), answered("dont"), receiptIn(leaves, 0, 5, headOf(leaves, 5)), vkey),
      ),
      verdict: "equivocation",
    },
    "false-time": {
      proof: must(buildFalseTime(headOf(late, size + 1, world.now), entryOf(late), vkey, POLICY, () => true)),
      verdict: "tampered",
    },
  };
})();

describe.each(Object.entries(TRUE_PROOFS))("%s", (_, { proof, verdict }) => {
  const bytes = encodeFraudProof(proof);

  test("a true proof convicts, by the checks that the documentation lists", () => {
    const finding = verifyFraudProof(bytes, TRUST);
    expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(finding).toMatchObject({ ok: true, verdict, exitCode: verdict === "tampered" ? 1 : 3 });
    expect(finding.checks.map(({ name }) => name)).toEqual(["form", ...FRAUD_CHECKS[proof.kind]]);
  });

  test("it reads back byte for byte", () => {
    const parsed = parseFraudProof(bytes);
    expect(parsed).toEqual({ ok: true, value: proof });
    expect(parsed.ok && encodeFraudProof(parsed.value)).toEqual(bytes);
  });

  test("flipping any bit of it convicts nobody", () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const changed = Uint8Array.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        expect(verifyFraudProof(changed, TRUST).ok).toBe(false);
      }),
      { seed: 9, numRuns: 250 },
    );
  });

  test("without the log's key nothing is proved; with another log's key neither", () => {
    expect(verifyFraudProof(bytes, { ...TRUST, logVkey: undefined })).toMatchObject({
      ok: false,
      verdict: "incomplete",
      exitCode: 2,
    });
    expect(verifyFraudProof(bytes, { ...TRUST, logVkey: must(POLICY.logs[0]).vkey.replace("test", "rest") }).ok).toBe(
      false,
    );
  });
});

test("a proof that leaves the log out asks for it, and holds beside any archive that reaches far enough", () => {
  for (const name of ["wrong-state-root", "unmet-promise"] as const) {
    const { proof } = must(TRUE_PROOFS[name]);
    if (!("archive" in proof)) throw new Error("no archive");
    const bytes = encodeFraudProof({ ...proof, archive: null });
    expect(verifyFraudProof(bytes, TRUST)).toMatchObject({ verdict: "incomplete" });
    const list = name === "wrong-state-root" ? smallLog(6, { facts: "ab".repeat(32) }).world.leaves : leaves;
    const log = archivePieces({ origin: TEST_LOG, leaves: list, checkpointNotes: [headOf(list, size)] });
    expect(verifyFraudProof(bytes, { ...TRUST, log })).toMatchObject({ verdict: "tampered" });
    const short = list.slice(0, 3);
    const pieces = archivePieces({ origin: TEST_LOG, leaves: short, checkpointNotes: [headOf(list, 3)] });
    expect(verifyFraudProof(bytes, { ...TRUST, log: pieces })).toMatchObject({ verdict: "incomplete" });
    const other = forkedAt(list, 2);
    const wrong = archivePieces({ origin: TEST_LOG, leaves: other, checkpointNotes: [headOf(other, size)] });
    expect(verifyFraudProof(bytes, { ...TRUST, log: wrong })).toMatchObject({ verdict: "incomplete" });
  }
});

test("what fails without the log fails before the log is read", () => {
  const unread: Iterable<Uint8Array> = {
    [Symbol.iterator]() {
      throw new Error("the log was read");
    },
  };
  const unmet = must(TRUE_PROOFS["unmet-promise"]).proof;
  const root = must(TRUE_PROOFS["wrong-state-root"]).proof;
  if (unmet.kind !== "unmet-promise" || root.kind !== "wrong-state-root") throw new Error("other kinds");
  const early = headOf(leaves, size, world.now);
  const lied = smallLog(6, { facts: "ab".repeat(32) }).world.leaves;
  const noRoot = receiptIn(lied, 1, size, root.receipt.checkpointNote);
  const forged = promiseFor(missing, world.now).replace("/promise ", "/promises ");
  const cases: [FraudProof, string, string][] = [
    [{ ...unmet, archive: null, promise: "garbage" }, "promise", "malformed"],
    [{ ...unmet, archive: null, promise: forged }, "promise", "bad-signature"],
    [{ ...unmet, archive: null, checkpoint: early }, "time-over", "not-over"],
    [{ ...unmet, archive: null, checkpoint: headOf(leaves, size) }, "cosigned", "policy-not-met"],
    [{ ...root, archive: null, receipt: noRoot }, "claim", "not-a-claim"],
    [{ ...root, archive: null, receipt: { ...noRoot, index: 2 } }, "inclusion", "bad-proof"],
  ];
  const trust = { ...TRUST, log: unread, promiseKeys: [testKey("promise").did] };
  for (const [proof, name, reason] of cases) {
    const { checks } = verifyFraudProof(encodeFraudProof(proof), trust);
    expect(checks.map((check) => check.name)).toEqual(["form", ...FRAUD_CHECKS[proof.kind]]);
    expect(checks.filter(({ outcome }) => outcome === "fail")).toMatchObject([{ name, reason }]);
  }
  expect(() => verifyFraudProof(encodeFraudProof({ ...unmet, archive: null }), trust)).toThrow("the log was read");
});

test("a state root of another fold version is incomplete, never tampered", () => {
  const other = smallLog(6, { facts: "ab".repeat(32), fold: 3 }).world.leaves;
  const proof = must(buildWrongStateRoot(receiptIn(other, size - 1, size, headOf(other, size)), other, vkey));
  expect(verifyFraudProof(encodeFraudProof(proof), TRUST)).toMatchObject({
    ok: false,
    verdict: "incomplete",
    exitCode: 2,
  });
});

test("times count by the witnesses that the reader trusts", () => {
  const strangers = { ...POLICY, witnesses: POLICY.witnesses.slice(0, 1), groups: [], quorum: "w1" };
  for (const name of ["unmet-promise", "false-time"]) {
    const bytes = encodeFraudProof(must(TRUE_PROOFS[name]).proof);
    expect(verifyFraudProof(bytes, { logVkey: vkey })).toMatchObject({ verdict: "incomplete" });
    expect(verifyFraudProof(bytes, { ...TRUST, policy: { ...strangers, quorum: "w1" } }).verdict).toBe(
      "policy-not-met",
    );
  }
});

test("an old head that was shown to every witness late convicts nobody, whatever stands behind it", () => {
  const list = redated(0);
  const lateShown = headOf(list, size, later);
  for (const first of [lateShown, "any text at all"]) {
    const proof: FraudProof = { ...must(TRUE_PROOFS["false-time"]).proof, ...entryOf(list), first } as FraudProof;
    const finding = verifyFraudProof(
      encodeFraudProof({ ...proof, second: headOf(list, size + 1, later) } as FraudProof),
      TRUST,
    );
    expect(finding).toMatchObject({ ok: false, verdict: "unproven", exitCode: 2 });
    expect(finding.checks).toContainEqual(expect.objectContaining({ name: "first-head", reason: "no-lower-bound" }));
  }
});

test("one slow clock convicts nobody, however few the quorum asks for", () => {
  const list = redated(HOUR_MS);
  const text = must(parseNote(headOf(list, size + 1))).text;
  const at = (name: string, time: Instant) => cosigner(`${name}.example/w`, testKey(name).seed, seconds(time));
  const [truth, slow] = [addMs(world.now, HOUR_MS), world.now];
  const isLate = (time: number) => time <= seconds(slow);
  for (const quorum of ["none", "one"]) {
    const policy = { ...POLICY, groups: [{ name: "one", threshold: 1, members: ["w1", "w2", "w3"] }], quorum };
    const build = (w2: Instant) => {
      const second = signNote(text, [logSigner, at("w1", slow), at("w2", w2), at("w3", truth)]);
      return buildFalseTime(second, entryOf(list), vkey, policy, isLate);
    };
    expect(build(truth)).toBeUndefined();
    const two = encodeFraudProof(must(build(slow)));
    expect(verifyFraudProof(two, { ...TRUST, policy }).ok).toBe(true);
    const alone = signNote(text, [logSigner, at("w1", slow)]);
    const forged = { ...must(build(slow)), second: alone };
    expect(verifyFraudProof(encodeFraudProof(forged), { ...TRUST, policy }).verdict).toBe("policy-not-met");
  }
});

test("a note in a proof bears the lines that it needs, each once and in one order, and no other", () => {
  const stranger = ed25519NoteSigner("stranger.example/x", testKey("stranger").seed);
  for (const [name, member] of [
    ["conflicting-checkpoints", "first"],
    ["inconsistent-sizes, prefix", "second"],
    ["wrong-state-root", "receipt"],
    ["unmet-promise", "promise"],
    ["unmet-promise", "checkpoint"],
    ["false-time", "second"],
  ] as const) {
    const { proof } = must(TRUE_PROOFS[name]);
    const changed = (change: (note: string) => string): FraudProof =>
      member === "receipt" && proof.kind === "wrong-state-root"
        ? { ...proof, receipt: { ...proof.receipt, checkpointNote: change(proof.receipt.checkpointNote) } }
        : { ...proof, [member]: change(String(new Map<string, unknown>(Object.entries(proof)).get(member))) };
    const changes = [
      (note: string) => note + signNote(must(parseNote(note)).text, [stranger]).split("\n\n")[1],
      (note: string) => `${note}${note.split("\n").at(-2)}\n`,
      (note: string) => {
        const { text, signatures } = must(parseNote(note));
        return formatNote({ text, signatures: [...signatures.slice(1), ...signatures.slice(0, 1)] });
      },
    ];
    for (const change of changes) {
      const other = encodeFraudProof(changed(change));
      // A note of one line has one order.
      if (!equalBytes(other, encodeFraudProof(proof)))
        expect([name, member, verifyFraudProof(other, TRUST).ok]).toEqual([name, member, false]);
    }
  }
});

test("where there is nothing to prove, nothing is built", () => {
  const head = headOf(leaves, size, later);
  expect(buildConflictingCheckpoints(head, headOf(leaves, size), vkey)).toBeUndefined();
  expect(buildConflictingCheckpoints(head, headOf(leaves, 3), vkey)).toBeUndefined();
  expect(buildInconsistentSizes(headOf(leaves, 3), head, vkey, nodesOfLog(leaves))).toBeUndefined();
  const early = { promise: promiseFor(missing, world.now), checkpoint: head, hardBySeconds: seconds(later) };
  expect(buildUnmetPromise(early, leaves, vkey, POLICY)).toBeUndefined();
});

test("inconsistency is proved with just the nodes that are asked for", () => {
  const fork = forkedAt(leaves, 2);
  const asked = new Set(nodesForInconsistency(5, size).map(({ level, index }) => `${level}/${index}`));
  const all = nodesOfLog(fork);
  const proof = buildInconsistentSizes(headOf(leaves, 5), headOf(fork, size), vkey, (node) => {
    if (!asked.has(`${node.level}/${node.index}`)) throw new Error("not asked for");
    return all(node);
  });
  expect(verifyFraudProof(encodeFraudProof(must(proof)), TRUST).ok).toBe(true);
});

test("an accusation carries a small proof inline and commits to a large one as a part", () => {
  const long = smallLog(20, { facts: "ab".repeat(32) }).world.leaves;
  const last = long.length - 1;
  const large = must(buildWrongStateRoot(receiptIn(long, last, long.length, headOf(long, long.length)), long, vkey));
  const proofs = [...Object.values(TRUE_PROOFS).map(({ proof }) => proof), large];
  for (const proof of proofs) {
    const { subject, body, part } = accusationOf(proof, TEST_LOG);
    const parts = part && [
      { commit: "0".repeat(64), bytes: part.length, mediaType: "application/json", visibility: "public" as const },
    ];
    const log = smallLog(1).world;
    const said = log.say({
      kind: "fraud.proof",
      by: testKey("mallory"),
      subject,
      body,
      change: parts ? { parts } : {},
    });
    expect(said.effect, proof.kind).toEqual({ status: "effective" });
    expect(parseStatement(said.bytes).ok, proof.kind).toBe(true);
    const carried = part ?? utf8Encode(String(body.proof));
    expect(verifyFraudProof(carried, TRUST).ok, proof.kind).toBe(true);
  }
  const elsewhere = accusationOf(large, "other.invalid/log");
  expect([elsewhere.subject, elsewhere.body.proof]).toEqual(["none", undefined]);
  expect(elsewhere.part).toEqual(encodeFraudProof(large));
});
