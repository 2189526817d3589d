/** One thread of the pool, seen from the thread that hands it work. Whatever becomes of it, each batch is answered. */
import { Worker } from "node:worker_threads";
import { rawVerifyAsync } from "./node-ed25519.ts";
import { packChecks, type RawCheck } from "./packed-checks.ts";

type Batch = { readonly checks: readonly RawCheck[]; readonly resolve: (answers: boolean[]) => void };

export class VerifyThread {
  readonly #worker: Worker;
  /** Handed over and not answered. The thread answers in order. */
  #batches: Batch[] = [];
  #isLost = false;

  /** `onLost` is called once, when the thread has ended for whatever reason. Throws when no thread can be made. */
  constructor(file: URL, onLost: (thread: VerifyThread) => void) {
    // It knows what it is given: no environment, no key.
    this.#worker = new Worker(file, { env: {}, execArgv: [] });
    this.#worker.unref();
    this.#worker.on("message", (answers: Uint8Array) => this.#answer(answers));
    // An error ends the thread, and the end is what is acted on; without a listener it would end the process.
    this.#worker.on("error", () => undefined);
    this.#worker.on("exit", () => {
      this.#isLost = true;
      onLost(this);
      for (const { checks, resolve } of this.#batches.splice(0)) void verifyOnLibuv(checks).then(resolve);
    });
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
      if (this.#batches.length === 0) this.#worker.ref();
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
    if (this.#batches.length === 0) this.#worker.unref();
    batch?.resolve(batch.checks.map((_, at) => answers[at] === 1));
  }
}

/** The same checks without a thread of the pool. Never rejects. */
export async function verifyOnLibuv(checks: readonly RawCheck[]): Promise<boolean[]> {
  return await Promise.all(checks.map((check) => rawVerifyAsync(...check)));
}
