/** What the history draws and says follows from the points alone. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { LEAST_PPM, MOST_PPM, riskPlace, TIER_LINES } from "#components/tier/tier-axis.ts";
import { glyphsOf, isTooYoung, labelled, runsOf, spanOf, stopsOf } from "./history-model.ts";
import { dayOfDate, type History, type HistoryPoint, piecesOf, pointAt, pointsIn } from "./history-points.ts";
import { SAMPLE_DAY, sampleHistory } from "./history-sample.ts";
import { pointsAxis, stepBand, stepLine, timePlace } from "./history-scale.ts";
import { dateText, eventWords, historyCaption, historyTitle, tooYoungTitle } from "./history-words.ts";
import { labelPlaces } from "./label-places.ts";

fc.configureGlobal({ seed: 6962 });

const FAULTY = sampleHistory({ days: 400, faults: [60] });
const first = (history: History) => history.points[0]?.day ?? 0;

const pointArb = fc.record({
  gap: fc.integer({ min: 1, max: 60 }),
  tier: fc.constantFrom("B", "C", "unrated" as const),
  more: fc.boolean(),
  high: fc.integer({ min: 0, max: 1_000_000 }),
});
const pointsArb = fc.array(pointArb, { minLength: 1, maxLength: 30 }).map((steps) => {
  let [day, effective] = [20_000, 1_000_000];
  return steps.map(({ gap, tier, more, high }): HistoryPoint => {
    day += gap;
    effective += more ? 500 : -100;
    return { day, tier, estimate: high >> 1, low: high >> 2, high, score: high - 500_000, effective, model: "m" };
  });
});

test("the pieces of a line leave no gap, do not overlap, and hold every point of the span", () => {
  fc.assert(
    fc.property(pointsArb, fc.array(fc.tuple(fc.nat(900), fc.nat(40)), { maxLength: 3 }), (points, outages) => {
      const [from, to] = [points[0]?.day ?? 0, points.at(-1)?.day ?? 0];
      const down = outages.map(([at, days]) => ({ from: from + at, to: from + at + days + 1 }));
      const pieces = piecesOf(points, { from, to }, down);
      expect(pieces[0]?.from).toBe(from);
      expect(pieces.at(-1)?.to).toBe(to);
      for (const [nth, piece] of pieces.entries()) {
        if (nth > 0) expect(piece.from).toBe(pieces[nth - 1]?.to);
        if (nth > 0) expect(piece.kind).not.toBe(pieces[nth - 1]?.kind);
        expect(piece.points[0]?.day).toBe(piece.from);
      }
      const drawn = new Set(pieces.flatMap((piece) => piece.points.map(({ day }) => day)));
      for (const { day } of points) expect(drawn.has(day)).toBe(true);
    }),
  );
});

test("a line is dashed from the 31st day without evidence on, and whole again with the first that comes", () => {
  const base = { tier: "B", estimate: 1, low: 1, high: 1, score: 0, model: "m" } as const;
  const points = [0, 10, 20, 30, 31, 40, 41].map((day) => ({
    ...base,
    day,
    effective: day < 41 ? 1_000 - day : 2_000,
  }));
  const pieces = piecesOf(points, { from: 0, to: 50 }, []);
  expect(pieces.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ["rated", 0, 31],
    ["thin", 31, 41],
    ["rated", 41, 50],
  ]);
});

test("what holds on a day is the newest point that is not later, as a slow search finds it", () => {
  fc.assert(
    fc.property(pointsArb, fc.integer({ min: 19_990, max: 22_000 }), (points, day) => {
      expect(pointAt(points, day)).toEqual(points.findLast((point) => point.day <= day));
    }),
  );
});

test("the axis is the market map's: higher is riskier, limits of tiers stand where they are, and nothing leaves the box", () => {
  const y = riskPlace({ height: 240 });
  expect([y(LEAST_PPM), y(MOST_PPM), y(0), y(1_000_000)]).toEqual([240, 0, 240, 0]);
  expect(TIER_LINES.map(y)).toEqual(TIER_LINES.map(y).toSorted((a, b) => b - a));
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -40_000, max: 40_000 }), { minLength: 1, maxLength: 20 }), (scores) => {
      const { least, most, ticks } = pointsAxis(scores);
      expect(least).toBeLessThanOrEqual(Math.min(...scores));
      expect(most).toBeGreaterThanOrEqual(Math.max(...scores));
      expect([ticks[0], ticks.at(-1)]).toEqual([least, most]);
      expect(ticks.length).toBeLessThanOrEqual(8);
    }),
  );
});

test("a step holds its value until the next, to the end of the stretch; the band closes", () => {
  const base = { tier: "B", estimate: 0, score: 0, effective: 0, model: "m" } as const;
  const points = [
    { ...base, day: 0, low: 1, high: 2 },
    { ...base, day: 5, low: 3, high: 4 },
  ];
  const x = timePlace({ from: 0, to: 10 }, { width: 100 });
  expect(stepLine(points, 10, x, ({ high }) => high)).toBe("M0.0 2.0H50.0V4.0H100.0");
  expect(
    stepBand(
      points,
      10,
      x,
      ({ high }) => high,
      ({ low }) => low,
    ),
  ).toBe("M0.0 2.0H50.0V4.0H100.0V3.0H50.0V1.0H0.0Z");
});

test("the title is the finding: what holds, since when, after what, and what held before", () => {
  const now = FAULTY.points.at(-1)?.tier;
  const [, before] = runsOf(FAULTY.points).toReversed();
  const since = runsOf(FAULTY.points).at(-1)?.from ?? 0;
  expect(historyTitle(FAULTY)).toContain(`${now} since ${dateText(since)}`);
  expect(historyTitle(FAULTY)).toContain(`before that ${before?.tier}`);
  const fell = { ...FAULTY, points: FAULTY.points.filter(({ day }) => day <= SAMPLE_DAY - 55) };
  expect(historyTitle(fell)).toContain("after “Proven: wrong result”");
  expect(historyTitle(sampleHistory({ days: 9 }))).toBe("Unrated for all 9 days seen");
  expect(historyTitle({ points: [], events: [], modelChanges: [] })).toBe("Not rated yet");
});

test("labels are of the largest changes, five at most, and the fault is among them", () => {
  const span = spanOf("all", first(FAULTY), SAMPLE_DAY);
  const found = labelled(FAULTY, span);
  expect(found.length).toBeLessThanOrEqual(5);
  expect(found.map(({ event }) => eventWords(event))).toContain("Proven: wrong result");
  expect(
    labelled(FAULTY, spanOf("30d", first(FAULTY), SAMPLE_DAY)).every(({ event }) => event.day > SAMPLE_DAY - 31),
  ).toBe(true);
});

test("no label covers another, and one without room is left out", () => {
  const at = (x: number, y: number) => ({ text: "Ruling: withdrawal refused", x, y });
  const placed = labelPlaces(
    [at(300, 1), at(310, 1), at(320, 30), at(325, 1), at(330, 1), at(330, 2), at(335, 1)],
    600,
  );
  expect(placed.length).toBeGreaterThanOrEqual(3);
  expect(placed.length).toBeLessThan(7);
  for (const one of placed)
    for (const other of placed)
      if (one !== other && Math.abs(one.x - other.x) < 160)
        expect(Math.abs(one.y - other.y)).toBeGreaterThanOrEqual(14);
  for (const { x, y } of placed) expect([x >= 0, x + 166 <= 600, y >= 12]).toEqual([true, true, true]);
});

test("a label keeps off levels and steps while there is a place without", () => {
  const strokes = [
    { left: 0, right: 300, top: 99, bottom: 101 },
    { left: 299, right: 301, top: 60, bottom: 100 },
    { left: 300, right: 600, top: 59, bottom: 61 },
  ];
  const [placed] = labelPlaces([{ text: "Ruling upheld, C to D", x: 300, y: 100 }], 600, strokes);
  const wide = 21 * 6.4;
  for (const { left, right, top, bottom } of strokes) {
    const { x = 0, y = 0 } = placed ?? {};
    expect(x >= right || x + wide <= left || y - 10 >= bottom || y + 3 <= top).toBe(true);
  }
  // Where a stroke is everywhere, it is still said.
  // Where the estimate runs close below the band, the label stands above the lower level, beside the step.
  const estimate = [{ left: 0, right: 600, top: 150, bottom: 200 }];
  const [beside] = labelPlaces([{ text: "Ruling upheld, C to D", x: 300, y: 140 }], 600, [
    { left: 0, right: 300, top: 60, bottom: 60 },
    { left: 300, right: 300, top: 60, bottom: 140 },
    { left: 300, right: 600, top: 140, bottom: 140 },
    ...estimate,
  ]);
  expect(beside).toMatchObject({ x: 306, y: 132 });
  expect(labelPlaces([{ text: "x", x: 10, y: 50 }], 600, [{ left: 0, right: 600, top: 0, bottom: 400 }])).toHaveLength(
    1,
  );
});

test("every event stands on the rail once, merged into one lane or in its own", () => {
  const span = spanOf("180d", first(FAULTY), SAMPLE_DAY);
  const within = FAULTY.events.filter(({ day }) => day >= span.from);
  const x = timePlace(span, { width: 300 });
  for (const lanes of [["all"], ["cases", "disclosures", "keys", "prices"]] as const) {
    const drawn = glyphsOf(FAULTY.events, span, lanes, x).flatMap(({ events }) => events);
    expect(drawn.map(({ entry }) => entry).toSorted()).toEqual(within.map(({ entry }) => entry).toSorted());
  }
});

test("stops are days of the span in order, with both ends and every event", () => {
  const span = spanOf("180d", first(FAULTY), SAMPLE_DAY);
  const stops = stopsOf(FAULTY, span);
  expect([stops[0], stops.at(-1)]).toEqual([span.from, span.to]);
  for (const { day } of FAULTY.events) if (day >= span.from) expect(stops).toContain(day);
  expect(stops).toEqual(stops.toSorted((a, b) => a - b));
});

test("under 14 days or 5 events there is no curve", () => {
  expect(isTooYoung(sampleHistory({ days: 13 }))).toBe(true);
  expect(tooYoungTitle(sampleHistory({ days: 13 }))).toBe("Too young for a curve: 13 days");
  expect(tooYoungTitle({ ...FAULTY, events: FAULTY.events.slice(0, 3) })).toMatch(
    /^Too little happened for a curve: 3 events in \d+ months$/,
  );
  expect(isTooYoung(FAULTY)).toBe(false);
  expect(isTooYoung({ ...FAULTY, events: FAULTY.events.slice(0, 4) })).toBe(true);
});

test("a caption of nothing rated says so, and never NaN", () => {
  const young = sampleHistory({ days: 9 });
  const caption = historyCaption(young, pointsIn(young.points, { from: first(young), to: SAMPLE_DAY }), "estimate");
  expect(caption).toContain("unrated on all of them");
  expect(`${caption}${historyCaption(FAULTY, FAULTY.points, "estimate")}`).not.toMatch(/NaN|Infinity|undefined/);
  expect(dayOfDate(dateText(SAMPLE_DAY))).toBe(SAMPLE_DAY);
});
