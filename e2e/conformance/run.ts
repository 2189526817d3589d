/**
 * `npm run conformance`: the shared vectors against this build. One line a suite, then `N passed, N failed`; exit 1 on
 * a failure. Without the vectors' folder there is nothing to compare with, which is said and is no failure.
 */

import { runSignatureConformance } from "./ed25519.ts";
import { runEvidenceConformance } from "./evidence-samples.ts";
import { runHttpConformance } from "./http.ts";
import { runJsonConformance } from "./json.ts";
import { runSelectionConformance } from "./selection.ts";
import { type Suite, vectorsFolder } from "./vectors.ts";

const SHOWN_FAILURES = 10;

async function runAll(folder: string): Promise<Suite[]> {
  const { runLogConformance } = await import("./log.ts");
  return [
    ...(await runJsonConformance(folder)),
    ...(await runSignatureConformance(folder)),
    ...(await runHttpConformance(folder)),
    await runEvidenceConformance(),
    ...runLogConformance(`${folder}/log`),
    ...(await runSelectionConformance(`${folder}/selection`)),
  ];
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report(suites: readonly Suite[]): void {
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    passed += suite.passed;
    failed += suite.failed.length;
    print(`${suite.name}: ${suite.passed} passed, ${suite.failed.length} failed`);
    for (const failure of suite.failed.slice(0, SHOWN_FAILURES)) print(`  ${failure}`);
    if (suite.failed.length > SHOWN_FAILURES) print(`  and ${suite.failed.length - SHOWN_FAILURES} more`);
  }
  print(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

const folder = vectorsFolder();
if (folder === undefined) {
  print("There are no shared vectors here: set TOUCHSTONE_VECTORS to their folder.");
  print("0 passed, 0 failed");
} else {
  report(await runAll(folder));
}
