/**
 * A definition as it stood when a report was filed. What its publisher did since changes nothing: neither a withdrawal nor
 * a flood of newer versions takes an answer out of its reach.
 */
import type { KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import type { Definition, DefinitionPublishBody } from "#lib/statement/definition.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { DefinitionForm, DefinitionVersion } from "./forms.ts";

/** The index has not looked at the version yet, and will within a minute: no verdict before. */
export class DefinitionPending extends Error {}

/** A definition that has, or had, a version of the hash in question. */
export type DefinitionLife = {
  /** When the version came. */
  readonly first: DefinitionForm;
  /** As it last kept the version. */
  readonly last: DefinitionForm;
  readonly withdrawnIn: EntryIndex | undefined;
};

/** `before`: the version that it replaced. */
export type VersionThen = {
  readonly version: DefinitionVersion;
  readonly before: DefinitionVersion | undefined;
  readonly listed: boolean;
};

/**
 * The version with that hash as the log listed it before the entry `filedIn`; of several definitions with it the first
 * that was listed. `lives` in the order of their coming. Undefined: not published before. Errors: {@link DefinitionPending}.
 */
export function versionThen(
  lives: readonly DefinitionLife[],
  hash: string,
  filedIn: EntryIndex,
): VersionThen | undefined {
  const known = lives.filter(({ first }) => (versionOf(first, hash)?.entry ?? filedIn) < filedIn);
  const listed = known.find((life) => isListed(life, hash, filedIn));
  if (listed === undefined && known.some((life) => isPending(life, hash))) throw new DefinitionPending(hash);
  const chosen = listed ?? known[0];
  const version = chosen && versionOf(chosen.first, hash);
  if (chosen === undefined || version === undefined) return undefined;
  return { version, before: chosen.first.versions[1], listed: listed !== undefined };
}

function isListed({ last, withdrawnIn: end }: DefinitionLife, hash: string, filedIn: EntryIndex): boolean {
  const found = versionOf(last, hash)?.admission;
  return found?.outcome === "admitted" && (end === undefined || (end > filedIn && found.entry < end));
}

function isPending({ last, withdrawnIn }: DefinitionLife, hash: string): boolean {
  return withdrawnIn === undefined && (versionOf(last, hash)?.admission ?? null) === null;
}

export function versionOf({ versions }: DefinitionForm, hash: string): DefinitionVersion | undefined {
  return versions.find((version) => version.hash === hash);
}

/** What a statement published: the document, with its code and state as far as `part` has them. */
export async function publishedBy(
  { body, parts = [] }: UnsignedStatement,
  part: (commit: string) => Promise<Uint8Array | undefined>,
): Promise<Pick<KnownDefinition, "definition" | "material">> {
  const definition: Definition = (body as unknown as DefinitionPublishBody).definition;
  const files: (Uint8Array | undefined)[] = [];
  for (const { commit } of parts) files.push(await part(commit));
  const code = hasCode(definition) ? files.shift() : undefined;
  return { definition, material: { code, state: files[0] } };
}
