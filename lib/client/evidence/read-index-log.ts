/** What an index says of itself, believed by the key that this browser has of its log. */
import type { Included } from "#lib/contract/statements.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { type LogKey, vkeyOf } from "#lib/log/log-key.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { verifyBeside } from "../crypto/webcrypto-ed25519.ts";
import { requestJson } from "../request-json.ts";
import { browserTexts } from "../text-store.ts";
import { trustStore } from "../trust-store.ts";
import { meetLogKey } from "../verify/check-online.ts";
import { originOfReceipt } from "../verify/check-receipt.ts";

/** `issuer`: who speaks for the index, so that its signed state can be believed. */
export type IndexLog = { readonly origin: string; readonly key: LogKey; readonly issuer: Did | undefined };

/** Who speaks for the index is who signed the log's first entry, under a head that the log's key signed. */
export async function readIndexLog(): Promise<IndexLog> {
  const { data } = await requestJson<Included>("/api/v1/entries/0/receipt");
  const bytes = canonicalBytes({ ...data.receipt });
  const origin = originOfReceipt(bytes) ?? "";
  const key = await meetLogKey(trustStore(browserTexts()), origin);
  const found = await verifyBeside((raw) => verifyStatementReceipt(bytes, { logVkey: vkeyOf(key), raw }));
  return { origin, key, issuer: found.ok ? found.parsed?.statement.issuer : undefined };
}
