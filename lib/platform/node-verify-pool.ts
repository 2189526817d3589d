/**
 * Step 3 of TS-Ed25519/1 on threads of their own, a batch at a time. A `crypto.verify` that answers later costs the
 * thread that asks about half of the check itself: a job, a wake-up and an object for each. A thread of this pool takes
 * a batch in one buffer and checks it in line, so that the asking thread pays a copy of the bytes.
 *
 * The answers are those of `rawVerify`, which the threads run. Steps 1 and 2 stay with the caller (`lib/kernel/ed25519.ts`).
 */
import { availableParallelism } from "node:os";
import type { RawVerifyAsync } from "#lib/kernel/ed25519.ts";
import { rawVerify } from "./node-ed25519.ts";
import { VerifyThread, verifyOnLibuv } from "./node-verify-thread.ts";
import type { RawCheck } from "./packed-checks.ts";

const WORKER = new URL("./node-verify-worker.ts", import.meta.url);
/** What asks reads and folds: more than three threads wait for it. */
const MOST_THREADS = 4;
/** So few are checked sooner than another thread is woken. */
const FEW = 2;
/** Checks of one message at least, where there are as many: a message costs about a third of a check. */
const PIECE = 16;
/** A batch takes milliseconds; a machine that is busy with other things may take a thousand times as long. */
const LATE_MS = 10_000;
/** Threads that ended by themselves or did not answer, after which no new one is made. */
const MOST_LOST = 3;

export type VerifyPoolOptions = {
  readonly threads?: number;
  /** Batches up to this size are checked at once by the thread that asks. */
  readonly inLine?: number;
  readonly file?: URL;
  /** A thread that has answered nothing for so long is given up. */
  readonly lateMs?: number;
};

export class VerifyPool {
  readonly #most: number;
  readonly #inLine: number;
  readonly #file: URL;
  readonly #lateMs: number;
  readonly #threads = new Set<VerifyThread>();
  #lost = 0;
  #isClosed = false;
  /** Asked one by one in this turn. */
  #asked: { check: RawCheck; resolve: (valid: boolean) => void }[] = [];

  /** Makes no thread before the first batch. */
  constructor(options: VerifyPoolOptions = {}) {
    this.#most = options.threads ?? Math.min(availableParallelism(), MOST_THREADS);
    this.#inLine = options.inLine ?? FEW;
    this.#file = options.file ?? WORKER;
    this.#lateMs = options.lateMs ?? LATE_MS;
  }

  /** Threads that live. */
  get size(): number {
    return this.#threads.size;
  }

  /** One answer for each check, in their order. Never rejects. */
  async verifyAll(checks: readonly RawCheck[]): Promise<boolean[]> {
    if (checks.length <= this.#inLine) return checks.map((check) => rawVerify(...check));
    const size = Math.max(PIECE, Math.ceil(checks.length / this.#most));
    const pieces: Promise<boolean[]>[] = [];
    for (let from = 0; from < checks.length; from += size) {
      const piece = checks.slice(from, from + size);
      pieces.push(this.#idlest()?.check(piece) ?? verifyOnLibuv(piece));
    }
    return (await Promise.all(pieces)).flat();
  }

  /** As {@link verifyAll} for callers that ask one by one: what is asked in one turn of them makes one batch. */
  readonly verify: RawVerifyAsync = (...check) =>
    new Promise((resolve) => {
      if (this.#asked.length === 0) queueMicrotask(() => void this.#verifyAsked());
      this.#asked.push({ check, resolve });
    });

  /** Ends the threads. What is under way, and what is asked afterwards, is answered without them. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  async #verifyAsked(): Promise<void> {
    const asked = this.#asked;
    this.#asked = [];
    const answers = await this.verifyAll(asked.map(({ check }) => check));
    for (const [at, { resolve }] of asked.entries()) resolve(answers[at] === true);
  }

  /** The thread with the least to do; undefined when there is none and none can be made. */
  #idlest(): VerifyThread | undefined {
    let idlest: VerifyThread | undefined;
    for (const thread of this.#threads) if (idlest === undefined || thread.load < idlest.load) idlest = thread;
    if (idlest?.load === 0 || this.#threads.size >= this.#most || this.#isClosed || this.#lost >= MOST_LOST) {
      return this.#isClosed ? undefined : idlest;
    }
    return this.#start() ?? idlest;
  }

  #start(): VerifyThread | undefined {
    try {
      const thread = new VerifyThread(this.#file, this.#lateMs, (ended) => {
        this.#threads.delete(ended);
        this.#lost += 1;
      });
      this.#threads.add(thread);
      return thread;
    } catch {
      this.#lost += 1; // the system gives no more threads
      return undefined;
    }
  }
}

/** The pool of this process. */
export const verifyPool = new VerifyPool();
