import { expect, test } from "vitest";
import { asInstant } from "#lib/kernel/instant.ts";
import { policyOf } from "#lib/server/witness/test-witness.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import { testKey } from "../test-log.ts";
import { ClockGuard } from "./clock-guard.ts";

const TRUE_TIME = 1_800_000_000_000;
const MINUTE = 60_000;
const LOG = asInstant(TRUE_TIME - 10 * MINUTE);
const witnesses = ["w1", "w2", "w3"].map((name) => ({
  name,
  vkey: witnessSignerOf(`${name}.example/w`, testKey(name).seed).vkey,
}));

/** Two of three make the quorum. `wall` is this machine's clock, `steady` the one that never jumps. */
function guarded(quorum?: "none") {
  const time = { wall: TRUE_TIME, steady: 5_000 };
  const all = policyOf("", witnesses);
  const policy = { ...all, groups: all.groups.map((group) => ({ ...group, threshold: 2 })), ...(quorum && { quorum }) };
  const guard = new ClockGuard({ policy, clock: () => asInstant(time.wall), monotonicMs: () => time.steady });
  const hear = (name: string, ms: number) => guard.hear(name, Math.floor(ms / 1000));
  return { time, guard, hear };
}

test("a clock that jumps is noticed at once, without a new answer", () => {
  const { time, guard, hear } = guarded();
  for (const { name } of witnesses) hear(name, TRUE_TIME);
  time.wall += 3 * MINUTE;
  time.steady += 3 * MINUTE;
  expect(guard.problem(LOG)).toBeUndefined();
  time.wall += 60 * MINUTE;
  expect(guard.problem(LOG)).toBe("The clock of this index is 60 minutes ahead of those of its watchers.");
  time.wall -= 120 * MINUTE;
  expect(guard.problem(LOG)).toBe("The clock of this index is 60 minutes behind those of its watchers.");
  time.wall += 60 * MINUTE;
  expect(guard.problem(LOG)).toBeUndefined();
});

test("it takes a quorum to doubt the clock, and a quorum that agrees with it ends the doubt", () => {
  const { guard, hear } = guarded();
  hear("w1", TRUE_TIME + 30 * MINUTE);
  expect(guard.problem(LOG)).toBeUndefined();
  hear("w2", TRUE_TIME + 20 * MINUTE);
  expect(guard.problem(LOG)).toContain("behind");
  hear("w2", TRUE_TIME);
  hear("w3", TRUE_TIME);
  expect(guard.problem(LOG)).toBeUndefined();
});

test("whatever the quorum, it takes more than half of all witnesses to doubt the clock", () => {
  const { guard, hear } = guarded("none");
  hear("w1", TRUE_TIME + 30 * MINUTE);
  expect(guard.problem(LOG)).toBeUndefined();
  hear("w2", TRUE_TIME + 30 * MINUTE);
  expect(guard.problem(LOG)).toContain("behind");
});

test("five minutes are allowed, and what was heard half an hour ago says nothing", () => {
  const { time, guard, hear } = guarded();
  for (const { name } of witnesses) hear(name, TRUE_TIME - 5 * MINUTE);
  expect(guard.problem(LOG)).toBeUndefined();
  for (const { name } of witnesses) hear(name, TRUE_TIME - 5 * MINUTE - 1000);
  expect(guard.problem(LOG)).toContain("ahead");
  time.steady += 30 * MINUTE + 1;
  expect(guard.problem(LOG)).toBeUndefined();
});

test("after a clock that ran ahead nothing is signed until the log's own last time is no longer ahead", () => {
  const { time, guard, hear } = guarded();
  for (const { name } of witnesses) hear(name, TRUE_TIME);
  const last = asInstant(TRUE_TIME + 8 * MINUTE);
  expect(guard.problem(last)).toContain("8 minutes ahead");
  time.wall += 3 * MINUTE;
  time.steady += 3 * MINUTE;
  expect(guard.problem(last)).toBeUndefined();
});
