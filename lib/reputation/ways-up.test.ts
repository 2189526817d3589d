import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { type MarksInput, marksOf } from "./marks.ts";
import { MODEL_1 } from "./model.ts";
import { honest, reachable } from "./reachable.ts";
import { diceOf, inputByChance } from "./testing/many-marks.ts";
import { item, TODAY } from "./testing/records.ts";
import { changedInput, type Way, waysUp } from "./ways-up.ts";

const upOf = (input: MarksInput) => waysUp(input, MODEL_1, TODAY);
const marksAfter = (input: MarksInput, { acts }: Way, days: number) =>
  marksOf(changedInput(input, acts, TODAY, days), MODEL_1, TODAY + days);
const actsOf = ({ acts }: Way) => acts.map(({ act }) => act);

/** As the honest one of `/method` stands today after some days. */
function honestToday(kind: "service" | "instance", days: number): MarksInput {
  const { items, ...rest } = honest(kind, days, MODEL_1);
  return { ...rest, items: items.map((one) => ({ ...one, day: one.day + TODAY - 20_000 - days })) };
}

/** A provider of whom nothing is known but so many faults of one age. */
function faulty(kind: "service" | "instance", count: number, ageDays: number): MarksInput {
  const fault = { type: "ruling", severity: "serious", attribution: "unknown", day: TODAY - ageDays } as const;
  const items = Array.from({ length: count }, (_, at) => item({ ...fault, id: `${at + 1}`, entry: at + 1 }));
  return { ...honestToday(kind, 0), items };
}

test("every way has the tier that it names on its day, better than now, and had not on the day before", () => {
  const dice = diceOf(11);
  const rank = (tier: string, isShut: boolean) => (isShut ? 9 : tier === "unrated" ? 3 : "ABCDE".indexOf(tier));
  let ways = 0;
  for (let round = 0; round < 60; round++) {
    const input = inputByChance(dice, dice(60));
    const up = upOf(input);
    const now = rank(up.from, up.isShut);
    for (const way of up.ways) {
      const then = marksAfter(input, way, way.day - TODAY);
      expect(then.tier).toBe(way.tier);
      expect(rank(then.tier, then.isShut)).toBeLessThan(now);
      if (way.day > TODAY) {
        const before = marksAfter(input, way, way.day - TODAY - 1);
        // Of who is E, evidence may have faded before: being unrated is not a way.
        if (up.from !== "E" || before.tier !== "unrated")
          expect(rank(before.tier, before.isShut)).toBeGreaterThanOrEqual(now);
      }
      ways += 1;
    }
  }
  expect(ways).toBeGreaterThan(40);
});

test("the same records have the same ways up, on every engine and in every version of this code", () => {
  const dice = diceOf(12);
  const inputs = Array.from({ length: 30 }, (_, at) => {
    const input = inputByChance(dice, dice(at % 2 === 0 ? 12 : 80));
    return { ...input, gates: { ...input.gates, hasEquivocated: false, isClosing: false } };
  });
  const faults = [
    faulty("service", 1, 150),
    faulty("instance", 1, 150),
    faulty("service", 3, 60),
    faulty("instance", 2, 400),
  ];
  const young = [honestToday("instance", 20), honestToday("service", 30)];
  const told = [...inputs, ...young, ...faults].map(upOf);
  const acts = new Set(
    told
      .flatMap(({ ways, rated, ratedE, faded }) => [...ways, rated, ratedE, faded])
      .flatMap((way) => way?.acts.map(({ act }) => act) ?? []),
  );
  expect([...acts].sort()).toEqual(["audits", "coverage", "heartbeat", "lift", "steps", "wait"]);
  for (const way of ["rated", "ratedE", "faded"] as const) expect(told.some((up) => up[way] !== null)).toBe(true);
  expect(hexEncode(sha256(canonicalBytes(told)))).toBe(
    "d6aab2f9eeaaf73808eaf9500166ece9a4b3defb263afc3d1ab8d8d1b08060c1",
  );
});

test("ahead of today time does what runs by itself, and an act what it says, to the day", () => {
  const plain = honestToday("instance", 20);
  const own = { ageDays: 20, heartbeatDays: 20, daysSinceBreach: 9, silences: 1, steps: 1 } as const;
  const input = { ...plain, instance: plain.instance && { ...plain.instance, ...own } };
  const after = (acts: Way["acts"], days: number, gates: Partial<MarksInput["gates"]> = {}) =>
    changedInput({ ...input, gates: { ...input.gates, ...gates } }, acts, TODAY, days);
  const wait = [{ act: "wait" }] as const;
  expect(after(wait, 10).instance).toMatchObject({ ageDays: 30, heartbeatDays: 30, daysSinceBreach: 19, silences: 1 });
  expect(after(wait, 900).instance?.heartbeatDays).toBe(730);
  expect([71, 72].map((silentHours) => after(wait, 2, { silentHours }).gates.silentHours)).toEqual([71, 120]);
  const ending = [{ type: "fees", day: TODAY + 1 }];
  expect(after(wait, 2, { ending }).gates.ending).toEqual([]);
  const lift = (rule: "stale" | "failed") => [{ act: "lift", rule, of: [] }] as const;
  expect(after(lift("stale"), 2, { stale: ["fees"], silentHours: 80 }).gates).toMatchObject({
    stale: [],
    silentHours: 128,
  });
  expect(after(lift("failed"), 2, { stale: ["fees"], silentHours: 400 }).gates).toMatchObject({
    stale: ["fees"],
    silentHours: 0,
  });
  expect(after([{ act: "steps", steps: 3 }], 0)).toMatchObject({ steps: 3, instance: { steps: 3 } });
  const coverage = { percent: 104, ageDays: 0 };
  expect(after([{ act: "coverage", percent: 104 }], 60).instance?.coverage).toEqual(coverage);
  const still = { ...input, instance: input.instance && { ...input.instance, heartbeat: "none" as const } };
  expect(changedInput(still, wait, TODAY, 10).instance?.heartbeatDays).toBe(20);
  expect(changedInput(still, [{ act: "heartbeat" }], TODAY, 10).instance).toMatchObject({
    heartbeat: "armed",
    heartbeatDays: 30,
  });
  const items = [item({ id: "7", entry: 7 }), item({ id: "3", entry: 3 })];
  const added = changedInput({ ...honestToday("service", 0), items }, [{ act: "audits" }], TODAY, 8).items.slice(2);
  expect(added.map(({ id, entry, day }) => [id, entry, day - TODAY])).toEqual(
    [0, 1, 2, 3, 4, 7, 8].map((at) => [`ahead.${at}`, 8 + at, at]),
  );
});

test("nothing that a provider does alone is a way out of two words on one thing", () => {
  for (const kind of ["service", "instance"] as const) {
    const input = honestToday(kind, 600);
    const up = upOf({ ...input, gates: { ...input.gates, hasEquivocated: true } });
    expect(up).toMatchObject({ from: "E", ways: [] });
  }
});

test("a newcomer's way is the shortest honest path that the model states", () => {
  const [way] = upOf(honestToday("service", 0)).ways;
  const path = reachable("service", MODEL_1).find(({ tier }) => tier === "C");
  expect(way && actsOf(way)).toEqual(["audits"]);
  // The path also renews a disclosure every month, which nobody is asked for here.
  expect(way && Math.abs(way.day - TODAY - (path?.days ?? 0))).toBeLessThanOrEqual(7);
  expect(upOf(honestToday("service", 0)).rated?.day).toBeLessThan(way?.day ?? 0);
});

test("no way promises E as a first tier, nor that evidence which fades is a way out of it", () => {
  // Clean checks never say E; signs of life of an instance do.
  expect(upOf(faulty("service", 1, 150))).toMatchObject({ from: "unrated", rated: { tier: "D" }, ratedE: null });
  expect(upOf(faulty("instance", 1, 150))).toMatchObject({
    from: "unrated",
    ratedE: { acts: [{ act: "heartbeat" }], tier: "E" },
  });
  let [promised, faded] = [0, 0];
  const cases = (["service", "instance"] as const).flatMap((kind) =>
    [1, 2, 3].flatMap((count) => [0, 60, 150, 400, 800].map((ageDays) => ({ kind, count, ageDays }))),
  );
  for (const { kind, count, ageDays } of cases) {
    const input = faulty(kind, count, ageDays);
    const { from, ways, rated, ratedE, faded: gone } = upOf(input);
    for (const way of [...ways, ...(rated === null ? [] : [rated])]) {
      expect(["A", "B", "C", "D"]).toContain(way.tier);
      expect(marksAfter(input, way, way.day - TODAY).tier).toBe(way.tier);
    }
    if (rated !== null && ratedE !== null) expect(ratedE.day).toBeLessThanOrEqual(rated.day);
    if (ratedE !== null) promised += 1;
    if (gone === null) continue;
    faded += 1;
    expect([from, marksAfter(input, gone, gone.day - TODAY).tier]).toEqual(["E", "unrated"]);
  }
  expect(promised).toBeGreaterThan(2);
  expect(faded).toBeGreaterThan(2);
});

test("what an ended disclosure holds down comes back on the day on which it is renewed", () => {
  const plain = honestToday("service", 200);
  const input = { ...plain, gates: { ...plain.gates, stale: ["fees"] } };
  const up = upOf(input);
  expect([up.from, up.goal]).toEqual(["C", "B"]);
  expect(up.ways[0]).toEqual({
    acts: [{ act: "lift", rule: "stale", of: ["fees"] }],
    tier: "B",
    day: TODAY,
    audits: 0,
  });
});

test("a grave lie with malice ends by time and work only, on no day within its year", () => {
  const plain = honestToday("service", 600);
  const lie = { type: "ruling", severity: "grave", attribution: "malice", day: TODAY - 20 } as const;
  const input = { ...plain, items: [...plain.items, item({ id: "9000", entry: 9000, ...lie })] };
  const up = upOf(input);
  expect(["D", "E"]).toContain(up.from);
  for (const { day } of up.ways.filter(({ tier }) => tier !== "D")) expect(day).toBeGreaterThan(TODAY + 345);
});

test("an instance is told what it alone can do, and only what brings its day nearer", () => {
  const plain = honestToday("instance", 20);
  const up = upOf(plain);
  expect(up.goal).toBe("C");
  expect(up.ways.map(actsOf)).toEqual([["coverage", "steps"], ["coverage"], ["steps"], ["wait"]]);
  const days = up.ways.map(({ day }) => day);
  expect(days).toEqual(days.toSorted((a, b) => a - b));
});

test("a silence is ended by a sign of life; a closing and an A have nothing above them", () => {
  const plain = honestToday("instance", 200);
  const silent = { ...plain, gates: { ...plain.gates, silentHours: 80 } };
  expect(upOf(silent).ways[0]?.acts).toEqual([{ act: "lift", rule: "suspended", of: [] }]);
  expect(upOf({ ...plain, gates: { ...plain.gates, isClosing: true } }).ways).toEqual([]);
  expect(upOf(honestToday("instance", 600))).toMatchObject({ from: "A", goal: null, ways: [], rated: null });
});
