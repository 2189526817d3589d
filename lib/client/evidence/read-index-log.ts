/** What an index says of itself, believed by the key that this browser has of its log. */
import type { Included } from "#lib/contract/statements.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { type LogKey, vkeyOf } from "#lib/log/log-key.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { verifyBeside } from "../crypto/webcrypto-ed25519.ts";
import { originOfReceipt } from "../verify/check-receipt.ts";
import type { IndexSource } from "./index-source.ts";

/** `issuer`: who speaks for the index, so that its signed state can be believed. */
export type IndexLog = { readonly origin: string; readonly key: LogKey; readonly issuer: Did | undefined };

/** Who speaks for the index is who signed the log's first entry, under a head that the log's key signed. */
export async function readIndexLog({ json, key: keyOf }: IndexSource): Promise<IndexLog> {
  const first = await json<Included>("/api/v1/entries/0/receipt");
  if (first === undefined) throw new Error("The log of this index has no entry yet.");
  const bytes = canonicalBytes({ ...first.receipt });
  const origin = originOfReceipt(bytes) ?? "";
  const key = await keyOf(origin);
  const found = await verifyBeside((raw) => verifyStatementReceipt(bytes, { logVkey: vkeyOf(key), raw }));
  return { origin, key, issuer: found.ok ? found.parsed?.statement.issuer : undefined };
}
