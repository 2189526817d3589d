/** One thread of the pool, seen from the thread that hands it work. Whatever becomes of it, each batch is answered. */
import { setImmediate } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { codeCacheEnv } from "./node-code-cache.ts";
import { rawVerify, rawVerifyAsync } from "./node-ed25519.ts";
import { packChecks, type RawCheck } from "./packed-checks.ts";

type Batch = { readonly checks: readonly RawCheck[]; readonly resolve: (answers: boolean[]) => void };

export class VerifyThread {
  readonly #worker: Worker;
  /** Handed over and not answered. The thread answers in order. */
  #batches: Batch[] = [];
  readonly #onLost: (thread: VerifyThread) => void;
  /** Looks after the batches while there are some; twice within the time that an answer may take. */
  #watch: NodeJS.Timeout | undefined;
  readonly #lookEveryMs: number;
  /** Looks in a row at which nothing had been answered since the one before. */
  #idleLooks = 0;
  #isLost = false;

  /**
   * `lateMs`: after so long without any answer it counts as lost. `onLost` is called once, when the thread has ended for
   * whatever reason or does not answer. Throws when no thread can be made.
   */
  constructor(file: URL, lateMs: number, onLost: (thread: VerifyThread) => void) {
    this.#lookEveryMs = lateMs / 2;
    this.#onLost = onLost;
    // It knows what it is given: nothing secret of our environment, no key.
    this.#worker = new Worker(file, { env: codeCacheEnv(), execArgv: [] });
    this.#worker.unref();
    this.#worker.on("message", (answers: Uint8Array) => this.#answer(answers));
    // An error ends the thread, and the end is what is acted on; without a listener it would end the process.
    this.#worker.on("error", () => undefined);
    this.#worker.on("exit", () => this.#lose(verifyOnLibuv));
  }

  /** Checks that wait for an answer. */
  get load(): number {
    return this.#batches.reduce((sum, { checks }) => sum + checks.length, 0);
  }

  /** One answer for each check, in their order. Never rejects: what a lost thread leaves is checked without it. */
  check(checks: readonly RawCheck[]): Promise<boolean[]> {
    if (this.#isLost) return verifyOnLibuv(checks);
    return new Promise((resolve) => {
      // A process must not end while somebody waits for an answer, and must not wait for a thread that has no work.
      if (this.#batches.length === 0) this.#begin();
      this.#batches.push({ checks, resolve });
      const packed = packChecks(checks);
      this.#worker.postMessage(packed, [packed.buffer]);
    });
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #answer(answers: Uint8Array): void {
    const batch = this.#batches.shift();
    this.#idleLooks = 0;
    if (this.#batches.length === 0) this.#rest();
    batch?.resolve(batch.checks.map((_, at) => answers[at] === 1));
  }

  #begin(): void {
    this.#worker.ref();
    this.#idleLooks = 0;
    this.#watch = setInterval(() => this.#look(), this.#lookEveryMs).unref();
  }

  #rest(): void {
    this.#worker.unref();
    clearInterval(this.#watch);
  }

  /** Two looks, since after a pause of the whole process the first comes before what was answered is read. */
  #look(): void {
    this.#idleLooks += 1;
    if (this.#idleLooks < 2) return;
    // What holds up this thread may hold up libuv's as well.
    this.#lose(verifyHere);
    void this.#worker.terminate();
  }

  #lose(instead: (checks: readonly RawCheck[]) => Promise<boolean[]>): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#rest();
    this.#onLost(this);
    for (const { checks, resolve } of this.#batches.splice(0)) void instead(checks).then(resolve);
  }
}

/** So many take about 10 ms, after which others have their turn. */
const IN_A_TURN = 64;

/** The same checks on the thread that asks. Never rejects. */
async function verifyHere(checks: readonly RawCheck[]): Promise<boolean[]> {
  const answers: boolean[] = [];
  for (let from = 0; from < checks.length; from += IN_A_TURN) {
    for (const check of checks.slice(from, from + IN_A_TURN)) answers.push(rawVerify(...check));
    await setImmediate();
  }
  return answers;
}

/** The same checks without a thread of the pool. Never rejects. */
export async function verifyOnLibuv(checks: readonly RawCheck[]): Promise<boolean[]> {
  return await Promise.all(checks.map((check) => rawVerifyAsync(...check)));
}
