/**
 * Digests of a database ledger (docs/protocol/ledger-digests.md): one in the statement, or many in its first public
 * part; and what belongs to the series: cadence, storage, idle times, a restore, block rows, verifications.
 */
import { addMs, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { databaseLedgerDigestBody } from "../ledger/digest-body.ts";
import { keepSeries } from "../ledger/series-facts.ts";
import { formatTicks, ticksOfInstant } from "../ledger/ticks.ts";
import { disclosureType } from "./disclosure-type.ts";

export const disclosure = disclosureType({
  type: "database_ledger_digest",
  title: "Ledger digests",
  object: "digests of its ledger",
  says: "Digests of a database ledger, one or many, and what belongs to their series.",
  purpose: "The provider's books cannot be rewritten unnoticed: their hashes stand here, with dates.",
  body: databaseLedgerDigestBody,
  minutes: 10,
  life: { ends: "never" },
  step: 2,
  about: "both",
  replaces: false,
  composed: true,
  keep: keepSeries,
  example: (now) => ({
    version: 1,
    effectiveAt: formatInstant(now),
    series: {
      ledger: "azure-sql",
      server: "contoso-sql",
      database: "contoso",
      createdAt: "2026-01-01T00:00:00.0000000",
    },
    cadenceMinutes: 60,
    digest: JSON.stringify({
      database_name: "contoso",
      block_id: 0,
      hash: "0x6D7D609DE43DDBF84A0346463D6F93CA979846CD5609E02E4FFC96338FC64DD5",
      last_transaction_commit_time: formatTicks(ticksOfInstant(addMs(now, -MINUTE_MS))),
      digest_time: formatTicks(ticksOfInstant(now)),
    }),
    storage: {
      location: "https://contoso.blob.example/sqldbledgerdigests",
      immutability: "time-based-locked",
      retentionDays: 365,
    },
  }),
});
