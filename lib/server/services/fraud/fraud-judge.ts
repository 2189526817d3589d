/**
 * Judges proofs of fraud that need a replay beside the event loop, one at a time and one of an address: somebody who hands
 * in many can slow others who do, and nobody who reads. What of this log's own words was found true is not replayed again,
 * so that true words are a queue's worth of work once.
 */
import path from "node:path";
import { Worker } from "node:worker_threads";
import type { Check } from "#lib/kernel/checks.ts";
import type { Did } from "#lib/kernel/ids.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { codeCacheEnv } from "#lib/platform/node-code-cache.ts";
import type { FraudFinding } from "#lib/state/fraud/judgement.ts";
import { ServiceError } from "../service-error.ts";

/** A proof and the trust to judge it by; `log` for proofs that leave it out. */
export type FraudCase = {
  readonly bytes: Uint8Array;
  readonly logVkey: string | undefined;
  readonly policy: WitnessPolicy;
  readonly promiseKeys?: readonly Did[];
  readonly answerKeys?: readonly Did[];
  /** Public parts by commitment, for verdicts whose proof leaves them out. */
  readonly parts?: ReadonlyMap<string, Uint8Array>;
  readonly log?: { readonly origin: string; readonly leaves: readonly Uint8Array[] };
};

export type FraudJudgement = Pick<FraudFinding, "ok" | "verdict" | "checks">;

const MAIN = "lib/server/judge/main.ts";
/** A request is answered within 30 s. */
const LONGEST_MS = 20_000;
const MOST_WAITING = 4;
const RETRY_SECONDS = 15;
const MEMORY_MB = 192;
const TRUE_WORDS: ReadonlySet<string> = new Set(["true-state-root", "true-verdict"]);
/** More than there can be below the sizes that are judged here. */
const MOST_REMEMBERED = 8_192;

type Run = (given: FraudCase) => Promise<FraudJudgement>;

export class FraudJudge {
  readonly #run: Run;
  #last: Promise<unknown> = Promise.resolve();
  /** Whose proof waits or is judged. */
  readonly #waiting = new Set<string>();
  /** The check by which a claim or a verdict of this log was found true, by its entry. */
  readonly #true = new Map<number, Check>();

  constructor(run: Run = inThread) {
    this.#run = run;
  }

  /** Why the accusation of this entry fails, where it was judged before: the entry says what its log gives. */
  found(entry: number): Check | undefined {
    return this.#true.get(entry);
  }

  /** Keeps what was found of an entry of this log, accused by a head of this log, when the entry is true. */
  remember(entry: number, { checks }: FraudJudgement): void {
    const cleared = checks.find(({ outcome, reason }) => outcome === "fail" && TRUE_WORDS.has(reason ?? ""));
    if (cleared !== undefined && this.#true.size < MOST_REMEMBERED) this.#true.set(entry, cleared);
  }

  /**
   * `by`: the address that handed it in. `load` is called when its turn has come. Errors: `unavailable` while others
   * wait, or one of the same address; `too-large` when it takes too long.
   */
  async judge(by: string, load: () => Promise<FraudCase>): Promise<FraudJudgement> {
    if (this.#waiting.has(by)) throw busy("A proof from your address is being judged.");
    if (this.#waiting.size >= MOST_WAITING) throw busy("Other proofs are being judged.");
    this.#waiting.add(by);
    const turn = this.#last.then(async () => this.#run(await load()));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting.delete(by);
    }
  }
}

/** The thread has nothing secret of our environment and no key: what it is given is all that it knows. */
function inThread(workerData: FraudCase): Promise<FraudJudgement> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(path.resolve(process.cwd(), MAIN), {
      workerData,
      env: codeCacheEnv(),
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const timer = setTimeout(() => {
      const detail = `To judge this proof takes longer than ${LONGEST_MS / 1000} s. Judge it with \`touchstone verify\`.`;
      reject(new ServiceError("too-large", detail));
      void thread.terminate();
    }, LONGEST_MS);
    thread.once("message", (judgement: FraudJudgement) => resolve(judgement));
    thread.once("error", reject);
    thread.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The thread that judges proofs ended with ${code}.`));
    });
  });
}

function busy(detail: string): ServiceError {
  return new ServiceError("unavailable", detail, { retryAfterSeconds: RETRY_SECONDS });
}
