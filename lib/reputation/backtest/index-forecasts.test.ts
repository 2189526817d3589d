import { expect, test } from "vitest";
import { isUpheldFault } from "./index-forecasts.ts";

test("a forecast fails by a verdict that found a grave or serious fault of somebody, and by nothing less", () => {
  const found = { type: "verdict", state: "proven", severity: "grave", attribution: "negligence" } as const;
  expect(isUpheldFault(found)).toBe(true);
  expect(isUpheldFault({ ...found, severity: "serious" })).toBe(true);
  expect(isUpheldFault({ ...found, severity: "moderate" })).toBe(false);
  expect(isUpheldFault({ ...found, state: "open" })).toBe(false);
  expect(isUpheldFault({ ...found, type: "ruling" })).toBe(false);
  expect(isUpheldFault({ ...found, attribution: "no-fault" })).toBe(false);
});
