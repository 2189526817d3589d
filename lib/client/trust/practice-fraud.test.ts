import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { parseWitnessPolicy } from "#lib/log/witness-policy.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { backdateEntry, dropEntry, forkLog, hidePromised, lieAboutState, postdateEntry } from "./practice-fraud.ts";

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
] as const)(
  "%s is convicted by a file that verifies under the keys that come with it, and no other",
  (_, cheat, kind, verdict) => {
    const { finding, proof, vkey, policy } = cheat(means);
    expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
    expect(JSON.parse(proof)).toMatchObject({ kind });
    const parsed = parseWitnessPolicy(policy);
    if (!parsed.ok) throw new Error(parsed.error.detail);
    const again = verifyFraudProof(utf8Encode(proof), { logVkey: vkey, policy: parsed.value });
    expect(again).toMatchObject({ ok: true, verdict });
    const stranger = cheat(means).vkey;
    expect(verifyFraudProof(utf8Encode(proof), { logVkey: stranger, policy: parsed.value }).ok).toBe(false);
  },
);

test("a date before that of the entry in front is found by whoever reads the whole log", () => {
  const found = backdateEntry(means).filter(({ outcome }) => outcome !== "pass");
  expect(found.map(({ name, reason }) => `${name} ${reason}`)).toEqual(["statements time-decreases"]);
});
