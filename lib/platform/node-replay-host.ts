/**
 * A host for definitions: a process of its own, under one tier of V8, that is killed when a run takes too long. The two
 * hosts of a verdict are two of them under different tiers, so that a fault of one compiler cannot convict.
 */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { inconclusive, type Job, type Run } from "#lib/evidence/definition/run-definition.ts";
import { codeCacheEnv } from "./node-code-cache.ts";

export const REPLAY_TIERS = {
  liftoff: ["--liftoff", "--no-wasm-tier-up"],
  // Inlined functions are compiled once more each: a third of the start, and no run is faster for it.
  turbofan: ["--no-liftoff", "--no-wasm-inlining"],
} as const;
export type ReplayTier = keyof typeof REPLAY_TIERS;

const FILE = fileURLToPath(new URL("node-replay-process.ts", import.meta.url));
/** To start, read and compile: not charged to the run. */
const START_MS = 60_000;
/** What a run may hold outside the sandbox's own memory. */
const HEAP_MB = 96;
/** The platform's stack, larger than what the engine may use of it, and within every system's usual 8 MiB. */
const STACK_KB = 3_600;

export class ReplayHost {
  readonly name: ReplayTier;
  #child: Promise<ChildProcess> | undefined;
  /** One run at a time: time is measured. */
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(name: ReplayTier) {
    this.name = name;
  }

  /** Never rejects: whatever becomes of the process, the run has a result, and the next one a process. */
  readonly run = (job: Job): Promise<Run> => {
    const turn = this.#last.then(() => this.#runNow(job));
    this.#last = turn;
    return turn;
  };

  /** Ends the process; later runs are `runtime-unavailable`. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const child = await this.#child?.catch(() => undefined);
    child?.kill("SIGKILL");
  }

  async #runNow(job: Job): Promise<Run> {
    if (this.#isClosed) return inconclusive("runtime-unavailable");
    this.#child ??= startChild(REPLAY_TIERS[this.name]);
    try {
      const child = await this.#child;
      return await answerOf(child, job, () => this.#forget());
    } catch {
      this.#forget();
      return inconclusive("runtime-unavailable");
    }
  }

  #forget(): void {
    this.#child = undefined;
  }
}

/** The two hosts of a verdict for one piece of work, ended with it. A process starts with its first run. */
export async function withReplayHosts<T>(
  work: (hosts: { readonly local: ReplayHost; readonly second: ReplayHost }) => Promise<T>,
): Promise<T> {
  const hosts = { local: new ReplayHost("liftoff"), second: new ReplayHost("turbofan") };
  try {
    return await work(hosts);
  } finally {
    await Promise.all([hosts.local.close(), hosts.second.close()]);
  }
}

function startChild(tier: readonly string[]): Promise<ChildProcess> {
  const child = fork(FILE, {
    execArgv: [...tier, `--max-old-space-size=${HEAP_MB}`, `--stack-size=${STACK_KB}`],
    env: { NODE_ENV: "production", ...codeCacheEnv() },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error("The process did not start in time."));
    }, START_MS);
    child.once("message", () => {
      clearTimeout(late);
      child.removeAllListeners();
      // It must not keep its parent alive, nor end it.
      child.on("error", () => undefined);
      child.unref();
      child.channel?.unref();
      resolve(child);
    });
    child.once("error", reject);
    child.once("exit", () => reject(new Error("The process ended while it started.")));
  });
}

/** `onLost`: the process is gone, or is killed for time. */
function answerOf(child: ChildProcess, job: Job, onLost: () => void): Promise<Run> {
  if (!child.connected) throw new Error("The process is gone.");
  return new Promise((resolve) => {
    const done = (run: Run, lost: boolean) => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onExit);
      child.channel?.unref();
      if (lost) onLost();
      resolve(run);
    };
    const onMessage = (run: unknown) => done(run as Run, false);
    const onExit = () => done(inconclusive("crash"), true);
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      done(inconclusive("timeout"), true);
    }, job.definition.limits.wallMs);
    child.channel?.ref();
    child.on("message", onMessage);
    child.on("exit", onExit);
    child.send(job);
  });
}
