/**
 * Content identifiers (CIDs) of one block: version 0 (base58btc, a dag-pb block) and version 1 (multibase `b`, base32 in
 * lower case, or `z`, base58btc) with codec raw or dag-pb, all with sha2-256. Strict: one identifier has one text here.
 */
import { base32LowerDecode, base58Decode } from "#lib/kernel/base.ts";
import { concatBytes, equalBytes } from "#lib/kernel/bytes.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";

/** `digest`: SHA-256 of the block, 32 bytes. */
export type Cid = { readonly codec: "raw" | "dag-pb"; readonly digest: Uint8Array };

const RAW = 0x55;
const DAG_PB = 0x70;
const SHA2_256 = 0x12;
const DIGEST_BYTES = 32;

/** Identifier of a raw block, version 1, as bytes: the digest follows. */
export const RAW_CID = Uint8Array.of(1, RAW, SHA2_256, DIGEST_BYTES);

/** Undefined for any other version, codec, hash, base or spelling. Total. */
export function parseCid(text: string): Cid | undefined {
  if (text.startsWith("Qm")) {
    const digest = digestOf(base58Decode(text));
    return digest === undefined ? undefined : { codec: "dag-pb", digest };
  }
  const bytes = multibase(text);
  if (bytes === undefined || bytes[0] !== 1) return undefined;
  const codec = bytes[1] === RAW ? "raw" : bytes[1] === DAG_PB ? "dag-pb" : undefined;
  const digest = digestOf(bytes.subarray(2));
  return codec === undefined || digest === undefined ? undefined : { codec, digest };
}

function multibase(text: string): Uint8Array | undefined {
  if (text.startsWith("b")) return text.length > 128 ? undefined : base32LowerDecode(text.slice(1));
  return text.startsWith("z") ? base58Decode(text.slice(1)) : undefined;
}

/** The digest of a multihash: its code, its length, 32 bytes and nothing behind. */
function digestOf(multihash: Uint8Array | undefined): Uint8Array | undefined {
  const [code, length] = multihash ?? [];
  if (multihash?.length !== DIGEST_BYTES + 2 || code !== SHA2_256 || length !== DIGEST_BYTES) return undefined;
  return multihash.subarray(2);
}

/**
 * Whether the body is what the identifier names: the block itself, or the bytes of a file whose one dag-pb leaf (UnixFS,
 * with the file's length) is that block. `bodyHash`: its SHA-256, where that is known. Total.
 */
export function isContentOf({ codec, digest }: Cid, body: Uint8Array, bodyHash: Hash = sha256(body)): boolean {
  if (equalBytes(bodyHash, digest)) return true;
  return codec === "dag-pb" && LEAF_TYPES.some((type) => equalBytes(sha256(leafBlock(type, body)), digest));
}

/** UnixFS node types that hold a file's bytes: Raw and File. */
const LEAF_TYPES = [0, 2];

/** PBNode {Data: UnixFS {Type, Data, filesize}} without links, as protobuf writes it. An empty file has no Data. */
function leafBlock(type: number, content: Uint8Array): Uint8Array {
  const data = content.length === 0 ? [] : [Uint8Array.of(0x12, ...varint(content.length)), content];
  const unixFs = concatBytes(Uint8Array.of(0x08, type), ...data, Uint8Array.of(0x18, ...varint(content.length)));
  return concatBytes(Uint8Array.of(0x0a, ...varint(unixFs.length)), unixFs);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return [...bytes, rest];
}
