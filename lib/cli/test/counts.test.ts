import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { countExit, countLastLine, countPlaywright, countVitest } from "./counts.ts";

const folder = mkdtempSync(path.join(tmpdir(), "counts-"));
afterAll(() => rmSync(folder, { recursive: true }));

function reportFile(value: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const vitest = (passed: number, failed: number, testResults: unknown[] = []) =>
  reportFile({ numPassedTests: passed, numFailedTests: failed, numFailedTestSuites: 0, testResults });
const playwright = (expected: number, unexpected: number, flaky: number) =>
  reportFile({ stats: { expected, unexpected, flaky, skipped: 0 } });

describe("a step that yields no result is a failure", () => {
  test("no report file", () => {
    expect(countVitest(path.join(folder, "none.json"), 0)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright(path.join(folder, "none.json"), 0)).toEqual({ passed: 0, failed: 1 });
  });
  test("half of a report", () => {
    const file = path.join(folder, "half.json");
    writeFileSync(file, '{"numPassedTests":3,');
    expect(countVitest(file, null)).toEqual({ passed: 0, failed: 1 });
  });
  test("a report without a test", () => {
    expect(countVitest(vitest(0, 0), 0)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright(playwright(0, 0, 0), 0)).toEqual({ passed: 0, failed: 1 });
  });
  test("an output without the line", () => {
    expect(countLastLine("all fine\n", 0)).toEqual({ passed: 0, failed: 1 });
  });
});

test("a runner that crashes after its tests passed is a failure", () => {
  expect(countVitest(vitest(3, 0), 1)).toEqual({ passed: 3, failed: 1 });
  expect(countPlaywright(playwright(3, 0, 0), 1)).toEqual({ passed: 3, failed: 1 });
  expect(countLastLine("3 passed, 0 failed\n", null)).toEqual({ passed: 3, failed: 1 });
});

test("a test file that cannot be loaded is a failure", () => {
  const report = vitest(3, 0, [{ status: "failed", assertionResults: [] }]);
  expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1 });
});

test("a flaky test is a failed test", () => {
  expect(countPlaywright(playwright(2, 1, 1), 1)).toEqual({ passed: 2, failed: 2 });
});

test("the last line counts, not a sum on the way", () => {
  expect(countLastLine("1 passed, 1 failed\nmore\n914 passed, 0 failed\n", 0)).toEqual({ passed: 914, failed: 0 });
});

test("a plain step is one test", () => {
  expect(countExit(0)).toEqual({ passed: 1, failed: 0 });
  expect(countExit(1)).toEqual({ passed: 0, failed: 1 });
  expect(countExit(null)).toEqual({ passed: 0, failed: 1 });
});
