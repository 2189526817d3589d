import { expect, test } from "vitest";
import { hexEncode } from "./base.ts";
import { didKeyOf, publicKeyOfDid, shortenHash, thumbprintOf } from "./did-key.ts";
import { publicKeyOfSeed } from "./ed25519.ts";
import {
  parseDid,
  parseEntryIndex,
  parseOrigin,
  parseProviderId,
  parseStatementHash,
  parseThumbprint,
  parseTreeSize,
  providerIdOf,
  providerIdOfKey,
} from "./ids.ts";

const publicKey = publicKeyOfSeed(new Uint8Array(32).fill(0x11));
const did = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S";

test("the published example seed has its published did:key", () => {
  expect(didKeyOf(publicKey)).toBe(did);
  expect(publicKeyOfDid(did)).toEqual(publicKey);
});

test("RFC 8037 appendix A.3: the thumbprint of its example key", () => {
  const example = Buffer.from("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "base64url");
  expect(thumbprintOf(example)).toBe("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
});

test("a did:key has one text", () => {
  for (const text of [
    did.slice(0, -1),
    `${did}1`,
    `${did}#${did.slice(8)}`,
    did.replace("z6", "z16"),
    did.toUpperCase(),
    did.replace("did:key:z", "did:key:m"),
    did.replace("key", "web"),
    `did:key:z${"1".repeat(47)}`,
    `did:key:z${"z".repeat(47)}`,
    "",
  ]) {
    expect(parseDid(text)).toBeUndefined();
  }
  expect(parseDid(did)).toBe(did);
});

test("keys of another length have no name", () => {
  expect(() => didKeyOf(new Uint8Array(31))).toThrow(RangeError);
  expect(() => thumbprintOf(new Uint8Array(33))).toThrow(RangeError);
});

test("a provider's id is the first 16 bytes of its founding statement's hash", () => {
  const hash = parseStatementHash(hexEncode(Uint8Array.from({ length: 32 }, (_, i) => i)));
  expect(hash).toBeDefined();
  if (hash === undefined) return;
  const id = providerIdOf(hash);
  expect(id).toBe("prv_aaaqeayeaudaocajbifqydiob4");
  expect(parseProviderId(id)).toBe(id);
  expect(parseProviderId(`${id.slice(0, -1)}5`)).toBeUndefined(); // a stray bit
  expect(parseProviderId(id.toUpperCase())).toBeUndefined();
});

test("hashes, thumbprints, origins and positions have one text", () => {
  expect(parseStatementHash("A".repeat(64))).toBeUndefined();
  expect(parseStatementHash("a".repeat(63))).toBeUndefined();
  expect(parseThumbprint(thumbprintOf(publicKey))).toBe(thumbprintOf(publicKey));
  expect(parseThumbprint(`${thumbprintOf(publicKey).slice(0, -1)}B`)).toBeUndefined();
  expect(parseOrigin("touchstone.example/log")).toBe("touchstone.example/log");
  for (const text of ["", "a b", "a+b", "a\nb", "ä", "a".repeat(256)]) expect(parseOrigin(text)).toBeUndefined();
  for (const value of [
    "01",
    "-1",
    "+1",
    "1.0",
    "1e3",
    "",
    " 1",
    "9007199254740992",
    -1,
    0.5,
    -0,
    Number.NaN,
    2 ** 53,
  ]) {
    expect(parseEntryIndex(value)).toBeUndefined();
    expect(parseTreeSize(value)).toBeUndefined();
  }
  expect(parseEntryIndex("0")).toBe(0);
  expect(parseTreeSize("9007199254740991")).toBe(Number.MAX_SAFE_INTEGER);
});

test("a shown hash keeps its head and tail, and short texts stay whole", () => {
  expect(shortenHash("0123456789abcdef")).toBe("01234567…abcdef");
  expect(shortenHash("0123456789abcde")).toBe("0123456789abcde");
});

test("a provider is named by 26 letters of the hash of its key", () => {
  const did = didKeyOf(new Uint8Array(32).fill(7));
  // Computed elsewhere: base32 of the first 16 bytes of SHA-256("touchstone/provider/v1\n" and the key).
  expect(providerIdOfKey(did)).toBe("prv_nmel3wzc6z56nmbmevqc6bqbam");
});
