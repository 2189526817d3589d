import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hexDecode } from "./base.ts";
import { utf8Encode } from "./bytes.ts";
import {
  checkKeyAndSignatureForm,
  isWeakKey,
  nobleVerify,
  passesSelfTest,
  passesSelfTestAsync,
  publicKeyOfSeed,
  SELF_TEST,
  signEd25519,
  verifyEd25519,
  verifyEd25519Async,
} from "./ed25519.ts";

const seed = 20261122;
const signingSeed = new Uint8Array(32).fill(9);
const publicKey = publicKeyOfSeed(signingSeed);
const message = utf8Encode("a message");
const signature = signEd25519(signingSeed, message);

function fromHex(hex: string): Uint8Array {
  return hexDecode(hex) ?? new Uint8Array();
}

/** The eight points of small order and encodings of them that are not canonical; none may be a key or an R. */
const SMALL_ORDER = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

describe("TS-Ed25519/1", () => {
  test("an honest signature is valid, and one flipped bit anywhere makes it invalid", () => {
    expect(verifyEd25519(publicKey, message, signature)).toBe(true);
    const flips = fc.record({ part: fc.nat(2), bit: fc.nat(511) });
    fc.assert(
      fc.property(flips, ({ part, bit }) => {
        const parts = [publicKey.slice(), message.slice(), signature.slice()];
        const [key = publicKey, text = message, sign = signature] = parts;
        const flipped = parts[part] ?? sign;
        const at = (bit >> 3) % flipped.length;
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (bit & 7));
        expect(verifyEd25519(key, text, sign)).toBe(false);
      }),
      { seed, numRuns: 60 },
    );
  });

  test("RFC 8032 section 7.1, test 1", () => {
    const rfcSeed = fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const rfcKey = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    expect(publicKeyOfSeed(rfcSeed)).toEqual(rfcKey);
    expect(verifyEd25519(rfcKey, new Uint8Array(), signEd25519(rfcSeed, new Uint8Array()))).toBe(true);
  });

  test.each(SMALL_ORDER)("%s is no key and no commitment", (hex) => {
    const point = fromHex(hex);
    expect(isWeakKey(point)).toBe(true);
    expect(checkKeyAndSignatureForm(point, signature)).toBe("weak-key");
    const forged = signature.slice();
    forged.set(point);
    expect(checkKeyAndSignatureForm(publicKey, forged)).toBe("weak-commitment");
  });

  test("keys off the curve, with torsion, or of another length are weak", () => {
    expect(isWeakKey(fromHex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d"))).toBe(true); // torsion
    expect(isWeakKey(fromHex(`02${"00".repeat(31)}`))).toBe(true); // off the curve
    expect(isWeakKey(publicKey.slice(1))).toBe(true);
    expect(isWeakKey(publicKey)).toBe(false);
  });

  test("S must be below L, and the signature 64 bytes", () => {
    const order = fromHex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    const withS = (s: Uint8Array) => {
      const changed = signature.slice();
      changed.set(s, 32);
      return changed;
    };
    expect(checkKeyAndSignatureForm(publicKey, withS(order))).toBe("scalar-not-reduced");
    const below = order.slice();
    below[0] = (below[0] ?? 0) - 1;
    expect(checkKeyAndSignatureForm(publicKey, withS(below))).toBeUndefined();
    expect(checkKeyAndSignatureForm(publicKey, signature.slice(1))).toBe("signature-length");
    expect(checkKeyAndSignatureForm(publicKey, signature)).toBeUndefined();
  });

  test("the platform's verify is not even asked about a refused form", async () => {
    const agree = () => true;
    expect(verifyEd25519(fromHex(SMALL_ORDER[0] ?? ""), message, signature, agree)).toBe(false);
    expect(await verifyEd25519Async(publicKey, message, signature.slice(1), async () => true)).toBe(false);
    expect(await verifyEd25519Async(publicKey, message, signature, async () => false)).toBe(false);
    expect(await verifyEd25519Async(publicKey, message, signature, async () => true)).toBe(true);
  });
});

describe("self-test", () => {
  test("passes for the cofactorless equation", async () => {
    expect(passesSelfTest(nobleVerify)).toBe(true);
    expect(await passesSelfTestAsync(async (...args) => nobleVerify(...args))).toBe(true);
  });

  test("fails for a platform that agrees, refuses, throws, or multiplies by the cofactor", async () => {
    expect(passesSelfTest(() => true)).toBe(false);
    expect(passesSelfTest(() => false)).toBe(false);
    expect(passesSelfTest(() => Number("x").toString(99) === "")).toBe(false);
    expect(await passesSelfTestAsync(() => Promise.reject(new Error("no Ed25519")))).toBe(false);
    const [good, , mixedOrder] = SELF_TEST;
    const cofactored = (s: Uint8Array, m: Uint8Array, k: Uint8Array) =>
      s === mixedOrder?.signature || nobleVerify(s, m, k);
    expect(good?.valid).toBe(true);
    expect(passesSelfTest(cofactored)).toBe(false);
  });

  test("its vectors pass the form checks, so that they ask about the equation alone", () => {
    for (const vector of SELF_TEST) {
      expect(checkKeyAndSignatureForm(vector.publicKey, vector.signature)).toBeUndefined();
    }
  });
});

test("seeds of another length are refused", () => {
  expect(() => publicKeyOfSeed(new Uint8Array(31))).toThrow(RangeError);
  expect(() => signEd25519(new Uint8Array(64), message)).toThrow(RangeError);
});
