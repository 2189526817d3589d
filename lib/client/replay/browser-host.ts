/**
 * A host for definitions in the browser: a worker of its own, ended when a run takes too long. What it finds is shown to
 * whoever asked; a verdict rests on the index's hosts.
 */
import { inconclusive, type Job, type Run } from "#lib/evidence/definition/run-definition.ts";
import type { ReplayAnswer, ReplayRequest, ReplayRuntime } from "./replay-worker.ts";

/** To read the script, and to compile: not charged to the run. */
const START_MS = 30_000;

export class BrowserHost {
  readonly name = "browser";
  readonly #makeWorker: () => Worker;
  readonly #runtime: Promise<ReplayRuntime | undefined>;
  #worker: Promise<Worker> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** `runtime`: its bytes (`GET /api/v1/runtimes/{hash}`), or what was compiled of them for several hosts; undefined: there is none. */
  constructor(runtime: Promise<ReplayRuntime | undefined>, makeWorker: () => Worker) {
    this.#runtime = runtime;
    this.#makeWorker = makeWorker;
  }

  /** Starts the worker before there is anything to run, so that nobody waits for it then. */
  prepare(): void {
    this.#worker ??= this.#start();
    this.#worker.catch(() => undefined);
  }

  /** Never rejects: whatever becomes of the worker, the run has a result, and the next one a worker. */
  readonly run = (job: Job): Promise<Run> => {
    const turn = this.#last.then(() => this.#runNow(job));
    this.#last = turn;
    return turn;
  };

  async close(): Promise<void> {
    const worker = await this.#worker?.catch(() => undefined);
    this.#worker = undefined;
    worker?.terminate();
  }

  async #runNow(job: Job): Promise<Run> {
    this.#worker ??= this.#start();
    const worker = await this.#worker.catch(() => undefined);
    const answer = worker && (await ask(worker, { job }, job.definition.limits.wallMs));
    if (typeof answer === "object") return answer;
    // Ended by the clock, or lost: what is left of it serves nobody.
    await this.close();
    if (worker === undefined) return inconclusive("runtime-unavailable");
    return inconclusive(answer === undefined ? "timeout" : "crash");
  }

  async #start(): Promise<Worker> {
    // The script is read while somebody else compiles.
    const worker = this.#makeWorker();
    const runtime = await this.#runtime;
    if (runtime !== undefined && (await ask(worker, { runtime }, START_MS)) === "ready") return worker;
    worker.terminate();
    throw new Error("The worker did not start.");
  }
}

/** Undefined when no answer came in time, "lost" when the worker failed. */
function ask(worker: Worker, request: ReplayRequest, limitMs: number): Promise<ReplayAnswer | "lost" | undefined> {
  return new Promise((resolve) => {
    const listening = new AbortController();
    const done = (answer: ReplayAnswer | "lost" | undefined) => {
      clearTimeout(timer);
      listening.abort();
      resolve(answer);
    };
    const timer = setTimeout(() => done(undefined), limitMs);
    const { signal } = listening;
    worker.addEventListener("message", ({ data }: MessageEvent<ReplayAnswer>) => done(data), { signal });
    worker.addEventListener("error", () => done("lost"), { signal });
    worker.postMessage(request);
  });
}
