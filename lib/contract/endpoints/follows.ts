/** What a signed-in account follows, and where its alerts are sent. */
import { z } from "zod";
import { providerIdSchema } from "../common.ts";
import { type Endpoint, json, PRIVATE } from "../endpoint.ts";
import { followAnswer, followsAnswer, webhookAnswer, webhookInputSchema, webhooksAnswer } from "../follows.ts";

const tag = "account";
const id = z.string().max(64);

export const FOLLOW_ENDPOINTS = {
  listFollows: {
    id: "listFollows",
    method: "get",
    path: "/api/v1/follows",
    summary: "The providers that the account follows",
    tag,
    access: "session",
    answers: { 200: json("Follows, newest first.", followsAnswer) },
    problems: PRIVATE,
  },
  followProvider: {
    id: "followProvider",
    method: "put",
    path: "/api/v1/follows/{provider}",
    summary: "Follow a provider",
    tag,
    access: "session",
    params: z.object({ provider: providerIdSchema }),
    answers: { 200: json("The follow, as it is from now on.", followAnswer) },
    problems: [...PRIVATE, "not-found", "budget"],
  },
  unfollowProvider: {
    id: "unfollowProvider",
    method: "delete",
    path: "/api/v1/follows/{provider}",
    summary: "Follow it no longer",
    tag,
    access: "session",
    params: z.object({ provider: providerIdSchema }),
    answers: { 200: json("What the account still follows.", followsAnswer) },
    problems: [...PRIVATE],
  },
  listWebhooks: {
    id: "listWebhooks",
    method: "get",
    path: "/api/v1/webhooks",
    summary: "Where alerts are sent, with the last deliveries, and the key that signs them",
    tag,
    access: "session",
    answers: { 200: json("The account's webhooks.", webhooksAnswer) },
    problems: PRIVATE,
  },
  createWebhook: {
    id: "createWebhook",
    method: "post",
    path: "/api/v1/webhooks",
    summary: "Send alerts of followed providers to an https address; a test is sent first",
    tag,
    access: "session",
    body: { type: "application/json", schema: webhookInputSchema },
    answers: { 201: json("The webhook, unconfirmed until its test is answered with 2xx.", webhookAnswer) },
    problems: [...PRIVATE, "schema", "too-large", "budget"],
  },
  deleteWebhook: {
    id: "deleteWebhook",
    method: "delete",
    path: "/api/v1/webhooks/{id}",
    summary: "Send nothing there any more; what waits is dropped",
    tag,
    access: "session",
    params: z.object({ id }),
    answers: { 200: json("What is left.", webhooksAnswer) },
    problems: [...PRIVATE, "not-found"],
  },
  testWebhook: {
    id: "testWebhook",
    method: "post",
    path: "/api/v1/webhooks/{id}/test",
    summary: "Send a test; one that is answered with 2xx makes the webhook active",
    tag,
    access: "session",
    params: z.object({ id }),
    answers: { 202: json("The webhook, with the test on its way.", webhookAnswer) },
    problems: [...PRIVATE, "not-found", "rate-limited"],
  },
  redeliver: {
    id: "redeliver",
    method: "post",
    path: "/api/v1/webhooks/{id}/deliveries/{delivery}",
    summary: "Send again what was given up",
    tag,
    access: "session",
    params: z.object({ id, delivery: id }),
    answers: { 202: json("The webhook, with the delivery on its way.", webhookAnswer) },
    problems: [...PRIVATE, "not-found", "guard"],
  },
} as const satisfies Record<string, Endpoint>;
