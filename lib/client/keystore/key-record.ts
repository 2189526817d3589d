/**
 * What this browser remembers about one signing key.
 *
 * The private half is a `CryptoKey`: a handle that WebCrypto signs with. When `extractable` is false no code, ours
 * included, can read its bytes. Everything else in the record is public.
 */
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";

export { isKeyPurpose, KEY_PURPOSES, type KeyPurpose } from "#lib/statement/bodies.ts";

export type KeyRecord = {
  /** RFC 7638 thumbprint of the public key: the record's identity. */
  readonly thumbprint: Thumbprint;
  /** did:key of the public key. */
  readonly did: Did;
  /** The participant for whom the key signs. Its own did for an account key, another one after a recovery. */
  readonly account: Did;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly privateKey: CryptoKey;
  readonly label: string;
  readonly purpose: KeyPurpose;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | undefined;
  /** Browser and system in words, "Firefox on Linux". */
  readonly where: string;
  readonly extractable: boolean;
};

/** What the browser remembers about an account besides its keys: nothing in it is secret. */
export type AccountNote = {
  readonly did: Did;
  /** SHA-256 of the spare key's 32 public bytes, lower-case hex; goes into participant.register. */
  readonly nextKeyDigest: string | undefined;
  readonly spareThumbprint: Thumbprint | undefined;
  readonly spareSavedAt: Instant | undefined;
  readonly spareSkippedAt: Instant | undefined;
  /** The public key to which ballots are sealed, base64url, and the spare key (its digest) from which it follows. */
  readonly sealing?: { readonly key: string; readonly of: string } | undefined;
};
