/**
 * BIP-322 "simple" signatures of single-key segwit addresses: P2WPKH (BIP-143 digest) and P2TR by its key (BIP-341
 * digest). Scripts, among them multisig, need a script interpreter: they cannot be checked here.
 */
import { schnorr, secp256k1 } from "@noble/curves/secp256k1.js";
import { ripemd160 } from "@noble/hashes/legacy.js";
import { base64Decode } from "#lib/kernel/base.ts";
import { concatBytes, equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { parseSegwitAddress } from "./segwit-address.ts";
import { type SignatureAnswer, validIf } from "./signature-answer.ts";

const SIGHASH_ALL = 0x01;
const SIGHASH_DEFAULT = 0x00;

/** `signature`: the witness stack of `to_sign`, consensus encoded, in base64. */
export function checkBip322(address: string, text: string, signature: string): SignatureAnswer {
  const parsed = parseSegwitAddress(address);
  const bytes = base64Decode(signature);
  const stack = bytes === undefined ? undefined : readWitness(bytes);
  if (parsed === undefined || stack === undefined) return "cannot-check";
  const { version, program } = parsed;
  const script = concatBytes(Uint8Array.of(version === 0 ? 0 : 0x50 + version, program.length), program);
  const spent = toSpendId(script, utf8Encode(text));
  if (version === 0 && program.length === 20) return checkKeyHash(stack, program, spent);
  if (version === 1 && program.length === 32) return checkTaproot(stack, program, script, spent);
  return "cannot-check";
}

function checkKeyHash(stack: readonly Uint8Array[], program: Uint8Array, spent: Uint8Array): SignatureAnswer {
  const [given, publicKey] = stack;
  if (given === undefined || publicKey === undefined || stack.length !== 2) return "invalid";
  if (given.at(-1) !== SIGHASH_ALL || publicKey.length !== 33) return "cannot-check";
  return validIf(() => {
    if (!equalBytes(ripemd160(sha256(publicKey)), program)) return false;
    const digest = keyHashDigest(program, spent);
    return secp256k1.verify(given.subarray(0, -1), digest, publicKey, { prehash: false, format: "der" });
  });
}

function checkTaproot(
  stack: readonly Uint8Array[],
  program: Uint8Array,
  script: Uint8Array,
  spent: Uint8Array,
): SignatureAnswer {
  const [given] = stack;
  // More items spend by a script, or carry an annex.
  if (given === undefined || stack.length !== 1) return "cannot-check";
  const type = given.length === 64 ? SIGHASH_DEFAULT : given[64];
  if ((given.length !== 64 && given.length !== 65) || (type !== SIGHASH_DEFAULT && type !== SIGHASH_ALL))
    return "cannot-check";
  // A 65th byte may not say what its absence says (BIP-341).
  if (given.length === 65 && type === SIGHASH_DEFAULT) return "invalid";
  return validIf(() => schnorr.verify(given.subarray(0, 64), taprootDigest(script, spent, type), program));
}

/** The id of `to_spend`: version 0, one input that commits to the message, one output of value 0 to the address. */
function toSpendId(script: Uint8Array, message: Uint8Array): Uint8Array {
  const messageHash = tagged("BIP0322-signed-message", message);
  const input = concatBytes(new Uint8Array(32), le32(0xffffffff), Uint8Array.of(34, 0x00, 0x20), messageHash, le32(0));
  const output = concatBytes(le64(0), Uint8Array.of(script.length), script);
  return sha256(sha256(concatBytes(le32(0), Uint8Array.of(1), input, Uint8Array.of(1), output, le32(0))));
}

/** The only output of `to_sign`: value 0, OP_RETURN. */
const OUTPUT = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0x6a);

/** BIP-143: what the key of a P2WPKH address signs of `to_sign`. */
function keyHashDigest(program: Uint8Array, spent: Uint8Array): Uint8Array {
  const outpoint = concatBytes(spent, le32(0));
  const scriptCode = concatBytes(Uint8Array.of(0x19, 0x76, 0xa9, 0x14), program, Uint8Array.of(0x88, 0xac));
  const double = (bytes: Uint8Array) => sha256(sha256(bytes));
  return double(
    concatBytes(
      ...[le32(0), double(outpoint), double(le32(0)), outpoint, scriptCode, le64(0), le32(0), double(OUTPUT)],
      ...[le32(0), le32(SIGHASH_ALL)],
    ),
  );
}

/** BIP-341 with key path: what the key of a P2TR address signs of `to_sign`. */
function taprootDigest(script: Uint8Array, spent: Uint8Array, type: number): Uint8Array {
  const scripts = concatBytes(Uint8Array.of(script.length), script);
  return tagged(
    "TapSighash",
    concatBytes(
      ...[Uint8Array.of(0, type), le32(0), le32(0)],
      ...[sha256(concatBytes(spent, le32(0))), sha256(le64(0)), sha256(scripts), sha256(le32(0)), sha256(OUTPUT)],
      ...[Uint8Array.of(0), le32(0)],
    ),
  );
}

function tagged(tag: string, message: Uint8Array): Uint8Array {
  const name = sha256(utf8Encode(tag));
  return sha256(concatBytes(name, name, message));
}

function le32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}

function le64(value: number): Uint8Array {
  return concatBytes(le32(value), le32(0));
}

/** A witness stack of items under 253 bytes each; undefined for other bytes. */
function readWitness(bytes: Uint8Array): Uint8Array[] | undefined {
  const count = bytes[0] ?? 0;
  const items: Uint8Array[] = [];
  let at = 1;
  for (let item = 0; item < count; item++) {
    const length = bytes[at] ?? 0xff;
    if (length >= 0xfd || at + 1 + length > bytes.length) return undefined;
    items.push(bytes.subarray(at + 1, at + 1 + length));
    at += 1 + length;
  }
  return at === bytes.length && count > 0 ? items : undefined;
}
