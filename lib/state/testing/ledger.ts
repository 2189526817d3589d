/** Bodies of ledger digests for tests of the fold. */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { JsonObject } from "#lib/kernel/json.ts";

export const LEDGER_SERIES = {
  ledger: "azure-sql",
  server: "ledgersvr",
  database: "ledgerdb",
  createdAt: "2026-11-01T00:00:00.0000000",
} as const;

/** The document of a block; `twist` gives another hash. */
export function azureDigest(block: number, twist = ""): string {
  return JSON.stringify({
    database_name: LEDGER_SERIES.database,
    block_id: block,
    hash: `0x${hexEncode(sha256(utf8Encode(`block ${block}${twist}`))).toUpperCase()}`,
    last_transaction_commit_time: "2026-11-22T09:59:00.1234567",
    digest_time: "2026-11-22T09:59:01.1234567",
  });
}

export function ledgerBody(change: JsonObject = { digest: azureDigest(7) }): JsonObject {
  return { version: 1, effectiveAt: "2026-11-22T10:00:00.000Z", series: LEDGER_SERIES, ...change };
}
