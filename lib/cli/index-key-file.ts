/** The key files of an index: one for each purpose, in its data folder or in a copy that somebody kept. */
import { readFileSync } from "node:fs";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { RawKeyFile, seedMatchesNames } from "#lib/kernel/key-file.ts";
import { type Identity, identityOfSeed } from "#lib/statement/compose.ts";
import { type IndexKeyPurpose, writeJson } from "./data-folder.ts";

/**
 * Undefined: the file is damaged, names another key than its seed's, or is of another purpose. Throws what the file system
 * says, as where there is no such file.
 */
export function readIndexKey(file: string, purpose: IndexKeyPurpose): Identity | undefined {
  const parsed = RawKeyFile.safeParse(jsonOf(readFileSync(file, "utf8")));
  if (!parsed.success || parsed.data.purpose !== purpose) return undefined;
  const seed = base64UrlDecode(parsed.data.seed);
  return seed !== undefined && seedMatchesNames(seed, parsed.data) ? identityOfSeed(seed) : undefined;
}

/** Readable by its owner only. */
export function writeIndexKey(file: string, purpose: IndexKeyPurpose, { did, thumbprint, seed }: Identity): void {
  const content: RawKeyFile = {
    ...{ v: 1, type: "touchstone-raw-key/v1", purpose },
    ...{ did, thumbprint, seed: base64UrlEncode(seed) },
  };
  writeJson(file, content, 0o600);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
