/**
 * Signature checks of a replay on all cores: the replay goes on as if each held, libuv's threads check it meanwhile.
 * Sound only together with the answer of {@link VerifyAhead.settle}: when it is false, replay again with the real check,
 * which names the entry.
 */
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import { rawVerifyAsync } from "#lib/platform/node-ed25519.ts";

export class VerifyAhead {
  #noted: Parameters<RawVerify>[] = [];
  #before: Promise<boolean> = Promise.resolve(true);

  /** Step 3 of the signature rule for the replay: notes the check for the end of the turn and answers true. */
  readonly raw: RawVerify = (...check) => {
    this.#noted.push(check);
    return true;
  };

  /**
   * Waits until all but the newest turn is checked, so that one turn is checked while the next is read. A turn is what
   * was noted since the last call. It begins as a whole: threads that wait for one check after another would be put to
   * sleep and woken for each, which costs a tenth of an audit or more.
   */
  async turn(): Promise<void> {
    const [before, noted] = [this.#before, this.#noted];
    this.#noted = [];
    const begun = noted.map((check) => rawVerifyAsync(...check));
    this.#before = Promise.all([before, ...begun]).then((answers) => answers.every(Boolean));
    await before;
  }

  /** Whether every signature held. */
  async settle(): Promise<boolean> {
    await this.turn();
    return await this.#before;
  }
}
