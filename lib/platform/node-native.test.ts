import { sign } from "@noble/ed25519";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { nobleVerify, publicKeyOfSeed, SELF_TEST, signEd25519, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import * as plain from "#lib/kernel/native.ts";
import * as bound from "#native";
import * as node from "./node-native.ts";

test("a Node process hashes by OpenSSL, so that the fast path is in use", () => {
  expect(bound.digest).toBe(node.digest);
  expect(bound.digestHex).toBe(node.digestHex);
  expect(bound.utf8Decode).toBe(node.utf8Decode);
  expect(bound.utf8Encode).toBe(node.utf8Encode);
  expect(bound.lettersOf).toBe(node.lettersOf);
  expect(bound.base64Decode).toBe(node.base64Decode);
  expect(bound.ed25519Here).toBe(node.ed25519Here);
});

test("OpenSSL signs as plain TypeScript does, and what nobody chose a verifier for is verified by it", () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(seed, fc.uint8Array({ maxLength: 300 }), (own, message) => {
      const signature = signEd25519(own, message);
      expect(signature).toStrictEqual(sign(message, own));
      const key = publicKeyOfSeed(own);
      expect(nobleVerify(signature, message, key)).toBe(true);
      expect(verifyEd25519(key, message, signature)).toBe(true);
      expect(verifyEd25519(key, Uint8Array.of(...message, 1), signature)).toBe(false);
    }),
    { numRuns: 50 },
  );
  expect(SELF_TEST.map(({ publicKey, message, signature }) => verifyEd25519(publicKey, message, signature))).toEqual(
    SELF_TEST.map(({ valid }) => valid),
  );
});

test.each([
  ["in TypeScript", plain.digest],
  ["by OpenSSL", node.digest],
])("SHA-256 %s gives the examples of FIPS 180-4", (_, digest) => {
  expect(hexEncode(digest())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(hexEncode(digest(utf8Encode("a"), utf8Encode("bc")))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("both hash the same parts to the same bytes, however many and long, and no answer changes an earlier one", () => {
  const part = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.integer({ min: 65_400, max: 65_600 }).map((length) => new Uint8Array(length).fill(length)),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
      const first = node.digest(...parts);
      node.digest(Uint8Array.of(1), first);
      expect(first).toStrictEqual(plain.digest(...parts));
      const [one = first] = parts;
      expect(node.digestHex(one)).toBe(plain.digestHex(one));
      expect(node.digestHex(one)).toBe(hexEncode(plain.digest(one)));
    }),
    { seed: 45 },
  );
});

test("both read the same base64, and refuse the same", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."AQgwZz09+/-_= \n\0\u0141\u{1f600}"), maxLength: 12 });
  const written = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("base64"));
  const spoilt = fc
    .tuple(fc.uint8Array({ minLength: 60, maxLength: 900 }), fc.nat(), letters)
    .map(([bytes, at, piece]) => {
      const text = Buffer.from(bytes).toString("base64");
      const place = at % text.length;
      return text.slice(0, place) + piece + text.slice(place + piece.length);
    });
  let read = 0;
  fc.assert(
    fc.property(fc.oneof(letters, written, spoilt), (text) => {
      const bytes = node.base64Decode(text);
      expect(bytes).toStrictEqual(plain.base64Decode(text));
      if (bytes !== undefined) read += 1;
    }),
    { seed: 45, numRuns: 1000 },
  );
  expect(read).toBeGreaterThan(300);
});

test("both read the same bytes as text, and refuse the same", () => {
  const piece = fc.constantFrom(
    ...["a", "\u00e9", "\u20ac", "\u{1f600}", "\ufeff"].map((text) => [...utf8Encode(text)]),
    ...[[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0x80], [0xff]],
  );
  const refused = new Set<boolean>();
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const bytes = Uint8Array.from(pieces.flat());
      const text = plain.utf8Decode(bytes);
      refused.add(text === undefined);
      expect(node.utf8Decode(bytes)).toBe(text);
      const letters = plain.lettersOf(bytes);
      expect(letters).toBe(text === undefined ? undefined : Buffer.from(bytes).toString("latin1"));
      expect(node.lettersOf(bytes)).toBe(letters);
      expect(node.isAscii(bytes)).toBe(plain.isAscii(bytes));
      const long = Buffer.from(bytes)
        .toString("latin1")
        .padEnd(100 * (pieces.length % 2), "a");
      expect(node.textOfLetters(long)).toBe(plain.textOfLetters(long));
      if (text !== undefined) expect(plain.textOfLetters(letters ?? "")).toBe(text);
    }),
    { numRuns: 500, seed: 45 },
  );
  expect(refused.size, "both answers came up").toBe(2);
});

test("both write the same text as bytes, and throw for the same", () => {
  const letters = fc.string({
    unit: fc.constantFrom("a", "\u00e9", "\u20ac", "\u{1f600}", "\ud83d", "\ude00"),
    maxLength: 5,
  });
  const written = (encode: typeof plain.utf8Encode, text: string) => {
    try {
      return encode(text);
    } catch (error) {
      return error instanceof RangeError ? "RangeError" : error;
    }
  };
  const thrown = new Set<boolean>();
  fc.assert(
    fc.property(letters, (text) => {
      const bytes = written(plain.utf8Encode, text);
      thrown.add(bytes === "RangeError");
      expect(written(node.utf8Encode, text)).toEqual(bytes);
    }),
    { numRuns: 500, seed: 45 },
  );
  expect(thrown.size, "both answers came up").toBe(2);
});
