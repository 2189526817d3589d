/**
 * Signature checks in one buffer, which goes to another thread without a copy: to clone many small objects would cost
 * more than it saves. Each check is three lengths (u32, little-endian), then signature, key and message.
 */
import type { RawVerify } from "#lib/kernel/ed25519.ts";

/** The arguments of one raw check, in their order. Any lengths: the raw check itself refuses wrong ones. */
export type RawCheck = Parameters<RawVerify>;

const HEADER_BYTES = 12;

/** Throws RangeError for parts that make more than a buffer holds. */
export function packChecks(checks: readonly RawCheck[]): Uint8Array<ArrayBuffer> {
  let length = 0;
  for (const [signature, message, publicKey] of checks) {
    length += HEADER_BYTES + signature.length + publicKey.length + message.length;
  }
  const packed = new Uint8Array(length);
  const view = new DataView(packed.buffer);
  let at = 0;
  for (const [signature, message, publicKey] of checks) {
    view.setUint32(at, signature.length, true);
    view.setUint32(at + 4, publicKey.length, true);
    view.setUint32(at + 8, message.length, true);
    at += HEADER_BYTES;
    for (const part of [signature, publicKey, message]) {
      packed.set(part, at);
      at += part.length;
    }
  }
  return packed;
}

/** What {@link packChecks} packed; the parts are views into `packed`. Throws RangeError for any other bytes. */
export function unpackChecks(packed: Uint8Array): RawCheck[] {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
  const checks: RawCheck[] = [];
  let at = 0;
  const take = (length: number) => {
    at += length;
    if (at > packed.length) throw new RangeError("The buffer ends within a check.");
    return packed.subarray(at - length, at);
  };
  while (at < packed.length) {
    const [ofSignature, ofKey, ofMessage] = [0, 4, 8].map((place) => view.getUint32(at + place, true));
    at += HEADER_BYTES;
    const signature = take(ofSignature ?? 0);
    const publicKey = take(ofKey ?? 0);
    checks.push([signature, take(ofMessage ?? 0), publicKey]);
  }
  return checks;
}
