/** Failed tests by name, told once more at the end: what a step printed on the way is far above by then, or cut off. */
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { readReport } from "./counts.ts";

/** Lines of a failure that are told: enough to see what was expected, too few to hide the next one. */
const TOLD_LINES = 12;

const VitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()).nullish() }),
      ),
    }),
  ),
});

const PlaywrightSpec = z.object({
  title: z.string(),
  file: z.string(),
  tests: z.array(z.object({ results: z.array(z.object({ error: z.object({ message: z.string() }).nullish() })) })),
});
const PlaywrightSuite = z.object({
  specs: z.array(PlaywrightSpec).optional(),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});
const PlaywrightReport = z.object({ suites: z.array(PlaywrightSuite) });

/** Each failed test of vitest's JSON report as `file > name` and its first lines; a file that could not be loaded is one. */
export function vitestFailures(file: string): string[] {
  return (readReport(file, VitestReport)?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults
      .filter((result) => result.status === "failed")
      .map(({ fullName, failureMessages }) => tell(`${name} > ${fullName}`, failureMessages?.join("\n")));
    return failed.length === 0 && status === "failed" ? [tell(name, message)] : failed;
  });
}

/** Each failed or flaky test of Playwright's JSON report. */
export function playwrightFailures(file: string): string[] {
  const within = (suite: z.infer<typeof PlaywrightSuite>): string[] => [
    ...(suite.specs ?? []).flatMap(({ title, file: spec, tests }) => {
      const errors = tests.flatMap(({ results }) => results.flatMap(({ error }) => (error ? [error.message] : [])));
      return errors.length === 0 ? [] : [tell(`${spec} > ${title}`, errors.join("\n"))];
    }),
    ...(suite.suites ?? []).flatMap(within),
  ];
  return (readReport(file, PlaywrightReport)?.suites ?? []).flatMap(within);
}

function tell(name: string, message = ""): string {
  const lines = stripVTControlCharacters(message).split("\n").slice(0, TOLD_LINES);
  return [name, ...lines.filter((line) => line.trim() !== "").map((line) => `    ${line}`)].join("\n");
}
