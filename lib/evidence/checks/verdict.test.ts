import { expect, test } from "vitest";
import type { Check, Outcome } from "#lib/kernel/checks.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { BUNDLE_CHECKS } from "../rules.ts";
import { inputsHash, settle, verdictOf } from "./verdict.ts";

type Other = readonly [name: string, outcome: Outcome, reason?: string];

/** A bundle's checks, all passed but for these. */
const checksWith = (...others: readonly Other[]): Check[] =>
  BUNDLE_CHECKS.map((name) => {
    const other = others.find(([which]) => which === name);
    const [, outcome = "pass", reason] = other ?? [name];
    return { name, outcome, ...(reason === undefined ? {} : { reason }) };
  });
const said = (...others: readonly Other[]) => {
  const found = verdictOf(checksWith(...others), "wrong-result");
  return found.verdict === "proven" ? "proven" : `${found.verdict}: ${found.reason}`;
};

test("only what passed everything is proven", () => {
  expect(said()).toBe("proven");
  for (const name of BUNDLE_CHECKS) {
    for (const outcome of ["fail", "cannot-check", "not-run"] as const)
      expect(said([name, outcome]), `${name} ${outcome}`).not.toBe("proven");
  }
});

test.each([
  ["form", "malformed", "refuted: bundle-form"],
  ["secrets", "bearer-token", "refuted: secrets"],
  ["body", "wrong-digest", "refuted: bundle-integrity"],
  ["components", "not-covered", "refuted: not-the-profile"],
  ["key", "wrong-party", "refuted: wrong-party"],
  ["signature", undefined, "refuted: bad-signature"],
  ["key-state", "key-ended", "refuted: key-ended"],
  ["key-state", "key-contested", "contested: key-contested"],
  ["key-state", "key-weak", "contested: key-weak"],
  ["time", "out-of-time", "refuted: out-of-time"],
  ["definition", "not-listed", "out-of-scope: not-listed"],
  ["definition", "other", "inconclusive: other"],
  ["claim", "answer-is-right", "refuted: answer-is-right"],
  ["attestable", undefined, "inconclusive: attestable"],
  ["similar-cases", "definition-suspected", "contested: definition-suspected"],
] as const)("a failed %s for %s is %s", (name, reason, verdict) => {
  expect(said(reason === undefined ? [name, "fail"] : [name, "fail", reason])).toBe(verdict);
});

test("what people must weigh gives way to what speaks against the claim, and what is open to what says nothing", () => {
  const weak = ["key-state", "fail", "key-weak"] as const;
  expect(said(weak, ["claim", "fail", "answer-is-right"])).toBe("refuted: answer-is-right");
  expect(said(weak, ["similar-cases", "fail", "definition-suspected"])).toBe("contested: key-weak");
  expect(said(weak, ["time", "cannot-check", "trusted-on-first-use"])).toBe("contested: key-weak");
  const open = ["time", "cannot-check", "trusted-on-first-use"] as const;
  expect(said(open)).toBe("open: trusted-on-first-use");
  expect(said(open, ["claim", "cannot-check", "budget"])).toBe("inconclusive: budget");
  expect(said(["duplicate", "cannot-check", "cases-unknown"], ["claim", "cannot-check", "missing-code"])).toBe(
    "open: missing-code",
  );
  expect(said(["duplicate", "cannot-check", "cases-unknown"])).toBe("open: cases-unknown");
  expect(said(["second-host", "not-run"])).toBe("open: second-host");
});

test("of people's claims machines say only that they are theirs, and whether there is an answer to look at", () => {
  expect(verdictOf(checksWith(["claim", "cannot-check", "for-people"]), "slow")).toEqual({
    verdict: "out-of-scope",
    reason: "for-people",
  });
  expect(verdictOf(checksWith(["claim", "cannot-check", "no-evidence"]), "slow")).toEqual({
    verdict: "out-of-scope",
    reason: "no-evidence",
  });
  // The word of another check is not the claim's.
  expect(verdictOf(checksWith(["definition", "cannot-check", "no-evidence"]), "slow")).toMatchObject({
    reason: "for-people",
  });
  expect(verdictOf(checksWith(["secrets", "fail", "password"]), "slow")).toMatchObject({ verdict: "refuted" });
});

test("what is open to the index is settled: nothing is proven by what it lacks", () => {
  const open = (reason: string) => settle({ verdict: "open", reason });
  expect(open("missing-definition")).toEqual({ verdict: "out-of-scope", reason: "not-listed" });
  expect(open("audience-is-a-name")).toEqual({ verdict: "out-of-scope", reason: "for-people" });
  expect(open("runtime-unavailable")).toEqual({ verdict: "inconclusive", reason: "runtime-unavailable" });
  expect(settle({ verdict: "proven" })).toEqual({ verdict: "proven", reason: null });
  const contested = { verdict: "contested", reason: "key-weak" } as const;
  expect(settle(contested)).toEqual(contested);
});

test("whatever a verdict rests on is in the hash of its inputs", () => {
  const inputs = {
    faultId: "ab".repeat(32),
    commit: "cd".repeat(32),
    keyHistory: { origin: "example.com/log", head: "ef".repeat(32), events: 3 },
    t: asInstant(1_795_430_400_000),
    definition: null,
    state: null,
  } as unknown as Parameters<typeof inputsHash>[0];
  const others = [
    { faultId: null },
    { commit: "ce".repeat(32) },
    { keyHistory: null },
    { t: asInstant(1_795_430_400_001) },
    { definition: "ab".repeat(32) },
    { state: "ab".repeat(32) },
  ] as unknown as Partial<typeof inputs>[];
  const hashes = [inputs, ...others.map((other) => ({ ...inputs, ...other }))].map(inputsHash);
  expect(new Set(hashes).size).toBe(hashes.length);
  // Computed elsewhere, from the canonical JSON that docs/protocol/evidence.md names.
  expect(hashes[0]).toBe("bc66b0113b214c1a2a4abb9825c88b9a051890d7317a053d9fba980b23aad013");
});
