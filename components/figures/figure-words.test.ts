import { expect, test } from "vitest";
import { becameText } from "./figure-words.ts";

const FIGURES = {
  ...{ reports: 57, not_admitted: 19, joined: 0, withdrawn: 1, nobody_decided: 0 },
  decided: { by_machine: 21, admitted: 1, on_merits: 9, on_silence: 4 },
  open: { count: 2, median_age_hours: 150, oldest_filed_at: null },
};

test("every report is in one of the counts, and one that is decided and heard again is not counted twice", () => {
  const says = (change: Partial<typeof FIGURES>) =>
    becameText({ ...FIGURES, ...change } as unknown as Parameters<typeof becameText>[0]);
  expect(says({})).toBe("Of 57 reports: 35 decided, 19 not taken up, 1 withdrawn, 2 not decided yet.");
  expect(says({ open: { ...FIGURES.open, count: 3 } })).toBe(
    "Of 57 reports: 35 decided (1 heard again), 19 not taken up, 1 withdrawn, 2 not decided yet.",
  );
});
