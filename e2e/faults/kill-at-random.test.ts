import { expect, test } from "vitest";
import { runKills, TARGETS } from "../support/kills.ts";

/** Ready again by then: the figure to reach is 10 s; the deadline allows for a machine that does other things too. */
const DEADLINE_MS = 30_000;

test("killed at random under load, no process loses what was acknowledged or forks the log", async () => {
  const report = await runKills({ kills: 10, seed: 2, appenders: 24, webs: 1, calmMs: 800 });
  const slowest = Math.max(...report.kills.map(({ readyAfterMs }) => readyAfterMs));
  console.log(
    `${report.kills.length} kills, ${report.tally.acknowledged} acknowledged, ready again after ${(slowest / 1000).toFixed(1)} s at most`,
  );
  expect(report.faults).toEqual([]);
  expect(new Set(report.kills.map(({ target }) => target))).toEqual(new Set(TARGETS));
  expect(report.size).toBeGreaterThan(report.tally.acknowledged);
  expect(report.tally.acknowledged).toBeGreaterThan(0);
  expect(report.checkpoints).toBeGreaterThan(1);
  expect(slowest).toBeLessThan(DEADLINE_MS);
});
