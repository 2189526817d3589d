/** Ledger digests of a provider. They are published as statements; these rows read them. */
import { z } from "zod";
import { listOf, listQuery, oneOf, providerIdSchema, querySize } from "../common.ts";
import { bytes, type Endpoint, json, READ } from "../endpoint.ts";
import { ledgerRowSchema, ledgerSeriesSchema, seriesIdSchema } from "../ledger.ts";

const seriesParams = z.object({ id: providerIdSchema, series: seriesIdSchema });
const { limit, cursor } = listQuery;

export const LEDGER_ENDPOINTS = {
  listLedgerSeries: {
    id: "listLedgerSeries",
    method: "get",
    path: "/api/v1/providers/{id}/digests",
    summary: "Series of ledger digests of a provider",
    tag: "providers",
    access: "public",
    params: z.object({ id: providerIdSchema }),
    answers: { 200: json("All series, newest incarnation first.", listOf(ledgerSeriesSchema)) },
    problems: READ,
  },
  getLedgerSeries: {
    id: "getLedgerSeries",
    method: "get",
    path: "/api/v1/providers/{id}/digests/{series}",
    summary: "One series of ledger digests and what the rules say of it",
    tag: "providers",
    access: "public",
    params: seriesParams,
    answers: { 200: json("The series.", oneOf(ledgerSeriesSchema)) },
    problems: READ,
  },
  listLedgerRows: {
    id: "listLedgerRows",
    method: "get",
    path: "/api/v1/providers/{id}/digests/{series}/rows",
    summary: "Rows of a series, newest first",
    tag: "providers",
    access: "public",
    params: seriesParams,
    query: z.object({ limit, cursor }),
    answers: { 200: json("A page of rows.", listOf(ledgerRowSchema)) },
    problems: READ,
  },
  exportLedgerRows: {
    id: "exportLedgerRows",
    method: "get",
    path: "/api/v1/providers/{id}/digests/{series}/rows.csv",
    summary: "All rows of a series in log order",
    tag: "providers",
    access: "public",
    params: seriesParams,
    answers: {
      200: {
        description: "Block, hash, times, entry and row, observer, fault.",
        type: "text/csv",
        schema: z.string(),
      },
    },
    problems: READ,
  },
  getLedgerSplit: {
    id: "getLedgerSplit",
    method: "get",
    path: "/api/v1/providers/{id}/digests/{series}/splits/{block}",
    summary: "Proof that a block has two hashes",
    tag: "providers",
    access: "public",
    params: seriesParams.extend({ block: querySize }),
    answers: { 200: bytes("The proof (touchstone-ledger-split/v1), to be verified offline.") },
    problems: [...READ, "gone"],
  },
} as const satisfies Record<string, Endpoint>;
