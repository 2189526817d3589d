/**
 * What a reporter says of a place in others' words that looks like a secret: in the answer, and in what the log holds. Only
 * there: what the reporter wrote or sent can hold a secret of the reporter's, and no word makes that harmless
 * (docs/protocol/evidence.md, "Secrets").
 */
import { z } from "zod";
import { SECRET_KINDS } from "./secret-forms.ts";

/** Most places of which one bundle says something: each kind in every text of four answers. */
const PLACES_MAX = 64;

/** Texts of an exchange that the provider wrote, and documents that others signed. */
const OTHERS_WORDS =
  /^\/(?:exchanges\/[0-3]\/(?:response\/[A-Za-z]{1,32}|signatureInput|signature|dsse\/(?:payloadType|payload|responseBody|signatures\/0\/(?:keyid|sig)))|(?:definition|keys|time|receipts|claim\/params\/(?:standing|split))\/[^\r\n]{1,320})$/;

/** `not-mine`: looked at, and no secret of the reporter's. `given-up`: the token of this very call, which has ended, or which the reporter gives up. */
export const notSecretSchema = z
  .array(
    z.strictObject({
      pointer: z
        .string()
        .max(400, { abort: true })
        .regex(OTHERS_WORDS, "Must name a text that the provider or the log wrote."),
      kind: z.enum(SECRET_KINDS),
      because: z.enum(["not-mine", "given-up"]),
    }),
  )
  .min(1, "Leave it out when nothing is said.")
  .max(PLACES_MAX);

export type NotSecret = z.infer<typeof notSecretSchema>[number];
