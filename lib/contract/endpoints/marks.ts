/** The marks of a provider: as of a day, day by day, and what they are computed from. */
import { z } from "zod";
import { checkpointed, oneOf, provenOneOf, providerIdSchema } from "../common.ts";
import { type Endpoint, json, PINNED } from "../endpoint.ts";
import { dateQuery, marksFactsSchema, marksHistorySchema, providerMarksSchema } from "../marks.ts";
import { waysSchema } from "../ways.ts";

const params = z.object({ id: providerIdSchema });
const RATED = [...PINNED, "no-model"] as const;
const asOfDay = dateQuery.optional().meta({
  description: "A UTC day: facts after all its entries, ages at its beginning. Preset: the day of the newest entry.",
});

export const MARKS_ENDPOINTS = {
  getMarks: {
    id: "getMarks",
    method: "get",
    path: "/api/v1/providers/{id}/marks",
    summary: "The marks of a provider, and what each fact gave or took",
    tag: "providers",
    access: "public",
    params,
    query: z.object({
      as_of: asOfDay,
      proof: z.literal("1").optional().meta({
        description:
          "`1`: the marks as of the latest logged state root, with their proof under its root over marks (touchstone-aggregate-proof/v1, key `marks:<id>`); `as_of` is then not used.",
      }),
    }),
    answers: { 200: json("The marks.", checkpointed(provenOneOf(providerMarksSchema))) },
    problems: RATED,
  },
  getMarksHistory: {
    id: "getMarksHistory",
    method: "get",
    path: "/api/v1/providers/{id}/marks/history",
    summary: "How a provider was rated day by day, and what happened meanwhile",
    tag: "providers",
    access: "public",
    params,
    query: z.object({
      from: dateQuery.optional().meta({ description: "First day. Preset: 180 days with the last." }),
      to: dateQuery.optional().meta({ description: "Last day. Preset: the day of the newest entry." }),
    }),
    answers: {
      200: json("The days of the span on which the log has an entry.", checkpointed(oneOf(marksHistorySchema))),
    },
    problems: RATED,
  },
  getMarksFacts: {
    id: "getMarksFacts",
    method: "get",
    path: "/api/v1/providers/{id}/marks/facts",
    summary: "The forms that the marks of a day are computed from: whoever has them computes the same digest",
    tag: "providers",
    access: "public",
    params,
    query: z.object({ as_of: asOfDay }),
    answers: { 200: json("Canonical forms.", checkpointed(oneOf(marksFactsSchema))) },
    problems: RATED,
  },
  getWays: {
    id: "getWays",
    method: "get",
    path: "/api/v1/providers/{id}/marks/ways",
    summary: "What would make a provider's tier better, each way tried by the code that rates",
    tag: "providers",
    access: "public",
    params,
    answers: { 200: json("The ways of the newest day.", checkpointed(oneOf(waysSchema))) },
    problems: RATED,
  },
} as const satisfies Record<string, Endpoint>;
