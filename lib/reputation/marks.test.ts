import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Band } from "./band.ts";
import { conductScoreOf } from "./conduct.ts";
import { failureProbability, type InstanceFacts } from "./failure.ts";
import { type MarksInput, marksDigest, marksOf, ratedOf } from "./marks.ts";
import { MODEL_1 } from "./model.ts";
import { honest, reachable } from "./reachable.ts";
import { stackedBand, stackOf } from "./stack.ts";
import { diceOf, inputByChance, manyMarksDigest } from "./testing/many-marks.ts";
import { item, TODAY } from "./testing/records.ts";
import { type GateFacts, type Tier, tierOfBand, worseTier } from "./tier.ts";

fc.configureGlobal({ seed: 6962 });

const NEWCOMER: MarksInput = {
  items: [],
  instance: null,
  gates: { hasEquivocated: false, silentHours: null, stale: [], ending: [], isClosing: false },
  steps: 0,
};
const marks = (input: Partial<MarksInput>, day = TODAY) => marksOf({ ...NEWCOMER, ...input }, MODEL_1, day);
const DAY = 20_730;
/** The honest service after two years, which is rated A, with other gates. */
const rated = (gates: Partial<GateFacts>, items: MarksInput["items"] = []) => {
  const input = honest("service", 730, MODEL_1);
  return marks({ ...input, items: [...input.items, ...items], gates: { ...input.gates, ...gates } }, DAY);
};
const bad: Readonly<Record<Tier, number>> = { A: 0, B: 1, C: 2, D: 3, unrated: 3, E: 4 };

test("a hundred marks on days by chance have the digest that every engine must reach", () => {
  expect(manyMarksDigest()).toBe("e120ee29d9cbc34fce4f0362805fd7a72cc51f4530f2273167602a3edb733b65");
});

test("no code that makes marks asks the engine for mathematics, a clock, dice or a locale", () => {
  const sources = globSync("**/*.ts", { cwd: import.meta.dirname }).filter(
    (file) => !/\.test\.ts$|^backtest\/|^testing\//.test(file),
  );
  expect(sources.length).toBeGreaterThan(15);
  const impure = /\bMath\.|\*\*=|\bDate\b|\bIntl\b|toLocale|parseFloat|toFixed/;
  const readers = sources.filter((file) => {
    const code = readFileSync(path.join(import.meta.dirname, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    return impure.test(code);
  });
  expect(readers).toEqual([]);
});

test("a newcomer is unrated, as a service and as an instance, and its limit is that of D", () => {
  expect(marks({})).toMatchObject({ tier: "unrated", byPoints: "unrated", depth: "none", effective: 0, gates: [] });
  expect(marks(honest("instance", 0, MODEL_1), 20_000)).toMatchObject({ tier: "unrated", depth: "none" });
  expect(marks({ items: [item(), item({ id: "1", entry: 1, day: TODAY - 1 })] }).tier).toBe("unrated");
});

/** Tier, days, weeks, audits and duties. */
const PATHS = [
  ["service", "D 15 3 11 0", "C 40 6 30 1", "B 163 24 117 5", "A 659 95 471 21"],
  ["instance", "D 10 2 0 0", "C 30 5 0 1", "B 144 21 0 4", "A 489 70 0 16"],
] as const;

test("an anonymous small provider reaches B within 180 days by evidence alone, and A within two years", () => {
  for (const kind of ["service", "instance"] as const) {
    const path = reachable(kind, MODEL_1);
    expect(path.map(({ tier }) => tier)).toEqual(["D", "C", "B", "A"]);
    expect(path.find(({ tier }) => tier === "B")?.days).toBeLessThanOrEqual(180);
    expect(path.find(({ tier }) => tier === "A")?.days).toBeLessThanOrEqual(730);
  }
  // As /method prints it: by any of these numbers a provider plans its year.
  expect(PATHS.map(([kind]) => reachable(kind, MODEL_1).map((at) => Object.values(at).join(" ")))).toEqual(
    PATHS.map(([, ...path]) => path),
  );
  // Nobody vouches for its auditors, it proves no volume, and it is no better than what it was seen to do.
  const { items, instance } = honest("instance", 500, MODEL_1);
  expect(instance).toMatchObject({ volume: null, ownerProviders: null, hostProviders: null });
  expect(items.every(({ reporter, cluster }) => reporter === null || cluster === "unvouched")).toBe(true);
});

test("the path of an instance holds what it says: signs of life from day 3, proof and steps every month, and no more", () => {
  const factsAfter = (days: number) => {
    const { instance, steps, gates, items } = honest("instance", days, MODEL_1);
    const { coverage, heartbeat, ageDays, heartbeatDays } = instance ?? { coverage: null, heartbeat: "?" };
    return [
      ageDays,
      coverage?.percent,
      coverage?.ageDays,
      heartbeat,
      heartbeatDays,
      gates.silentHours,
      steps,
      items.length,
    ];
  };
  expect([2, 3, 29, 30, 59, 60, 364, 365].map(factsAfter)).toEqual([
    [2, undefined, undefined, "none", 2, null, 1, 0],
    [3, undefined, undefined, "armed", 3, 20, 1, 0],
    [29, undefined, undefined, "armed", 29, 20, 1, 0],
    [30, 101, 0, "armed", 30, 20, 2, 1],
    [59, 101, 29, "armed", 59, 20, 2, 1],
    [60, 101, 0, "armed", 60, 20, 2, 2],
    [364, 101, 4, "armed", 364, 20, 2, 12],
    [365, 101, 5, "armed", 365, 20, 3, 12],
  ]);
  const { items, gates, steps } = honest("service", 14, MODEL_1);
  expect(items.map(({ day, reporter }) => `${day} ${reporter}`)).toEqual(
    [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((at) => `${20_000 + at} ${["first", "second", "third"][at % 3]}`),
  );
  expect(items.every(({ standing, cluster }) => standing === "half" && cluster === "unvouched")).toBe(true);
  expect([gates.hasEquivocated, gates.isClosing, gates.silentHours, steps]).toEqual([false, false, null, 2]);
});

test("one more clean check lowers no tier and no limit, whatever stands on record; one more fault raises none", () => {
  const dice = diceOf(3);
  const audit = (day: number) => item({ id: "one more", entry: 1_000_000, day });
  const fault = (day: number) => ({ ...audit(day), type: "ruling" as const, severity: "minor" as const });
  const shares = MODEL_1.limits.sharePercent;
  const seen = new Set<string>();
  for (let run = 0; run < 400; run++) {
    // Few facts, and old ones: there one check more decides whether there is a tier at all.
    const input = inputByChance(dice, dice(12));
    const day = TODAY + dice(900);
    const before = marks(input, day);
    const checked = marks({ ...input, items: [...input.items, audit(day)] }, day);
    const caught = marks({ ...input, items: [...input.items, fault(day)] }, day);
    seen.add(`${before.byPoints} ${checked.byPoints}`);
    expect(bad[checked.tier]).toBeLessThanOrEqual(bad[before.tier]);
    expect(bad[checked.byPoints]).toBeLessThanOrEqual(bad[before.byPoints]);
    expect(shares[checked.tier]).toBeGreaterThanOrEqual(shares[before.tier]);
    expect(bad[caught.tier]).toBeGreaterThanOrEqual(bad[before.tier]);
  }
  expect([...seen]).toEqual(expect.arrayContaining(["unrated unrated", "unrated D", "E E"]));
});

test("E takes evidence beside clean checks: with less, who would be E stays unrated, however often it was checked", () => {
  const old = item({
    id: "old",
    entry: 0,
    type: "ruling",
    severity: "serious",
    attribution: "unknown",
    day: TODAY - 150,
  });
  const checks = (count: number) =>
    Array.from({ length: count }, (_, at) => item({ id: `${at}`, entry: at + 1, day: TODAY - at }));
  const tiers = [0, 1, 5, 20, 60, 200, 500].map((count) => marks({ items: [old, ...checks(count)] }).tier);
  expect(tiers.slice(0, 2)).toEqual(["unrated", "unrated"]);
  expect(tiers).not.toContain("E");
  expect(tiers.at(-1)).not.toBe("unrated");
  expect(marks({ items: [{ ...old, day: TODAY }] }).tier).toBe("E");
});

test("a claim changes no byte of the marks, and neither does the order of facts", () => {
  const dice = diceOf(1);
  for (let run = 0; run < 20; run++) {
    const input = inputByChance(dice, 40);
    const claims = input.items.map((each) => ({ ...each, id: `c${each.id}`, evidence: "claim" as const }));
    const digest = marksDigest(marks(input));
    expect(marksDigest(marks({ ...input, items: [...claims, ...input.items].reverse() }))).toBe(digest);
  }
});

test("gates: what no points outweigh, each with its end, and the tier by points stays told", () => {
  expect(rated({})).toMatchObject({ tier: "A", byPoints: "A", gates: [], pending: null, isShut: false });
  expect(rated({ stale: ["identity", "fees"] })).toMatchObject({
    tier: "C",
    byPoints: "A",
    gates: [{ rule: "stale", atBest: "C", until: null, of: ["fees", "identity"] }],
  });
  expect(rated({ hasEquivocated: true })).toMatchObject({ tier: "E", byPoints: "A", isShut: false });
  expect(rated({ silentHours: 71 })).toMatchObject({ tier: "A", isShut: false });
  expect(rated({ silentHours: 72 })).toMatchObject({ tier: "A", isShut: true, gates: [{ rule: "suspended" }] });
  expect(rated({ silentHours: 336 })).toMatchObject({ tier: "E", isShut: true, gates: [{ rule: "failed" }] });
  expect(rated({ isClosing: true })).toMatchObject({ tier: "A", isShut: true });
  expect(rated({ stale: ["fees"], hasEquivocated: true }).tier).toBe("E");
});

test("an upheld grave lie with malice keeps a provider at D or worse for a year, whatever else it did", () => {
  const lie = (age: number) =>
    item({ id: "lie", entry: 5, type: "ruling", severity: "grave", attribution: "malice", day: DAY - age });
  const gate = { rule: "malice", atBest: "D", until: DAY - 300 + 366, of: ["lie"] };
  expect(rated({}, [lie(300)]).gates).toEqual([gate]);
  expect(rated({}, [lie(365)]).gates).toHaveLength(1);
  expect(rated({}, [lie(366)]).gates).toHaveLength(0);
  expect(rated({}, [{ ...lie(1), attribution: "negligence" }]).gates).toHaveLength(0);
  expect(rated({}, [{ ...lie(1), evidence: "claim" }])).toEqual(rated({}));
});

test("a downgrade that a running clock brings is told with its day and reason; what lowers nothing is not", () => {
  const ending = [
    { type: "fees", day: DAY + 9 },
    { type: "contacts", day: DAY + 4 },
  ];
  expect(rated({ ending }).pending).toEqual({ tier: "C", day: DAY + 4, reason: "stale", of: "contacts" });
  expect(rated({ ending: ending.toReversed() }).pending).toMatchObject({ day: DAY + 4, of: "contacts" });
  const sameDay = ["identity", "fees"].map((type) => ({ type, day: DAY + 10 }));
  expect(rated({ ending: sameDay }).pending).toMatchObject({ of: "fees" });
  // Of one day the worse: the silence makes it E.
  expect(rated({ ending: sameDay, silentHours: 100 }).pending).toMatchObject({ tier: "E", of: "heartbeat" });
  expect(rated({ ending, stale: ["identity"] }).pending).toBeNull();
  expect(rated({ silentHours: 100 }).pending).toEqual({ tier: "E", day: DAY + 10, reason: "failed", of: "heartbeat" });
});

test("tiers go by the upper end, and unrated counts as D", () => {
  const tier = (high: number) => tierOfBand({ high }, MODEL_1);
  expect([0, 19_999, 20_000, 49_999, 50_000, 119_999, 120_000, 299_999, 300_000].map(tier)).toEqual([..."AABBCCDDE"]);
  expect([
    worseTier("unrated", "C"),
    worseTier("C", "unrated"),
    worseTier("unrated", "D"),
    worseTier("A", "E"),
  ]).toEqual(["unrated", "unrated", "unrated", "E"]);
});

const facts = fc.nat(2 ** 30).map((seed) => {
  const dice = diceOf(seed + 1);
  const input = inputByChance(dice, 10);
  return input.instance ?? ({ ...honest("instance", 90, MODEL_1).instance } as InstanceFacts);
});
const conduct = conductScoreOf([], MODEL_1, TODAY);
const failure = (of: InstanceFacts) => failureProbability(of, conduct, MODEL_1);

test("the scorecard's bars sum to its score, and its band holds its estimate", () => {
  fc.assert(
    fc.property(facts, (of) => {
      const { score, start, bars, band } = failure(of);
      expect(bars.reduce((sum, { points }) => sum + points, start)).toBe(score);
      expect(band.low <= band.estimate && band.estimate <= band.high && Number.isSafeInteger(band.high)).toBe(true);
    }),
  );
});

test("unknown is never worth more than the best that could be known, and bad news never helps", () => {
  fc.assert(
    fc.property(facts, (of) => {
      const worse: Partial<InstanceFacts>[] = [
        { daysSinceBreach: 3 },
        { heartbeat: "failed" },
        { silences: of.silences + 1 },
        { steps: 0 },
        { ownerProviders: 9 },
        { coverage: { percent: 0, ageDays: 999 } },
        { servicesScore: -5000 },
      ];
      for (const change of worse) expect(failure({ ...of, ...change }).score).toBeLessThanOrEqual(failure(of).score);
      const unknown = { coverage: null, ownerProviders: null, hostProviders: null, servicesScore: null, volume: null };
      const best = {
        coverage: { percent: 120, ageDays: 0 },
        ownerProviders: 0,
        hostProviders: 0,
        servicesScore: 18_000,
        volume: "9000000000",
      };
      expect(failure({ ...of, ...unknown }).score).toBeLessThan(failure({ ...of, ...best }).score);
    }),
  );
  const score = (volume: string) =>
    failure({ ...(honest("instance", 90, MODEL_1).instance as InstanceFacts), volume }).score;
  expect(score("4000000") - score("1000000")).toBe(7_400);
  expect(score("0")).toBe(score("1"));
  expect(score("nonsense")).toBe(score("1"));
});

test("faults of an instance count against it, their absence is no stain", () => {
  const input = honest("instance", 730, MODEL_1);
  expect(marks(input, DAY)).toMatchObject({ tier: "A", decidedBy: "failure" });
  const fault = item({ id: "x", entry: 9999, type: "ruling", severity: "serious", day: DAY });
  const struck = marks({ ...input, items: [...input.items, fault] }, DAY);
  expect(struck).toMatchObject({ decidedBy: "conduct", failure: { score: expect.any(Number) } });
  expect(bad[struck.tier]).toBeGreaterThanOrEqual(bad.D);
});

test("a stack is never better than either of its risks, and shows both together", () => {
  const band = (high: number): Band => ({ estimate: high, low: 0, high });
  expect(stackedBand(band(40_000), band(30_000)).high).toBe(68_800);
  const [service, instance] = [ratedOf(rated({})), ratedOf(marks(honest("instance", 730, MODEL_1), DAY))];
  const stack = stackOf(service, instance, MODEL_1);
  expect([service.tier, instance.tier, stack.tier]).toEqual(["A", "A", "B"]);
  expect(stackOf(service, ratedOf(marks({})), MODEL_1).tier).toBe("unrated");
  expect(stackOf(service, { ...instance, isShut: true }, MODEL_1).isShut).toBe(true);
});
