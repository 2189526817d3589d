/**
 * One supervised process: started, restarted with growing pauses when it dies, replaced by a successor that is ready
 * before it goes, stopped by SIGTERM and then SIGKILL. Its output goes to its own log file; it says over IPC when it serves.
 */
import { type ChildProcess, fork } from "node:child_process";
import cluster from "node:cluster";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, truncateSync } from "node:fs";
import path from "node:path";
import type { Say } from "./progress.ts";

export type ChildSpec = {
  readonly name: string;
  /** TypeScript file, from the repository's root. */
  readonly file: string;
  /** The whole environment: a child inherits nothing, so it knows only its own keys. */
  readonly env: () => NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  readonly nodeArgs?: readonly string[];
  readonly readyWithinMs: number;
  readonly stopWithinMs: number;
  /**
   * Whether its processes share one listening port. The kernel keeps the queue of connections as long as one of them
   * listens, and any of them takes from it: one that goes loses none that it has not taken.
   */
  readonly sharesPort?: boolean;
  readonly onMessage?: (message: unknown, reply: (answer: object) => void) => void;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
const STEADY_AFTER_MS = 30_000;
const LOG_LIMIT_BYTES = 32 * 1024 * 1024;
const LEASH = path.join(import.meta.dirname, "leash.mjs");
/** Asks a process to take no new connection, to answer on those it has, and to end when they have ended. */
const DRAIN = "SIGUSR2";
/** Longer than a process drains for; then it is stopped. */
const DRAIN_WITHIN_MS = 15_000;

// The processes take connections themselves: the supervisor is not in their way.
cluster.schedulingPolicy = cluster.SCHED_NONE;

function isReady(message: unknown): message is { event: "ready" } {
  return typeof message === "object" && message !== null && "event" in message && message.event === "ready";
}

type Running = { readonly process: ChildProcess; readonly exited: Promise<void> };

export class Child {
  readonly spec: ChildSpec;
  readonly #say: Say;
  readonly #logFile: string;
  /** The process that serves. */
  #running: Running | undefined;
  /** One that is being replaced: it serves until its successor does, and then drains. */
  #leaving: Running | undefined;
  #stopping = false;
  #pauseMs = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(spec: ChildSpec, logFolder: string, say: Say) {
    this.spec = spec;
    this.#say = say;
    this.#logFile = path.join(logFolder, `${spec.name}.log`);
  }

  get pid(): number | undefined {
    return this.#running?.process.pid;
  }

  /** The last lines of its log, for a failure's report. */
  tail(count = 12): string {
    if (!existsSync(this.#logFile)) return "";
    return readFileSync(this.#logFile, "utf8").trimEnd().split("\n").slice(-count).join("\n");
  }

  /** Starts it for the first time. Resolves with its ready message. Errors: it ended or stayed silent. */
  async start(): Promise<unknown> {
    return await this.#launch();
  }

  async #launch(): Promise<unknown> {
    this.#rotate();
    const log = openSync(this.#logFile, "a", 0o600);
    const child = this.spec.sharesPort === true ? forkSharing(this.spec, log) : forkAlone(this.spec, log);
    closeSync(log);
    const before = this.#running;
    const startedMs = performance.now();
    let served = false;
    const exited = new Promise<void>((resolve) => {
      child.once("exit", (code, signal) => {
        resolve();
        // One that was replaced goes unmissed; one that did not get ready leaves the one before it in place.
        if (this.#running?.process !== child) return;
        const isLeft = before !== undefined && before.process.exitCode === null && before.process.signalCode === null;
        this.#running = served || !isLeft ? undefined : before;
        if (this.#stopping) return;
        // The one before it may have died meanwhile: then nothing serves, and nobody else would notice.
        if (!served && (isLeft || before === undefined)) return;
        if (performance.now() - startedMs > STEADY_AFTER_MS) this.#pauseMs = FIRST_PAUSE_MS;
        this.#restartLater(`ended (${signal ?? `exit code ${code}`})`);
      });
    });
    this.#running = { process: child, exited };
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        child.kill("SIGKILL");
        fail(`did not get ready within ${this.spec.readyWithinMs / 1000} s`);
      }, this.spec.readyWithinMs);
      const fail = (reason: string): void => {
        clearTimeout(late);
        reject(new Error(`${this.spec.name} ${reason}.`));
      };
      child.once("error", (error) => fail(`could not be started: ${error.message}`));
      child.once("exit", (code, signal) => fail(`ended before it was ready (${signal ?? `exit code ${code}`})`));
      child.on("message", (message) => {
        if (isReady(message)) {
          served = true;
          clearTimeout(late);
          resolve(message);
          return;
        }
        this.spec.onMessage?.(message, (answer) => child.connected && child.send(answer));
      });
    });
  }

  #restartLater(reason: string): void {
    this.#say(`${this.spec.name} ${reason}; starting it again in ${this.#pauseMs / 1000} s`);
    this.#timer = setTimeout(() => void this.#restart(), this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  async #restart(): Promise<void> {
    try {
      await this.#launch();
      this.#say(`${this.spec.name} is back`);
    } catch (error) {
      if (!this.#stopping) this.#restartLater(error instanceof Error ? error.message.replace(/^\S+ /, "") : "failed");
    }
  }

  /**
   * Starts a successor, waits until it is ready, and lets the one before it end: one that shares a port drains, every other stops as
   * it does at any time. Errors: there is none that serves, or the successor did not get ready; then nothing has changed.
   */
  async replace(): Promise<void> {
    const before = this.#running;
    if (before === undefined || this.#stopping) throw new Error(`${this.spec.name} does not run now.`);
    this.#leaving = before;
    try {
      await this.#launch();
      const drains = this.spec.sharesPort === true;
      before.process.kill(drains ? DRAIN : "SIGTERM");
      const withinMs = drains ? DRAIN_WITHIN_MS : this.spec.stopWithinMs;
      const hard = setTimeout(() => before.process.kill(drains ? "SIGTERM" : "SIGKILL"), withinMs);
      await before.exited;
      clearTimeout(hard);
    } finally {
      this.#leaving = undefined;
    }
  }

  /** Says something to its process, if there is one. */
  tell(message: object): void {
    const child = this.#running?.process;
    if (child?.connected) child.send(message);
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const all = [this.#running, this.#leaving].filter((one) => one !== undefined);
    await Promise.all(all.map((one) => this.#end(one)));
  }

  async #end({ process: child, exited }: Running): Promise<void> {
    child.kill("SIGTERM");
    const hard = setTimeout(() => {
      this.#say(`${this.spec.name} did not stop in time and is ended`);
      child.kill("SIGKILL");
    }, this.spec.stopWithinMs);
    await exited;
    clearTimeout(hard);
  }

  kill(): void {
    this.#stopping = true;
    clearTimeout(this.#timer);
    this.#running?.process.kill("SIGKILL");
    this.#leaving?.process.kill("SIGKILL");
  }

  #rotate(): void {
    if (existsSync(this.#logFile) && statSync(this.#logFile).size > LOG_LIMIT_BYTES) {
      renameSync(this.#logFile, `${this.#logFile}.1`);
    }
  }

  /** Empties a log that grew too long while its process runs (it appends, so it goes on at the start). */
  limitLog(): void {
    if (existsSync(this.#logFile) && statSync(this.#logFile).size > LOG_LIMIT_BYTES) truncateSync(this.#logFile);
  }
}

function forkAlone(spec: ChildSpec, log: number): ChildProcess {
  return fork(spec.file, [...(spec.args ?? [])], {
    env: spec.env(),
    execArgv: ["--import", LEASH, ...(spec.nodeArgs ?? [])],
    // A session of its own: Ctrl-C in the terminal reaches the supervisor only, which stops all in order.
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
  });
}

/** As a worker of Node's cluster. It cannot have a session of its own: it must let a terminal's Ctrl-C pass. */
function forkSharing(spec: ChildSpec, log: number): ChildProcess {
  cluster.setupPrimary({
    exec: spec.file,
    args: [...(spec.args ?? [])],
    execArgv: ["--import", LEASH, ...(spec.nodeArgs ?? [])],
    stdio: ["ignore", log, log, "ipc"],
  });
  // A worker inherits our environment, which it must not know: each name that it is not given is taken out.
  const nothing = Object.fromEntries(Object.keys(process.env).map((name) => [name, undefined]));
  const worker = cluster.fork({ ...nothing, ...spec.env() });
  // It repeats its process's errors, and an error that nobody hears ends us.
  worker.on("error", () => undefined);
  return worker.process;
}
