/**
 * Signature checks of a replay on all cores: the replay goes on as if each held, the pool's threads check it meanwhile.
 * Sound only together with the answer of {@link VerifyAhead.settle}: when it is false, replay again with the real check,
 * which names the entry.
 */
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { type VerifyPool, verifyPool } from "#lib/platform/node-verify-pool.ts";
import type { RawCheck } from "#lib/platform/packed-checks.ts";

/** Checks that are handed over together: enough that a message is cheap, few enough that no thread waits for the turn. */
const BUNDLE = 64;

export class VerifyAhead {
  readonly #pool: VerifyPool;
  #noted: RawCheck[] = [];
  #begun: Promise<boolean>[] = [];
  #before: Promise<boolean> = Promise.resolve(true);

  constructor(pool: VerifyPool = verifyPool) {
    this.#pool = pool;
  }

  /** Step 3 of the signature rule for the replay: notes the check and answers true. */
  readonly raw: RawVerify = (...check) => {
    this.#noted.push(check);
    if (this.#noted.length >= BUNDLE) this.#begin();
    return true;
  };

  /**
   * Waits until all but the newest turn is checked, so that one turn is checked while the next is read. A turn is what
   * was noted since the last call.
   */
  async turn(): Promise<void> {
    this.#begin();
    const before = this.#before;
    this.#before = Promise.all([before, ...this.#begun]).then((answers) => answers.every(Boolean));
    this.#begun = [];
    await before;
  }

  /** Whether every signature held. */
  async settle(): Promise<boolean> {
    await this.turn();
    return await this.#before;
  }

  #begin(): void {
    if (this.#noted.length === 0) return;
    this.#begun.push(this.#pool.verifyAll(this.#noted).then((answers) => answers.every(Boolean)));
    this.#noted = [];
  }
}
