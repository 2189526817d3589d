/** When two signed answers convict an index, and whose key can do it: neither a stranger's nor one that never was in force. */
import { expect, test } from "vitest";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import { archivePieces } from "#lib/log/archive.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { RECOMMENDATIONS_PATH, type SignedAnswer, sealAnswer } from "#lib/statement/signed-answer.ts";
import { headOf, logSigner, receiptIn, TRUST } from "../testing/fraud-world.ts";
import { TEST_LOG, TestWorld, testKey } from "../testing/world.ts";
import { buildContradiction } from "./contradiction.ts";
import { encodeFraudProof, type FraudProof } from "./fraud-proof.ts";
import type { FraudTrust } from "./judgement.ts";
import { verifyFraudProof } from "./verify.ts";

const world = TestWorld.founded();
const [answers, mallory, second] = [testKey("answer"), testKey("mallory"), testKey("second answers")];
world.register(mallory);
// Anybody can log that another key answers; it is void.
const usurpedAt = world.leaves.length;
const usurped = world.say({ kind: "index.key", by: mallory, subject: "index", body: { answerKey: mallory.did } });
const rotatedAt = world.leaves.length;
const rotated = world.say({ kind: "index.key", by: world.admin, subject: "index", body: { answerKey: second.did } });
// One of two admins alone says that a key answers: nobody agreed.
const both = { admins: [world.admin.did, mallory.did], threshold: 2 };
world.say({ kind: "index.key", by: world.admin, subject: "index", body: both });
const proposedAt = world.leaves.length;
const proposed = world.say({ kind: "index.key", by: mallory, subject: "index", body: { answerKey: mallory.did } });
const { leaves } = world;
const size = leaves.length;
const head = headOf(leaves, size);
const log = () => archivePieces({ origin: TEST_LOG, leaves, checkpointNotes: [head] });
const time = formatInstant(world.now);

function answered(
  data: SignedAnswer["answer"],
  by: Identity = answers,
  change: Partial<SignedAnswer> = {},
): Uint8Array {
  const request = { path: RECOMMENDATIONS_PATH, query: { category: "storage" } };
  const answer = { origin: TEST_LOG, request, asOf: { size, time }, answer: { data }, checkpoint: head, ...change };
  return sealAnswer(answer, by.did, (message) => signEd25519(by.seed, message));
}

const rules = { type: "touchstone-recommendation/v1", model: "a" };
const [one, other] = [
  { ...rules, recommended: "x" },
  { ...rules, recommended: "y" },
];
const build = (a: Uint8Array, b: Uint8Array, entry = 0) =>
  buildContradiction(a, b, receiptIn(leaves, entry, size, head), logSigner.vkey);

function judged(proof: FraudProof | undefined, trust: FraudTrust = TRUST) {
  if (proof === undefined) throw new Error("nothing was built");
  const { verdict, checks } = verifyFraudProof(encodeFraudProof(proof), trust);
  return [
    verdict,
    ...checks.flatMap(({ name, outcome, reason }) => (outcome === "pass" ? [] : [`${name} ${reason ?? outcome}`])),
  ];
}

test("the genesis key convicts without a log; in either order it is one proof", () => {
  const proof = build(answered(one), answered(other));
  expect(judged(proof)).toEqual(["equivocation"]);
  expect(build(answered(other), answered(one))).toEqual(proof);
});

test("recommendations of one size are one question: another time is another answer, another model or type another question", () => {
  const later = { asOf: { size, time: formatInstant(addMs(world.now, 1)) } };
  expect(judged(build(answered(one), answered(one, answers, later)))).toEqual(["equivocation"]);
  for (const data of [
    { ...other, model: "b" },
    { ...other, type: "touchstone-recommendation/v2" },
  ])
    expect(build(answered(one), answered(data))).toBeUndefined();
  expect(build(answered(one), answered(one, answers, { checkpoint: headOf(leaves, size, world.now) }))).toBeUndefined();
  for (const change of [{ asOf: { size: size - 1, time } }, { request: { path: RECOMMENDATIONS_PATH, query: {} } }])
    expect(build(answered(one), answered(other, answers, change))).toBeUndefined();
});

test("a later key convicts where the entry that names it is in force, by the log or by who knows its keys", () => {
  expect([usurped, rotated, proposed].map(({ effect }) => effect.status)).toEqual(["void", "effective", "effective"]);
  const proof = build(answered(one, second), answered(other, second), rotatedAt);
  expect(judged(proof)).toEqual(["incomplete", "answer-key log-needed"]);
  expect(judged(proof, { ...TRUST, log: log() })).toEqual(["equivocation"]);
  expect(judged(proof, { ...TRUST, answerKeys: [answers.did, second.did] })).toEqual(["equivocation"]);
});

test("nobody frames an index by a key of his own, nor by an entry that is void or was not agreed to", () => {
  for (const at of [usurpedAt, proposedAt]) {
    const forged = build(answered(one, mallory), answered(other, mallory), at);
    for (const more of [{ log: log() }, { answerKeys: [answers.did, second.did] }])
      expect(judged(forged, { ...TRUST, ...more })).toEqual(["unproven", "answer-key not-in-force"]);
  }
  expect(judged(build(answered(one, mallory), answered(other, mallory)))).toEqual(["unproven", "answer-key not-named"]);
  const proof = build(answered(one), answered(other));
  if (proof === undefined) throw new Error("nothing was built");
  const open = ["head", "inclusion", "answer-key"].map((name) => `${name} not-run`);
  for (const [forgery, place] of [
    [{ ...proof, first: proof.second, second: proof.first }, "contradiction order"],
    [{ ...proof, second: proof.first }, "contradiction order"],
    [{ ...proof, second: answered(other, mallory) }, "contradiction other-key"],
  ] as const)
    expect(judged(forgery)).toEqual(["unproven", place, ...open]);
  expect(judged({ ...proof, receipt: receiptIn(leaves, 1, size, head) })).toEqual(["unproven", "answer-key not-named"]);
  expect(judged({ ...proof, receipt: { ...proof.receipt, index: 1 } })).toContain("inclusion bad-proof");
});
