import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { playwrightFailures, vitestFailures } from "./failures.ts";

const folder = mkdtempSync(path.join(tmpdir(), "failures-"));
afterAll(() => rmSync(folder, { recursive: true }));

function reportFile(value: unknown): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(value));
  return file;
}

test("a failed test is told by its file, its name and its first lines, and nothing of a passed one", () => {
  const file = reportFile({
    testResults: [
      {
        name: "a.test.ts",
        status: "failed",
        message: "",
        assertionResults: [
          { fullName: "holds", status: "passed", failureMessages: [] },
          { fullName: "breaks", status: "failed", failureMessages: ["\u001b[31mexpected 1\u001b[0m\n\nto be 2"] },
        ],
      },
      { name: "b.test.ts", status: "failed", message: "no such module", assertionResults: [] },
    ],
  });
  expect(vitestFailures(file)).toEqual([
    "a.test.ts > breaks\n    expected 1\n    to be 2",
    "b.test.ts\n    no such module",
  ]);
});

test("a failed or flaky journey is told however deep its suite lies", () => {
  const spec = (title: string, results: unknown[]) => ({ title, file: "a.spec.ts", tests: [{ results }] });
  const failed = spec("runs out", [{ error: { message: "856" } }]);
  const file = reportFile({ suites: [{ specs: [], suites: [{ specs: [spec("fits", [{}]), failed] }] }] });
  expect(playwrightFailures(file)).toEqual(["a.spec.ts > runs out\n    856"]);
});

test("a step that wrote no report has no failure to tell", () => {
  expect(vitestFailures(path.join(folder, "none.json"))).toEqual([]);
  expect(playwrightFailures(path.join(folder, "none.json"))).toEqual([]);
});
