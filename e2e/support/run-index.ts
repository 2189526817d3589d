/** Starts a real index by `up`, as its own process on a temporary data folder, and reads what it says. */
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
const READY = /^ready (http:\/\/\S+)$/m;
const SET_UP = /^set-up link (http:\/\/\S+)$/m;

export type UpRun = {
  /** Everything printed so far, both streams. */
  readonly output: () => string;
  /** Resolves with the URL of the line `ready …`. Errors: it ended before, with its output. */
  readonly ready: Promise<string>;
  /** Resolves when it has ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  readonly setUpLink: () => string | undefined;
  readonly pid: number;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Resolves when the output matches, now or later. Errors: it ended without. */
  readonly said: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** SIGINT, then wait. */
  readonly stop: () => Promise<void>;
};

/** `npm run up -- …` without npm. The run ends when this process ends. */
export function runUp(args: readonly string[], env: Readonly<Record<string, string>> = {}): UpRun {
  const child: ChildProcess = spawn(process.execPath, ["lib/cli/bootstrap.mjs", "up", ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: ROOT, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  let isOver = false;
  const watchers = new Set<() => void>();
  const onData = (chunk: Buffer): void => {
    output += chunk.toString("utf8");
    for (const watcher of watchers) watcher();
  };
  child.stdout?.on("data", onData);
  child.stderr?.on("data", onData);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      isOver = true;
      for (const watcher of watchers) watcher();
      resolve({ code, signal });
    });
  });
  const said = (pattern: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output);
        if (!found && !isOver) return;
        watchers.delete(look);
        if (found) resolve(found);
        else reject(new Error(`up ended without saying ${pattern}:\n${output}`));
      };
      watchers.add(look);
      look();
    });
  const ready = said(READY).then((found) => found[1] ?? "");
  // Who does not wait for it must not be ended by it.
  ready.catch(() => undefined);
  const signal = (name: NodeJS.Signals): void => void child.kill(name);
  return {
    output: () => output,
    ready,
    ended,
    setUpLink: () => SET_UP.exec(output)?.[1],
    pid: child.pid ?? 0,
    signal,
    said,
    stop: async () => {
      if (!isOver) signal("SIGINT");
      await ended;
    },
  };
}

/** A temporary folder that the database's user may pass through, and its removal. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), "touchstone-e2e-"));
  chmodSync(folder, 0o711);
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Processes whose command line or environment names this folder, except the asking one. Linux only. */
export function processesOf(folder: string): { pid: number; command: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, "utf8").replaceAll("\0", " ");
        const environment = readFileSync(`/proc/${name}/environ`, "utf8");
        const isZombie = /^State:\s+Z/m.test(readFileSync(`/proc/${name}/status`, "utf8"));
        return !isZombie && (command.includes(folder) || environment.includes(folder))
          ? [{ pid: Number(name), command }]
          : [];
      } catch {
        return [];
      }
    });
}
