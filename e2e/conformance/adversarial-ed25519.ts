/**
 * Signatures that are wrong, or right, for a known reason: made from a seed by someone who holds the secret scalar,
 * which is what a dishonest signer can do. Complements the published sets.
 */

import { Point } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { SignatureVector } from "./vectors.ts";

const L = Point.CURVE().n;
const P = Point.CURVE().p;
const TORSION_8 = Point.fromHex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

type Signer = {
  seed: Uint8Array;
  scalar: bigint;
  publicKey: Uint8Array;
  message: Uint8Array;
  nonce: bigint;
  pick: number;
};
type Forge = (signer: Signer) => { publicKey?: Uint8Array; message?: Uint8Array; signature: Uint8Array };

/** Each way to make a vector, with the answer that TS-Ed25519/1 owes it. */
const FORGES: readonly { name: string; valid: boolean; forge: Forge }[] = [
  { name: "honest", valid: true, forge: ({ seed, message }) => ({ signature: signEd25519(seed, message) }) },
  { name: "honest with a chosen nonce", valid: true, forge: (s) => ({ signature: signWith(s, commitment(s)) }) },
  {
    name: "one bit of the message flipped",
    valid: false,
    forge: ({ seed, message, pick }) => ({ message: flip(message, pick), signature: signEd25519(seed, message) }),
  },
  {
    name: "one bit of the signature flipped",
    valid: false,
    forge: ({ seed, message, pick }) => ({ signature: flip(signEd25519(seed, message), pick) }),
  },
  { name: "S + L", valid: false, forge: ({ seed, message }) => ({ signature: addL(signEd25519(seed, message)) }) },
  {
    name: "commitment with torsion",
    valid: false,
    forge: (s) => ({ signature: signWith(s, commitment(s).add(torsion(1 + (s.pick % 7)))) }),
  },
  {
    name: "commitment of small order",
    valid: false,
    forge: (s) => ({ signature: signWith({ ...s, nonce: 0n }, torsion(s.pick % 8)) }),
  },
  { name: "commitment not canonical", valid: false, forge: (s) => ({ signature: signBytes(s, aboveP(s.pick)) }) },
  {
    name: "key with torsion",
    valid: false,
    forge: (s) => {
      const publicKey = Point.BASE.multiply(s.scalar)
        .add(torsion(1 + (s.pick % 7)))
        .toBytes();
      return { publicKey, signature: signWith({ ...s, publicKey }, commitment(s)) };
    },
  },
  {
    name: "key of small order",
    valid: false,
    forge: (s) => {
      const publicKey = torsion(s.pick % 8).toBytes();
      return { publicKey, signature: signWith({ ...s, publicKey, scalar: 0n }, commitment(s)) };
    },
  },
  {
    name: "key not canonical",
    valid: false,
    forge: (s) => {
      const publicKey = aboveP(s.pick);
      return { publicKey, signature: signWith({ ...s, publicKey }, commitment(s)) };
    },
  },
  {
    name: "signature cut short or too long",
    valid: false,
    forge: ({ seed, message, pick }) => {
      const signature = signEd25519(seed, message);
      return { signature: pick % 2 === 0 ? signature.slice(0, pick % 64) : concatBytes(signature, Uint8Array.of(0)) };
    },
  },
];

/**
 * `count` vectors in turn over all ways; the same for the same seed text. `messageFor` gives what a signer of this key
 * signs, preset a few bytes by chance.
 */
export function adversarialVectors(
  seedText: string,
  count: number,
  messageFor?: (publicKey: Uint8Array) => Uint8Array,
): SignatureVector[] {
  return Array.from({ length: count }, (_, i) => {
    const way = FORGES[i % FORGES.length];
    if (way === undefined) throw new RangeError("no way to forge");
    const made = signerOf(`${seedText}/${i}`);
    const signer = messageFor === undefined ? made : { ...made, message: messageFor(made.publicKey) };
    const { publicKey, message, signature } = way.forge(signer);
    return {
      publicKey: publicKey ?? signer.publicKey,
      message: message ?? signer.message,
      signature,
      valid: way.valid,
    };
  });
}

function signerOf(name: string): Signer {
  const seed = sha256(utf8Encode(`${name}/seed`));
  const digest = sha512(seed).slice(0, 32);
  digest[0] = (digest[0] ?? 0) & 248;
  digest[31] = ((digest[31] ?? 0) & 127) | 64;
  const dice = sha512(utf8Encode(`${name}/dice`));
  return {
    seed,
    scalar: littleEndian(digest) % L,
    publicKey: publicKeyOfSeed(seed),
    message: dice.slice(0, 1 + ((dice[63] ?? 0) % 40)),
    nonce: littleEndian(dice.slice(0, 32)) % L,
    pick: (dice[62] ?? 0) * 256 + (dice[61] ?? 0),
  };
}

function commitment(signer: Signer): Point {
  return Point.BASE.multiply(signer.nonce);
}

function signWith(signer: Signer, commit: Point): Uint8Array {
  return signBytes(signer, commit.toBytes());
}

/** R as given, S = r + k·a: satisfies the equation as far as R = [r]B and A = [a]B. */
function signBytes({ scalar, nonce, publicKey, message }: Signer, commit: Uint8Array): Uint8Array {
  const k = littleEndian(sha512(concatBytes(commit, publicKey, message))) % L;
  return concatBytes(commit, bytesOf((nonce + k * scalar) % L));
}

function addL(signature: Uint8Array): Uint8Array {
  return concatBytes(signature.subarray(0, 32), bytesOf(littleEndian(signature.subarray(32)) + L));
}

function torsion(times: number): Point {
  let point = Point.ZERO;
  for (let i = 0; i < times; i++) point = point.add(TORSION_8);
  return point;
}

/** One of the 19 values y with p ≤ y < 2^255, with either sign bit. */
function aboveP(pick: number): Uint8Array {
  const bytes = bytesOf(P + BigInt(pick % 19));
  if (pick % 2 === 1) bytes[31] = (bytes[31] ?? 0) | 0x80;
  return bytes;
}

function flip(bytes: Uint8Array, pick: number): Uint8Array {
  const flipped = bytes.slice();
  const at = pick % bytes.length;
  flipped[at] = (flipped[at] ?? 0) ^ (1 << ((pick >> 8) % 8));
  return flipped;
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes.slice().reverse()) value = (value << 8n) | BigInt(byte);
  return value;
}

function bytesOf(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}
