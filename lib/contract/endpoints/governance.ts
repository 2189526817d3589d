/** Who governs the index: its administrators. */
import { z } from "zod";
import { asOfQuery, oneOf } from "../common.ts";
import { type Endpoint, json, PINNED } from "../endpoint.ts";
import { adminsSchema } from "../governance.ts";

export const GOVERNANCE_ENDPOINTS = {
  getAdmins: {
    id: "getAdmins",
    method: "get",
    path: "/api/v1/admins",
    summary: "Who administers the index, and how many of them must agree",
    tag: "service",
    access: "public",
    query: z.object(asOfQuery),
    answers: { 200: json("The administrators.", oneOf(adminsSchema)) },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
