import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { nodeVerify, rawVerify, verifySignature } from "./node-ed25519.ts";

test("this Node's OpenSSL passes the self-test, so that the fast path is in use", () => {
  expect(rawVerify).toBe(nodeVerify);
});

test("answers stay right when more keys are seen than are kept", () => {
  const message = utf8Encode("a message");
  const seeds = Array.from({ length: 40 }, (_, i) => sha256(Uint8Array.of(i)));
  const signed = seeds.map((seed) => ({ publicKey: publicKeyOfSeed(seed), signature: signEd25519(seed, message) }));
  // Node parses any 32 bytes as a key, so that these push the real ones out of the memory.
  for (let i = 0; i < 2100; i++) nodeVerify(new Uint8Array(64), message, sha256(Uint8Array.of(i & 255, i >> 8)));
  for (const { publicKey, signature } of signed) {
    expect(verifySignature(publicKey, message, signature)).toBe(true);
    expect(verifySignature(publicKey, utf8Encode("another"), signature)).toBe(false);
  }
});

test("bytes that are no key or no signature are invalid, not an error", () => {
  expect(nodeVerify(new Uint8Array(64), new Uint8Array(), new Uint8Array(5))).toBe(false);
  expect(nodeVerify(new Uint8Array(3), new Uint8Array(), publicKeyOfSeed(new Uint8Array(32)))).toBe(false);
});
