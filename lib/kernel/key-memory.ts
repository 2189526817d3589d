/** What was found out about public keys that come again and again: answers that a key's bytes alone decide. */
import { equalBytes } from "./bytes.ts";

/**
 * An answer for each of the keys seen last, at most `most`. Looked up by four bytes of the key and told apart by all of them,
 * since to make a text of the bytes costs several times as much; of two keys that have these four in common the later is kept.
 */
export class KeyMemory<T> {
  readonly #known = new Map<number, { readonly key: Uint8Array; readonly answer: T }>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Undefined for a key that is not remembered. */
  get(key: Uint8Array): T | undefined {
    const known = this.#known.get(placeOf(key));
    return known !== undefined && equalBytes(known.key, key) ? known.answer : undefined;
  }

  /** Gives the answer back. The key is copied, since whoever has its bytes may change them. */
  set(key: Uint8Array, answer: T): T {
    if (this.#known.size >= this.#most) this.#forgetOldest();
    this.#known.set(placeOf(key), { key: new Uint8Array(key), answer });
    return answer;
  }

  #forgetOldest(): void {
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }
}

/** From the middle of the key: its first letters are what somebody chooses who wants a name that can be told. */
function placeOf(key: Uint8Array): number {
  return ((key[12] ?? 0) << 24) | ((key[13] ?? 0) << 16) | ((key[14] ?? 0) << 8) | (key[15] ?? 0);
}
