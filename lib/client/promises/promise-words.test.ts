import { expect, test } from "vitest";
import { momentWords } from "./promise-words.ts";

test("a moment is said as near as it is: by the clock today, by the day around it, else by its date", () => {
  const now = Date.UTC(2026, 10, 26, 23, 59);
  const said = (at: number, zone = "UTC") => momentWords(at, now, zone);
  expect(said(Date.UTC(2026, 10, 26, 14, 3, 20))).toBe("14:03:20");
  expect(said(Date.UTC(2026, 10, 27, 14, 2))).toBe("tomorrow, 14:02");
  expect(said(Date.UTC(2026, 10, 25, 14, 2))).toBe("yesterday, 14:02");
  expect(said(Date.UTC(2026, 10, 1, 14, 2))).toBe("1 November, 14:02");
  expect(said(Date.UTC(2026, 10, 27, 0, 0, 5), "Europe/Berlin")).toBe("01:00:05");
});
