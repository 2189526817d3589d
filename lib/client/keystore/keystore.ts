/**
 * The browser's keystore: makes, imports, lists, signs with, exports and forgets signing keys.
 *
 * Storage, WebCrypto, clock, dice and the name of the place are arguments. Private bytes exist only inside the calls
 * that need them (import, export, spare key) and are overwritten after use; nothing here can send anything.
 */
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { type EncryptedKeyFile, encryptKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import { decodePkcs8, encodePkcs8 } from "#lib/platform/key-files/pkcs8.ts";
import { sealingPairOfSeed } from "#lib/platform/key-files/sealed-box.ts";
import type { AccountNote, KeyPurpose, KeyRecord } from "./key-record.ts";
import type { RecordStore } from "./record-store.ts";

export type KeystoreDeps = {
  readonly store: RecordStore;
  readonly subtle: SubtleCrypto;
  readonly clock: Clock;
  readonly random: Random;
  readonly where: string;
};

export type NewKey = {
  readonly label: string;
  readonly purpose: KeyPurpose;
  readonly extractable: boolean;
  /** The participant that the key signs for; its own did when left out. */
  readonly account?: Did;
};

/** The spare key as the person keeps it: public facts and the sealed file. The private half is already gone. */
export type SpareKey = {
  readonly file: EncryptedKeyFile;
  /** SHA-256 of the 32 public bytes, lower-case hex: `nextKeyDigest` of participant.register. */
  readonly nextKeyDigest: string;
  /** To which this browser can seal what only the file will open; public. */
  readonly sealing: NonNullable<AccountNote["sealing"]>;
};

export type Keystore = ReturnType<typeof createKeystore>;

export function createKeystore({ store, subtle, clock, random, where }: KeystoreDeps) {
  async function keep(privateKey: CryptoKey, publicKey: Uint8Array, choice: NewKey): Promise<KeyRecord> {
    const did = didKeyOf(publicKey);
    const record: KeyRecord = {
      thumbprint: thumbprintOf(publicKey),
      did,
      account: choice.account ?? did,
      publicKey,
      privateKey,
      label: choice.label,
      purpose: choice.purpose,
      createdAt: clock(),
      lastUsedAt: undefined,
      where,
      extractable: choice.extractable,
    };
    await store.put(record);
    return record;
  }

  async function find(thumbprint: string): Promise<KeyRecord> {
    const record = await store.get(thumbprint);
    if (record === undefined) throw new MissingKeyError(thumbprint);
    return record;
  }

  async function patch(thumbprint: string, change: Partial<KeyRecord>): Promise<KeyRecord> {
    const record = { ...(await find(thumbprint)), ...change };
    await store.put(record);
    return record;
  }

  return {
    lasting: store.lasting,
    list: () => store.list(),
    get: (thumbprint: string) => store.get(thumbprint),

    /** A new key made inside WebCrypto. With `extractable: false` its bytes never exist for any script. */
    async generate(choice: NewKey): Promise<KeyRecord> {
      const pair = await subtle.generateKey("Ed25519", choice.extractable, ["sign", "verify"]);
      const publicKey = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
      return keep(pair.privateKey, publicKey, choice);
    },

    /** Takes over a key that was made elsewhere. `seed` is 32 bytes and is overwritten. */
    async importSeed(seed: Uint8Array, choice: NewKey): Promise<KeyRecord> {
      const publicKey = publicKeyOfSeed(seed);
      const pkcs8 = encodePkcs8(seed);
      const privateKey = await subtle.importKey("pkcs8", pkcs8, "Ed25519", choice.extractable, ["sign"]);
      pkcs8.fill(0);
      seed.fill(0);
      return keep(privateKey, publicKey, choice);
    },

    /** Ed25519 signature, 64 bytes; notes the time of use. Throws MissingKeyError when this browser lost the key. */
    async sign(thumbprint: string, message: Uint8Array): Promise<Uint8Array> {
      const record = await find(thumbprint);
      const signature = await subtle.sign("Ed25519", record.privateKey, new Uint8Array(message));
      await store.put({ ...record, lastUsedAt: clock() });
      return new Uint8Array(signature);
    },

    rename: (thumbprint: string, label: string) => patch(thumbprint, { label }),

    /** Forgets the key for good. What it signed stays valid; only a spare or recovery key can replace it. */
    forget: (thumbprint: string) => store.delete(thumbprint),

    /** The encrypted file of a key that was made extractable; throws for any other: the browser refuses too. */
    async exportFile(thumbprint: string, passphrase: string): Promise<EncryptedKeyFile> {
      const { privateKey, purpose, extractable } = await find(thumbprint);
      if (!extractable) throw new Error("This key was made so that it cannot be copied out.");
      const pkcs8 = new Uint8Array(await subtle.exportKey("pkcs8", privateKey));
      const seed = decodePkcs8(pkcs8)?.seed;
      pkcs8.fill(0);
      if (seed === undefined) throw new Error("The browser exported this key in an unknown form.");
      const file = await encryptKeyFile({ seed, purpose, passphrase }, subtle, random);
      seed.fill(0);
      return file;
    },

    /** Makes the pre-rotation key and seals it at once. Nothing of it is stored here except public facts. */
    async makeSpare(passphrase: string): Promise<SpareKey> {
      const seed = random(32);
      const nextKeyDigest = hexEncode(sha256(publicKeyOfSeed(seed)));
      const file = await encryptKeyFile({ seed, purpose: "control", passphrase }, subtle, random);
      const { publicKey } = await sealingPairOfSeed(seed, subtle);
      seed.fill(0);
      return { file, nextKeyDigest, sealing: { key: base64UrlEncode(publicKey), of: nextKeyDigest } };
    },

    async note(did: Did): Promise<AccountNote> {
      const none = {
        nextKeyDigest: undefined,
        spareThumbprint: undefined,
        spareSavedAt: undefined,
        spareSkippedAt: undefined,
      };
      return (await store.getNote(did)) ?? { did, ...none };
    },

    async writeNote(did: Did, change: Partial<Omit<AccountNote, "did">>): Promise<AccountNote> {
      const note = { ...(await this.note(did)), ...change };
      await store.putNote(note);
      return note;
    },
  };
}

/** The page knows a key by its thumbprint but this browser does not hold it: the recovery text follows from this. */
export class MissingKeyError extends Error {
  readonly thumbprint: string;
  constructor(thumbprint: string) {
    super("This browser does not hold the key.");
    this.name = "MissingKeyError";
    this.thumbprint = thumbprint;
  }
}
