import { expect, test } from "vitest";
import { marksOf } from "../marks.ts";
import { MODEL_1 } from "../model.ts";
import { honest } from "../reachable.ts";
import { indexForecasts, isUpheldFault } from "./index-forecasts.ts";

test("a forecast fails by a verdict that found a grave or serious fault of somebody, and by nothing less", () => {
  const found = { type: "verdict", state: "proven", severity: "grave", attribution: "negligence" } as const;
  expect(isUpheldFault(found)).toBe(true);
  expect(isUpheldFault({ ...found, severity: "serious" })).toBe(true);
  expect(isUpheldFault({ ...found, severity: "moderate" })).toBe(false);
  expect(isUpheldFault({ ...found, state: "open" })).toBe(false);
  expect(isUpheldFault({ ...found, type: "ruling" })).toBe(false);
  expect(isUpheldFault({ ...found, attribution: "no-fault" })).toBe(false);
});

test("what is forecast of an instance is its end, of a service a fault; the first one after the day counts, and who is shut is not forecast", () => {
  const marksAfter = (kind: "service" | "instance", isClosing = false) => {
    const input = honest(kind, 200, MODEL_1);
    return marksOf({ ...input, gates: { ...input.gates, isClosing } }, MODEL_1, 20_200);
  };
  const [instance, service] = [marksAfter("instance"), marksAfter("service")];
  const days = (provider: string, ...of: number[]) => of.map((day) => ({ provider, day }));
  const forecasts = indexForecasts({
    rated: [
      { provider: "i", day: 100, marks: instance },
      { provider: "s", day: 100, marks: service },
      { provider: "quiet", day: 100, marks: service },
      { provider: "closing", day: 100, marks: marksAfter("instance", true) },
    ],
    unrated: days("new", 7),
    failed: [...days("i", 400, 90, 100, 130), ...days("s", 101)],
    leaving: [...days("i", 600, 500, 100), ...days("s", 99)],
    upheld: [...days("s", 300, 101, 100), ...days("i", 101)],
  });
  expect(forecasts).toEqual([
    { provider: "i", day: 100, tier: "B", ppm: instance.failure?.estimate, failedDay: 130, leftDay: 500 },
    { provider: "s", day: 100, tier: "B", ppm: service.conduct.estimate, failedDay: 101, leftDay: null },
    { provider: "quiet", day: 100, tier: "B", ppm: service.conduct.estimate, failedDay: null, leftDay: null },
    { provider: "new", day: 7, tier: "unrated", ppm: 0, failedDay: null, leftDay: null },
  ]);
});
