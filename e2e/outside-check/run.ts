/**
 * Lets a verifier in another language, on libraries that we did not write, check logs that our code made.
 *
 * `node e2e/outside-check/run.ts` checks logs of the sizes where tiles begin and end, and that spoiled ones are refused;
 * `node e2e/outside-check/run.ts <base-url> <log-vkey>` checks one log that is being served.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildOutsideCheck } from "./build.ts";
import { serveFolder, writeStaticLog } from "./static-log.ts";

/** `line` is what the verifier printed, or why it did not run. */
export type OutsideCheck = { outcome: "pass" | "fail" | "not-run"; line: string };

/** Checks the log served under `<url>/log/`. Not run where Go or its x/mod sources are missing. */
export async function runOutsideCheck({ url, vkey }: { url: string; vkey: string }): Promise<OutsideCheck> {
  const build = await buildOutsideCheck();
  if ("missing" in build) return { outcome: "not-run", line: build.missing };
  return new Promise((resolve) => {
    execFile(build.program, [url, vkey], (error, stdout, stderr) => {
      resolve({ outcome: error === null ? "pass" : "fail", line: `${stdout}${stderr}`.trim() });
    });
  });
}

/** Sizes where the first tile is empty, begins, is about to fill, is full and is followed by another. */
const EDGE_SIZES = [0, 1, 255, 256, 257];
/** A full tile on the second level. */
const SECOND_LEVEL_FULL = 65_536;
/** Small enough to be quick, large enough for two levels of tiles, full and partial ones. */
const SPOILED_SIZE = 257;

/** Counts of a run; `failed` names what did not go as it must. */
export type SuiteResult = { passed: number; failed: string[]; notRun: string | undefined };

/** Checks logs of these sizes, and that a log with one changed byte or a lost file is refused. */
export async function runOutsideSuite(
  sizes: readonly number[] = [...EDGE_SIZES, SECOND_LEVEL_FULL],
): Promise<SuiteResult> {
  const build = await buildOutsideCheck();
  if ("missing" in build) return { passed: 0, failed: [], notRun: build.missing };
  const result: SuiteResult = { passed: 0, failed: [], notRun: undefined };
  const note = (name: string, isGood: boolean, line: string): void => {
    if (isGood) result.passed += 1;
    else result.failed.push(`${name}: ${line}`);
  };
  for (const size of sizes) {
    await withStaticLog(size, async ({ check }) => {
      const { outcome, line } = await check();
      note(`a log of ${size} entries is accepted`, outcome === "pass" && line.includes(` size ${size} `), line);
    });
  }
  await withStaticLog(SPOILED_SIZE, async ({ folder, files, check, checkAs }) => {
    for (const file of files) {
      const path = join(folder, file);
      const good = readFileSync(path);
      for (const at of new Set([0, good.length >> 1, good.length - 1])) {
        writeFileSync(path, good.with(at, (good[at] ?? 0) ^ 1));
        const { outcome, line } = await check();
        note(`${file} with byte ${at} changed is refused`, outcome === "fail" && line.startsWith("refused: "), line);
      }
      rmSync(path);
      const { outcome, line } = await check();
      note(`a log without ${file} is refused`, outcome === "fail" && line.startsWith("refused: "), line);
      writeFileSync(path, good);
    }
    const stranger = await checkAs(otherVkey());
    note("a log of another key is refused", stranger.outcome === "fail", stranger.line);
    const again = await check();
    note("the log restored is accepted", again.outcome === "pass", again.line);
  });
  return result;
}

type ServedLog = {
  folder: string;
  files: string[];
  check: () => Promise<OutsideCheck>;
  checkAs: (vkey: string) => Promise<OutsideCheck>;
};

async function withStaticLog(size: number, use: (log: ServedLog) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "static-log-"));
  const { vkey, files } = writeStaticLog({ folder, size });
  const server = await serveFolder(folder);
  const checkAs = (key: string) => runOutsideCheck({ url: server.url, vkey: key });
  try {
    await use({ folder, files, check: () => checkAs(vkey), checkAs });
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A well-formed key that signed nothing here: that of the log of one entry. */
function otherVkey(): string {
  const folder = mkdtempSync(join(tmpdir(), "static-log-"));
  const { vkey } = writeStaticLog({ folder, size: 1 });
  rmSync(folder, { recursive: true, force: true });
  return vkey;
}

/** Prints a run as the other suites do and sets the exit code. */
export function printSuite({ passed, failed, notRun }: SuiteResult): void {
  for (const failure of failed) console.log(`failed: ${failure}`);
  if (notRun !== undefined) console.log(`outside check not run: ${notRun}`);
  console.log(`${passed} passed, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
}

if (import.meta.main) {
  const [url, vkey] = process.argv.slice(2);
  if (url !== undefined && vkey !== undefined) {
    const { outcome, line } = await runOutsideCheck({ url, vkey });
    console.log(line);
    console.log(`${outcome === "pass" ? 1 : 0} passed, ${outcome === "fail" ? 1 : 0} failed`);
    process.exitCode = outcome === "fail" ? 1 : 0;
  } else {
    printSuite(await runOutsideSuite());
  }
}
