/**
 * A definition as a report finds it. What its publisher did since changes nothing: neither a withdrawal nor a flood of newer
 * versions takes an answer out of its reach. Whether an earlier withdrawal does, the checks decide by the answer's date.
 */
import type { KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { LogPlace } from "#lib/keys/weight.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import type { Definition, DefinitionPublishBody } from "#lib/statement/definition.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { DefinitionForm, DefinitionVersion } from "./forms.ts";

/** The index has not looked at the version yet, and will within a minute: no verdict before. */
export class DefinitionPending extends Error {}

/** A definition that has, or had, a version of the hash in question: newer ones push it out of the form, and it can come again. */
export type DefinitionLife = {
  /** When the version came. */
  readonly first: DefinitionForm;
  /** When it was admitted first; undefined: it never was. */
  readonly admitted: DefinitionForm | undefined;
  /** As it is now, whether it keeps the version or not. */
  readonly newest: DefinitionForm;
};

/** `before`: the version that it replaced. `listed`, `withdrawn`: as {@link KnownDefinition} has them. */
export type VersionThen = {
  readonly id: DefinitionForm["id"];
  readonly version: DefinitionVersion;
  readonly before: DefinitionVersion | undefined;
  readonly listed: boolean;
  readonly withdrawn?: LogPlace;
  /** None that was published by then is listed, and of one the tests have still to run. */
  readonly isPending: boolean;
};

/** As an index serves it: the newest form, and what it says of earlier ones; without that by the newest form alone. */
export function lifeOf(
  form: DefinitionForm,
  { first, admitted }: { readonly first: DefinitionForm; readonly admitted: DefinitionForm | null } = {
    first: form,
    admitted: form,
  },
): DefinitionLife {
  return { first, admitted: admitted ?? undefined, newest: form };
}

/** Out of all forms of one definition, oldest first; undefined: none of them has the version. */
export function lifeIn(forms: readonly DefinitionForm[], hash: string): DefinitionLife | undefined {
  const first = forms.find((form) => versionOf(form, hash) !== undefined);
  const newest = forms.at(-1);
  if (first === undefined || newest === undefined) return undefined;
  return { first, admitted: forms.find((form) => admissionOf(form, hash) !== undefined), newest };
}

function withdrawalOf({ newest: { withdrawn } }: DefinitionLife): LogPlace | undefined {
  return withdrawn === null
    ? undefined
    : { index: withdrawn.entry, at: parseInstant(withdrawn.loggedAt) ?? asInstant(0) };
}

/**
 * The version with that hash that was published before the entry `filedIn`; of several definitions with it the one that
 * was listed for longest. Undefined: not published before. Without `filedIn`: not filed yet, all that the log has counts.
 */
export function lifeThen(
  lives: readonly DefinitionLife[],
  hash: string,
  filedIn = Number.MAX_SAFE_INTEGER as EntryIndex,
): VersionThen | undefined {
  const entryOf = ({ first }: DefinitionLife) => publishedIn(versionOf(first, hash)) ?? filedIn;
  const known = lives.filter((life) => entryOf(life) < filedIn).sort((a, b) => entryOf(a) - entryOf(b));
  const endOf = (life: DefinitionLife) => Math.min(withdrawalOf(life)?.index ?? filedIn, filedIn);
  const [listed] = known.filter((life) => isAdmitted(life, hash, filedIn)).sort((a, b) => endOf(b) - endOf(a));
  const chosen = listed ?? known[0];
  const version = chosen && versionOf(chosen.first, hash);
  if (chosen === undefined || version === undefined) return undefined;
  const { first } = chosen;
  const withdrawn = withdrawalOf(chosen);
  return {
    id: first.id,
    version,
    before: versionBefore(chosen, version),
    listed: listed !== undefined,
    ...(listed === undefined || withdrawn === undefined ? {} : { withdrawn }),
    isPending: (listed === undefined || endOf(listed) < filedIn) && known.some((life) => isPending(life, hash)),
  };
}

/** The version that it replaced, whose grace may run: one that was admitted when it was. */
function versionBefore({ first, admitted }: DefinitionLife, version: DefinitionVersion): DefinitionVersion | undefined {
  const before = first.versions[first.versions.indexOf(version) + 1];
  const own = admitted && admissionOf(admitted, version.hash);
  const theirs = admitted && before && admissionOf(admitted, before.hash);
  return own !== undefined && theirs !== undefined && theirs.entry < own.entry ? before : undefined;
}

/** From when it was a promise that anybody could have read: its window may begin before the log had it. */
export function promisedSince({ validFrom, loggedAt }: Pick<DefinitionVersion, "validFrom" | "loggedAt">): Instant {
  return asInstant(Math.max(parseInstant(validFrom) ?? 0, parseInstant(loggedAt) ?? 0));
}

/** As {@link lifeThen}. Errors: {@link DefinitionPending}. */
export function versionThen(
  lives: readonly DefinitionLife[],
  hash: string,
  filedIn: EntryIndex,
): VersionThen | undefined {
  const found = lifeThen(lives, hash, filedIn);
  if (found?.isPending === true) throw new DefinitionPending(hash);
  return found;
}

/**
 * Admitted while it was not withdrawn, as it was published before the report: who publishes it again later says so of later
 * reports. What its publisher did with the version afterwards takes nothing back.
 */
function isAdmitted(life: DefinitionLife, hash: string, filedIn: EntryIndex): boolean {
  const version = life.admitted && versionOf(life.admitted, hash);
  const published = publishedIn(version);
  if (version === undefined || published === undefined || published >= filedIn) return false;
  const { admission } = version;
  const withdrawn = withdrawalOf(life);
  return admission?.outcome === "admitted" && (withdrawn === undefined || admission.entry < withdrawn.index);
}

/** Tests are run of what the newest form keeps, and of nothing else: of another version no admission comes. */
function isPending({ newest }: DefinitionLife, hash: string): boolean {
  return newest.withdrawn === null && versionOf(newest, hash)?.admission === null;
}

function admissionOf(form: DefinitionForm, hash: string): NonNullable<DefinitionVersion["admission"]> | undefined {
  const admission = versionOf(form, hash)?.admission;
  return admission?.outcome === "admitted" ? admission : undefined;
}

export function versionOf({ versions }: DefinitionForm, hash: string): DefinitionVersion | undefined {
  return versions.find((version) => version.hash === hash);
}

/** The entry since which the log lists it: of a publisher whose keys must agree, not the one that proposed it. */
function publishedIn(version: DefinitionVersion | undefined): EntryIndex | undefined {
  return version?.publishedIn ?? version?.entry;
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
