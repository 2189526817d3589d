/** A definition as an index publishes it: of the versions that it tested and found good, the one that answers are held to now. */
import { z } from "zod";
import { oneOf, problemSchema, timeSchema } from "#lib/contract/common.ts";
import { definitionVersionSchema, definitionViewSchema } from "#lib/contract/definitions.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { definitionPublishBody } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { IncompleteError, UsageError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { fileOf } from "./fetch-material.ts";
import { inForce, notInForceWords } from "./in-force.ts";

export function isDefinitionId(text: string): boolean {
  return /^def_[a-z2-7]{26}$/.test(text);
}

/** A definition as an index lists it: its newest versions, the newest first. */
export const publishedSchema = definitionViewSchema.extend({
  form: z.object({
    withdrawn: z.object({ reason: z.string() }).nullable(),
    versions: z.array(
      z.object({
        hash: z.string(),
        validFrom: timeSchema,
        validUntil: timeSchema,
        graceSeconds: z.int(),
        admission: z.object({ outcome: z.string() }).nullable(),
      }),
    ),
  }),
});

/**
 * The document is the one that its hash names, and so are its files: whoever serves them. Errors: `UsageError` for one that
 * is not there, was withdrawn, or has no version that was found good and speaks of answers of now, by the index's clock;
 * `IncompleteError` when the index shows another.
 */
export async function readPublished(remote: RemoteIndex, id: string): Promise<Source> {
  const view = await remote.ask(`api/v1/definitions/${id}`, z.union([oneOf(publishedSchema), problemSchema]));
  if (!("data" in view)) throw new UsageError(`${remote.address} knows no definition ${id}.`);
  const { withdrawn, versions } = view.data.form;
  if (withdrawn !== null) throw new UsageError(`${id} was withdrawn: ${withdrawn.reason}`);
  const admitted = versions.filter(({ admission }) => admission?.outcome === "admitted");
  if (admitted.length === 0) throw new UsageError(`${id} has no version that the index tested and found good.`);
  const now = await remote.now();
  const version = inForce(admitted, now);
  if (version === undefined) throw new UsageError(`${id} ${notInForceWords(admitted, now)}`);
  return await readVersion(remote, id, version.hash);
}

/** One version with its files. Errors: `IncompleteError` when the index shows another document than its hash names. */
export async function readVersion(
  remote: Pick<RemoteIndex, "get" | "find">,
  id: string,
  hash: string,
): Promise<Source> {
  const path = `api/v1/definitions/${id}/versions/${hash}`;
  const { data } = await remote.get(path, oneOf(definitionVersionSchema));
  const { name, summary, document } = data;
  const body = definitionPublishBody.safeParse({
    name,
    definition: document,
    ...(summary === null ? {} : { summary }),
  });
  if (!body.success || hexEncode(definitionHash(body.data.definition)) !== hash)
    throw new IncompleteError("The index shows another document than the definition's hash names.");
  const material = { code: await fileOf(remote, data.code), state: await fileOf(remote, data.state) };
  return { body: body.data, material };
}
