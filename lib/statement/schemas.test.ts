/** What a statement of each kind may say is part of the protocol: an old entry is judged by it again and again. */
import { expect, test } from "vitest";
import { z } from "zod";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { KINDS } from "./kinds.ts";

/** The first bytes of the hash of each kind's JSON Schema: every field, bound and pattern. */
const PINNED: Readonly<Record<string, string>> = {
};

/** Words for forms and documentation bind nobody. */
const WORDS = ["label", "help", "input", "row", "unit", "note", "title", "description"];

test("no bound of a kind moves unseen: a changed schema needs a new number of the fold, or an entry changes its effect", () => {
  const found = Object.entries(KINDS).map(([kind, { body }]) => {
    const schema = z.toJSONSchema(body, {
      unrepresentable: "any",
      override: ({ jsonSchema }) => {
        for (const word of WORDS) delete jsonSchema[word];
      },
    });
    return [kind, hexEncode(sha256(utf8Encode(JSON.stringify(schema)))).slice(0, 8)];
  });
  expect(Object.fromEntries(found)).toEqual(PINNED);
});
