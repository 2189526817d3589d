/**
 * definition.publish, definition.admit and definition.withdraw: what a deterministic service promises, in versions. The
 * document itself stands in its entry; the form keeps of each version what decides whether it speaks of an answer.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { definitionIdOf } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import {
  type Definition,
  type DefinitionAdmitBody,
  type DefinitionPublishBody,
  type DefinitionWithdrawBody,
  stateOf,
} from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { type DefinitionForm, type DefinitionVersion, definitionKey, KEPT_VERSIONS } from "../forms.ts";
import type { Entry, Reducer } from "../reducer.ts";
import { definitionOf } from "../view.ts";

/** A first version founds a definition; a later one is of the same kind and begins when or after the one before did. */
export const publishDefinition: Reducer = (view, entry) => {
  const { statement, hash } = entry;
  const { name, definition } = statement.body as unknown as DefinitionPublishBody;
  // Nobody could have looked at a definition that held before it was said.
  if (definition.window.validFrom < statement.issuedAt || !carriesMaterial(statement, definition)) return "guard";
  const version = versionOf(entry, definition);
  if (statement.subject === "new") {
    const id = definitionIdOf(hash);
    return written({
      aggregate: "definition",
      id,
      publisher: statement.onBehalfOf ?? statement.issuer,
      kind: definition.kind,
      name,
      versions: [version],
      withdrawn: null,
      slot: hash,
    });
  }
  const before = definitionOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  const [newest] = before.versions;
  if (before.withdrawn !== null || before.kind !== definition.kind) return "guard";
  if (before.versions.some((known) => known.hash === version.hash)) return "already-exists";
  if (newest !== undefined && version.validFrom < newest.validFrom) return "guard";
  const versions = [version, ...before.versions].slice(0, KEPT_VERSIONS);
  return written({ ...before, name, versions, slot: hash });
};

/** Once for each version, whatever it says: who runs the tests again and finds another result holds a proof. */
export const admitDefinition: Reducer = (view, { index, loggedAt, statement }) => {
  const before = definitionOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  const { definition, outcome, failed, results } = statement.body as unknown as DefinitionAdmitBody;
  const version = before.versions.find(({ hash }) => hash === definition);
  if (version === undefined) return "guard";
  if (version.admission !== null) return "already-recorded";
  const admission = {
    outcome,
    failed: failed ?? null,
    results: results ?? null,
    entry: index,
    loggedAt: formatInstant(loggedAt),
  };
  const versions = before.versions.map((one) => (one === version ? { ...one, admission } : one));
  return written({ ...before, versions });
};

export const withdrawDefinition: Reducer = (view, { index, loggedAt, statement, hash }) => {
  const before = definitionOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  if (before.withdrawn !== null) return "already-recorded";
  const { reason } = statement.body as unknown as DefinitionWithdrawBody;
  const withdrawn = { entry: index, loggedAt: formatInstant(loggedAt), reason };
  return written({ ...before, withdrawn, slot: hash });
};

function written(form: DefinitionForm): ReturnType<Reducer> {
  return new Map([[definitionKey(form.id), form]]);
}

function versionOf({ index, statedIn = index, loggedAt, hash }: Entry, definition: Definition): DefinitionVersion {
  const { validFrom, validUntil, graceSeconds } = definition.window;
  return {
    hash: hexEncode(definitionHash(definition)),
    statement: hash,
    entry: statedIn,
    ...(statedIn === index ? {} : { publishedIn: index }),
    loggedAt: formatInstant(loggedAt),
    validFrom,
    validUntil,
    graceSeconds,
    admission: null,
  };
}

/** Code, then state, as public parts of the sizes that the definition names; whether they have its hashes, no fold reads. */
function carriesMaterial({ parts = [] }: UnsignedStatement, definition: Definition): boolean {
  const named = [hasCode(definition) ? definition.code.bytes : undefined, stateOf(definition)?.bytes];
  const sizes = named.filter((size) => size !== undefined);
  return (
    parts.length === sizes.length &&
    parts.every(({ bytes, visibility }, at) => visibility === "public" && bytes === sizes[at])
  );
}
