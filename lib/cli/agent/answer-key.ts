/** The key that signs a provider's answers as an index knows it: whose it is, and whether it signs for anybody. */
import { z } from "zod";
import { oneOf, problemSchema, sizeSchema, timeSchema } from "#lib/contract/common.ts";
import { signingKeySchema } from "#lib/contract/entries.ts";
import { isDidKey, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, parseProviderId, type Thumbprint } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import { standingOfNew } from "#lib/keys/weight.ts";
import { IncompleteError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { newestOf } from "./newest.ts";

const said = { entry: sizeSchema, at: timeSchema };
const keyForm = z.object({
  publicKey: z.string().max(64, { abort: true }).refine(isDidKey),
  owner: z.string(),
  purpose: z.string(),
  activeFrom: timeSchema.nullable(),
  retirement: z.object({ ...said, retiresAt: timeSchema }).nullable(),
  revocation: z
    .object({
      ...said,
      reason: z.enum(["superseded", "ceased", "compromised"]),
      compromisedSince: timeSchema.nullable(),
    })
    .nullable(),
});
const keyAnswer = z.union([oneOf(signingKeySchema.extend({ form: keyForm })), problemSchema]);
type Key = Pick<SigningKey, "publicKey" | "owner" | "purpose" | "activeFrom" | "retirement" | "revocation">;

export class AnswerKey {
  readonly #newest: () => Promise<Key>;
  readonly publicKey: Did;
  /** Undefined: a person's. */
  readonly owner: ProviderId | undefined;
  readonly purpose: SigningKey["purpose"];

  private constructor(ask: () => Promise<Key | undefined>, known: Key, monotonicMs: () => number) {
    this.#newest = newestOf(known, ask, { monotonicMs, askedMs: monotonicMs() });
    this.publicKey = known.publicKey;
    this.owner = parseProviderId(known.owner);
    this.purpose = known.purpose;
  }

  /** Undefined: the index does not know the key. Errors: `IncompleteError` when it cannot be read, or another one is told, or in another form. */
  static async of(
    remote: Pick<RemoteIndex, "ask">,
    thumbprint: Thumbprint,
    monotonicMs = () => performance.now(),
  ): Promise<AnswerKey | undefined> {
    const ask = async () => {
      const answer = await remote.ask(`api/v1/keys/${thumbprint}`, keyAnswer);
      const key = "data" in answer ? (answer.data.form as Key) : undefined;
      if (key !== undefined && thumbprintOfDid(key.publicKey) !== thumbprint)
        throw new IncompleteError(`The index tells of another key than ${thumbprint}.`);
      return key;
    };
    const known = await ask();
    return known && new AnswerKey(ask, known, monotonicMs);
  }

  /**
   * Why what it signs now, and dates `at`, is nobody's word; undefined: it is its owner's. Its index is asked anew at most every
   * ten seconds, and has said nothing new while it is away.
   */
  async faultAt(at: Instant): Promise<"key-ended" | "key-not-active" | undefined> {
    const standing = standingOfNew(await this.#newest(), at);
    if (standing === "waits") return "key-not-active";
    return standing === "ended" ? "key-ended" : undefined;
  }

  /** Errors: `IncompleteError` that says since when, or from when on. */
  async mustSign(at: Instant, url: URL): Promise<void> {
    const fault = await this.faultAt(at);
    if (fault === undefined) return;
    const { activeFrom, retirement, revocation } = await this.#newest();
    const ended = revocation === null ? `retired at ${retirement?.retiresAt}` : `was revoked at ${revocation.at}`;
    throw new IncompleteError(
      `${url.href} signs with a key that ${fault === "key-ended" ? ended : `is in force from ${activeFrom} on`}: nobody can be held to what it signs now.`,
    );
  }
}
