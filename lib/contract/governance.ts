/** Who administers the index, as the read API shows it. */
import { z } from "zod";
import { didSchema } from "./common.ts";

export const personSchema = z
  .object({
    did: didSchema,
    name: z.string().nullable().meta({ description: "As registered; null: this did:key is no participant." }),
  })
  .meta({ id: "Person" });
export type Person = z.infer<typeof personSchema>;

export const adminsSchema = z
  .object({
    admins: z.array(personSchema),
    threshold: z.number().int().meta({ description: "So many of them must agree to an act." }),
  })
  .meta({ id: "Admins" });
export type AdminsView = z.infer<typeof adminsSchema>;
