import { describe, expect, test } from "vitest";
import { base58Encode, base64Encode, base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { encodePkcs8 } from "./pkcs8.ts";
import { readKeyText } from "./read-key-text.ts";

const seed = sha256(utf8Encode("read-key-text"));
const publicKey = publicKeyOfSeed(seed);
const otherKey = publicKeyOfSeed(sha256(utf8Encode("another")));
const der = encodePkcs8(seed);
const pem = `-----BEGIN PRIVATE KEY-----\n${base64Encode(der)}\n-----END PRIVATE KEY-----\n`;
const jwk = { kty: "OKP", crv: "Ed25519", d: base64UrlEncode(seed), x: base64UrlEncode(publicKey) };
const codec = Uint8Array.of(0x80, 0x26);
const derWithPublicKey = concatBytes(
  Uint8Array.of(0x30, 0x51, 2, 1, 1, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20),
  seed,
  Uint8Array.of(0x81, 0x21, 0),
  publicKey,
);

describe("every usual form of a private key gives the same seed", () => {
  test.each([
    ["seed in hex", hexEncode(seed)],
    ["seed in capital hex", hexEncode(seed).toUpperCase()],
    ["seed in base64url", base64UrlEncode(seed)],
    ["PKCS#8 PEM", pem],
    ["PKCS#8 DER in base64", base64Encode(der)],
    ["PKCS#8 with the public key", base64Encode(derWithPublicKey)],
    ["JWK", JSON.stringify(jwk)],
    ["JWK without x", JSON.stringify({ ...jwk, x: undefined })],
    ["multibase base58", `z${base58Encode(concatBytes(codec, seed))}`],
    ["multibase base58 with the public key", `z${base58Encode(concatBytes(codec, seed, publicKey))}`],
    ["multibase base64url", `u${base64UrlEncode(concatBytes(codec, seed))}`],
    [
      "raw key file",
      JSON.stringify({ v: 1, type: "touchstone-raw-key/v1", purpose: "token", seed: base64UrlEncode(seed) }),
    ],
  ])("%s", (_form, text) => {
    const result = readKeyText(`  ${text}\n`);
    if (!result.ok || result.value.form !== "seed") throw new Error(JSON.stringify(result));
    expect(hexEncode(result.value.seed)).toBe(hexEncode(seed));
  });

  test("WebCrypto's own export is read", async () => {
    const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
    const exported = new Uint8Array(await crypto.subtle.exportKey("pkcs8", pair.privateKey));
    const result = readKeyText(base64Encode(exported));
    if (!result.ok || result.value.form !== "seed") throw new Error(JSON.stringify(result));
    const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    expect(hexEncode(publicKeyOfSeed(result.value.seed))).toBe(hexEncode(raw));
  });
});

describe("anything else is refused with place and rule", () => {
  test.each([
    ["nothing", "", "the whole text"],
    ["a short seed", hexEncode(seed).slice(2), "the whole text"],
    ["a did", "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH", "did:key"],
    ["a public JWK", JSON.stringify({ ...jwk, d: undefined }), "d"],
    ["a JWK of another curve", JSON.stringify({ ...jwk, crv: "X25519" }), "crv"],
    ["a JWK whose halves disagree", JSON.stringify({ ...jwk, x: base64UrlEncode(otherKey) }), "JWK"],
    ["an RSA block", pem.replaceAll("PRIVATE KEY", "RSA PRIVATE KEY"), "PEM"],
    ["an encrypted block", pem.replaceAll("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), "PEM"],
    ["two blocks", `${pem}${pem}`, "PEM"],
    ["cut JSON", JSON.stringify(jwk).slice(0, -3), "the whole text"],
    ["another JSON file", JSON.stringify({ type: "touchstone-receipt/v1" }), "type"],
    ["a file of a later version", JSON.stringify({ type: "touchstone-key/v1", v: 2 }), "v"],
    ["a truncated PKCS#8", base64Encode(der.slice(0, 45)), "PKCS#8"],
  ])("%s", (_form, text, place) => {
    const result = readKeyText(text);
    expect(result.ok ? "accepted" : result.error.place).toBe(place);
  });
});
