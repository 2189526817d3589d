/** Who moves under another model: what an announcement says of everybody, in an order that hides nobody. */
import { expect, test } from "vitest";
import type { MarksInput } from "./marks.ts";
import { MODEL_1, type Model } from "./model.ts";
import { listMoved, MOVED_LISTED, type Moved, movedOf } from "./model-delta.ts";
import { honest } from "./reachable.ts";
import { item, TODAY } from "./testing/records.ts";
import type { Tier } from "./tier.ts";

const moved = (provider: string, before: readonly [Tier, number] | null, after: readonly [Tier, number]): Moved => ({
  ...{ provider, term: "start", points: 0 },
  before: before && { tier: before[0], high: before[1] },
  after: { tier: after[0], high: after[1] },
});

test("changes of tier are listed first, whatever the distance, then the farthest, then by name; newcomers last", () => {
  const list = [
    moved("a-new", null, ["A", 1]),
    moved("near", ["C", 100_000], ["C", 100_001]),
    moved("far-down", ["E", 990_000], ["E", 310_000]),
    moved("far-up", ["E", 310_000], ["E", 990_000]),
    moved("tier", ["B", 49_999], ["C", 50_001]),
    moved("tier-farther", ["C", 50_001], ["B", 49_990]),
  ];
  const names = listMoved(list).moved.map(({ provider }) => provider);
  expect(names).toEqual(["tier-farther", "tier", "far-down", "far-up", "near", "a-new"]);
  expect(listMoved(list.toReversed()).moved.map(({ provider }) => provider)).toEqual(names);
});

test("an announcement lists two thousand and counts the others", () => {
  const many = Array.from({ length: 2_003 }, (_, at) => moved(`p${at}`, ["C", 100_000], ["C", 100_000 + at]));
  const { moved: listed, unlisted } = listMoved(many);
  expect([listed.length, MOVED_LISTED, unlisted]).toEqual([2_000, 2_000, 3]);
  expect([listed[0]?.provider, listed.at(-1)?.provider]).toEqual(["p2002", "p3"]);
  expect(listMoved(many.slice(0, 5))).toMatchObject({ unlisted: 0, moved: { length: 5 } });
});

test("whoever moves is told the term whose points differ most, in which direction and by how much", () => {
  const items = Array.from({ length: 40 }, (_, at) => item({ id: `${at}`, entry: at, day: TODAY - at }));
  const fault = item({ id: "f", entry: 90, type: "ruling", severity: "moderate", attribution: "malice" });
  const input = { ...honest("service", 0, MODEL_1), items: [...items, fault] };
  const by = (model: Model, facts: MarksInput = input) =>
    movedOf("p", { input: facts, model: MODEL_1 }, { input: facts, model }, TODAY);
  const { base } = MODEL_1;
  const weighsBad = (moderate: number) => ({ ...MODEL_1, base: { ...base, bad: { ...base.bad, moderate } } });
  const [more, less] = [by(weighsBad(6_000)), by(weighsBad(1_500))];
  expect([more?.term, less?.term]).toEqual(["ruling", "ruling"]);
  expect([Math.sign(more?.points ?? 0), Math.sign(less?.points ?? 0)]).toEqual([-1, 1]);
  expect(more?.after.high).toBeGreaterThan(more?.before?.high ?? 1_000_000);
  expect(less?.after.high).toBeLessThan(less?.before?.high ?? 0);
  const startAt = (startPoints: number) => ({ ...MODEL_1, startPoints });
  expect(by(startAt(-900))).toMatchObject({ term: "start", points: -900 });
  expect(by(MODEL_1)).toBeUndefined();
  // Only what follows from the points differs.
  const { faultTable } = MODEL_1;
  const ppm = faultTable.ppm.map((chance) => (chance + 1_000_000) >> 1);
  expect(by({ ...MODEL_1, faultTable: { ...faultTable, ppm } })).toMatchObject({ term: "tables", points: 0 });
  const { terms } = MODEL_1.failure;
  const age = { ...terms.age, steps: terms.age.steps.map((step) => ({ ...step, points: step.points - 7_000 })) };
  const failure = { ...MODEL_1.failure, terms: { ...terms, age } };
  expect(by({ ...MODEL_1, failure }, honest("instance", 400, MODEL_1))).toMatchObject({ term: "age", points: -7_000 });
});
