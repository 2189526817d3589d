/** The public half of the data folder (`public.json`, made by `up`): who this index is and which keys it uses. */
import { readFileSync } from "node:fs";
import { z } from "zod";

export const publicKeysSchema = z.object({
  origin: z.string(),
  name: z.string(),
  vkeys: z.object({ log: z.string(), promise: z.string(), witness: z.string() }),
  statementKey: z.string(),
  answerKey: z.string(),
  genesisHash: z.string(),
  foldVersion: z.number().int(),
  clock: z.enum(["system", "simulated"]),
});
export type PublicKeys = z.infer<typeof publicKeysSchema>;

/** Reads the file once at start. Throws when it is missing or of another shape: the process must not serve then. */
export function loadPublicKeys(path: string): PublicKeys {
  return publicKeysSchema.parse(JSON.parse(readFileSync(path, "utf8")));
}
