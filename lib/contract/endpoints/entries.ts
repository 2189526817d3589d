/** Entries: what was recorded, with exact bytes, receipts and public parts. */
import { z } from "zod";
import { didSchema, hashSchema, listOf, listQuery, oneOf, querySize, thumbprintSchema } from "../common.ts";
import { bytes, type Endpoint, json, PINNED, READ, receiptQuery } from "../endpoint.ts";
import { entrySchema, entrySummarySchema } from "../entries.ts";
import { includedSchema } from "../statements.ts";

export const ENTRY_ENDPOINTS = {
  listEntries: {
    id: "listEntries",
    method: "get",
    path: "/api/v1/entries",
    summary: "Entries of the log, newest first",
    tag: "entries",
    access: "public",
    query: z.object({
      ...listQuery,
      kind: z.string().max(64, { abort: true }).optional(),
      subject: z.string().max(128, { abort: true }).optional(),
      issuer: didSchema.optional(),
      key: thumbprintSchema.optional().meta({ description: "Only what this key signed." }),
      touching: z
        .string()
        .max(200, { abort: true })
        .optional()
        .meta({ description: "Only those that changed this aggregate, such as `key:<thumbprint>`: its chain." }),
    }),
    answers: { 200: json("A page of entries.", listOf(entrySummarySchema)) },
    problems: PINNED,
  },
  getEntry: {
    id: "getEntry",
    method: "get",
    path: "/api/v1/entries/{index}",
    summary: "One entry with its exact bytes",
    tag: "entries",
    access: "public",
    params: z.object({ index: querySize }),
    answers: { 200: json("The entry.", oneOf(entrySchema)) },
    problems: READ,
  },
  getEntryReceipt: {
    id: "getEntryReceipt",
    method: "get",
    path: "/api/v1/entries/{index}/receipt",
    summary: "The receipt of an entry",
    tag: "entries",
    access: "public",
    params: z.object({ index: querySize }),
    query: receiptQuery,
    answers: { 200: json("The receipt and the entry's effect.", includedSchema) },
    problems: READ,
  },
  getPart: {
    id: "getPart",
    method: "get",
    path: "/api/v1/parts/{commit}",
    summary: "A public part of an entry, as a download",
    tag: "entries",
    access: "public",
    params: z.object({ commit: hashSchema }),
    answers: { 200: bytes("The part's bytes; its nonce is in the header Touchstone-Part-Nonce.") },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
