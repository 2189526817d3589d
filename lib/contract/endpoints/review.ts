/** The review desk. What waits is public; what a maintainer notes and seals is for that maintainer alone. */
import { z } from "zod";
import { BALLOT_ATTRIBUTIONS, BALLOT_SEVERITIES, FACTS } from "#lib/statement/dispute-words.ts";
import { CLAIM_NAMES } from "#lib/statement/evidence-bodies.ts";
import { caseStateSchema } from "../cases.ts";
import { caseIdSchema, didSchema, hashSchema, listOf, listQuery, oneOf, timeSchema } from "../common.ts";
import { type Endpoint, json, PINNED, PRIVATE, READ } from "../endpoint.ts";
import {
  ballotBoxAnswer,
  ballotBoxesAnswer,
  ballotEffectSchema,
  precedentsAnswer,
  QUEUE_FILTERS,
  queueItemSchema,
  reviewCaseSchema,
  reviewSummarySchema,
  reviewViewInputSchema,
  reviewViewsAnswer,
  sealedBoxSchema,
  triageAnswer,
  triageInputSchema,
} from "../review.ts";

const tag = "cases";
const viewParams = z.object({ name: z.string().min(1).max(60, { abort: true }) });
const ballotParams = z.object({
  case: caseIdSchema,
  round: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number),
});

export const REVIEW_ENDPOINTS = {
  listReviewQueue: {
    id: "listReviewQueue",
    method: "get",
    path: "/api/v1/review/queue",
    summary: "Open cases by what is due first; with a maintainer's session its own notes too",
    tag,
    access: "session",
    query: z.object({
      limit: listQuery.limit,
      cursor: listQuery.cursor,
      filter: z.enum(QUEUE_FILTERS).optional().meta({
        description:
          "Preset `all`. `mine` takes `maintainer` or a session, `triage` and `snoozed` a maintainer's session.",
      }),
      maintainer: didSchema.optional().meta({ description: "Whose seats; preset: the session's." }),
      state: caseStateSchema.optional(),
      claim: z.enum(CLAIM_NAMES).optional(),
      due_before: timeSchema.optional(),
      blind: z.literal("1").optional().meta({ description: "`1`: providers are not named." }),
    }),
    answers: { 200: json("A page, what is due first at its top.", listOf(queueItemSchema)) },
    problems: [...PRIVATE, "no-authority"],
  },
  getReviewSummary: {
    id: "getReviewSummary",
    method: "get",
    path: "/api/v1/review/summary",
    summary: "A maintainer's own clocks, those of the index, and what the machines decided this week",
    tag,
    access: "session",
    answers: { 200: json("The figures.", oneOf(reviewSummarySchema)) },
    problems: [...PRIVATE, "no-authority"],
  },
  getReviewCase: {
    id: "getReviewCase",
    method: "get",
    path: "/api/v1/review/cases/{id}",
    summary: "A case as the review desk reads it: the two sides named or not, with one's own seat and note",
    tag,
    access: "session",
    params: z.object({ id: caseIdSchema }),
    query: z.object({
      maintainer: didSchema.optional().meta({ description: "Whose seat; preset: the session's." }),
      blind: z.literal("1").optional().meta({
        description:
          "`1`: names, ids and keys of the two sides read `hidden`. The evidence itself is as it was signed.",
      }),
    }),
    answers: { 200: json("The case, the seat, and the note.", oneOf(reviewCaseSchema)) },
    problems: [...PRIVATE, "not-found"],
  },
  getBallotEffect: {
    id: "getBallotEffect",
    method: "get",
    path: "/api/v1/review/cases/{id}/effect",
    summary: "What a ruling of these answers would change in the provider's marks",
    tag,
    access: "public",
    params: z.object({ id: caseIdSchema }),
    query: z.object({
      fact: z.enum(FACTS),
      attribution: z.enum(BALLOT_ATTRIBUTIONS).optional(),
      severity: z.enum(BALLOT_SEVERITIES).optional(),
    }),
    answers: {
      200: json("Marks before and after; null for a provider without marks.", oneOf(ballotEffectSchema.nullable())),
    },
    problems: PINNED,
  },
  listPrecedents: {
    id: "listPrecedents",
    method: "get",
    path: "/api/v1/precedents",
    summary: "Rulings on the same claim, those under the same definition first, then the newest",
    tag,
    access: "public",
    query: z.object({
      claim: z.enum(CLAIM_NAMES),
      definition: hashSchema.optional(),
      q: z
        .string()
        .max(200, { abort: true })
        .optional()
        .meta({ description: "Words that the reasons of its ballots hold." }),
      without: caseIdSchema.optional().meta({ description: "A case that is not its own precedent." }),
      limit: listQuery.limit,
    }),
    answers: { 200: json("Rulings.", precedentsAnswer) },
    problems: READ,
  },
  putTriage: {
    id: "putTriage",
    method: "put",
    path: "/api/v1/review/triage/{case}",
    summary: "Note for oneself what becomes of a case on one's own desk",
    tag,
    access: "session",
    params: z.object({ case: caseIdSchema }),
    body: { type: "application/json", schema: triageInputSchema },
    answers: { 200: json("The note, which no other account can read.", triageAnswer) },
    problems: [...PRIVATE, "no-authority", "not-found", "schema", "too-large", "budget"],
  },
  listReviewViews: {
    id: "listReviewViews",
    method: "get",
    path: "/api/v1/review/views",
    summary: "The maintainer's saved views of the queue",
    tag,
    access: "session",
    answers: { 200: json("Views, by name.", reviewViewsAnswer) },
    problems: [...PRIVATE, "no-authority"],
  },
  putReviewView: {
    id: "putReviewView",
    method: "put",
    path: "/api/v1/review/views/{name}",
    summary: "Save a view of the queue under a name",
    tag,
    access: "session",
    params: viewParams,
    body: { type: "application/json", schema: reviewViewInputSchema },
    answers: { 200: json("All views, by name.", reviewViewsAnswer) },
    problems: [...PRIVATE, "no-authority", "schema", "too-large", "budget"],
  },
  deleteReviewView: {
    id: "deleteReviewView",
    method: "delete",
    path: "/api/v1/review/views/{name}",
    summary: "Throw a saved view away",
    tag,
    access: "session",
    params: viewParams,
    answers: { 200: json("What is left.", reviewViewsAnswer) },
    problems: [...PRIVATE, "no-authority"],
  },
  listBallotBoxes: {
    id: "listBallotBoxes",
    method: "get",
    path: "/api/v1/review/ballots",
    summary: "The maintainer's sealed ballots that this index keeps and cannot read",
    tag,
    access: "session",
    answers: { 200: json("Sealed ballots, newest first.", ballotBoxesAnswer) },
    problems: [...PRIVATE, "no-authority"],
  },
  putBallotBox: {
    id: "putBallotBox",
    method: "put",
    path: "/api/v1/review/ballots/{case}/{round}",
    summary: "Keep a ballot that is sealed to the maintainer's spare-key file",
    tag,
    access: "session",
    params: ballotParams,
    body: { type: "application/json", schema: sealedBoxSchema },
    answers: { 200: json("The box as it is kept.", ballotBoxAnswer) },
    problems: [...PRIVATE, "no-authority", "not-found", "schema", "too-large"],
  },
} as const satisfies Record<string, Endpoint>;
