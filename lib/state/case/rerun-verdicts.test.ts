/** Verdicts run again by a stranger, from the log's leaves and the public parts alone; content addresses need no engine. */
import { beforeAll, expect, test } from "vitest";
import type { Part } from "#lib/statement/submission.ts";
import { type AuditedEntry, Replay } from "../audit.ts";
import { caseIn, type Finding, judge } from "../testing/cases.ts";
import { TRUST } from "../testing/fraud-world.ts";
import { reported, response } from "../testing/reported.ts";
import { rememberingVerify, TEST_LOG, type TestWorld, testKey } from "../testing/world.ts";
import { indexOf } from "../view.ts";
import { rerunVerdicts } from "./rerun-verdicts.ts";

const ada = testKey("ada");

let scene: Awaited<ReturnType<typeof reported>>;
beforeAll(async () => {
  scene = await reported();
});

/** What a stranger finds who has the leaves, and of the parts those that are served. */
async function rerun(world: TestWorld, parts: ReadonlyMap<string, Part> = scene.parts, from = 0) {
  const replay = new Replay(TEST_LOG, rememberingVerify);
  const entries: AuditedEntry[] = world.leaves.flatMap((leaf) => replay.push(leaf) ?? []);
  expect(replay.faults).toEqual([]);
  const index = indexOf(replay.state);
  if (index === undefined) throw new Error("No genesis.");
  const part = async (commit: string) => parts.get(commit)?.bytes;
  return await rerunVerdicts(entries, { index, trust: TRUST, part, hosts: undefined, from });
}

test("a log with a lie proven and a truth refuted is clean, whatever was revoked and withdrawn since", async () => {
  const world = scene.world.fork();
  const { lie, truth, provider } = scene;
  expect(await rerun(world)).toMatchObject({ outcome: "pass", detail: "no verdict is logged" });
  expect(judge(world, lie.id, lie.finding).effect.status).toBe("effective");
  expect(judge(world, truth.id, truth.finding).effect.status).toBe("effective");
  expect([caseIn(world, lie.id).state, caseIn(world, truth.id).state]).toEqual(["proven", "inadmissible"]);
  const revoked = {
    thumbprint: response.thumbprint,
    reason: "compromised",
    compromisedSince: "2026-11-22T10:00:00.000Z",
  };
  expect(world.say({ kind: "key.revoke", by: ada, subject: provider, body: revoked }).effect.status).toBe("effective");
  expect(await rerun(world)).toMatchObject({ outcome: "pass", detail: expect.stringMatching(/^2 verdicts follow/) });
});

test("a verdict that its evidence does not give is named by its entry, though the fold takes it", async () => {
  const { lie, truth } = scene;
  const { checks: _, ...passing } = truth.finding;
  const wrong: [string, Finding, string][] = [
    [truth.id, passing, "gives refuted (answer-is-right)"],
    [lie.id, { ...lie.finding, checks: truth.finding.checks ?? {} }, "gives proven"],
    [lie.id, { ...lie.finding, checks: { claim: { outcome: "cannot-check", reason: "for-people" } } }, "gives proven"],
    [lie.id, { ...lie.finding, fault: "e".repeat(64) }, "gives proven with another faultId"],
  ];
  for (const [id, finding, found] of wrong) {
    const world = scene.world.fork();
    expect(judge(world, id, finding).effect).toEqual({ status: "effective" });
    const check = await rerun(world);
    expect(check).toMatchObject({ name: "verdicts", outcome: "fail", reason: "wrong-verdict" });
    expect(check.detail).toContain(`Entry ${world.leaves.length - 1} says`);
    expect(check.detail).toContain(found);
  }
});

test("a part that is gone, and a machine's bad day, convict nobody and are said", async () => {
  const { lie, truth, parts } = scene;
  const world = scene.world.fork();
  judge(world, lie.id, lie.finding);
  judge(world, truth.id, { ...truth.finding, checks: {} });
  const without = new Map([...parts].filter(([commit]) => commit !== truth.commit));
  expect(await rerun(world, without)).toMatchObject({ outcome: "cannot-check", reason: "part-withheld" });
  const slow = scene.world.fork();
  judge(slow, lie.id, { ...lie.finding, checks: { claim: { outcome: "cannot-check", reason: "timeout" } } });
  expect(await rerun(slow)).toMatchObject({ outcome: "cannot-check", reason: "machine" });
  // "Nobody can read it" is no way out either: whoever reads it sees that it is a lie.
  const silent = scene.world.fork();
  const unread = { outcome: "cannot-check", reason: "withheld" } as const;
  judge(silent, lie.id, { ...lie.finding, checks: { form: unread } });
  expect(await rerun(silent)).toMatchObject({ outcome: "fail", reason: "wrong-verdict" });
});

test("what an earlier visit found to follow is not run again, and everything since is", async () => {
  const { lie, truth } = scene;
  const world = scene.world.fork();
  judge(world, lie.id, lie.finding);
  const seen = world.leaves.length;
  // Nothing is read for it any more.
  const known = await rerun(world, new Map(), seen);
  expect(known).toMatchObject({
    outcome: "pass",
    detail: expect.stringMatching(/^1 verdicts .*, 1 of them by your earlier/),
  });
  judge(world, truth.id, { ...truth.finding, checks: {} });
  expect(await rerun(world, scene.parts, seen)).toMatchObject({ outcome: "fail", reason: "wrong-verdict" });
});
