/** Private resource: the address to which an account wants messages about its cases. No other answer holds it. */
import { z } from "zod";
import { timeSchema } from "./common.ts";

/** Longest address that mail can carry (RFC 5321). */
const MAX_ADDRESS = 254;
/** Links to confirm: for an account, and to one mailbox whoever asks, in 24 hours; to anybody, in an hour. */
export const LINKS_PER_ACCOUNT = 5;
export const LINKS_PER_MAILBOX = 3;
export const LINKS_PER_HOUR = 100;

export const emailInputSchema = z.strictObject({ address: z.email().max(MAX_ADDRESS) }).meta({ id: "EmailInput" });
export type EmailInput = z.infer<typeof emailInputSchema>;

/** `unconfirmed`: nothing but the link was sent. `refused`: its server takes no message for it. */
export const EMAIL_STATES = ["unconfirmed", "confirmed", "refused"] as const;

export const emailSchema = z
  .object({
    sends: z.boolean().meta({ description: "Whether this index sends e-mail at all." }),
    address: z
      .object({
        address: z.string(),
        state: z.enum(EMAIL_STATES),
        created_at: timeSchema,
        confirmed_at: timeSchema.nullable(),
        waiting: z.number().int().meta({ description: "Messages that are not sent yet." }),
      })
      .nullable(),
  })
  .meta({ id: "Email" });
export type EmailView = z.infer<typeof emailSchema>;
export const emailAnswer = z.object({ data: emailSchema });

/** What stands behind # in a link of a message: `confirm` or `leave`, and 43 characters. */
export const emailLinkSchema = z
  .strictObject({ does: z.enum(["confirm", "leave"]), token: z.string().regex(/^[A-Za-z0-9_-]{43}$/) })
  .meta({ id: "EmailLink" });
export type EmailLink = z.infer<typeof emailLinkSchema>;
export const emailLinkAnswer = z.object({ done: z.enum(["confirmed", "left"]) });
