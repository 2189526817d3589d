/** Drafts of a signed-in account. */
import { z } from "zod";
import { draftAnswer, draftInputSchema, draftsAnswer } from "../accounts.ts";
import { type Endpoint, json, PRIVATE } from "../endpoint.ts";

export const DRAFT_ENDPOINTS = {
  listDrafts: {
    id: "listDrafts",
    method: "get",
    path: "/api/v1/drafts",
    summary: "The account's drafts",
    tag: "account",
    access: "session",
    answers: { 200: json("Drafts, last changed first.", draftsAnswer) },
    problems: PRIVATE,
  },
  createDraft: {
    id: "createDraft",
    method: "post",
    path: "/api/v1/drafts",
    summary: "Keep a draft",
    tag: "account",
    access: "session",
    body: { type: "application/json", schema: draftInputSchema },
    answers: { 201: json("The draft, with its ETag.", draftAnswer) },
    problems: [...PRIVATE, "schema", "too-large", "idempotency-mismatch", "budget"],
  },
  getDraft: {
    id: "getDraft",
    method: "get",
    path: "/api/v1/drafts/{id}",
    summary: "One draft",
    tag: "account",
    access: "session",
    params: z.object({ id: z.string().max(64, { abort: true }) }),
    answers: { 200: json("The draft, with its ETag.", draftAnswer) },
    problems: [...PRIVATE, "not-found"],
  },
  updateDraft: {
    id: "updateDraft",
    method: "put",
    path: "/api/v1/drafts/{id}",
    summary: "Change a draft (If-Match)",
    tag: "account",
    access: "session",
    params: z.object({ id: z.string().max(64, { abort: true }) }),
    body: { type: "application/json", schema: draftInputSchema },
    answers: { 200: json("The draft, with its new ETag.", draftAnswer) },
    problems: [...PRIVATE, "not-found", "precondition", "schema", "too-large"],
  },
  deleteDraft: {
    id: "deleteDraft",
    method: "delete",
    path: "/api/v1/drafts/{id}",
    summary: "Throw a draft away (If-Match)",
    tag: "account",
    access: "session",
    params: z.object({ id: z.string().max(64, { abort: true }) }),
    answers: { 200: json("The draft as it was.", draftAnswer) },
    problems: [...PRIVATE, "not-found", "precondition"],
  },
} as const satisfies Record<string, Endpoint>;
