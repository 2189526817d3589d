import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EntryIndex, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import {
  afterBeat,
  type Beat,
  deadlineOfSilence,
  FAILED_AFTER_MS,
  type Heartbeat,
  heartbeatStandingAt,
  heartbeatStateAt,
  type Outage,
  receiptsThatMatter,
  SUSPENDED_AFTER_MS,
  silenceReaches,
  withSuspension,
} from "./heartbeat.ts";

const start = asInstant(Date.UTC(2026, 10, 22, 10));
const hours = (count: number) => addMs(start, count * HOUR_MS);
const key = "k1" as Thumbprint;

/** The form after beats at given hours, each armed unless it says otherwise. */
function beats(...list: (number | (Partial<Beat> & { hour: number }))[]): Heartbeat {
  const whole = list.map((one) => (typeof one === "number" ? { hour: one } : one));
  return whole.reduce<Heartbeat | null>((before, { hour, ...change }, nth) => {
    const beat = {
      entry: nth as EntryIndex,
      loggedAt: hours(hour),
      key,
      cadenceHours: 6,
      softwareVersion: "1",
      armed: true,
      effectiveAt: hours(hour),
      elsewhere: undefined,
      ...change,
    };
    const after = afterBeat(before, beat, []);
    if (after === undefined) throw new Error(`refused at hour ${hour}`);
    return after;
  }, null) as Heartbeat;
}

const stateAfter = (heartbeat: Heartbeat, now: Instant, outages: Outage[] = []) =>
  heartbeatStateAt(heartbeat, outages, now);

describe("what readers are told", () => {
  const standing = (heartbeat: Heartbeat | null, hour: number, outages: Outage[] = []) =>
    heartbeatStandingAt(heartbeat, outages, hours(hour));

  test("the state has its own beginning, and silence is told without the log's outages", () => {
    expect(standing(null, 0)).toEqual({ state: "none", since: null, silentMs: null });
    const armed = beats(0, 6, 12);
    expect(standing(armed, 20)).toEqual({ state: "beating", since: hours(12), silentMs: 8 * HOUR_MS });
    expect(standing(armed, 30)).toMatchObject({ state: "late", since: hours(24) });
    expect(standing(armed, 12 + 72)).toMatchObject({ state: "suspended", since: hours(84) });
    expect(standing(armed, 12 + 15 * 24)).toMatchObject({ state: "failed", since: hours(12 + 14 * 24) });
    const outages = [{ from: formatInstant(hours(6)), to: formatInstant(hours(22)) }];
    expect(standing(armed, 30, outages)).toEqual({ state: "beating", since: hours(12), silentMs: 8 * HOUR_MS });
    expect(standing(beats(0, 6, 12, 100), 101)).toMatchObject({ state: "beating", since: hours(100) });
  });

  test("of many receipts as few are shown as leave no silence of 72 h, and the newest always", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 24 }), { minLength: 1, maxLength: 120 }), (gaps) => {
        let hour = 0;
        const times = gaps.map((gap) => {
          hour += gap;
          return hours(hour);
        });
        const shown = receiptsThatMatter(start, times);
        expect(shown.at(-1)).toBe(times.at(-1));
        for (const [nth, time] of shown.entries()) {
          expect(time - (shown[nth - 1] ?? start)).toBeLessThan(SUSPENDED_AFTER_MS);
          if (nth >= 2) expect(time - (shown[nth - 2] ?? start)).toBeGreaterThan(60 * HOUR_MS);
        }
      }),
    );
  });
});

describe("arming", () => {
  test("takes three armed beats by one key, each within twice the cadence", () => {
    expect(beats(0, 6).armedSince).toBeNull();
    expect(beats(0, 6, 12).armedSince).toBe(formatInstant(hours(12)));
    expect(beats(0, 12, 24).armedSince).toBe(formatInstant(hours(24)));
    expect(beats(0, 12, 24.001).armedSince).toBeNull();
    expect(beats(0, 6, { hour: 12, key: "k2" as Thumbprint }).armedSince).toBeNull();
  });

  test("an operator who never armed it is never suspended", () => {
    const plain = (hour: number) => ({ hour, armed: undefined });
    const heartbeat = beats(plain(0), plain(6), plain(12), plain(18));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000 * 24 }), (hour) => {
        expect(stateAfter(heartbeat, hours(18 + hour))).toBe("unarmed");
      }),
      { seed: 3 },
    );
  });

  test("disarming needs seven days' notice, counts until then, and another armed beat takes it back", () => {
    const armed = beats(0, 6, 12);
    const disarm = (effectiveAt: Instant) =>
      afterBeat(
        armed,
        {
          entry: 9 as EntryIndex,
          loggedAt: hours(18),
          key,
          cadenceHours: 6,
          softwareVersion: "1",
          armed: false,
          effectiveAt,
          elsewhere: undefined,
        },
        [],
      );
    expect(disarm(addMs(hours(18), 7 * DAY_MS - 1))).toBeUndefined();
    const leaving = disarm(addMs(hours(18), 7 * DAY_MS)) as Heartbeat;
    expect(stateAfter(leaving, hours(18 + 72))).toBe("suspended");
    // Who falls silent before the day stays suspended; who beats until then owes nothing after it.
    expect(stateAfter(leaving, hours(18 + 7 * 24))).toBe("suspended");
    const last = { entry: 10 as EntryIndex, loggedAt: hours(18 + 6 * 24), key, cadenceHours: 6, softwareVersion: "1" };
    const beaten = afterBeat(
      leaving,
      { ...last, armed: undefined, effectiveAt: last.loggedAt, elsewhere: undefined },
      [],
    );
    expect(stateAfter(beaten as Heartbeat, hours(18 + 7 * 24))).toBe("unarmed");
    expect(stateAfter(beaten as Heartbeat, hours(18 + 30 * 24))).toBe("unarmed");
    expect(deadlineOfSilence(leaving, FAILED_AFTER_MS, [])).toBeUndefined();
  });

  test("who disarmed is armed by three armed beats in a row and by nothing less", () => {
    const no = (hour: number, until: number) => ({ hour, armed: false, effectiveAt: hours(until) });
    const gone = [0, 6, 12, no(18, 18 + 7 * 24), { hour: 18 + 6 * 24, armed: undefined }] as const;
    const later = 18 + 8 * 24;
    for (const again of [
      [no(later, later + 400)],
      [later],
      [later, later + 6],
      [later, no(later + 6, later), later + 12],
    ])
      expect(stateAfter(beats(...gone, ...again), hours(later + 13 + 80))).toBe("unarmed");
    expect(stateAfter(beats(...gone, later, later + 6, later + 12), hours(later + 13 + 80))).toBe("suspended");
  });
});

test("silence suspends at 72 h and is a failure at 14 d: not a second before, not a second late", () => {
  const heartbeat = beats(0, 6, 12);
  const last = hours(12);
  const around = (ms: number) => [-1_000, 0, 1_000].map((by) => stateAfter(heartbeat, addMs(last, ms + by)));
  expect(around(SUSPENDED_AFTER_MS)).toEqual(["late", "suspended", "suspended"]);
  expect(around(FAILED_AFTER_MS)).toEqual(["suspended", "failed", "failed"]);
});

test("spans in which the log was away are not silence", () => {
  const span = (from: number, to: number): Outage => ({
    from: formatInstant(hours(from)),
    to: formatInstant(hours(to)),
  });
  const reach = (...outages: Outage[]) => silenceReaches(start, SUSPENDED_AFTER_MS, outages);
  expect(reach()).toBe(hours(72));
  expect(reach(span(10, 15))).toBe(hours(77));
  expect(reach(span(-5, 2))).toBe(hours(74));
  expect(reach(span(72, 90))).toBe(hours(72));
  expect(reach(span(71, 90))).toBe(hours(91));
  expect(reach(span(70, 75), span(76, 80))).toBe(hours(81));
});

test("a suspension that was recorded before the outage behind it was claimed is struck by the next beat", () => {
  const armed = beats(0, 6, 12);
  const recorded = withSuspension(armed, formatInstant(hours(12 + 72)));
  const outages = [{ from: formatInstant(hours(20)), to: formatInstant(hours(90)) }];
  expect(stateAfter(recorded, hours(100), outages)).toBe("late");
  const back = (hour: number, known: readonly Outage[]) => {
    const beat = { entry: 9 as EntryIndex, loggedAt: hours(hour), key, cadenceHours: 6, softwareVersion: "1" };
    return afterBeat(recorded, { ...beat, armed: true, effectiveAt: hours(hour), elsewhere: undefined }, known);
  };
  expect(back(100, outages)?.silences).toEqual([]);
  expect(back(100, [])?.silences).toMatchObject([
    { suspendedAt: formatInstant(hours(84)), to: formatInstant(hours(100)) },
  ]);
  expect(back(12 + 72 + 70, outages)?.silences).toMatchObject([{ suspendedAt: formatInstant(hours(12 + 72 + 70)) }]);
});

test("an outage never brings a deadline forward, and moves it by no more than its own length", () => {
  const gap = fc.tuple(fc.nat(200), fc.nat(60)).map(([after, length]) => ({ after, length }));
  fc.assert(
    fc.property(fc.array(gap, { maxLength: 6 }), (gaps) => {
      let hour = -50;
      const outages = gaps.map(({ after, length }) => {
        const from = hour + after;
        hour = from + length;
        return { from: formatInstant(hours(from)), to: formatInstant(hours(hour)) };
      });
      const whole = gaps.reduce((sum, { length }) => sum + length, 0);
      const reached = silenceReaches(start, SUSPENDED_AFTER_MS, outages);
      expect(reached).toBeGreaterThanOrEqual(hours(72));
      expect(reached).toBeLessThanOrEqual(hours(72 + whole));
    }),
    { seed: 11 },
  );
});

describe("a beat that another log received", () => {
  const silent = (elsewhere: number[], back: number) => {
    const first = beats(0, 6, 12, { hour: back });
    return elsewhere.reduce((heartbeat, hour, nth) => {
      const beat = {
        entry: (10 + nth) as EntryIndex,
        loggedAt: addMs(hours(back), (nth + 1) * MINUTE_MS),
        key,
        cadenceHours: 6,
        softwareVersion: "1",
        armed: undefined,
        effectiveAt: hours(back),
        elsewhere: hours(hour),
      };
      return afterBeat(heartbeat, beat, []) ?? heartbeat;
    }, first);
  };

  test("strikes the suspension when no piece of the silence reached 72 h", () => {
    expect(silent([], 12 + 100).silences).toMatchObject([{ suspendedAt: formatInstant(hours(84)), failedAt: null }]);
    expect(silent([60], 12 + 100).silences).toMatchObject([
      { suspendedAt: null, elsewhere: [formatInstant(hours(60))] },
    ]);
  });

  test("only moves it when a piece still did", () => {
    expect(silent([60], 12 + 200).silences).toMatchObject([{ suspendedAt: formatInstant(hours(60 + 72)) }]);
    expect(silent([60, 130], 12 + 189).silences).toMatchObject([{ suspendedAt: null }]);
    // As many as thirty days can need.
    const daily = Array.from({ length: 19 }, (_, nth) => 12 + (nth + 1) * 36);
    expect(silent(daily, 12 + 20 * 36).silences).toMatchObject([{ suspendedAt: null, failedAt: null }]);
  });

  test("is too late after thirty days, and never lies in the future", () => {
    const before = beats(0, 6, 12);
    const late = (elsewhere: Instant) =>
      afterBeat(
        before,
        {
          entry: 9 as EntryIndex,
          loggedAt: hours(13),
          key,
          cadenceHours: 6,
          softwareVersion: "1",
          armed: undefined,
          effectiveAt: hours(13),
          elsewhere,
        },
        [],
      );
    expect(late(addMs(hours(13), -30 * DAY_MS))).toBeDefined();
    expect(late(addMs(hours(13), -30 * DAY_MS - 1))).toBeUndefined();
    expect(late(addMs(hours(13), 1))).toBeUndefined();
  });
});
