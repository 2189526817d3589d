/** What a schema lets through, in eight letters: for tests that hold every field, bound and pattern of a document's form. */
import { z } from "zod";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";

/** Words for forms and documentation bind nobody. */
const WORDS = ["label", "help", "input", "row", "unit", "note", "title", "description"];

/** First four bytes, in hex, of the hash of the JSON Schema. Rules between fields are no part of one. */
export function schemaHash(schema: z.ZodType): string {
  const form = z.toJSONSchema(schema, {
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      for (const word of WORDS) delete jsonSchema[word];
    },
  });
  return hexEncode(sha256(utf8Encode(JSON.stringify(form)))).slice(0, 8);
}
