/** All disclosure types: written from the files of this folder by `npm run check -- --fix`. */
import { disclosure as databaseLedgerDigest } from "./database-ledger-digest.ts";
import { disclosure as heartbeat } from "./heartbeat.ts";
import { disclosure as identity } from "./identity.ts";

export const DISCLOSURES = { database_ledger_digest: databaseLedgerDigest, heartbeat, identity };

export type DisclosureName = keyof typeof DISCLOSURES;

export function isDisclosureName(text: string): text is DisclosureName {
  return Object.hasOwn(DISCLOSURES, text);
}
