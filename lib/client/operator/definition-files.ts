/** The files of a definition that somebody chose: which is the definition, what it names, and what stands in its way. */
import {
  completeSource,
  looksLikeSource,
  parseSource,
  SOURCE_MAX_BYTES,
  type Source,
  type SourceText,
} from "#lib/evidence/definition/source.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { type JsonObject, parseJson } from "#lib/kernel/json.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import { STATE_MAX_BYTES } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import type { PublicPart } from "../statements/prepare-statement.ts";
import type { Draft } from "./use-account-statement.ts";

/** By name, as they were chosen. */
export type ChosenFiles = ReadonlyMap<string, Uint8Array>;

/** `rules`: what is broken, a line each. `missing`: files that the definition names and nobody has chosen. */
export type FilesRead =
  | { readonly status: "nothing" }
  | { readonly status: "wrong"; readonly file: string | undefined; readonly rules: readonly string[] }
  | { readonly status: "missing"; readonly file: string; readonly missing: readonly string[] }
  | { readonly status: "whole"; readonly file: string; readonly source: Source };

/** The longest file that belongs to a definition: asked of its size, so that a larger one is never read. */
export const DEFINITION_FILE_MAX_BYTES = Math.max(STATE_MAX_BYTES, SOURCE_MAX_BYTES);

/** Total. Files are found by their names alone: a browser does not tell folders. */
export function readDefinitionFiles(files: ChosenFiles): FilesRead {
  if (files.size === 0) return { status: "nothing" };
  const [first, second] = [...files].filter(([, bytes]) => looksLikeSource(bytes));
  if (second !== undefined)
    return wrong(undefined, `Two definitions were chosen, ${first?.[0]} and ${second[0]}. Start over with one.`);
  const [file, bytes] = first ?? likeliest(files) ?? [];
  if (file === undefined || bytes === undefined)
    return wrong(undefined, "None of these files is a definition: that is a JSON file with name and definition.");
  const text = parseSource(bytes);
  if (!text.ok) return { status: "wrong", file, rules: text.error };
  const missing = namedBy(text.value).filter((name) => !files.has(name));
  if (missing.length > 0) return { status: "missing", file, missing };
  const { code, state } = text.value;
  const material = { code: bytesOf(files, code), state: bytesOf(files, state?.file) };
  const source = completeSource(text.value, material);
  return source.ok ? { status: "whole", file, source: source.value } : { status: "wrong", file, rules: source.error };
}

/** None is a definition: the file that cannot be read at all, else any that could be meant. */
function likeliest(files: ChosenFiles): [string, Uint8Array] | undefined {
  const named = [...files].filter(([name]) => name.endsWith(".json"));
  return named.find(([, bytes]) => !parseJson(bytes, { maxBytes: SOURCE_MAX_BYTES }).ok) ?? named[0];
}

function wrong(file: string | undefined, ...rules: string[]): FilesRead {
  return { status: "wrong", file, rules };
}

function namedBy({ code, state }: SourceText): string[] {
  return [code, state?.file].filter((name) => name !== undefined).map(baseOf);
}

function bytesOf(files: ChosenFiles, name: string | undefined): Uint8Array | undefined {
  return name === undefined ? undefined : files.get(baseOf(name));
}

const baseOf = (name: string): string => name.split("/").at(-1) ?? name;

/** What the log would refuse, in words; undefined when it would not. `before`: the definition that it is a version of. */
export function obstacleOf(
  { body: { definition } }: Source,
  before: Pick<DefinitionForm, "versions"> | undefined,
  now: number,
): string | undefined {
  const { validFrom } = definition.window;
  // Nobody could have looked at a definition that held before it was said.
  if (Date.parse(validFrom) <= now)
    return `It begins on ${validFrom}, before it can be published: set validFrom to a time that is still to come.`;
  const newest = before?.versions[0];
  if (newest !== undefined && validFrom < newest.validFrom)
    return `It begins on ${validFrom}, before the version that it follows (${newest.validFrom}).`;
  const hash = hexEncode(definitionHash(definition));
  if (before?.versions.some((version) => version.hash === hash)) return "This very version is published already.";
  return undefined;
}

/** Definitions that this one can be a version of: of its kind, and not withdrawn. */
export function possiblyBefore<T extends Pick<DefinitionForm, "kind" | "withdrawn">>(
  { body }: Source,
  own: readonly T[],
): T[] {
  return own.filter(({ kind, withdrawn }) => withdrawn === null && kind === body.definition.kind);
}

/** `parts` as of the source, made once: their nonces stand in what is shown before it is signed. */
export function planDefinition(
  { body }: Source,
  parts: readonly PublicPart[],
  before: Pick<DefinitionForm, "id" | "slot"> | undefined,
): Draft {
  const named = before === undefined ? { subject: "new" } : { subject: before.id, prev: before.slot };
  return { kind: "definition.publish", ...named, body: { ...body } as JsonObject, parts };
}
