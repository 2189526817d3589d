import { expect, test } from "vitest";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { independentCount } from "./quorum.ts";
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
