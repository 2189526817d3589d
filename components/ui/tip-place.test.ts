import { expect, test } from "vitest";
import { placeOfTip } from "./tip-place.ts";

const window = { width: 360, height: 640 };
const tip = { width: 100, height: 24 };
const control = { width: 32, height: 32, left: 150, top: 300 };

test("what is said of a control stands above its middle", () => {
  expect(placeOfTip(control, tip, window)).toEqual({ left: 116, top: 270 });
});

test("and below it where there is no room above", () => {
  expect(placeOfTip({ ...control, top: 12 }, tip, window).top).toBe(50);
});

test.each([0, 4, 300, 328, 350])("and never past an edge of the window: control at %d px", (left) => {
  const place = placeOfTip({ ...control, left }, tip, window);
  expect(place.left).toBeGreaterThanOrEqual(8);
  expect(place.left + tip.width).toBeLessThanOrEqual(window.width - 8);
});
