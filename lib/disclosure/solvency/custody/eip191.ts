/** EIP-191 version 0x45 (`personal_sign`): an Ethereum address signs a text. Contract wallets (EIP-1271) need a chain. */
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { type SignatureAnswer, validIf } from "./signature-answer.ts";

const SIGNATURE_BYTES = 65;

/** `signature`: 0x and 65 bytes r ‖ s ‖ v in hex, v 0, 1, 27 or 28. Letters' case of the address is not looked at. */
export function checkEip191(address: string, text: string, signature: string): SignatureAnswer {
  const bytes = hexDecode(signature.replace(/^0x/, "").toLowerCase());
  if (!/^0x[0-9a-fA-F]{40}$/.test(address)) return "cannot-check";
  if (bytes?.length !== SIGNATURE_BYTES) return "cannot-check";
  const v = bytes[SIGNATURE_BYTES - 1] ?? 0;
  const recovery = v >= 27 ? v - 27 : v;
  return validIf(() => {
    const message = utf8Encode(text);
    const hash = keccak_256(concatBytes(utf8Encode(`\x19Ethereum Signed Message:\n${message.length}`), message));
    const compact = bytes.subarray(0, SIGNATURE_BYTES - 1);
    const point = secp256k1.Signature.fromBytes(compact, "compact").addRecoveryBit(recovery).recoverPublicKey(hash);
    const account = keccak_256(point.toBytes(false).subarray(1)).subarray(12);
    return hexEncode(account) === address.slice(2).toLowerCase();
  });
}
