/**
 * A definition as its author keeps it: a JSON file with name, tests and rules, beside the files of code and state. What
 * follows from those files (hashes, sizes) and the runtime is filled in, so that nobody writes a hash by hand.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Material } from "#lib/evidence/definition/run-definition.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import { DEFINITION_SCHEMA, type DefinitionPublishBody, definitionPublishBody } from "#lib/statement/definition.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import { pointerOf } from "#lib/statement/schema-refusal.ts";
import { UsageError } from "../command.ts";

export type Source = { readonly body: DefinitionPublishBody; readonly material: Material };

/** `code` and `state` name files, from the folder of the source. */
const sourceSchema = z.strictObject({
  name: z.string(),
  summary: z.string().exactOptional(),
  code: z.string().exactOptional(),
  state: z.strictObject({ file: z.string(), height: z.int().min(0) }).exactOptional(),
  definition: z.record(z.string(), z.unknown()),
});

const MOST_BYTES = 64 * 1024;

/** Errors: `UsageError` with every broken rule and its place. */
export async function readSource(file: string): Promise<Source> {
  const parsed = parseJson(await bytesOf(file), { maxBytes: MOST_BYTES });
  if (!parsed.ok) throw new UsageError(`${file} is not strict JSON: ${parsed.error.detail}`);
  if (!isJsonObject(parsed.value)) throw new UsageError(`${file} must hold one JSON object.`);
  const source = complain(file, sourceSchema.safeParse(parsed.value));
  const beside = (name: string) => path.resolve(path.dirname(file), name);
  const code = source.code === undefined ? undefined : await bytesOf(beside(source.code));
  const state = source.state === undefined ? undefined : await bytesOf(beside(source.state.file));
  const found = {
    schema: DEFINITION_SCHEMA,
    ...codeFields(code),
    ...stateField(source.definition, state, source.state?.height),
  };
  const { name, summary, definition } = source;
  const body = { name, ...(summary === undefined ? {} : { summary }), definition: { ...definition, ...found } };
  return { body: complain(file, definitionPublishBody.safeParse(body)), material: { code, state } };
}

function codeFields(code: Uint8Array | undefined): JsonObject {
  return code === undefined ? {} : { runtime: { ...RUNTIME }, code: { sha256: sha256(code), bytes: code.length } };
}

function stateField({ kind }: Record<string, unknown>, state: Uint8Array | undefined, height = 0): JsonObject {
  if (state !== undefined) return { state: { snapshot: sha256(state), bytes: state.length, height } };
  return kind === "content-address" ? {} : { state: "none" };
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function complain<T>(file: string, result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path: at, message }) => `  ${pointerOf(at) || "/"}  ${message}`);
  throw new UsageError(`${file} is no definition.\n${lines.join("\n")}`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    throw new UsageError(`${file} cannot be read.`);
  }
}
