/**
 * `next build` in a process of its own, which ends when this one does, however that ends. One that somebody else started, or
 * that is about to end, holds Next's own lock: it is waited for, and then named.
 */
import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { CliError } from "./cli-error.ts";

const LEASH = path.join(import.meta.dirname, "up/leash.mjs");
/** Next's own, which it takes by flock(2). */
const LOCK = ".next/lock";
const IS_LOCKED = /Another next build process is already running/;

export type NextBuild = {
  /** Told how to stop it. */
  readonly onChild?: (stop: () => void) => void;
  readonly bin?: string;
  /** So long another build is waited for: one whose `up` was killed needs 25 s to end at most. */
  readonly patienceMs?: number;
  readonly pauseMs?: number;
};

/** Errors: `CliError` with Next's last words, or with who else builds here. */
export async function runNextBuild({
  onChild = () => undefined,
  bin = "node_modules/next/dist/bin/next",
  patienceMs = 30_000,
  pauseMs = 250,
}: NextBuild = {}): Promise<void> {
  const startedMs = performance.now();
  for (;;) {
    const { code, output } = await once(bin, onChild);
    if (code === 0) return;
    if (!IS_LOCKED.test(output)) throw new CliError(`next build failed:\n${output}`);
    if (performance.now() - startedMs >= patienceMs) throw new CliError(othersWords(holderOf(LOCK)));
    await delay(pauseMs);
  }
}

async function once(
  bin: string,
  onChild: (stop: () => void) => void,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["--import", LEASH, bin, "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  onChild(() => child.kill("SIGTERM"));
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString("utf8")).slice(-20_000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, output };
}

function othersWords(pid: number | undefined): string {
  const [who, end] = pid === undefined ? ["Another process", "end it"] : [`Process ${pid}`, `end it (kill ${pid})`];
  return `${who} builds the pages in this folder already, and belongs to no npm script that runs: wait until it is done, or ${end}, and start again.`;
}

/** Whose lock it is, where the kernel says so (proc(5), Linux): lines of "1: FLOCK ADVISORY WRITE <pid> <major>:<minor>:<inode> …". */
function holderOf(file: string): number | undefined {
  try {
    const { ino } = statSync(file);
    const lines = readFileSync("/proc/locks", "utf8").split("\n");
    const pid = lines
      .map((line) => /(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) /.exec(line))
      .find((found) => found?.[2] === String(ino))?.[1];
    return pid === undefined ? undefined : Number(pid);
  } catch {
    return undefined;
  }
}
