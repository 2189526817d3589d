/**
 * Verifier keys of signed notes (C2SP signed-note "Verifier keys"): `<name>+<8 hex digits>+<base64(type ‖ public key)>`.
 * Key id = first 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key): short, an identifier and not a fingerprint.
 */
import { base64Decode, base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";

/** The type byte says what is signed: the note's text (0x01), or a witness's time and the text (0x04). */
export const KEY_TYPES = { ed25519: 0x01, "cosignature/v1": 0x04 } as const;
export type KeyType = keyof typeof KEY_TYPES;

/** `publicKey` is a 32-byte Ed25519 key, `keyId` 4 bytes. */
export type Vkey = {
  readonly name: string;
  readonly type: KeyType;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
};

const NEWLINE = Uint8Array.of(0x0a);
const PUBLIC_KEY_BYTES = 32;

/** Non-empty, without plus and without Unicode spaces. */
export function isKeyName(name: string): boolean {
  return name !== "" && !/[\p{White_Space}+]/u.test(name);
}

/** First 4 bytes of SHA-256(name ‖ "\n" ‖ type ‖ public key). */
export function keyIdOf(name: string, type: KeyType, publicKey: Uint8Array): Uint8Array {
  return sha256(utf8Encode(name), NEWLINE, Uint8Array.of(KEY_TYPES[type]), publicKey).slice(0, 4);
}

/** Writes a vkey. Throws RangeError for a bad key name or a public key that is not 32 bytes. */
export function formatVkey({ name, type, publicKey }: Omit<Vkey, "keyId">): string {
  if (!isKeyName(name) || publicKey.length !== PUBLIC_KEY_BYTES) throw new RangeError(`Not a note key: ${name}.`);
  const keyId = hexEncode(keyIdOf(name, type, publicKey));
  return `${name}+${keyId}+${base64Encode(concatBytes(Uint8Array.of(KEY_TYPES[type]), publicKey))}`;
}

// Whoever verifies asks for the keys of the same few logs and witnesses. What a text says depends on its letters alone.
const REMEMBERED_VKEYS = 256;
const LONGEST_REMEMBERED = 256;
const knownVkeys = new Map<string, Vkey>();

/**
 * Reads a vkey, for reading only; undefined unless it is well-formed, of a known type, and its key id is that of its name
 * and key.
 */
export function parseVkey(vkey: string): Vkey | undefined {
  const known = knownVkeys.get(vkey);
  if (known !== undefined) return known;
  const read = readVkey(vkey);
  if (read === undefined || vkey.length > LONGEST_REMEMBERED) return read;
  if (knownVkeys.size >= REMEMBERED_VKEYS) knownVkeys.clear();
  knownVkeys.set(vkey, read);
  return read;
}

function readVkey(vkey: string): Vkey | undefined {
  // The base64 part may hold a plus, the name may not.
  const match = /^([^+]+)\+[0-9a-f]{8}\+(.+)$/u.exec(vkey);
  const name = match?.[1];
  const bytes = base64Decode(match?.[2] ?? "");
  if (name === undefined || !isKeyName(name) || bytes?.length !== 1 + PUBLIC_KEY_BYTES) return undefined;
  const type = keyTypeOf(bytes[0]);
  if (type === undefined) return undefined;
  const publicKey = bytes.slice(1);
  if (formatVkey({ name, type, publicKey }) !== vkey) return undefined;
  return { name, type, keyId: keyIdOf(name, type, publicKey), publicKey };
}

function keyTypeOf(byte: number | undefined): KeyType | undefined {
  const types: readonly KeyType[] = ["ed25519", "cosignature/v1"];
  return types.find((type) => KEY_TYPES[type] === byte);
}
