import { expect, test } from "vitest";
import { agentSentence, percent, sharesOf, tablePoints } from "./agent-words.ts";

const INDEXES = [
  { name: "this index", isPaid: false },
  { name: "meridian", isPaid: true },
];

function viewOf(paid: readonly number[]) {
  const shares = Float64Array.from(paid.flatMap((share) => [1 - share, share]));
  const rounds = paid.map((_, at) => at + 1);
  return { ids: ["a", "b"], recorded: paid.length, ribbon: { rounds, shares, distinct: rounds, open: rounds } };
}

test("it is said that the agent turned away once the paid index has less than half of what it had", () => {
  expect(agentSentence(viewOf([0.5, 0.4, 0.1]), INDEXES)).toBe(
    "The agent turned away: meridian, which is paid, is followed with 10.0 % now, after 3 choices; it was 50.0 % at first.",
  );
  expect(agentSentence(viewOf([0.5, 0.3]), INDEXES)).toMatch(/^meridian, which is paid, is followed with 30.0 %/);
  expect(agentSentence(viewOf([0.5]), INDEXES.slice(0, 1))).toContain("was not asked yet");
});

test("shares are read by index, tiny ones are not said to be nothing, and a table ends with the last choice", () => {
  const view = viewOf(Array.from({ length: 50 }, (_, at) => 1 / (at + 2)));
  expect(sharesOf(view, 1)[1]).toBeCloseTo(1 / 3);
  expect([percent(0), percent(0.0004), percent(0.25)]).toEqual(["0.0 %", "below 0.1 %", "25.0 %"]);
  const points = tablePoints(view.ribbon);
  expect([points.length <= 12, points.at(-1)]).toEqual([true, 49]);
});
