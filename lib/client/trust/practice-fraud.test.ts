import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { parseWitnessPolicy } from "#lib/log/witness-policy.ts";
import { verifyArchive } from "#lib/state/files/verify-archive.ts";
import { parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { verifyByRunning } from "#lib/state/fraud/verify.ts";
import { backdateEntry, dropEntry, forkLog, hidePromised, lieAboutState, postdateEntry } from "./practice-fraud.ts";
import { answerTwice, condemnInnocent, flatterFriend } from "./practice-words.ts";

let dice = 0;
const means = {
  now: asInstant(Date.UTC(2026, 10, 26, 12)),
  random: (bytes: number) => {
    dice += 1;
    return sha256(utf8Encode(`practice ${dice}`)).slice(0, bytes);
  },
};

test.each([
  ["a dropped entry", dropEntry, "inconsistent-sizes", "equivocation"],
  ["a second history", forkLog, "conflicting-checkpoints", "equivocation"],
  ["a date in the future", postdateEntry, "false-time", "tampered"],
  ["a hidden statement", hidePromised, "unmet-promise", "tampered"],
  ["a false state root", lieAboutState, "wrong-state-root", "tampered"],
  ["a tier that the log does not give", flatterFriend, "wrong-state-root", "tampered"],
  ["a verdict that its evidence does not give", condemnInnocent, "wrong-verdict", "tampered"],
  ["two answers to one question", answerTwice, "contradicting-answers", "equivocation"],
] as const)(
  "%s is convicted by a file that verifies under the keys that come with it, and no other",
  async (_, cheat, kind, verdict) => {
    const { finding, proof, vkey, policy } = await cheat(means);
    expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(JSON.parse(proof)).toMatchObject({ kind });
    const parsed = parseWitnessPolicy(policy);
    if (!parsed.ok) throw new Error(parsed.error.detail);
    const judge = async (logVkey: string) =>
      await verifyByRunning(utf8Encode(proof), { logVkey, policy: parsed.value }, undefined);
    expect(await judge(vkey)).toMatchObject({ ok: true, verdict });
    const stranger = await cheat(means);
    expect((await judge(stranger.vkey)).ok).toBe(false);
  },
);

test("a date before that of the entry in front is found by whoever reads the whole log", () => {
  const found = backdateEntry(means).filter(({ outcome }) => outcome !== "pass");
  expect(found.map(({ name, reason }) => `${name} ${reason}`)).toEqual(["statements time-decreases"]);
});

test("what is false in the root over flattered marks is the marks", () => {
  const { proof, vkey } = flatterFriend(means);
  const parsed = parseFraudProof(utf8Encode(proof));
  if (!parsed.ok || parsed.value.kind !== "wrong-state-root" || parsed.value.archive === null)
    throw new Error("No log.");
  const { checks } = verifyArchive([parsed.value.archive], { logVkey: vkey });
  expect(checks.filter(({ outcome }) => outcome === "fail").map(({ name, reason }) => `${name} ${reason}`)).toEqual([
    "state-roots wrong-marks",
  ]);
});
