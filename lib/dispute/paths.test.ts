import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import { disputeRulesSchema, PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import { instantOf } from "./clocks.ts";
import { CASE_STATES } from "./dispute.ts";
import { brokenPromiseOf, pathsOfAppeal, pathsToRuling, rulingDueBy } from "./paths.ts";
import { FILED_AT } from "./testing/disputes.ts";
import { TRANSITIONS } from "./transitions.ts";

const filed = instantOf(FILED_AT);
const slow = { ...PRESET_DISPUTE_RULES, hours: { ...PRESET_DISPUTE_RULES.hours, shares: 25, admissionAppeal: 720 } };

test.each([
  ["the presets", PRESET_DISPUTE_RULES, false, 28],
  ["the presets with an extension", PRESET_DISPUTE_RULES, true, 35],
  ["slower clocks", slow, false, 45],
])("every way from a report to its ruling fits the promise: %s", (_name, rules, extended, promisedDays) => {
  expect(disputeRulesSchema.safeParse(rules).success).toBe(true);
  const promise = rulingDueBy(filed, rules, extended) - filed;
  expect(promise / DAY_MS).toBe(promisedDays);
  const paths = pathsToRuling(rules, extended);
  expect(paths.length).toBeGreaterThan(5);
  for (const { ms, states } of paths) expect({ states, fits: ms <= promise }).toEqual({ states, fits: true });
});

test("the ways to a ruling take the hours that their clocks say, and ten minutes for the verdict", () => {
  const taken = (extended: boolean) =>
    new Map(pathsToRuling(PRESET_DISPUTE_RULES, extended).map(({ states, ms }) => [states.join(" "), ms / HOUR_MS]));
  const hours = (from: string, ...of: number[]) => [from, of.reduce((sum, each) => sum + each, 1 / 6)] as const;
  // Evidence closes at a midnight, which can be a day later.
  const panel = [24 + 168, 24, 24, 120, 24, 48];
  const heard = "evidence_open drawing voting revealing draft ruled";
  const plain = taken(false);
  for (const [way, sum] of [
    hours(`filed proven ${heard}`, 168, ...panel),
    hours("filed proven ruled", 168),
    hours("filed awaiting_response accepted ruled", 168, 336),
    hours(`filed checked awaiting_response ${heard}`, 168, ...panel),
    hours("filed inadmissible appealed drawing voting revealing draft ruled", 336, 24 + 48, 24, 24, 120, 24, 48),
  ])
    expect(plain.get(way), way).toBeCloseTo(sum, 9);
  expect((taken(true).get("filed proven ruled") ?? 0) - (plain.get("filed proven ruled") ?? 0)).toBeCloseTo(168, 9);
  expect(pathsOfAppeal(PRESET_DISPUTE_RULES).map(({ ms }) => ms / HOUR_MS)).toEqual([
    24 + 48 + 24 + 24 + 120 + 24 + 48,
  ]);
});

test("every way from an appeal to its end fits the policy's hours for it", () => {
  const paths = pathsOfAppeal(PRESET_DISPUTE_RULES);
  expect(paths).not.toEqual([]);
  for (const { ms } of paths) expect(ms).toBeLessThanOrEqual(PRESET_DISPUTE_RULES.hours.appealRuling * HOUR_MS);
});

test.each([
  ["the presets", {}, undefined],
  ["shorter clocks", { respond: 72, vote: 48 }, undefined],
  ["three days more to answer", { respond: 240 }, "A ruling would take up to 31 days; 28 is the most."],
  ["a longer extension", { extension: 192 }, "A ruling would take up to 36 days where more time to answer is taken"],
  ["an appeal that outlasts its promise", { appealRuling: 200 }, "this policy promises 200"],
  ["ninety days to appeal a refusal", { admissionAppeal: 2_160 }, "28 is the most"],
])("no policy may promise a ruling later than in 28 days, 35 with an extension: %s", (_name, change, says) => {
  const rules = { ...PRESET_DISPUTE_RULES, hours: { ...PRESET_DISPUTE_RULES.hours, ...change } };
  const broken = brokenPromiseOf(rules);
  if (says === undefined) expect(broken).toBeUndefined();
  else expect(broken).toContain(says);
});

test("a policy promises what the longest of the ways from an appeal takes, and an hour less is refused", () => {
  const longest = Math.max(...pathsOfAppeal(PRESET_DISPUTE_RULES).map(({ ms }) => ms)) / HOUR_MS;
  const promising = (appealRuling: number) => {
    const rules = { ...PRESET_DISPUTE_RULES, hours: { ...PRESET_DISPUTE_RULES.hours, appealRuling } };
    return brokenPromiseOf(rules);
  };
  expect([promising(longest), promising(longest - 1)]).toEqual([
    undefined,
    expect.stringContaining(`${longest} hours`),
  ]);
});

test("every state is reached, and a way leads out of each, or only a reopening", () => {
  const reached = new Set(["filed", ...TRANSITIONS.flatMap(({ to }) => to ?? [])]);
  expect([...reached].sort()).toEqual([...CASE_STATES].sort());
  const left = new Set(TRANSITIONS.flatMap(({ from, to }) => (to === null ? [] : from)));
  expect(CASE_STATES.filter((state) => !left.has(state))).toEqual(["duplicate"]);
});
