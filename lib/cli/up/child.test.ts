import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Child } from "./child.ts";

test("a stop in the midst of a replacement ends the process that was to be replaced, too", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "child-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "process.mjs");
  // Only the first is ever ready.
  writeFileSync(
    file,
    `import fs from "node:fs";
    setInterval(() => {}, 1e6);
    try { fs.mkdirSync(${JSON.stringify(path.join(folder, "first"))}); process.send({ event: "ready" }); } catch {}`,
  );
  const spec = {
    name: "process",
    file,
    env: () => ({ NODE_ENV: "test" as const }),
    readyWithinMs: 20_000,
    stopWithinMs: 5_000,
  };
  const child = new Child(spec, folder, () => undefined);
  await child.start();
  const pid = child.pid ?? 0;
  const replaced = child.replace();
  expect(child.pid).not.toBe(pid);
  await Promise.all([child.stop(), expect(replaced).rejects.toThrow("ended before it was ready")]);
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
});
