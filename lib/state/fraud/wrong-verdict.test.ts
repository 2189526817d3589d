/** A lie about a report convicts the index by a file; the truth, a part of the truth and a bad day convict nobody. */
import { beforeAll, expect, test } from "vitest";
import type { JsonObject } from "#lib/kernel/json.ts";
import { encodeArchive } from "#lib/log/archive.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { caseIn, type Finding, judge, report } from "../testing/cases.ts";
import { headOf, logSigner, receiptIn, TRUST } from "../testing/fraud-world.ts";
import { reported } from "../testing/reported.ts";
import { TEST_LOG, type TestWorld, testKey } from "../testing/world.ts";
import { buildWrongVerdict } from "./build.ts";
import { encodeFraudProof, parseFraudProof, type WrongVerdict } from "./fraud-proof.ts";
import { verifyByRunning, verifyFraudProof } from "./verify.ts";

let scene: Awaited<ReturnType<typeof reported>>;
beforeAll(async () => {
  scene = await reported();
});

/** What an accuser makes of the newest entry of a log. */
function accuse(world: TestWorld, parts: readonly Part[]): WrongVerdict {
  const { leaves } = world;
  const receipt = receiptIn(leaves, leaves.length - 1, leaves.length, headOf(leaves, leaves.length));
  const built = buildWrongVerdict(receipt, parts, leaves, logSigner.vkey);
  if (built === undefined) throw new Error("Nothing was built.");
  return built;
}

const run = (proof: WrongVerdict, more: object = {}) =>
  verifyByRunning(encodeFraudProof(proof), { ...TRUST, ...more }, undefined);
const ended = async (proof: WrongVerdict, more: object = {}) => {
  const { ok, verdict, checks } = await run(proof, more);
  const last = checks.find(({ outcome }) => outcome === "fail" || outcome === "cannot-check");
  return { ok, verdict, ...(last && { at: last.name, reason: last.reason }) };
};

/** A world in which the index said that of the case, and the part that it rests on. */
function said(which: "lie" | "truth", change: Finding): { world: TestWorld; part: Part } {
  const { id, commit, finding } = scene[which];
  const world = scene.world.fork();
  expect(judge(world, id, { ...finding, ...change }).effect).toEqual({ status: "effective" });
  const part = scene.parts.get(commit);
  if (part === undefined) throw new Error("No evidence.");
  return { world, part };
}

const innocent = () => said("truth", { checks: {} });

test("a truth that was proven a lie, and a lie that was refuted, convict the index by the file alone", async () => {
  const guilty = [innocent(), said("lie", { checks: scene.truth.finding.checks ?? {} })];
  for (const { world, part } of guilty) {
    const proof = accuse(world, [part]);
    const finding = await run(proof);
    expect(finding).toMatchObject({ ok: true, verdict: "tampered", exitCode: 1 });
    const bytes = encodeFraudProof(proof);
    expect(parseFraudProof(bytes)).toEqual({ ok: true, value: proof });
    // Nobody is convicted before the verdict was run again.
    expect(verifyFraudProof(bytes, TRUST)).toMatchObject({ ok: false, verdict: "incomplete" });
    expect(await ended(proof, { logVkey: undefined })).toMatchObject({ verdict: "incomplete", at: "head" });
  }
});

test("an honest verdict convicts nobody, and neither does any other entry", async () => {
  const honest = [said("lie", {}), said("truth", {})];
  for (const { world, part } of honest)
    expect(await ended(accuse(world, [part]))).toEqual({
      ...{ ok: false, verdict: "unproven", at: "verdict", reason: "true-verdict" },
    });
  const { world, part } = innocent();
  expect(await ended(accuse(scene.world, [part]))).toMatchObject({ verdict: "unproven", at: "claim" });
  // A verdict that does not count changes nothing, whatever it says.
  const twice = world.fork();
  expect(judge(twice, scene.truth.id, { checks: {} }).effect.status).toBe("void");
  expect(await ended(accuse(twice, [part]))).toMatchObject({ verdict: "unproven", at: "claim", reason: "not-a-claim" });
});

test("what a machine may have had no time for, or could not read, is nobody's lie", async () => {
  const slow = said("lie", { checks: { claim: { outcome: "cannot-check", reason: "timeout" } } });
  expect(await ended(accuse(slow.world, [slow.part]))).toMatchObject({ verdict: "incomplete", reason: "machine" });
  const unread = said("lie", { checks: { form: { outcome: "cannot-check", reason: "withheld" } } });
  expect(await ended(accuse(unread.world, [unread.part]))).toMatchObject({ verdict: "incomplete", reason: "unread" });
});

test("evidence that was withheld before the verdict convicts nobody, though somebody kept it", async () => {
  const { id, commit, finding } = scene.truth;
  const world = scene.world.fork();
  const entry = caseIn(world, id).filedIn;
  const body = { entry, commit, who: "a court", ground: "an order", reason: "It was ordered." };
  const withheld = world.say({ kind: "part.withheld", by: world.index, subject: `entry:${entry}`, body });
  expect(withheld.effect).toEqual({ status: "effective" });
  expect(judge(world, id, { ...finding, checks: {} }).effect).toEqual({ status: "effective" });
  const part = scene.parts.get(commit);
  if (part === undefined) throw new Error("No evidence.");
  expect(await ended(accuse(world, [part]))).toMatchObject({ verdict: "incomplete", reason: "part-withheld" });
});

test("what is left out can stand beside it: the log in an archive, the evidence there or in the reader's hands", async () => {
  const { world, part } = innocent();
  const proof = accuse(world, [part]);
  const bare = { ...proof, archive: null, parts: [] };
  expect(await ended(bare)).toMatchObject({ verdict: "incomplete", at: "log", reason: "log-needed" });
  expect(await ended({ ...proof, parts: [] })).toMatchObject({ verdict: "incomplete", reason: "part-withheld" });
  const checkpointNotes = [proof.receipt.checkpointNote];
  const archive = encodeArchive({ origin: TEST_LOG, leaves: world.leaves, checkpointNotes, parts: [part] });
  expect(await ended(bare, { log: [archive] })).toMatchObject({ ok: true, verdict: "tampered" });
  const own = async (commit: string) => (commit === commitOf(part) ? part.bytes : undefined);
  expect(await ended({ ...proof, parts: [] }, { part: own })).toMatchObject({ ok: true });
});

test("a proof that was tampered with names the rule that it breaks", async () => {
  const { world, part } = innocent();
  const proof = accuse(world, [part]);
  const other = scene.parts.get(scene.lie.commit);
  if (other === undefined) throw new Error("No evidence.");
  const ordered = [part, other].toSorted((a, b) => (commitOf(a) < commitOf(b) ? -1 : 1));
  const cut = { ...part, bytes: part.bytes.subarray(1) };
  const { receipt } = proof;
  const elsewhere = { ...receipt, index: receipt.index - 1 };
  const leaves = world.leaves.slice(0, -1);
  const shorter = encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [headOf(leaves, leaves.length)] });
  const forged: [WrongVerdict, string, string][] = [
    [{ ...proof, parts: ordered }, "parts", "needless-part"],
    [{ ...proof, parts: [part, part] }, "parts", "out-of-order"],
    [{ ...proof, parts: ordered.toReversed() }, "parts", "out-of-order"],
    [{ ...proof, parts: [cut] }, "parts", "needless-part"],
    [{ ...proof, receipt: elsewhere }, "inclusion", "bad-proof"],
    [{ ...proof, archive: shorter }, "log", "malformed-archive"],
    [{ ...proof, origin: "other.invalid/log" }, "head", "wrong-origin"],
  ];
  for (const [changed, at, reason] of forged)
    expect(await ended(changed)).toEqual({ ok: false, verdict: "unproven", at, reason });
  const json = JSON.parse(new TextDecoder().decode(encodeFraudProof(proof))) as JsonObject;
  for (const [member, value] of Object.entries({ parts: [{ bytes: "AA==" }], receipt: {}, archive: 1, more: 1 })) {
    const text = JSON.stringify(Object.fromEntries(Object.entries({ ...json, [member]: value }).toSorted()));
    expect(parseFraudProof(new TextEncoder().encode(text)).ok, member).toBe(false);
  }
});

test("a verdict that other reports followed is convicted by a later head as well", async () => {
  const { world, part } = innocent();
  const at = world.leaves.length - 1;
  report(world, testKey("ruth"), scene.provider, "slow", "later");
  const { leaves } = world;
  const receipt = receiptIn(leaves, at, leaves.length, headOf(leaves, leaves.length));
  const proof = buildWrongVerdict(receipt, [part], leaves, logSigner.vkey);
  expect(proof && (await ended(proof))).toEqual({ ok: true, verdict: "tampered" });
});
