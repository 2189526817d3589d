/** Counting results: each runner says in its own way how many tests passed. */
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { readonly passed: number; readonly failed: number };

/** A step that only answers yes or no counts as one test. */
export function countExit(code: number | null): Counts {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** The last line "N passed, N failed" of an output. A step without one yields no result, which is a failure. */
export function countLastLine(output: string, code: number | null): Counts {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
  if (!found) return { passed: 0, failed: 1 };
  return withExit({ passed: Number(found[1]), failed: Number(found[2]) }, code);
}

const VitestReport = z.object({
  numPassedTests: z.number().int(),
  numFailedTests: z.number().int(),
  numFailedTestSuites: z.number().int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number().int(), unexpected: z.number().int(), flaky: z.number().int() }),
});

/** vitest's JSON report. A file that could not even be loaded has no tests: it counts as one failure. */
export function countVitest(file: string, code: number | null): Counts {
  const report = readReport(file, VitestReport);
  if (!report) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  ).length;
  return withExit({ passed: report.numPassedTests, failed: report.numFailedTests + unloaded }, code);
}

/** Playwright's JSON report. A flaky test is a failed one. */
export function countPlaywright(file: string, code: number | null): Counts {
  const report = readReport(file, PlaywrightReport);
  if (!report) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return withExit({ passed: expected, failed: unexpected + flaky }, code);
}

/** A runner that ended badly although no test failed (an unhandled error, a crash) is a failure all the same. */
function withExit(counts: Counts, code: number | null): Counts {
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts.passed + counts.failed === 0 ? { passed: 0, failed: 1 } : counts;
}

/** Undefined where there is no such report, or half of one: a step that is stuck is ended while it writes. */
export function readReport<T>(file: string, schema: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
  } catch {
    return undefined;
  }
}
