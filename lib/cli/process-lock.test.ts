import { spawn } from "node:child_process";
import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { lockOwner, takeLock } from "./process-lock.mjs";

const MODULE = path.join(import.meta.dirname, "process-lock.mjs");

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "lock-"));
  file = path.join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another living process that holds the lock, and its end. */
async function otherOwner(): Promise<{ pid: number; end: () => Promise<void> }> {
  const script = `import(${JSON.stringify(MODULE)}).then((m) => {
    process.stdout.write(String(m.takeLock(${JSON.stringify(file)}).ok)); setInterval(() => {}, 1e6); });`;
  const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const said = await new Promise<string>((resolve) => child.stdout.once("data", (chunk) => resolve(String(chunk))));
  expect(said).toBe("true");
  const end = async (): Promise<void> => {
    child.kill("SIGKILL");
    await exited;
  };
  onTestFinished(end);
  return { pid: child.pid ?? 0, end };
}

test("a lock of a living process is refused with its pid", async () => {
  const { pid } = await otherOwner();
  expect(takeLock(file)).toEqual({ ok: false, pid });
  expect(lockOwner(file)).toBe(pid);
});

test("a lock whose process was killed is healed", async () => {
  const { end } = await otherOwner();
  await end();
  expect(lockOwner(file)).toBeUndefined();
  expect(takeLock(file).ok).toBe(true);
  expect(lockOwner(file)).toBe(process.pid);
});

test.runIf(process.platform === "linux")(
  "a lock of a process that ended and that nobody waits for is healed",
  async () => {
    // The shell starts it and becomes a program that waits for no child.
    const parent = spawn("sh", ["-c", "sleep 0.3 & echo $!; exec sleep 600"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void parent.kill("SIGKILL"));
    const said = await new Promise<string>((resolve) => parent.stdout.once("data", (chunk) => resolve(String(chunk))));
    const pid = Number(said);
    const fields = (): string[] => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    await vi.waitFor(() => expect(fields()[0]).toBe("Z"), { interval: 5, timeout: 10_000 });
    writeFileSync(file, JSON.stringify({ pid, startedAt: fields()[19] }));
    expect(lockOwner(file)).toBeUndefined();
    expect(takeLock(file).ok).toBe(true);
  },
);

test("a pid that was given anew is not taken for the owner", () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: "1" }));
  expect(lockOwner(file)).toBeUndefined();
  expect(takeLock(file).ok).toBe(true);
});

test("where nobody knows when a process started, a lock is healed once its process is gone", async () => {
  const { pid, end } = await otherOwner();
  await end();
  writeFileSync(file, JSON.stringify({ pid, startedAt: "" }));
  expect(takeLock(file).ok).toBe(true);
});

test("of several that find one stale lock, one has it at a time", async () => {
  // Each that has it looks whether another has it, too, and leaves it stale.
  const script = `import(${JSON.stringify(MODULE)}).then(({ takeLock }) => {
    const fs = require("node:fs"), file = ${JSON.stringify(file)};
    for (let taken = 0; taken < 400; ) {
      if (!takeLock(file).ok) continue;
      fs.mkdirSync(file + "-held");
      fs.rmdirSync(file + "-held");
      fs.writeFileSync(file, '{"pid":${process.pid},"startedAt":"1"}');
      taken += 1;
    } });`;
  const codes = Array.from({ length: 4 }, async () => {
    const child = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "ignore", "inherit"] });
    return await new Promise<number | null>((resolve) => child.once("exit", resolve));
  });
  expect(await Promise.all(codes)).toEqual([0, 0, 0, 0]);
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("who removes a stale lock is named to the next, and its turn is healed when it is gone", async () => {
  writeFileSync(file, "{");
  const turn = takeLock(`${file}.healing`);
  if (!turn.ok) throw new Error("refused");
  expect(takeLock(file)).toEqual({ ok: false, pid: process.pid });
  writeFileSync(`${file}.healing`, JSON.stringify({ pid: process.pid, startedAt: "1" }));
  expect(takeLock(file).ok).toBe(true);
  expect(readdirSync(folder)).toEqual(["lock"]);
});

test("what one that was killed under our pid left beside the lock does not turn the lock into ours", () => {
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: "1" }));
  linkSync(file, `${file}.${process.pid}`);
  expect(takeLock(file).ok).toBe(true);
});

test("a damaged lock is healed", () => {
  writeFileSync(file, "{");
  expect(takeLock(file).ok).toBe(true);
});

test("release takes away the own lock only, and nothing else stays in the folder", () => {
  const lock = takeLock(file);
  if (!lock.ok) throw new Error("refused");
  writeFileSync(file, JSON.stringify({ pid: 1, startedAt: "x" }));
  lock.release();
  expect(readFileSync(file, "utf8")).toContain('"x"');
  expect(readdirSync(folder)).toEqual(["lock"]);
});
