/**
 * The thread that checks bundles for this page. One that has done its work rests and serves the next bundle: its script is
 * read, its curve's tables are made, its machines for code are compiled and started. One that was stopped is never used again.
 */
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { CHECK_WORKER_PATH, type CheckAnswer, type CheckRequest } from "./check-messages.ts";
import type { IndexSource } from "./index-source.ts";
import type { FiledFacts, SiteFacts } from "./site-facts.ts";

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

  /** Checks a bundle. */
  check(request: CheckRequest, onChecks: (checks: readonly Check[]) => void): Promise<BundleFinding> {
    return this.#tell(request, (said, settle) => {
      if ("finding" in said) settle(said.finding);
      else if ("so" in said) onChecks(said.so);
    });
  }

  /** What an index says of the bundle that was checked last. Rejects with what `index` rejects with. */
  askOf(index: IndexSource, filed: FiledFacts | undefined): Promise<SiteFacts> {
    return this.#tell({ ask: { filed } }, (said, settle, fail) => {
      if ("known" in said) settle(said.known);
      else if ("unknown" in said) fail(new Error(said.unknown));
      else if ("question" in said) {
        const { read, of } = said.question;
        // What it reads is strangers': nothing but what anybody may read is fetched for it.
        if (read !== "key" && !isOpenRead(of)) return fail(new Error(`The checks asked for ${of}.`));
        const reply = (value: unknown) =>
          this.#worker.postMessage({ reply: said.number, value } satisfies CheckRequest);
        Promise.resolve<unknown>(index[read](of)).then(reply, fail);
      }
    });
  }

  #tell<T>(
    request: CheckRequest,
    hear: (said: CheckAnswer, settle: (value: T) => void, fail: (error: unknown) => void) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const listening = new AbortController();
      const settle = (act: () => void) => {
        clearTimeout(timer);
        listening.abort();
        act();
      };
      const fail = (error: unknown) => settle(() => reject(error));
      const timer = setTimeout(() => fail(new Error("The checks took too long and were ended.")), LONGEST_MS);
      const { signal } = listening;
      this.#signal?.addEventListener("abort", () => fail(this.#signal?.reason), { signal });
      const heard = ({ data }: MessageEvent<CheckAnswer>) => hear(data, (value) => settle(() => resolve(value)), fail);
      this.#worker.addEventListener("message", heard, { signal });
      const notStarted = () => fail(new Error("The checks could not be started in this browser."));
      this.#worker.addEventListener("error", notStarted, { signal });
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

/** A path of the open reads and of nobody else, also after its dots are followed. */
function isOpenRead(path: string): boolean {
  const site = "https://site.invalid";
  return path.startsWith("/") && URL.canParse(path, site) && new URL(path, site).href.startsWith(`${site}/api/v1/`);
}
