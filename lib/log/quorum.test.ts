import { expect, test } from "vitest";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { independentCount, isDemonstrationName, isOwnWitness, isQuorumMetAt } from "./quorum.ts";
import { formatVkey } from "./vkey.ts";
import type { WitnessPolicy } from "./witness-policy.ts";

test("a log's own witness, by its name or by its key, and a demonstration are independent of it in nobody's arithmetic", () => {
  const key = (fill: number) => publicKeyOfSeed(new Uint8Array(32).fill(fill));
  const names = ["log.example/witness", "renamed.example/w", "w1.demo.invalid/w", "peer.example/witness"];
  const witnesses = names.map((name, at) => ({
    name,
    vkey: formatVkey({ name, type: "cosignature/v1", publicKey: key(at + 1) }),
  }));
  const policy: WitnessPolicy = { logs: [], witnesses, groups: [], quorum: "none" };
  const all = new Set(names);
  expect(independentCount(policy, all, { origin: "log.example", witnessKey: key(2) })).toBe(1);
  expect(independentCount(policy, all, { origin: "log.example" })).toBe(2);
  expect(independentCount(policy, all, { origin: "peer.example" })).toBe(2);
});

test("a demonstration is told by its whole host, not by letters in it", () => {
  const names = ["demo.invalid", "demo.invalid/w", "w1.demo.invalid", "w1.demo.invalid/a/b"];
  expect(names.filter(isDemonstrationName)).toEqual(names);
  const others = ["", "xdemo.invalid", "demo.invalid.example", "w.example/demo.invalid", "/w1.demo.invalid"];
  expect(others.filter(isDemonstrationName)).toEqual([]);
});

test("what is no key is nobody's witness", () => {
  expect(isOwnWitness("w1.demo.invalid", { origin: "log.example" })).toBe(false);
});

test("cosignatures convict by their times only when more than half of all witnesses agree, and the quorum too", () => {
  const policy = (count: number, quorum: string): WitnessPolicy => ({
    logs: [],
    witnesses: Array.from({ length: count }, (_, at) => ({ name: `w${at}`, vkey: "" })),
    groups: [],
    quorum,
  });
  const cosigned = (...times: number[]) => times.map((timeSeconds, at) => ({ witness: `w${at}`, timeSeconds }));
  const isLate = (timeSeconds: number) => timeSeconds > 10;
  const counts = (count: number, quorum: string, ...times: number[]) =>
    isQuorumMetAt(policy(count, quorum), cosigned(...times), isLate);
  expect(counts(3, "none", 11, 11)).toBe(true);
  expect(counts(3, "none", 11, 10)).toBe(false);
  expect(counts(4, "none", 11, 11)).toBe(false);
  expect(counts(3, "w2", 11, 11)).toBe(false);
  expect(counts(3, "w2", 11, 0, 11)).toBe(true);
  // One witness that says it twice is one.
  const twice = [...cosigned(11), ...cosigned(12)];
  expect(isQuorumMetAt(policy(3, "none"), twice, isLate)).toBe(false);
});
