/** Private resources of an account: the providers that it follows, and the addresses to which its alerts are sent. */
import { z } from "zod";
import { ALERT_KINDS } from "#lib/state/alerts.ts";
import { providerIdSchema, timeSchema } from "./common.ts";

export const followSchema = z
  .object({ provider: providerIdSchema, provider_name: z.string().nullable(), since: timeSchema })
  .meta({ id: "Follow" });
export type FollowView = z.infer<typeof followSchema>;
export const followsAnswer = z.object({ data: z.array(followSchema) });
export const followAnswer = z.object({ data: followSchema });

export const searchInputSchema = z
  .strictObject({
    search: z.string().max(400, { abort: true }).meta({
      description: "Filters of `/api/v1/directory` as they stand in an address: `category=storage&tier=A,B`.",
    }),
  })
  .meta({ id: "FollowedSearchInput" });
export type SearchInput = z.infer<typeof searchInputSchema>;

export const searchSchema = z
  .object({
    id: z.string(),
    search: z.string().meta({ description: "The same in one order, without what filters nothing." }),
    since: timeSchema,
  })
  .meta({ id: "FollowedSearch" });
export type SearchView = z.infer<typeof searchSchema>;
export const searchesAnswer = z.object({ data: z.array(searchSchema) });

export const webhookInputSchema = z
  .strictObject({
    url: z.url().max(1024).meta({ description: "https, without user and password, port 443 or 1024 and above." }),
  })
  .meta({ id: "WebhookInput" });
export type WebhookInput = z.infer<typeof webhookInputSchema>;

/** `unconfirmed`: no test was answered yet. `dead`: an alert could not be delivered in all its tries. */
export const WEBHOOK_STATES = ["unconfirmed", "active", "dead"] as const;
export const DELIVERY_STATES = ["pending", "delivered", "given-up"] as const;
/** What the last try met. Nothing more is told: whoever chooses an address must not learn what stands behind it. */
export const DELIVERY_OUTCOMES = ["taken", "refused-status", "no-answer"] as const;

export const deliverySchema = z
  .object({
    id: z.string().meta({ description: "The header `webhook-id`: the same in every try." }),
    alert: z.string().nullable().meta({ description: "Null: a test." }),
    kind: z.enum(["test", ...ALERT_KINDS]),
    state: z.enum(DELIVERY_STATES),
    attempts: z.number().int(),
    outcome: z.enum(DELIVERY_OUTCOMES).nullable(),
    status: z.number().int().nullable().meta({ description: "HTTP status of the last answer." }),
    created_at: timeSchema,
    next_at: timeSchema.nullable(),
  })
  .meta({ id: "WebhookDelivery" });
export type DeliveryView = z.infer<typeof deliverySchema>;

export const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    state: z.enum(WEBHOOK_STATES),
    created_at: timeSchema,
    deliveries: z.array(deliverySchema).meta({ description: "The newest ones; they are kept for 30 days." }),
  })
  .meta({ id: "Webhook" });
export type WebhookView = z.infer<typeof webhookSchema>;
export const webhookAnswer = z.object({ data: webhookSchema });
export const webhooksAnswer = z.object({
  data: z.array(webhookSchema),
  verification_key: z
    .string()
    .meta({ description: "`whpk_` and the base64 of the index's answer key: what every delivery is signed with." }),
});
export type WebhooksAnswer = z.infer<typeof webhooksAnswer>;
