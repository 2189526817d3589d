/**
 * The thread that checks bundles for this page. One that has done its work rests and serves the next bundle: its script is
 * read, its curve's tables are made, its machines for code are compiled and started. One that was stopped is never used again.
 */
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { CHECK_WORKER_PATH, type CheckAnswer, type CheckRequest } from "./check-messages.ts";

/** Two runs here and one apart, of two versions, each at its longest, and the compiling of the runtime. */
const LONGEST_MS = 120_000;

let resting: CheckThread | undefined;

/** Starts the thread before there is anything to check, so that nobody waits for it then. */
export function prepareChecks(): void {
  if (resting !== undefined) return;
  resting = new CheckThread();
  resting.prepare();
}

/** A thread for one bundle: the one that rests, or a new one. When `signal` ends, what was asked of it rejects. */
export function takeThread(signal: AbortSignal | undefined): CheckThread {
  signal?.throwIfAborted();
  const thread = resting ?? new CheckThread();
  resting = undefined;
  thread.serve(signal);
  return thread;
}

export class CheckThread {
  readonly #worker = new Worker(CHECK_WORKER_PATH);
  #signal: AbortSignal | undefined;

  constructor() {
    // Without its script it is of no use to anybody: whoever asks next tries again.
    this.#worker.addEventListener("error", () => {
      if (resting === this) resting = undefined;
    });
  }

  prepare(): void {
    this.#worker.postMessage({ prepare: true } satisfies CheckRequest);
  }

  serve(signal: AbortSignal | undefined): void {
    this.#signal = signal;
  }

  ask(request: CheckRequest, onChecks: (checks: readonly Check[]) => void): Promise<BundleFinding> {
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const settle = (act: () => void) => {
        clearTimeout(timer);
        listening.abort();
        act();
      };
      const fail = (why: string) => settle(() => reject(new Error(why)));
      const timer = setTimeout(() => fail("The checks took too long and were ended."), LONGEST_MS);
      const { signal } = listening;
      this.#signal?.addEventListener("abort", () => settle(() => reject(this.#signal?.reason)), { signal });
      this.#worker.addEventListener(
        "message",
        ({ data }: MessageEvent<CheckAnswer>) => {
          if ("finding" in data) settle(() => resolve(data.finding));
          else if ("so" in data) onChecks(data.so);
        },
        { signal },
      );
      this.#worker.addEventListener("error", () => fail("The checks could not be started in this browser."), {
        signal,
      });
      this.#worker.postMessage(request);
    });
  }

  /** Waits for the next bundle; one that rests is enough. */
  rest(): void {
    if (resting === undefined) resting = this;
    else this.end();
  }

  end(): void {
    this.#worker.terminate();
  }
}
