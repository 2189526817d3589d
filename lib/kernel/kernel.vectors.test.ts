import { createPrivateKey, createPublicKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { hexEncode } from "./base.ts";
import { utf8Decode, utf8Encode } from "./bytes.ts";
import { findingOf } from "./checks.ts";
import { didKeyOf, thumbprintOf } from "./did-key.ts";
import { preAuthEncoding } from "./dsse.ts";
import { publicKeyOfSeed, signEd25519 } from "./ed25519.ts";
import { asHash, sha256 } from "./hash.ts";
import { EncryptedKeyFile, KeyFile, pkcs8OfSeed, seedMatchesNames, seedOfPkcs8, spkiOfPublicKey } from "./key-file.ts";
import { jsonPointer } from "./refusal.ts";

const seed = Uint8Array.from({ length: 32 }, (_, i) => i);
const publicKey = publicKeyOfSeed(seed);

test("SHA-256 of the parts is that of the whole", () => {
  expect(hexEncode(sha256())).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(hexEncode(sha256(utf8Encode("abc")))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256(utf8Encode("a"), utf8Encode(""), utf8Encode("bc"))).toEqual(sha256(utf8Encode("abc")));
  expect(() => asHash(new Uint8Array(31))).toThrow(RangeError);
});

test("the DSSE encoding counts bytes, not letters", () => {
  expect(utf8Decode(preAuthEncoding("http://example.com/HelloWorld", utf8Encode("hello world")))).toBe(
    "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
  );
  expect(utf8Decode(preAuthEncoding("é", utf8Encode("€")))).toBe("DSSEv1 2 é 3 €");
  expect(utf8Decode(preAuthEncoding("", new Uint8Array()))).toBe("DSSEv1 0  0 ");
});

test("a signed payload has this signature for ever", () => {
  const payload = preAuthEncoding("application/vnd.touchstone.statement.v1+json", utf8Encode('{"v":1}'));
  expect(hexEncode(signEd25519(seed, payload))).toBe(
    "3cc4fff7e00848a33bf8288283ba07d45fad66e7862dffe2bad6cf614a9ee33933e3eae5b48c61cdbd2f1a26aaf03539cee03525f8feaebd67192f4ba5845f0c",
  );
});

test("JSON pointers escape tilde and slash", () => {
  expect(jsonPointer([])).toBe("");
  expect(jsonPointer(["a/b", 0, "m~n", ""])).toBe("/a~1b/0/m~0n/");
});

describe("key files", () => {
  const names = { did: didKeyOf(publicKey), thumbprint: thumbprintOf(publicKey) };
  const raw = {
    v: 1,
    type: "touchstone-raw-key/v1",
    purpose: "log",
    ...names,
    seed: Buffer.from(seed).toString("base64url"),
  };
  const encrypted = {
    v: 1,
    type: "touchstone-key/v1",
    purpose: "control",
    ...names,
    kdf: { name: "PBKDF2-SHA-256", iterations: 600_000, salt: Buffer.alloc(16).toString("base64url") },
    cipher: "AES-256-GCM",
    iv: Buffer.alloc(12).toString("base64url"),
    ciphertext: Buffer.alloc(64).toString("base64url"),
  };

  test("both forms are read", () => {
    expect(KeyFile.parse(raw)).toEqual(raw);
    expect(KeyFile.parse(encrypted)).toEqual(encrypted);
  });

  test.each([
    ["another version", { ...raw, v: 2 }],
    ["an unknown field", { ...raw, note: "" }],
    ["a short seed", { ...raw, seed: "AAAA" }],
    ["a padded seed", { ...raw, seed: `${raw.seed}=` }],
    ["a did of another method", { ...raw, did: "did:web:example.org" }],
    ["a purpose in capitals", { ...raw, purpose: "Log" }],
  ])("refused: %s", (_, file) => {
    expect(KeyFile.safeParse(file).success).toBe(false);
  });

  test("an encrypted file can neither weaken the key derivation nor freeze its reader", () => {
    for (const iterations of [1, 599_999, 10_000_001]) {
      const file = { ...encrypted, kdf: { ...encrypted.kdf, iterations } };
      expect(EncryptedKeyFile.safeParse(file).success).toBe(false);
    }
  });

  test("a seed that does not make the named key is noticed", () => {
    expect(seedMatchesNames(seed, names)).toBe(true);
    expect(seedMatchesNames(new Uint8Array(32), names)).toBe(false);
    expect(seedMatchesNames(seed.slice(1), names)).toBe(false);
    expect(seedMatchesNames(seed, { ...names, thumbprint: thumbprintOf(publicKeyOfSeed(new Uint8Array(32))) })).toBe(
      false,
    );
  });

  test("PKCS#8 and SPKI are those of the platform", () => {
    const privateKey = createPrivateKey({ key: Buffer.from(pkcs8OfSeed(seed)), format: "der", type: "pkcs8" });
    const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
    expect(Uint8Array.from(spki)).toEqual(spkiOfPublicKey(publicKey));
    expect(Uint8Array.from(privateKey.export({ format: "der", type: "pkcs8" }))).toEqual(pkcs8OfSeed(seed));
    expect(seedOfPkcs8(pkcs8OfSeed(seed))).toEqual(seed);
    expect(seedOfPkcs8(spkiOfPublicKey(publicKey))).toBeUndefined();
    expect(seedOfPkcs8(pkcs8OfSeed(seed).slice(1))).toBeUndefined();
  });
});

test("a finding is good only if something passed and nothing failed or was left out", () => {
  const outcomes = (...list: ("pass" | "fail" | "not-run" | "cannot-check")[]) =>
    findingOf(list.map((outcome) => ({ name: "check", outcome }))).ok;
  expect(outcomes("pass", "cannot-check")).toBe(true);
  expect(outcomes("pass", "fail")).toBe(false);
  expect(outcomes("pass", "not-run")).toBe(false);
  expect(outcomes("cannot-check")).toBe(false);
  expect(outcomes()).toBe(false);
});
