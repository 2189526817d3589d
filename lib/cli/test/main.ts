/**
 * `npm test`: everything, in the order in which a mistake shows soonest. It goes on after a failing step, sums all, and
 * ends with the plain line `N passed, N failed`. `npm test -- unit browser` runs only steps whose name starts so.
 */
import { globSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { errorText } from "../cli-error.ts";
import { takeLock } from "../process-lock.mjs";
import { ensureBrowser } from "./browser.ts";
import { countExit, countLastLine, countPlaywright, countVitest } from "./counts.ts";
import { playwrightFailures, vitestFailures } from "./failures.ts";
import { runStep, type Step, type StepResult } from "./run-step.ts";

const MINUTE_MS = 60_000;
const LOCK = ".touchstone-locks/test";
const reports = mkdtempSync(path.join(tmpdir(), "touchstone-test-"));
const report = (name: string): string => path.join(reports, `${name}.json`);

function vitest(name: string, withinMs: number, projects: readonly string[]): Step {
  const file = report(name);
  return {
    name,
    args: [
      ...["node_modules/vitest/vitest.mjs", "run", ...projects.map((project) => `--project=${project}`)],
      ...["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`],
    ],
    withinMs,
    count: (_, code) => countVitest(file, code),
    failures: () => vitestFailures(file),
  };
}

type Planned = Step & { readonly files: readonly string[] };

const CHECK: Planned = {
  name: "check",
  args: ["lib/cli/check.ts"],
  withinMs: 5 * MINUTE_MS,
  count: (_, code) => countExit(code),
  files: ["lib/cli/check.ts"],
};
const UNIT: Planned = { ...vitest("unit", 15 * MINUTE_MS, ["core", "server", "house"]), files: ["lib/**/*.test.ts"] };
const CONFORMANCE: Planned = {
  name: "conformance",
  args: ["e2e/conformance/run.ts"],
  withinMs: 5 * MINUTE_MS,
  count: countConformance,
  files: ["e2e/conformance/run.ts"],
};
const OUTSIDE: Planned = {
  name: "outside check",
  args: ["e2e/outside-check/run.ts"],
  withinMs: 5 * MINUTE_MS,
  count: countOutside,
  files: ["e2e/outside-check/run.ts"],
};
const BUILD: Planned = {
  name: "build",
  args: ["lib/cli/build.ts"],
  withinMs: 10 * MINUTE_MS,
  count: (_, code) => countExit(code),
  files: ["next.config.*"],
};
const FAULTS: Planned = {
  ...vitest("faults", 15 * MINUTE_MS, ["faults", "faults-alone"]),
  files: ["e2e/faults/*.test.ts"],
};
const BROWSER: Planned = {
  name: "browser",
  args: ["node_modules/@playwright/test/cli.js", "test", "--reporter=list,json"],
  env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report("browser"), PLAYWRIGHT_JSON_OUTPUT_FILE: report("browser") },
  withinMs: 25 * MINUTE_MS,
  count: (_, code) => countPlaywright(report("browser"), code),
  failures: () => playwrightFailures(report("browser")),
  files: ["e2e/**/*.spec.ts"],
};

/**
 * One after another: on two cores the unit tests use both, and beside them the fault tests took two and a half times as
 * long, so that the sum was larger. A step whose files are not in this checkout is left out.
 */
const PLAN: readonly Planned[] = [CHECK, UNIT, CONFORMANCE, OUTSIDE, BUILD, FAULTS, BROWSER];

/** Both say so when what they need is not on this machine, and then have no result to count. */
function countConformance(output: string, code: number | null) {
  return /There are no shared vectors here/.test(output) && code === 0 ? NOT_RUN : countLastLine(output, code);
}
function countOutside(output: string, code: number | null) {
  return /outside check not run:/.test(output) && code === 0 ? NOT_RUN : countLastLine(output, code);
}
const NOT_RUN = { passed: 0, failed: 0 };

async function main(wanted: readonly string[]): Promise<number> {
  const results: StepResult[] = [];
  const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((start) => name.startsWith(start));
  const isThere = ({ name, files }: Planned): boolean => isWanted(name) && globSync([...files]).length > 0;
  const steps = PLAN.filter(isThere);
  if (steps.length === 0) {
    process.stderr.write(`No step is called so. There are: ${PLAN.map(({ name }) => name).join(", ")}.\n`);
    return 2;
  }
  let hasBrowser = true;
  if (steps.includes(BROWSER)) {
    try {
      const browser = await ensureBrowser((line) => process.stdout.write(`${line}\n`));
      process.stdout.write(`browser: ${browser.path}\n`);
    } catch (error) {
      process.stdout.write(`${errorText(error)}\n`);
      hasBrowser = false;
    }
  }
  let isStopped = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      isStopped = true;
    });
  }
  for (const step of steps) {
    if (isStopped) return 130;
    if (hasBrowser || step !== BROWSER) results.push(await runStep(step, (piece) => process.stdout.write(piece)));
  }
  if (isStopped) return 130;
  if (!hasBrowser) results.push({ name: BROWSER.name, passed: 0, failed: 1, seconds: 0, failures: [] });
  process.stdout.write("\n");
  for (const failure of results.flatMap(({ failures }) => failures)) process.stdout.write(`✘ ${failure}\n\n`);
  for (const { name, passed, failed, seconds } of results) {
    process.stdout.write(`${name.padEnd(14)} ${passed} passed, ${failed} failed, ${seconds.toFixed(1)} s\n`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

/** Two runs of one checkout would write each other's results and pages. */
function takeTurn(): () => void {
  mkdirSync(path.dirname(LOCK), { recursive: true });
  const lock = takeLock(LOCK);
  if (lock.ok) return lock.release;
  rmSync(reports, { recursive: true, force: true });
  process.stderr.write(`npm test runs in this checkout already (process ${lock.pid}): wait for it, or stop it.\n`);
  process.stdout.write("0 passed, 1 failed\n");
  process.exit(2);
}

const endTurn = takeTurn();
try {
  process.exitCode = await main(process.argv.slice(2));
} finally {
  endTurn();
  rmSync(reports, { recursive: true, force: true });
}
