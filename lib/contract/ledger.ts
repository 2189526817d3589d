/** Series of ledger digests as the read API shows them. */
import { z } from "zod";
import { LEDGERS } from "#lib/statement/ledger/point.ts";
import { documentSchema, hashSchema, providerIdSchema, sizeSchema, timeSchema } from "./common.ts";

export const seriesIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .meta({ description: "First 16 bytes of SHA-256 over the series' canonical key, hex." });

const ledgerTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/)
  .meta({ description: "Seven digits, no zone; treated as UTC." });

export const ledgerSeriesSchema = z
  .object({
    id: seriesIdSchema,
    provider: providerIdSchema,
    ledger: z.enum(LEDGERS),
    server: z.string(),
    database: z.string(),
    created_at: ledgerTime.meta({ description: "The incarnation: a restored database has another." }),
    signed_by: z.string().nullable().meta({ description: "The product's own key." }),
    statements: sizeSchema.meta({ description: "Effective statements about it." }),
    read_size: sizeSchema.meta({ description: "Rows of so many first entries of the log are read." }),
    report: documentSchema.nullable().meta({
      description:
        "What the sixteen rules say (docs/protocol/ledger-digests.md): `rules`, `splits`, `gaps`, `lag`, `silences`, `events`; null until the first entry was read.",
    }),
  })
  .meta({ id: "LedgerSeries", description: "Digests of one database in one life." });
export type LedgerSeries = z.infer<typeof ledgerSeriesSchema>;

export const ledgerRowSchema = z
  .object({
    block: sizeSchema.nullable(),
    hash: hashSchema.nullable(),
    last_transaction_commit_time: ledgerTime.nullable(),
    digest_time: ledgerTime.nullable(),
    received_at: timeSchema.meta({ description: "Log time of the entry." }),
    entry: sizeSchema,
    position: z.number().int().min(0).meta({ description: "Row of the entry." }),
    observer: z.string().nullable().meta({ description: "Who read it; null: the operator." }),
    fault: z.string().nullable().meta({ description: "Why the row is no digest." }),
  })
  .meta({ id: "LedgerRow", description: "One digest as logged." });
export type LedgerRow = z.infer<typeof ledgerRowSchema>;
