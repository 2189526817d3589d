/** Private resources: sign-in challenges, sessions, drafts, and the set-up link. */
import { z } from "zod";
import { didSchema, documentSchema, sizeSchema, thumbprintSchema, timeSchema } from "./common.ts";

/** DSSE payload type of a signed challenge. */
export const SESSION_TYPE = "application/vnd.touchstone.session.v1+json";

export const purposeSchema = z.enum(["sign-in", "step-up"]);

export const challengeRequestSchema = z
  .strictObject({
    did: didSchema,
    key: thumbprintSchema
      .optional()
      .meta({ description: "Which control key will sign; preset: the first active one." }),
    purpose: purposeSchema.optional(),
  })
  .meta({ id: "ChallengeRequest" });
export type ChallengeRequest = z.infer<typeof challengeRequestSchema>;

/** Signed as canonical JSON under DSSE type `SESSION_TYPE`. */
export const challengeSchema = z
  .strictObject({
    aud: z.string(),
    did: didSchema,
    exp: timeSchema,
    key: thumbprintSchema,
    log: z.string(),
    nonce: z.string().regex(/^[A-Za-z0-9_-]{22}$/),
    purpose: purposeSchema,
  })
  .meta({ id: "Challenge" });
export type Challenge = z.infer<typeof challengeSchema>;

export const stepUpRequestSchema = z
  .strictObject({
    challenge: z
      .string()
      .max(2048, { abort: true })
      .meta({ description: "The challenge's canonical JSON, as signed." }),
    signature: z.string().max(128, { abort: true }).meta({ description: "64 bytes, base64url." }),
  })
  .meta({ id: "StepUpRequest" });

export const challengeAnswer = z.object({ challenge: challengeSchema });

export const sessionSchema = z
  .object({
    id: z.string(),
    did: didSchema,
    key: thumbprintSchema,
    created_at: timeSchema,
    last_seen_at: timeSchema,
    expires_at: timeSchema,
    step_up_at: timeSchema.nullable(),
    user_agent: z.string(),
    current: z.boolean(),
  })
  .meta({ id: "Session" });
export type SessionView = z.infer<typeof sessionSchema>;

export const whoAmISchema = z
  .object({
    session: sessionSchema.nullable(),
    registered: z.boolean(),
    admin: z.boolean(),
    maintainer: z.boolean().meta({ description: "Appointed, accepted or not, and not removed." }),
  })
  .meta({ id: "WhoAmI" });
export type WhoAmI = z.infer<typeof whoAmISchema>;

export const sessionsAnswer = z.object({ data: z.array(sessionSchema) });
export const revokedAnswer = z.object({ revoked: sizeSchema });

/** Kinds and subjects are ASCII; among what they cannot hold is NUL, which the database refuses. */
const word = (most: number) =>
  z
    .string()
    .min(1)
    .max(most, { abort: true })
    .regex(/^[!-~]+$/);

export const draftInputSchema = z
  .strictObject({ kind: word(64), subject: word(128), body: documentSchema })
  .meta({ id: "DraftInput" });
export type DraftInput = z.infer<typeof draftInputSchema>;

export const draftSchema = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: z.string(),
    body: documentSchema,
    version: z.number().int(),
    updated_at: timeSchema,
  })
  .meta({ id: "Draft" });
export type DraftView = z.infer<typeof draftSchema>;

export const draftsAnswer = z.object({ data: z.array(draftSchema) });
export const draftAnswer = z.object({ data: draftSchema });

export const setUpRequestSchema = z
  .strictObject({ token: z.string().min(16).max(128, { abort: true }), did: didSchema })
  .meta({ id: "SetUpRequest" });
export type SetUpRequest = z.infer<typeof setUpRequestSchema>;
export const setUpAnswer = z.object({ admins: z.array(didSchema) }).meta({ id: "SetUpAnswer" });
export type SetUpResult = z.infer<typeof setUpAnswer>;
export const setUpStateAnswer = z.object({ open: z.boolean() });
