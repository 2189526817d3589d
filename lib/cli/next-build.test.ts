import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { runNextBuild } from "./next-build.ts";

const MODULE = path.join(import.meta.dirname, "next-build.ts");
const folder = mkdtempSync(path.join(tmpdir(), "next-build-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program in the place of Next's. */
function program(name: string, code: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `import fs from "node:fs";\n${code}`);
  return file;
}
const LOCKED = "console.error('Another next build process is already running.'); process.exit(1);";

test("a build ends with the process that started it, however that ends", async () => {
  const pidFile = path.join(folder, "pid");
  const bin = program(
    "endless.mjs",
    `fs.writeFileSync(${JSON.stringify(pidFile)}, String(process.pid)); setInterval(() => {}, 1e6);`,
  );
  const script = `import(${JSON.stringify(MODULE)}).then((m) => m.runNextBuild({ bin: ${JSON.stringify(bin)} }));`;
  const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "inherit"] });
  const pid = await vi.waitFor(
    () => {
      const said = existsSync(pidFile) ? Number(readFileSync(pidFile, "utf8")) : 0;
      expect(said).toBeGreaterThan(0);
      return said;
    },
    { interval: 20, timeout: 20_000 },
  );
  parent.kill("SIGKILL");
  const isGone = (): void => expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  try {
    await vi.waitFor(isGone, { interval: 20, timeout: 20_000 });
  } catch (error) {
    process.kill(pid, "SIGKILL");
    throw error;
  }
});

test("another build that ends in time is waited for", async () => {
  const mark = path.join(folder, "was-locked");
  const bin = program(
    "once-locked.mjs",
    `if (!fs.existsSync(${JSON.stringify(mark)})) { fs.writeFileSync(${JSON.stringify(mark)}, ""); ${LOCKED} }`,
  );
  await runNextBuild({ bin, pauseMs: 0 });
  expect(existsSync(mark)).toBe(true);
});

test("one that does not end is told in our words, with what to do, and any other failure in those of Next", async () => {
  const locked = runNextBuild({ bin: program("locked.mjs", LOCKED), patienceMs: 0 });
  await expect(locked).rejects.toThrow(/builds the pages in this folder already.*wait until it is done, or end it/);
  const failed = runNextBuild({ bin: program("failed.mjs", "console.error('No such page'); process.exit(1);") });
  await expect(failed).rejects.toThrow("next build failed:\nNo such page");
});
