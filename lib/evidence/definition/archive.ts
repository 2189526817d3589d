/**
 * Archives that hold one raw block and nothing else: gateways give one to whoever asks by `Accept`, which nobody signs. CAR
 * version 1 (ipld.io/specs/transport/car/carv1) and TAR (POSIX.1-1988 ustar; IPIP-288). Strict: what only begins like one is
 * none, so that a lie behind a head of 58 bytes stays a lie.
 */
import { concatBytes, equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { RAW_CID } from "./cid.ts";

/** Whether the body is an archive of the raw block with this SHA-256. Total. */
export function isArchiveOf(digest: Uint8Array, body: Uint8Array): boolean {
  return isCarOf(digest, body) || isTarOf(digest, body);
}

/** Length 58, {roots: [CID]}: text and array of dag-cbor, tag 42 over 37 bytes of which the first is 0. */
const CAR_ROOTS = Uint8Array.of(...[58, 0xa2, 0x65, ...utf8Encode("roots"), 0x81, 0xd8, 0x2a, 0x58, 37, 0, ...RAW_CID]);
/** {…, version: 1}. */
const CAR_VERSION = Uint8Array.of(0x67, ...utf8Encode("version"), 1);

/** The header with the one root, and one section: length as varint, identifier, block. */
function isCarOf(digest: Uint8Array, body: Uint8Array): boolean {
  const header = concatBytes(CAR_ROOTS, digest, CAR_VERSION);
  if (!equalBytes(body.subarray(0, header.length), header)) return false;
  const section = body.subarray(header.length);
  const [length, from] = readVarint(section);
  const cid = concatBytes(RAW_CID, digest);
  if (length === undefined || section.length !== from + length) return false;
  const block = from + cid.length;
  return equalBytes(section.subarray(from, block), cid) && equalBytes(sha256(section.subarray(block)), digest);
}

/** Unsigned LEB128 of at most five bytes, and where what follows begins. */
function readVarint(bytes: Uint8Array): [value: number | undefined, end: number] {
  let value = 0;
  for (let at = 0; at < 5; at++) {
    const byte = bytes[at];
    if (byte === undefined) return [undefined, 0];
    value += (byte & 0x7f) * 128 ** at;
    if (byte < 0x80) return [value, at + 1];
  }
  return [undefined, 0];
}

const TAR_BLOCK = 512;
const TAR_SIZE = { from: 124, to: 136 };
const TAR_TYPE = 156;
const TAR_MAGIC = { from: 257, bytes: utf8Encode("ustar") };
/** "0", and nothing: a file. */
const TAR_FILE: readonly number[] = [0x30, 0];

/** One member that is a file with the block's bytes, and zeros behind it. */
function isTarOf(digest: Uint8Array, body: Uint8Array): boolean {
  const { from, bytes } = TAR_MAGIC;
  if (!equalBytes(body.subarray(from, from + bytes.length), bytes)) return false;
  if (!TAR_FILE.includes(body[TAR_TYPE] ?? -1)) return false;
  const octal = String.fromCharCode(...body.subarray(TAR_SIZE.from, TAR_SIZE.to)).replace(/[\0 ]+$/, "");
  if (!/^[0-7]+$/.test(octal)) return false;
  const end = TAR_BLOCK + Number.parseInt(octal, 8);
  if (body.length % TAR_BLOCK !== 0 || end > body.length) return false;
  return equalBytes(sha256(body.subarray(TAR_BLOCK, end)), digest) && body.subarray(end).every((byte) => byte === 0);
}
