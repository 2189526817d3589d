/** Bodies of what is said about maintainers: who may decide cases, and what binds them to those whom cases are about. */
import { z } from "zod";
import { INTEREST_RELATIONS } from "./dispute-words.ts";
import { base64UrlOf, didKey, line, providerId } from "./fields.ts";

export const maintainerAppointBody = z.strictObject({ maintainer: didKey });
export type MaintainerAppointBody = z.infer<typeof maintainerAppointBody>;

export const maintainerAcceptBody = z.strictObject({});

export const maintainerRemoveBody = z.strictObject({ maintainer: didKey, reason: line(300) });
export type MaintainerRemoveBody = z.infer<typeof maintainerRemoveBody>;

const related = z.strictObject({ party: z.union([providerId, didKey]), how: z.enum(INTEREST_RELATIONS) });

/** All of one maintainer's interests: what is left out has ended. */
export const maintainerInterestsBody = z.strictObject({
  organisation: line(120).nullable(),
  related: z.array(related).max(64),
  /** Of services that it offers itself. */
  categories: z
    .array(line(60))
    .max(16)
    .refine((list) => new Set(list).size === list.length, "Each category once."),
});
export type MaintainerInterestsBody = z.infer<typeof maintainerInterestsBody>;

export const keyFlagBody = z.strictObject({ thumbprint: base64UrlOf(32), reason: line(300) });
export type KeyFlagBody = z.infer<typeof keyFlagBody>;
