import { spawnSync } from "node:child_process";
import { openSync } from "node:fs";
import { expect, test } from "vitest";

/** A process whose output goes to a disk that is full. */
function onFullDisk(nodeArgs: readonly string[], script: string) {
  const full = openSync("/dev/full", "w");
  return spawnSync(process.execPath, [...nodeArgs, "--input-type=module", "-e", script], {
    stdio: ["ignore", full, full],
    timeout: 20_000,
  });
}

const TURNS = `for (let turn = 0; turn < 5; turn += 1) { say(turn); await new Promise(setImmediate); }
  process.exit(7);`;

test("a process whose log cannot be written goes on", () => {
  const logging = `import { processLog } from "#lib/server/process-log.ts";
    const [out, err] = [processLog({}, 1), processLog({}, 2)];
    const say = (turn) => { out.info(String(turn)); err.error("x".repeat(400_000)); };`;
  expect(onFullDisk([], logging + TURNS).status).toBe(7);
});

test("nor do other words of a supervised process end it", () => {
  const plain = `const say = (turn) => { process.stdout.write(turn + "\\n"); console.error(turn); };`;
  expect(onFullDisk(["--import", "./lib/cli/up/leash.mjs"], plain + TURNS).status).toBe(7);
  expect(onFullDisk([], plain + TURNS).status).not.toBe(7);
});
