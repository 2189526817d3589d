import type { EntrySummary } from "#lib/contract/entries.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import type { KeyForm } from "#lib/state/forms.ts";

/** Whose key signed an entry, in words. */
export function keyWords({ issuer, key }: Pick<EntrySummary, "issuer" | "key">, keys: readonly KeyForm[]): string {
  const publicKey = publicKeyOfDid(issuer);
  if (publicKey !== undefined && thumbprintOf(publicKey) === key) return "the operator's account key";
  const published = keys.find(({ thumbprint }) => thumbprint === key);
  return published === undefined ? "another account key of the operator" : `its ${published.purpose} key`;
}
