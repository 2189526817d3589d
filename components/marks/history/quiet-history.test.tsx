/** Of who is old and had a quiet half-year, the page says how to see the years before. */
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { HistoryChart } from "./history-chart.tsx";
import { quietly, SAMPLE_DAY, sampleHistory } from "./history-sample.ts";

const shown = (initial: ReturnType<typeof sampleHistory>, first: number) =>
  renderToStaticMarkup(<HistoryChart provider="prv_a" initial={initial} first={first} last={SAMPLE_DAY} />);

test("where the newest days are too quiet for a curve, earlier ones are one press away; where there are none, nothing is offered", () => {
  const quiet = quietly(sampleHistory({ days: 500 }));
  expect(shown(quiet, SAMPLE_DAY - 499)).toMatch(/Too little happened for a curve.*Show all since 2025-07-16/s);
  const young = sampleHistory({ days: 9 });
  expect(shown(young, SAMPLE_DAY - 8)).toContain("Too young for a curve: 9 days");
  expect(shown(young, SAMPLE_DAY - 8)).not.toContain("Show all");
  expect(shown(quietly(sampleHistory({ days: 150 })), SAMPLE_DAY - 149)).not.toContain("Show all");
});
