import { expect, test } from "vitest";
import { type Stop, stepWords } from "./case-words.ts";

const NOW = Date.parse("2027-03-02T12:00:00.000Z");
const DUE = "2027-03-09T12:00:00.000Z";
const filed: Stop = { id: "filed", title: "Filed", state: "done", at: "2027-03-02T10:00:00.000Z" };
const checked: Stop = { id: "checked", title: "Checked", state: "done", at: "2027-03-02T10:01:00.000Z" };
const stops = (answered: Partial<Stop>): Stop[] => [
  ...[filed, checked, { id: "answered", title: "Answered", state: "current", at: DUE, ...answered } as const],
  ...[
    { id: "ruled", title: "Ruled", state: "waiting", at: null } as const,
    { id: "final", title: "Final", state: "waiting", at: null } as const,
  ],
];

test("the present step is told with its one date: due, passed, done, or not known", () => {
  expect(stepWords(stops({}), NOW)).toBe("Step 3 of 5: answer due 9 March 2027");
  expect(stepWords(stops({}), Date.parse(DUE) + 1)).toBe("Step 3 of 5: answer was due 9 March 2027");
  expect(stepWords(stops({ at: null }), NOW)).toBe("Step 3 of 5: answer is waited for");
  expect(stepWords(stops({ state: "skipped", at: null }), NOW)).toBe("Step 2 of 5: checked 2 March 2027");
  expect(stepWords([], NOW)).toBeUndefined();
});
