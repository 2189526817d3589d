/** Bodies of what organisations say: members and their scopes, and signatures under somebody else's proposal. */
import { z } from "zod";
import { didKey, hexHash, instantText, providerId } from "./fields.ts";

/** What a member may do in the name of whoever granted it. */
export const MEMBER_SCOPES = ["disclose", "beat", "keys", "answer", "define"] as const;
export type MemberScope = (typeof MEMBER_SCOPES)[number];

const distinct = (list: readonly string[]) => new Set(list).size === list.length;

export const memberGrantBody = z.strictObject({
  member: didKey,
  scopes: z.array(z.enum(MEMBER_SCOPES)).min(1).refine(distinct, "Each scope once."),
  providers: z.union([z.literal("all"), z.array(providerId).min(1).max(32).refine(distinct, "Each provider once.")]),
  until: instantText,
});

/** `publicKey`: of the spare or recovery key, when it signs. */
export const memberRevokeBody = z.strictObject({ member: didKey, publicKey: didKey.optional() });

export const cosignBody = z.strictObject({ statement: hexHash });

/** How many control keys must agree; one key at a time is the preset. */
export const controlThreshold = z.int().min(1).max(16);
