/** What became of all cases, counted. */
import { z } from "zod";
import { caseFiguresSchema, FIGURE_LISTS } from "../case-figures.ts";
import { asOfQuery, oneOf } from "../common.ts";
import { type Endpoint, json, PINNED } from "../endpoint.ts";

export const CASE_FIGURE_ENDPOINTS = {
  getCaseFigures: {
    id: "getCaseFigures",
    method: "get",
    path: "/api/v1/disputes/figures",
    summary: "Reports, decisions, waits, clocks kept and agreement, of the index, its maintainers and the parties",
    tag: "cases",
    access: "public",
    query: z.object(asOfQuery),
    answers: { 200: json("The figures.", oneOf(caseFiguresSchema)) },
    problems: PINNED,
  },
  getCaseFiguresTable: {
    id: "getCaseFiguresTable",
    method: "get",
    path: "/api/v1/disputes/figures.csv",
    summary: "One list of the figures as CSV",
    tag: "cases",
    access: "public",
    query: z.object({ ...asOfQuery, list: z.enum(FIGURE_LISTS).default("months") }),
    answers: { 200: { description: "RFC 4180, one header line.", type: "text/csv", schema: z.string() } },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
