/**
 * The one-time set-up link. This process knows only the hash of its token; the supervisor, which holds the
 * administrator's key, signs and submits. The link is good once, until its time, for this run, and on this machine only.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { SetUpResult } from "#lib/contract/accounts.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { isWeakDid } from "#lib/state/view.ts";
import { refuse, ServiceError } from "../service-error.ts";

export type SetUpGateOptions = {
  readonly clock: Clock;
  /** SHA-256 of the token, hex; undefined when no link is open. */
  readonly tokenHash: string | undefined;
  readonly expiresMs: number | undefined;
  /** Asks the supervisor to name this administrator; resolves when the entry is in the log. */
  readonly appoint: (did: string) => Promise<void>;
};

export class SetUpGate {
  readonly #options: SetUpGateOptions;
  #tokenHash: string | undefined;
  #busy = false;

  constructor(options: SetUpGateOptions) {
    this.#options = options;
    this.#tokenHash = options.tokenHash;
  }

  get isOpen(): boolean {
    return (
      this.#tokenHash !== undefined && this.#options.clock() < (this.#options.expiresMs ?? Number.POSITIVE_INFINITY)
    );
  }

  /**
   * `address` is the client's. Errors: `set-up-refused` for a wrong, used or late token and for another machine, with
   * the same words for each; `weak-key` for an administrator who could never sign.
   */
  async use(token: string, did: string, address: string): Promise<SetUpResult> {
    if (!isLoopback(address) || !this.isOpen || this.#busy || !this.#matches(token)) {
      throw new ServiceError("set-up-refused", "This set-up link is wrong, used, too old, or for another machine.");
    }
    if (isWeakDid(did as Did)) {
      throw refuse({ code: "weak-key", pointer: "/did", detail: "This DID's key is refused by TS-Ed25519/1." });
    }
    this.#busy = true;
    try {
      await this.#options.appoint(did);
      // Only now is it used up: a failed appointment leaves the operator a link that works.
      this.#tokenHash = undefined;
    } finally {
      this.#busy = false;
    }
    return { admins: [did] };
  }

  /** The link was used at another process. */
  close(): void {
    this.#tokenHash = undefined;
  }

  #matches(token: string): boolean {
    const expected = Buffer.from(this.#tokenHash ?? "", "hex");
    const given = createHash("sha256").update(token).digest();
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

function isLoopback(address: string): boolean {
  return address === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(address);
}
