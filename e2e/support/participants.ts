/** Signed statements of participants that tests and loads make up: real keys, real signatures, any number. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { type Did, type Origin, type ProviderId, providerIdOf, type StatementHash } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Draft } from "#lib/statement/compose.ts";
import { assembleStatement, type PartCommit, signingBytes, statementHash } from "#lib/statement/envelope.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";

export type SignedStatement = { readonly hash: StatementHash; readonly bytes: Uint8Array };

const now = () => asInstant(Date.now());
const random = (bytes: number) => new Uint8Array(randomBytes(bytes));

export class Participant {
  readonly did: Did;
  readonly #origin: Origin;
  readonly #key: KeyObject;
  readonly #publicKey: Uint8Array;

  /** A participant with a fresh key of the log with that origin. */
  constructor(origin: Origin) {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const bytes = base64UrlDecode(publicKey.export({ format: "jwk" }).x ?? "");
    if (bytes === undefined) throw new Error("The key pair has no public part.");
    this.#origin = origin;
    this.#key = privateKey;
    this.#publicKey = bytes;
    this.did = didKeyOf(bytes);
  }

  /** A registration under that name. */
  register(displayName: string): SignedStatement {
    return this.#sign("participant.register", this.did, { displayName });
  }

  /** A registration that commits to one public part and carries it. */
  registerWithPart(displayName: string, text: string): SignedStatement & { readonly commit: string } {
    const part = { bytes: utf8Encode(text), nonce: random(32) };
    const commit = commitOf(part);
    const parts: PartCommit[] = [{ commit, bytes: part.bytes.length, mediaType: "text/plain", visibility: "public" }];
    const { hash, bytes } = this.#sign("participant.register", this.did, { displayName }, undefined, parts);
    return { hash, bytes: buildSubmission(bytes, [part]), commit };
  }

  /** A new name; `prev` is the statement that the name now stands in. */
  rename(displayName: string, prev: StatementHash): SignedStatement {
    return this.#sign("participant.update", this.did, { displayName }, prev);
  }

  /** A service of this participant; the provider's id follows from the statement. */
  registerProvider(name: string): SignedStatement & { readonly id: ProviderId } {
    const signed = this.#sign("provider.register", "new", { kind: "service", name });
    return { ...signed, id: providerIdOf(signed.hash) };
  }

  /** A sign of life of a provider. Any number may be sent: none replaces another. */
  beat(provider: ProviderId): SignedStatement {
    const effectiveAt = formatInstant(now());
    return this.#sign("disclosure.heartbeat", provider, {
      version: 1,
      effectiveAt,
      cadenceHours: 24,
      softwareVersion: "1.0.0",
    });
  }

  #sign(
    kind: Draft["kind"],
    subject: string,
    body: JsonObject,
    prev?: StatementHash,
    parts?: PartCommit[],
  ): SignedStatement {
    const key = thumbprintOf(this.#publicKey);
    const draft: Draft = {
      kind,
      log: this.#origin,
      issuer: this.did,
      key,
      subject,
      body,
      prev,
      ...(parts && { parts }),
    };
    const unsigned = composeStatement(draft, now(), random);
    const signature = sign(null, signingBytes(unsigned), this.#key);
    return { hash: statementHash(unsigned), bytes: assembleStatement(unsigned, new Uint8Array(signature)) };
  }
}

/** A registration of somebody new. */
export function newcomer(origin: Origin, name: string): SignedStatement {
  return new Participant(origin).register(name);
}
