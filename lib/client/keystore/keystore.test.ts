import { describe, expect, test } from "vitest";
import { base64Encode, base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { decryptKeyFile, KDF_ITERATIONS, parseEncryptedKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import type { KeyRecord } from "./key-record.ts";
import { createKeystore, MissingKeyError } from "./keystore.ts";
import { createMemoryStore } from "./record-store.ts";

const PASSPHRASE = "a long enough passphrase";
const MESSAGE = utf8Encode("message");

/** A counter hashed with a label: fresh bytes each call, the same in each run. */
function seededRandom(label: string) {
  let count = 0;
  return (bytes: number) => {
    count += 1;
    return sha256(utf8Encode(`${label}/${count}`)).slice(0, bytes);
  };
}

function setUp() {
  const store = createMemoryStore();
  let now = Date.UTC(2026, 10, 22, 10);
  const clock = () => {
    now += 1000;
    return asInstant(now);
  };
  const subtle = globalThis.crypto.subtle;
  return {
    store,
    keystore: createKeystore({ store, subtle, clock, random: seededRandom("keystore"), where: "Firefox on Linux" }),
  };
}

const CHOICE = { label: "Account key", purpose: "control", extractable: false } as const;

function signedBy(record: KeyRecord, signature: Uint8Array): boolean {
  return verifyEd25519(record.publicKey, MESSAGE, signature);
}

describe("a key made here", () => {
  test("signs what its did:key verifies and remembers when", async () => {
    const { keystore } = setUp();
    const record = await keystore.generate(CHOICE);
    expect(record.did).toBe(didKeyOf(record.publicKey));
    expect(record.account).toBe(record.did);
    expect(record.where).toBe("Firefox on Linux");
    expect(record.lastUsedAt).toBeUndefined();
    expect(signedBy(record, await keystore.sign(record.thumbprint, MESSAGE))).toBe(true);
    expect((await keystore.get(record.thumbprint))?.lastUsedAt).toBeGreaterThan(record.createdAt);
  });

  test("cannot be copied out, not even by this code", async () => {
    const { keystore } = setUp();
    const { thumbprint, privateKey } = await keystore.generate(CHOICE);
    await expect(crypto.subtle.exportKey("pkcs8", privateKey)).rejects.toThrow();
    await expect(crypto.subtle.exportKey("jwk", privateKey)).rejects.toThrow();
    await expect(keystore.exportFile(thumbprint, PASSPHRASE)).rejects.toThrow("cannot be copied out");
  });

  test("is gone after it is forgotten, and signing says so", async () => {
    const { keystore } = setUp();
    const { thumbprint } = await keystore.generate(CHOICE);
    await keystore.forget(thumbprint);
    expect(await keystore.list()).toEqual([]);
    await expect(keystore.sign(thumbprint, MESSAGE)).rejects.toBeInstanceOf(MissingKeyError);
  });

  test("lists oldest first and keeps a new label", async () => {
    const { keystore } = setUp();
    const first = await keystore.generate(CHOICE);
    const second = await keystore.generate({ ...CHOICE, label: "Second" });
    await keystore.rename(first.thumbprint, "Renamed");
    expect((await keystore.list()).map((record) => record.label)).toEqual(["Renamed", "Second"]);
    expect((await keystore.list())[1]?.thumbprint).toBe(second.thumbprint);
  });
});

describe("an extractable key", () => {
  test("comes back from its encrypted file as the same key", async () => {
    const { keystore } = setUp();
    const made = await keystore.generate({ ...CHOICE, extractable: true });
    const file = await keystore.exportFile(made.thumbprint, PASSPHRASE);
    expect(file.kdf.iterations).toBe(KDF_ITERATIONS);
    const reread = parseEncryptedKeyFile(JSON.parse(JSON.stringify(file)));
    if ("wrong" in reread) throw new Error(reread.wrong);
    const seed = await decryptKeyFile(reread, PASSPHRASE, crypto.subtle);
    if (typeof seed === "string") throw new Error(seed);
    const other = setUp().keystore;
    const imported = await other.importSeed(seed, CHOICE);
    expect(imported.thumbprint).toBe(made.thumbprint);
    expect(seed.every((byte) => byte === 0)).toBe(true);
    expect(signedBy(made, await other.sign(imported.thumbprint, MESSAGE))).toBe(true);
  });

  test("stays closed under a wrong passphrase and for a file whose header names another key", async () => {
    const { keystore } = setUp();
    const one = await keystore.generate({ ...CHOICE, extractable: true });
    const two = await keystore.generate({ ...CHOICE, extractable: true });
    const file = await keystore.exportFile(one.thumbprint, PASSPHRASE);
    expect(await decryptKeyFile(file, `${PASSPHRASE}!`, crypto.subtle)).toBe("wrong-passphrase");
    const renamed = { ...file, did: two.did, thumbprint: two.thumbprint };
    expect(await decryptKeyFile(renamed, PASSPHRASE, crypto.subtle)).toBe("another-key");
  });
});

describe("the spare key", () => {
  test("is the pre-image of the digest and is kept nowhere", async () => {
    const { keystore, store } = setUp();
    const account = await keystore.generate(CHOICE);
    const { file, nextKeyDigest } = await keystore.makeSpare(PASSPHRASE);
    const seed = await decryptKeyFile(file, PASSPHRASE, crypto.subtle);
    if (typeof seed === "string") throw new Error(seed);
    expect(hexEncode(sha256(publicKeyOfSeed(seed)))).toBe(nextKeyDigest);
    expect(file.purpose).toBe("control");
    expect((await store.list()).map((record) => record.thumbprint)).toEqual([account.thumbprint]);
    const text = JSON.stringify(file);
    for (const form of [hexEncode(seed), base64Encode(seed), base64UrlEncode(seed)]) expect(text).not.toContain(form);
  });

  test("differs each time", async () => {
    const { keystore } = setUp();
    const [one, two] = [await keystore.makeSpare(PASSPHRASE), await keystore.makeSpare(PASSPHRASE)];
    expect(one.nextKeyDigest).not.toBe(two.nextKeyDigest);
    expect(equalBytes(utf8Encode(one.file.kdf.salt), utf8Encode(two.file.kdf.salt))).toBe(false);
  });

  test("leaves a note that only widens", async () => {
    const { keystore } = setUp();
    const { did } = await keystore.generate(CHOICE);
    await keystore.writeNote(did, { nextKeyDigest: "ab" });
    await keystore.writeNote(did, { spareSavedAt: asInstant(5) });
    expect(await keystore.note(did)).toMatchObject({ did, nextKeyDigest: "ab", spareSavedAt: 5 });
  });
});

describe("parseEncryptedKeyFile names the member that is wrong", () => {
  const good = {
    v: 1,
    type: "touchstone-key/v1",
    purpose: "control",
    did: "did:key:z6Mk",
    thumbprint: "t",
    kdf: { name: "PBKDF2-SHA-256", iterations: 600_000, salt: "AAAAAAAAAAAAAAAAAAAAAA" },
    cipher: "AES-256-GCM",
    iv: "AAAAAAAAAAAAAAAA",
    ciphertext: "AAAA",
  };
  test.each([
    [{ v: 2 }, "v"],
    [{ type: "touchstone-key/v2" }, "type"],
    [{ purpose: "admin" }, "purpose"],
    [{ kdf: { ...good.kdf, name: "scrypt" } }, "kdf/name"],
    [{ kdf: { ...good.kdf, iterations: 1e9 } }, "kdf/iterations"],
    [{ kdf: { ...good.kdf, iterations: 1 } }, "kdf/iterations"],
    [{ cipher: "none" }, "cipher"],
    [{ iv: "AAAA" }, "iv"],
    [{ ciphertext: "A=" }, "ciphertext"],
  ])("%j", (change, wrong) => {
    expect(parseEncryptedKeyFile(good)).toEqual(good);
    expect(parseEncryptedKeyFile({ ...good, ...change })).toEqual({ wrong });
  });
});
