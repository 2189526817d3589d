/**
 * Keys of the demonstration: all follow from the seed of its world, so that the same world is the same log on any machine.
 * They are public, and whoever shows one says so.
 */
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { type Identity, identityOfSeed } from "./compose.ts";

/** The one world that `up` seeds. */
export const DEMO_SEED = "prex-1";

/**
 * HKDF-SHA-256 of the world's seed (UTF-8) with the name as info and no salt; 32 bytes. Names: `index/<purpose>`, `witness/<name>`,
 * `persona/<name>`, `actor/<id>`.
 */
export function demoKey(seed: string, name: string): Identity {
  return identityOfSeed(hkdf(sha256, utf8Encode(seed), undefined, utf8Encode(name), 32));
}
