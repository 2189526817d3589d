import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { Complaint } from "./check/complaint.ts";
import { checkDependencies } from "./check/dependencies.ts";
import { checkDocs } from "./check/docs.ts";
import { checkHygiene } from "./check/hygiene.ts";
import { openRepository } from "./check/repository.ts";
import { writeGeneratedPages } from "./docs.ts";

/**
 * `npm run check [-- --fix]`: format and lint, types, core types, import graph, dead code, docs and house references.
 * Everything runs at once, needs no database and no build, and ends with 1 when anything is refused.
 */

const root = resolve(import.meta.dirname, "../..");
const bin = (name: string) => join(root, "node_modules/.bin", name);

const present = (folder: string) => existsSync(join(root, folder));

/** Of its own accord it has four, each of which makes the types of all packages anew: with two cores, twice the work. */
const ONE_CHECKER = ["--checkers", "1"];

const SOURCE_FOLDERS = ["app", "components", "lib", "bench", "e2e"];

type Report = { name: string; ok: boolean; output: string; elapsedMs: number };

/** Runs one tool; its output is shown only when it refuses. */
function runTool(name: string, command: string, args: string[]): Promise<Report> {
  const startedMs = performance.now();
  return new Promise((settle) => {
    const child = spawn(command, args, { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (error) =>
      settle({ name, ok: false, output: error.message, elapsedMs: performance.now() - startedMs }),
    );
    child.on("close", (code) => settle({ name, ok: code === 0, output, elapsedMs: performance.now() - startedMs }));
  });
}

/** Runs one rule of our own; complaints are printed one a line as `place  rule: detail`. */
async function runRule(name: string, rule: () => Complaint[]): Promise<Report> {
  const startedMs = performance.now();
  const complaints = complaintsOf(rule);
  const output = complaints.map(({ place, rule, detail }) => `${place}  ${rule}: ${detail}`).join("\n");
  return { name, ok: complaints.length === 0, output, elapsedMs: performance.now() - startedMs };
}

/** A rule that breaks down (a file it needs is missing) complains instead of ending the run. */
function complaintsOf(rule: () => Complaint[]): Complaint[] {
  try {
    return rule();
  } catch (error) {
    return [
      { place: "check", rule: "rule-broke-down", detail: error instanceof Error ? error.message : String(error) },
    ];
  }
}

/** Runs every check, at most one more at a time than there are processors. */
async function runAll(fix: boolean): Promise<Report[]> {
  const repository = openRepository(root);
  if (fix) writeGeneratedPages();
  const queue: (() => Promise<Report>)[] = [
    () => runTool("types", bin("tsc"), ["-p", "lib/cli/check/tsconfig.json", ...ONE_CHECKER]),
    () =>
      runTool("format and lint", bin("biome"), ["check", ...(fix ? ["--write"] : []), "--max-diagnostics=200", "."]),
    () => runTool("dead code", bin("knip"), ["--no-progress", "--no-config-hints"]),
    () =>
      runTool("import graph", bin("depcruise"), [
        "--config",
        ".dependency-cruiser.cjs",
        ...SOURCE_FOLDERS.filter(present),
      ]),
    () => runTool("core types", bin("tsc"), ["-p", "tsconfig.core.json", ...ONE_CHECKER]),
    () => runRule("docs references", () => checkDocs(repository)),
    () => runRule("dependencies", () => checkDependencies(repository)),
    () => runRule("hygiene", () => checkHygiene(repository)),
  ];
  const reports: Report[] = [];
  const worker = async () => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      const report = await task();
      reports.push(report);
      process.stdout.write(
        `${report.ok ? "ok  " : "FAIL"} ${report.name.padEnd(16)} ${(report.elapsedMs / 1000).toFixed(1)} s\n`,
      );
      if (!report.ok) process.stdout.write(`${report.output.trim()}\n\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, worker));
  return reports;
}

mkdirSync(join(root, "node_modules/.cache/touchstone"), { recursive: true });
const reports = await runAll(process.argv.includes("--fix"));
const refused = reports.filter((report) => !report.ok);
process.stdout.write(
  refused.length === 0 ? "check: all passed\n" : `check: ${refused.map((report) => report.name).join(", ")} refused\n`,
);
process.exitCode = refused.length === 0 ? 0 : 1;
