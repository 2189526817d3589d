/**
 * Signature checks of a replay on all cores: the replay goes on as if each held, libuv's threads check it meanwhile.
 * Sound only together with the answer of {@link VerifyAhead.settle}: when it is false, replay again with the real check,
 * which names the entry.
 */
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { rawVerifyAsync } from "#lib/platform/node-ed25519.ts";

export class VerifyAhead {
  #pending: Promise<boolean>[] = [];
  #before: Promise<boolean> = Promise.resolve(true);

  /** Step 3 of the signature rule for the replay: begins the check and answers true. */
  readonly raw: RawVerify = (signature, message, publicKey) => {
    this.#pending.push(rawVerifyAsync(signature, message, publicKey));
    return true;
  };

  /**
   * Waits until all but the newest turn is checked, so that one turn is checked while the next is read. A turn is what
   * was begun since the last call.
   */
  async turn(): Promise<void> {
    const [before, begun] = [this.#before, this.#pending];
    this.#pending = [];
    this.#before = Promise.all([before, ...begun]).then((answers) => answers.every(Boolean));
    await before;
  }

  /** Whether every signature held. */
  async settle(): Promise<boolean> {
    await this.turn();
    return await this.#before;
  }
}
