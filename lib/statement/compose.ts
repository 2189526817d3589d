/** Writing statements: the envelope around a body, and signing with a seed where the seed is at hand (CLI, servers). */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import type { Random } from "#lib/kernel/clock.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { assembleStatement, type PartCommit, signingBytes, type UnsignedStatement } from "./envelope.ts";
import type { Kind } from "./kinds.ts";

export type Draft = {
  kind: Kind;
  log: Origin;
  issuer: Did;
  key: Thumbprint;
  subject: string;
  body: JsonObject;
  /** Hash of the last effective statement in the slot; undefined where there is none. */
  prev?: StatementHash | undefined;
  parts?: PartCommit[] | undefined;
  /** The participant in whose name a member acts. */
  onBehalfOf?: Did | undefined;
};

/** A statement ready to sign, with a fresh 16-byte id. */
export function composeStatement(draft: Draft, now: Instant, random: Random): UnsignedStatement {
  const { kind, log, issuer, key, subject, body, prev, parts, onBehalfOf } = draft;
  return {
    v: 1,
    kind,
    log,
    id: base64UrlEncode(random(16)),
    issuedAt: formatInstant(now),
    issuer,
    key,
    subject,
    body,
    ...(prev === undefined ? {} : { prev }),
    ...(parts === undefined ? {} : { parts }),
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
  };
}

/** The canonical bytes to submit, signed with a 32-byte seed. */
export function signStatement(unsigned: UnsignedStatement, seed: Uint8Array): Uint8Array {
  return assembleStatement(unsigned, signEd25519(seed, signingBytes(unsigned)));
}

export type Identity = { seed: Uint8Array; publicKey: Uint8Array; did: Did; thumbprint: Thumbprint };

/** The names that a seed's key goes by. */
export function identityOfSeed(seed: Uint8Array): Identity {
  const publicKey = publicKeyOfSeed(seed);
  return { seed, publicKey, did: didKeyOf(publicKey), thumbprint: thumbprintOf(publicKey) };
}
