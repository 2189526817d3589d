/**
 * Every route of the HTTP API as data, one file for each resource. The server binds handlers to these rows, the OpenAPI
 * document is generated from them, and the client takes its types from them; nothing is served that is not listed here.
 * A new resource adds its file under `endpoints/` and its line below.
 */
import type { z } from "zod";
import type { Endpoint } from "./endpoint.ts";
import { ALERT_ENDPOINTS } from "./endpoints/alerts.ts";
import { CASE_FIGURE_ENDPOINTS } from "./endpoints/case-figures.ts";
import { CASE_ENDPOINTS } from "./endpoints/cases.ts";
import { DEFINITION_ENDPOINTS } from "./endpoints/definitions.ts";
import { DEMONSTRATION_ENDPOINTS } from "./endpoints/demonstration.ts";
import { DRAFT_ENDPOINTS } from "./endpoints/drafts.ts";
import { EMAIL_ENDPOINTS } from "./endpoints/email.ts";
import { ENTRY_ENDPOINTS } from "./endpoints/entries.ts";
import { FOLLOW_ENDPOINTS } from "./endpoints/follows.ts";
import { FRAUD_PROOF_ENDPOINTS } from "./endpoints/fraud-proofs.ts";
import { GOVERNANCE_ENDPOINTS } from "./endpoints/governance.ts";
import { LEDGER_ENDPOINTS } from "./endpoints/ledgers.ts";
import { LOG_ENDPOINTS } from "./endpoints/log.ts";
import { MARKET_ENDPOINTS } from "./endpoints/market.ts";
import { MARKS_ENDPOINTS } from "./endpoints/marks.ts";
import { OBSERVATION_ENDPOINTS } from "./endpoints/observations.ts";
import { PARTICIPANT_ENDPOINTS } from "./endpoints/participants.ts";
import { PEER_ENDPOINTS } from "./endpoints/peers.ts";
import { PROVIDER_ENDPOINTS } from "./endpoints/providers.ts";
import { REVIEW_ENDPOINTS } from "./endpoints/review.ts";
import { SERVICE_ENDPOINTS } from "./endpoints/service.ts";
import { SESSION_ENDPOINTS } from "./endpoints/sessions.ts";
import { SIGNED_ENDPOINTS } from "./endpoints/signed.ts";
import { STATEMENT_ENDPOINTS } from "./endpoints/statements.ts";
import { WITNESS_ENDPOINTS } from "./endpoints/witnesses.ts";

/** In the order in which documents list them. */
export const ENDPOINTS = {
  ...STATEMENT_ENDPOINTS,
  ...ENTRY_ENDPOINTS,
  ...PARTICIPANT_ENDPOINTS,
  ...PROVIDER_ENDPOINTS,
  ...MARKS_ENDPOINTS,
  ...MARKET_ENDPOINTS,
  ...SIGNED_ENDPOINTS,
  ...OBSERVATION_ENDPOINTS,
  ...ALERT_ENDPOINTS,
  ...DEFINITION_ENDPOINTS,
  ...CASE_ENDPOINTS,
  ...CASE_FIGURE_ENDPOINTS,
  ...REVIEW_ENDPOINTS,
  ...LEDGER_ENDPOINTS,
  ...LOG_ENDPOINTS,
  ...WITNESS_ENDPOINTS,
  ...FRAUD_PROOF_ENDPOINTS,
  ...PEER_ENDPOINTS,
  ...GOVERNANCE_ENDPOINTS,
  ...SESSION_ENDPOINTS,
  ...DRAFT_ENDPOINTS,
  ...FOLLOW_ENDPOINTS,
  ...EMAIL_ENDPOINTS,
  ...SERVICE_ENDPOINTS,
  ...DEMONSTRATION_ENDPOINTS,
} as const satisfies Record<string, Endpoint>;

export type EndpointId = keyof typeof ENDPOINTS;

type SchemaAt<A, S> = S extends keyof A
  ? A[S] extends { schema: infer T extends z.ZodType }
    ? z.infer<T>
    : never
  : never;

/** What an endpoint answers with a status, parsed. */
export type AnswerOf<E extends EndpointId, S extends number> = SchemaAt<(typeof ENDPOINTS)[E]["answers"], S>;
