/** `did:key` names of Ed25519 public keys, and their RFC 7638 thumbprints. */

import { base58Decode, base58Encode, base64UrlEncode } from "./base.ts";
import { concatBytes, utf8Encode } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { KeyMemory } from "./key-memory.ts";

/** `did:key:z6Mk…`: an Ed25519 public key as a name. */
export type Did = string & { readonly __brand: "Did" };
/** RFC 7638 SHA-256 thumbprint of a key, base64url, 43 letters. */
export type Thumbprint = string & { readonly __brand: "Thumbprint" };

const PREFIX = "did:key:z";
/** Multicodec `ed25519-pub` as a varint. */
const ED25519_PUB = Uint8Array.of(0xed, 0x01);
/** Every key has this length: 34 bytes that start with 0xed are always 47 base58 letters. */
const DID_LETTERS = PREFIX.length + 47;

export const PUBLIC_KEY_BYTES = 32;

/** `did:key:z` + base58btc(0xed01 ‖ key). Throws RangeError unless the key has 32 bytes. */
export function didKeyOf(publicKey: Uint8Array): Did {
  return knownNames(publicKey).did;
}

/**
 * The 32 bytes named by a `did:key` of an Ed25519 key; undefined for other methods, codecs, fragments and
 * every text that {@link didKeyOf} would not write. Says nothing about the key's strength. Total.
 */
export function publicKeyOfDid(did: string): Uint8Array | undefined {
  return namedKey(did)?.publicKey.slice();
}

/** Whether {@link publicKeyOfDid} would answer. Total. */
export function isDidKey(did: string): did is Did {
  return namedKey(did) !== undefined;
}

/** Thumbprint of the key that a `did:key` names; undefined as in {@link publicKeyOfDid}. Total. */
export function thumbprintOfDid(did: string): Thumbprint | undefined {
  const key = namedKey(did);
  if (key === undefined) return undefined;
  key.thumbprint ??= thumbprintOf(key.publicKey);
  return key.thumbprint;
}

type NamedKey = { readonly publicKey: Uint8Array; thumbprint: Thumbprint | undefined };

// A log names few keys in many entries. The answer depends on the text alone, so remembering changes only the time.
const REMEMBERED_KEYS = 4096;
const knownKeys = new Map<string, NamedKey>();

function namedKey(did: string): NamedKey | undefined {
  const known = knownKeys.get(did);
  if (known !== undefined) return known;
  const publicKey = readDid(did);
  if (publicKey === undefined) return undefined;
  if (knownKeys.size >= REMEMBERED_KEYS) knownKeys.clear();
  const key = { publicKey, thumbprint: undefined };
  knownKeys.set(did, key);
  return key;
}

function readDid(did: string): Uint8Array | undefined {
  if (did.length !== DID_LETTERS || !did.startsWith(PREFIX)) return undefined;
  const bytes = base58Decode(did.slice(PREFIX.length));
  if (bytes?.length !== ED25519_PUB.length + PUBLIC_KEY_BYTES) return undefined;
  if (bytes[0] !== ED25519_PUB[0] || bytes[1] !== ED25519_PUB[1]) return undefined;
  return bytes.slice(ED25519_PUB.length);
}

/**
 * RFC 7638 thumbprint, base64url without padding (43 letters): SHA-256 of `{"crv":"Ed25519","kty":"OKP","x":"…"}`
 * with the members of RFC 8037. Throws RangeError unless the key has 32 bytes.
 */
export function thumbprintOf(publicKey: Uint8Array): Thumbprint {
  return knownNames(publicKey).thumbprint;
}

type KeyNames = { readonly did: Did; readonly thumbprint: Thumbprint };

const namesOfKeys = new KeyMemory<KeyNames>(REMEMBERED_KEYS);

function knownNames(publicKey: Uint8Array): KeyNames {
  requireKeyLength(publicKey);
  return namesOfKeys.get(publicKey) ?? namesOfKeys.set(publicKey, namesOf(publicKey));
}

function namesOf(publicKey: Uint8Array): KeyNames {
  const jwk = `{"crv":"Ed25519","kty":"OKP","x":"${base64UrlEncode(publicKey)}"}`;
  return {
    did: (PREFIX + base58Encode(concatBytes(ED25519_PUB, publicKey))) as Did,
    thumbprint: base64UrlEncode(sha256(utf8Encode(jwk))) as Thumbprint,
  };
}

const HEAD_LETTERS = 8;
const TAIL_LETTERS = 6;

/** First 8 and last 6 letters around an ellipsis, for showing; texts that this would not shorten stay whole. Total. */
export function shortenHash(text: string): string {
  if (text.length <= HEAD_LETTERS + TAIL_LETTERS + 1) return text;
  return `${text.slice(0, HEAD_LETTERS)}…${text.slice(-TAIL_LETTERS)}`;
}

function requireKeyLength(publicKey: Uint8Array): void {
  if (publicKey.length !== PUBLIC_KEY_BYTES) {
    throw new RangeError(`an Ed25519 public key has 32 bytes, not ${publicKey.length}`);
  }
}
