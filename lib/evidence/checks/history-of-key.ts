/** A signing key's life, as the fold keeps it, as the checks read it. */
import { parseInstant } from "#lib/kernel/instant.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import { endsOf } from "#lib/keys/weight.ts";
import type { KeyHistory } from "./facts.ts";

/** Total. */
export function historyOfKey(key: SigningKey): KeyHistory {
  const activeFrom = key.activeFrom === null ? null : (parseInstant(key.activeFrom) ?? null);
  return { owner: key.owner, purpose: key.purpose, addedIn: key.addedIn, activeFrom, ends: endsOf(key) };
}
