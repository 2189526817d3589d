/** Whoever has a verdict's receipt, or its case, and the log beside it, need not believe the index. */
import { beforeAll, expect, test } from "vitest";
import { encodeArchive } from "#lib/log/archive.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { type Finding, judge, report } from "../testing/cases.ts";
import { headOf, logSigner, POLICY, receiptIn } from "../testing/fraud-world.ts";
import { reported } from "../testing/reported.ts";
import { rememberingVerify, TEST_LOG, type TestWorld, testKey } from "../testing/world.ts";
import type { FileTrust } from "./file-trust.ts";
import { awaitsJudging, judgeAgain } from "./judge-again.ts";
import { verifyFile } from "./verify-file.ts";
import { encodeWholeCase } from "./whole-case.ts";

let scene: Awaited<ReturnType<typeof reported>>;
beforeAll(async () => {
  scene = await reported();
});

/** The index said that of the case; then somebody else reported something, and the head was cosigned. */
function said(which: "lie" | "truth", change: Finding = {}): TestWorld {
  const world = scene.world.fork();
  judge(world, scene[which].id, { ...scene[which].finding, ...change });
  report(world, testKey("ruth"), scene.provider, "slow", "later");
  return world;
}

const partsOf = (which: "lie" | "truth"): Part[] =>
  [scene.parts.get(scene[which].commit)].filter((p) => p !== undefined);
const headIn = ({ leaves, now }: TestWorld) => headOf(leaves, leaves.length, now);
const receiptAt = (world: TestWorld, at: number) => receiptIn(world.leaves, at, world.leaves.length, headIn(world));
const verdictIn = (world: TestWorld) => buildReceipt(receiptAt(world, world.leaves.length - 2));
const logOf = (world: TestWorld, parts: readonly Part[]) =>
  encodeArchive({ origin: TEST_LOG, leaves: world.leaves, checkpointNotes: [headIn(world)], parts: [...parts] });

/** What is said of the file by a reader with the log's key and, where it has one, the log. */
async function judged(bytes: Uint8Array, archive?: Uint8Array, own: Partial<FileTrust> = {}) {
  const trust: FileTrust = {
    known: () => KNOWN,
    policy: POLICY,
    raw: rememberingVerify,
    ...(archive && { log: () => [archive] }),
    ...own,
  };
  const finding = await judgeAgain(verifyFile(bytes, trust), trust, undefined);
  const check = finding.checks.find(({ name }) => name === "verdict");
  return { verdict: finding.verdict, sentence: finding.sentence, check, awaits: awaitsJudging(finding, trust) };
}
/** Names no log, and so no key. */
const EVERYBODY = { ...POLICY, logs: [] };
const KNOWN = { key: { from: "given", vkey: logSigner.vkey } } as const;

test("a verdict's receipt with the log beside it is judged again: an honest one follows, a false one does not", async () => {
  for (const which of ["lie", "truth"] as const) {
    const world = said(which);
    const found = await judged(verdictIn(world), logOf(world, partsOf(which)));
    expect(found, which).toMatchObject({ verdict: "verified", check: { outcome: "pass" } });
  }
  const false1 = said("truth", { checks: {} });
  expect(await judged(verdictIn(false1), logOf(false1, partsOf("truth")))).toMatchObject({
    verdict: "tampered",
    sentence: expect.stringContaining("does not follow from its evidence"),
    check: { outcome: "fail", reason: "wrong-verdict", detail: expect.stringMatching(/says proven.*gives refuted/) },
  });
});

test("a whole case brings its evidence along: the log alone is enough beside it", async () => {
  for (const [world, outcome] of [
    [said("truth"), "pass"],
    [said("truth", { checks: {} }), "fail"],
  ] as const) {
    const last = world.leaves.length - 2;
    const reportAt = world.state.get(`case:${scene.truth.id}`) as unknown as { filedIn: number };
    const receipts = [0, reportAt.filedIn, last].map((at) => receiptAt(world, at));
    const file = { case: scene.truth.id as never, receipts, parts: partsOf("truth"), state: [], keys: [] };
    const archive = logOf(world, []);
    expect((await judged(encodeWholeCase(file), archive)).check?.outcome).toBe(outcome);
    // Without its evidence nobody can tell, which speaks against nobody.
    const bare = await judged(encodeWholeCase({ ...file, parts: [] }), archive);
    expect(bare.check).toMatchObject({ outcome: "cannot-check", reason: "part-withheld" });
  }
});

test("a void verdict beside a true one is left out and said to be, and leaves the case decided", async () => {
  const world = scene.world.fork();
  judge(world, scene.truth.id, scene.truth.finding);
  for (const checks of [{}, scene.lie.finding.checks ?? {}])
    judge(world, scene.truth.id, { ...scene.truth.finding, checks });
  report(world, testKey("ruth"), scene.provider, "slow", "later");
  const reportAt = world.state.get(`case:${scene.truth.id}`) as unknown as { filedIn: number };
  const end = world.leaves.length;
  const receipts = [0, reportAt.filedIn, end - 4, end - 3, end - 2].map((at) => receiptAt(world, at));
  const file = { case: scene.truth.id as never, receipts, parts: partsOf("truth"), state: [], keys: [] };
  const { check } = await judged(encodeWholeCase(file), logOf(world, []));
  expect(check).toMatchObject({
    outcome: "pass",
    detail: `Entry ${end - 4}: the public evidence gives just what it says; 2 beside it changed nothing and were left out`,
  });
});

test("whoever pauses the reading may end it", async () => {
  const world = said("lie");
  const trust: FileTrust = { known: () => KNOWN, raw: rememberingVerify, log: () => [logOf(world, partsOf("lie"))] };
  let left = 3;
  const stop = () => {
    left -= 1;
    if (left === 0) throw new Error("Stopped.");
  };
  await expect(judgeAgain(verifyFile(verdictIn(world), trust), trust, undefined, stop)).rejects.toThrow("Stopped.");
});

test("what cannot be judged stays open and leaves the receipt what it was", async () => {
  const world = said("lie");
  const bytes = verdictIn(world);
  expect(await judged(bytes)).toMatchObject({ verdict: "verified", check: undefined, awaits: false });
  const archive = logOf(world, partsOf("lie"));
  expect(await judged(bytes, archive, { known: () => undefined, policy: EVERYBODY })).toMatchObject({
    check: undefined,
    awaits: false,
  });
  expect(await judged(buildReceipt(receiptAt(world, 0)), archive)).toMatchObject({ check: undefined, awaits: false });
  const open = { verdict: "verified", check: { outcome: "cannot-check" } };
  expect(await judged(bytes, logOf(scene.world, []))).toMatchObject(open);
  expect(await judged(bytes, logOf(said("truth"), []))).toMatchObject(open);
  expect(await judged(bytes, logOf(world, []))).toMatchObject({ ...open, check: { reason: "part-withheld" } });
  // A second verdict of a case changes nothing.
  const twice = scene.world.fork();
  judge(twice, scene.lie.id, scene.lie.finding);
  judge(twice, scene.lie.id, { ...scene.lie.finding, checks: {} });
  report(twice, testKey("ruth"), scene.provider, "slow", "later");
  expect(await judged(verdictIn(twice), logOf(twice, partsOf("lie")))).toMatchObject({
    check: { outcome: "cannot-check", reason: "not-a-claim" },
  });
});

test("evidence that is not what was filed is nothing to judge by", async () => {
  const world = said("lie");
  const [part] = partsOf("lie");
  if (part === undefined) throw new Error("No evidence.");
  const other = { ...part, bytes: part.bytes.subarray(1) };
  expect(commitOf(other)).not.toBe(commitOf(part));
  const found = await judged(verdictIn(world), logOf(world, [other]));
  expect(found.check).toMatchObject({ outcome: "cannot-check", reason: "part-withheld" });
});
