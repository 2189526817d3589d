import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { expect, test } from "vitest";
import { takeLock } from "../process-lock.ts";

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
