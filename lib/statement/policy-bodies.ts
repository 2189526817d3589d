/** Bodies of what the admins say of the policy: the numbers that fold and intake read, said before they hold. */
import { z } from "zod";
import { policySchema } from "./bodies.ts";
import { hexHash } from "./fields.ts";

/** `drawChainEnd`: of a new chain of draws, for cases that are filed once it is in force. */
export const policyAnnounceBody = z.strictObject({ policy: policySchema, drawChainEnd: hexHash.exactOptional() });
export type PolicyAnnounceBody = z.infer<typeof policyAnnounceBody>;

/** `announced`: hash of the announcement. */
export const policyActivateBody = z.strictObject({ announced: hexHash });
export type PolicyActivateBody = z.infer<typeof policyActivateBody>;
