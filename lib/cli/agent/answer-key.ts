/** The key that signs a provider's answers as an index knows it: whose it is, and whether it signs for anybody. */
import { z } from "zod";
import { oneOf, problemSchema } from "#lib/contract/common.ts";
import { signingKeySchema } from "#lib/contract/entries.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import { standingOfNew } from "#lib/keys/weight.ts";
import { IncompleteError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";

/** So long what the index said is believed: a run may make a hundred calls in that time. */
const BELIEVED_MS = 10_000;

const keyAnswer = z.union([oneOf(signingKeySchema), problemSchema]);

export class AnswerKey {
  readonly #ask: () => Promise<SigningKey | undefined>;
  readonly #monotonicMs: () => number;
  #known: Promise<SigningKey>;
  #askedMs: number;
  /** Undefined: a person's. */
  readonly owner: ProviderId | undefined;

  private constructor(ask: () => Promise<SigningKey | undefined>, known: SigningKey, monotonicMs: () => number) {
    [this.#ask, this.#monotonicMs, this.#known] = [ask, monotonicMs, Promise.resolve(known)];
    this.#askedMs = monotonicMs();
    this.owner = parseProviderId(String(known.owner));
  }

  /** Undefined: the index does not know the key. Errors: `IncompleteError` when it cannot be read. */
  static async of(
    remote: Pick<RemoteIndex, "ask">,
    responder: Did,
    monotonicMs = () => performance.now(),
  ): Promise<AnswerKey | undefined> {
    const ask = async () => {
      const answer = await remote.ask(`api/v1/keys/${thumbprintOfDid(responder)}`, keyAnswer);
      return "data" in answer ? (answer.data.form as unknown as SigningKey) : undefined;
    };
    const known = await ask();
    return known && new AnswerKey(ask, known, monotonicMs);
  }

  /** Why what it signs now, and dates `at`, is nobody's word; undefined: it is its owner's. */
  async faultAt(at: Instant): Promise<"key-ended" | "key-not-active" | undefined> {
    const standing = standingOfNew(await this.#newest(), at);
    if (standing === "waits") return "key-not-active";
    return standing === "ended" ? "key-ended" : undefined;
  }

  /** Asked anew at most every ten seconds. An index that is away has said nothing new. */
  #newest(): Promise<SigningKey> {
    const now = this.#monotonicMs();
    if (now - this.#askedMs < BELIEVED_MS) return this.#known;
    this.#askedMs = now;
    const before = this.#known;
    this.#known = this.#ask().then(
      async (said) => said ?? (await before),
      async (error: unknown) => {
        if (error instanceof IncompleteError) return await before;
        throw error;
      },
    );
    return this.#known;
  }

  /** Errors: `IncompleteError` that says since when, or from when on. */
  async mustSign(at: Instant, url: URL): Promise<void> {
    const fault = await this.faultAt(at);
    if (fault === undefined) return;
    const { activeFrom, retirement, revocation } = await this.#known;
    const ended = revocation === null ? `retired at ${retirement?.retiresAt}` : `was revoked at ${revocation.at}`;
    throw new IncompleteError(
      `${url.href} signs with a key that ${fault === "key-ended" ? ended : `is in force from ${activeFrom} on`}: nobody can be held to what it signs now.`,
    );
  }
}
