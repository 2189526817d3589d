/**
 * One supervised process: started, restarted with growing pauses when it dies, stopped by SIGTERM and then SIGKILL. Its
 * output goes to its own log file; it says over IPC when it serves.
 */
import { type ChildProcess, fork } from "node:child_process";
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
  readonly onMessage?: (message: unknown, reply: (answer: object) => void) => void;
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
const STEADY_AFTER_MS = 30_000;
const LOG_LIMIT_BYTES = 32 * 1024 * 1024;
const LEASH = path.join(import.meta.dirname, "leash.mjs");

function isReady(message: unknown): message is { event: "ready" } {
  return typeof message === "object" && message !== null && "event" in message && message.event === "ready";
}

export class Child {
  readonly spec: ChildSpec;
  readonly #say: Say;
  readonly #logFile: string;
  #process: ChildProcess | undefined;
  #exited: Promise<void> = Promise.resolve();
  #stopping = false;
  #pauseMs = FIRST_PAUSE_MS;
  #timer: NodeJS.Timeout | undefined;

  constructor(spec: ChildSpec, logFolder: string, say: Say) {
    this.spec = spec;
    this.#say = say;
    this.#logFile = path.join(logFolder, `${spec.name}.log`);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
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
    const child = fork(this.spec.file, [...(this.spec.args ?? [])], {
      env: this.spec.env(),
      execArgv: ["--import", LEASH, ...(this.spec.nodeArgs ?? [])],
      // A session of its own: Ctrl-C in the terminal reaches the supervisor only, which stops all in order.
      detached: true,
      stdio: ["ignore", log, log, "ipc"],
    });
    closeSync(log);
    this.#process = child;
    const startedMs = performance.now();
    let served = false;
    this.#exited = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        resolve();
        this.#process = undefined;
        if (this.#stopping || !served) return;
        if (performance.now() - startedMs > STEADY_AFTER_MS) this.#pauseMs = FIRST_PAUSE_MS;
        this.#restartLater(`ended (${signal ?? `exit code ${code}`})`);
      });
    });
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

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const child = this.#process;
    if (!child) return;
    child.kill("SIGTERM");
    const hard = setTimeout(() => {
      this.#say(`${this.spec.name} did not stop in time and is ended`);
      child.kill("SIGKILL");
    }, this.spec.stopWithinMs);
    await this.#exited;
    clearTimeout(hard);
  }

  kill(): void {
    this.#stopping = true;
    clearTimeout(this.#timer);
    this.#process?.kill("SIGKILL");
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
