/**
 * A definition as its author keeps it: a JSON file with name, tests and rules, beside the files of code and state. What
 * follows from those files (hashes, sizes) and the runtime is filled in, so that nobody writes a hash by hand.
 */
import { z } from "zod";
import type { Random } from "#lib/kernel/clock.ts";
import { sha256Hex } from "#lib/kernel/hash.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { DEFINITION_SCHEMA, type DefinitionPublishBody, definitionPublishBody } from "#lib/statement/definition.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import { complaintsOf, pointerOf } from "#lib/statement/schema-refusal.ts";
import type { Part } from "#lib/statement/submission.ts";
import type { Material } from "./run-definition.ts";

export type Source = { readonly body: DefinitionPublishBody; readonly material: Material };

/** `code` and `state` name files, from the folder of the source. */
const sourceSchema = z.strictObject({
  name: z.string(),
  summary: z.string().exactOptional(),
  code: z.string().exactOptional(),
  state: z.strictObject({ file: z.string(), height: z.int().min(0) }).exactOptional(),
  definition: z.record(z.string(), z.unknown()),
});

/** What the source itself says, before its files are there. */
export type SourceText = z.infer<typeof sourceSchema>;

/** Longest source in bytes. */
export const SOURCE_MAX_BYTES = 64 * 1024;

/** The error is every broken rule with its place, a line each. */
export function parseSource(bytes: Uint8Array): Result<SourceText, string[]> {
  const parsed = parseJson(bytes, { maxBytes: SOURCE_MAX_BYTES });
  if (!parsed.ok) return err([`It is not strict JSON: ${parsed.error.detail}`]);
  if (!isJsonObject(parsed.value)) return err(["It must hold one JSON object."]);
  return linesOf(sourceSchema.safeParse(parsed.value), parsed.value);
}

/** Whether somebody means these bytes as the source of a definition, right or wrong. */
export function looksLikeSource(bytes: Uint8Array): boolean {
  const parsed = parseJson(bytes, { maxBytes: SOURCE_MAX_BYTES });
  return parsed.ok && isJsonObject(parsed.value) && "definition" in parsed.value;
}

/** With the files that it names. The error is as of {@link parseSource}. */
export function completeSource(text: SourceText, material: Material): Result<Source, string[]> {
  const { name, summary, definition, state } = text;
  const filled = {
    ...definition,
    schema: DEFINITION_SCHEMA,
    ...codeFields(material.code),
    ...stateField(definition, material.state, state?.height),
  };
  const body = { name, ...(summary === undefined ? {} : { summary }), definition: filled };
  const read = linesOf(definitionPublishBody.safeParse(body), body);
  return read.ok ? ok({ body: read.value, material }) : read;
}

/** The public parts of its publication, in the order in which the log demands them: code, then state. */
export function partsOfSource({ material }: Source, random: Random): (Part & { readonly mediaType: string })[] {
  const given = (bytes: Uint8Array | undefined, mediaType: string) =>
    bytes === undefined ? [] : [{ bytes, mediaType, nonce: random(32) }];
  return [...given(material.code, "text/javascript"), ...given(material.state, "application/json")];
}

function codeFields(code: Uint8Array | undefined): JsonObject {
  return code === undefined ? {} : { runtime: { ...RUNTIME }, code: { sha256: sha256Hex(code), bytes: code.length } };
}

function stateField({ kind }: SourceText["definition"], state: Uint8Array | undefined, height = 0): JsonObject {
  if (state !== undefined) return { state: { snapshot: sha256Hex(state), bytes: state.length, height } };
  return kind === "content-address" ? {} : { state: "none" };
}

function linesOf<T>(read: z.ZodSafeParseResult<T>, value: unknown): Result<T, string[]> {
  if (read.success) return ok(read.data);
  return err(complaintsOf(read.error.issues, value).map(({ path, rule }) => `${pointerOf(path) || "/"}  ${rule}`));
}
