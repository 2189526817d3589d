/** The content address of a definition. */
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes, type JsonValue } from "#lib/kernel/json.ts";
import type { Definition } from "./definition.ts";

/** SHA-256 of the canonical definition, the same on every index. 32 bytes. */
export function definitionHash(definition: Definition): Hash {
  return sha256(canonicalBytes(definition as unknown as JsonValue));
}
