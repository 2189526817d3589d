import type { EntrySummary } from "#lib/contract/entries.ts";
import { publicKeyOfDid, thumbprintOf } from "#lib/kernel/did-key.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import type { IdentityVersion } from "./identity-card.tsx";

type Read = { readonly entry: EntrySummary; readonly body: JsonObject; readonly statement: string };

/** Versions as the card shows them, newest first. */
export function identityVersions(versions: readonly Read[], keys: readonly KeyForm[]): IdentityVersion[] {
  return versions.map(({ entry, body, statement }) => ({
    index: entry.index,
    loggedAt: Date.parse(entry.logged_at),
    expiresAt: typeof body.expiresAt === "string" ? Date.parse(body.expiresAt) : 0,
    key: entry.key,
    keyWords: keyWords(entry, keys),
    body,
    statement,
  }));
}

function keyWords({ issuer, key }: EntrySummary, keys: readonly KeyForm[]): string {
  const publicKey = publicKeyOfDid(issuer);
  if (publicKey !== undefined && thumbprintOf(publicKey) === key) return "the operator's account key";
  const published = keys.find(({ thumbprint }) => thumbprint === key);
  return published === undefined ? "another account key of the operator" : `its ${published.purpose} key`;
}
