import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { takeLock } from "../process-lock.mjs";

test("a second npm test of one checkout is refused with the first one's process, and ends with a count", () => {
  mkdirSync(".touchstone-locks", { recursive: true });
  // Held already where this test runs in `npm test`.
  const own = takeLock(".touchstone-locks/test");
  try {
    const second = spawnSync(process.execPath, ["lib/cli/test/main.ts", "check"], { encoding: "utf8" });
    expect([second.status, second.stdout]).toEqual([2, "0 passed, 1 failed\n"]);
    expect(second.stderr).toContain(`already (process ${own.ok ? process.pid : own.pid})`);
  } finally {
    if (own.ok) own.release();
  }
});

test("an npm script does not wait for one that was killed while it prepared the checkout", () => {
  mkdirSync(".touchstone-locks", { recursive: true });
  // Of a process that is gone, as a machine without /proc writes it; where another prepares just now, it is let be.
  const gone = JSON.stringify({ pid: spawnSync(process.execPath, ["--version"]).pid, startedAt: "" });
  const turn = takeLock(".touchstone-locks/prepare");
  if (turn.ok) writeFileSync(".touchstone-locks/prepare", gone);
  const script = spawnSync(process.execPath, ["lib/cli/bootstrap.mjs", "touchstone", "--help"], {
    encoding: "utf8",
    timeout: 20_000,
  });
  if (turn.ok && script.status !== 0) rmSync(".touchstone-locks/prepare", { force: true });
  expect([script.status, script.stderr]).toEqual([0, expect.not.stringContaining("waiting for it")]);
});
