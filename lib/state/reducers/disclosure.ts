/** disclosure.<type>: the latest effective version of each type stands in the provider's form. */
import { endOf } from "#lib/disclosure/life.ts";
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import type { DisclosureKind } from "#lib/statement/kinds.ts";
import { type DisclosureRecord, type ProviderForm, providerKey } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { providerOf } from "../view.ts";
import { publishBeat } from "./heartbeat.ts";

/** One reducer for each disclosure type. Beats come often and replace nothing, so they are counted apart. */
export function disclosureReducers(): Record<DisclosureKind, Reducer> {
  const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
  const reducers = types.map((type) => [`disclosure.${type.type}`, publishVersion(type)]);
  return { ...(Object.fromEntries(reducers) as Record<DisclosureKind, Reducer>), "disclosure.heartbeat": publishBeat };
}

function publishVersion(definition: DisclosureType): Reducer {
  const { type, about, keep } = definition;
  return (view, { index, statedIn = index, loggedAt, statement, hash }) => {
    const before = providerOf(view, statement.subject);
    if (before === undefined) return "unknown-subject";
    if (about !== "both" && about !== before.kind) return "guard";
    const { body } = statement;
    const end = endOf(definition, body, loggedAt);
    if ("rule" in end) return "guard";
    const earlier = before.disclosures[type];
    const facts = keep?.(earlier?.facts, { body, loggedAt, entry: statedIn, statement: hash });
    if (typeof facts === "string") return facts;
    const record: DisclosureRecord = {
      entry: statedIn,
      loggedAt: formatInstant(loggedAt),
      statement: hash,
      effectiveAt: String(body.effectiveAt),
      expiresAt: end.until === null ? null : formatInstant(end.until),
      notApplicable: body.notApplicable !== undefined,
      versions: (earlier?.versions ?? 0) + 1,
      ...gapOf(earlier, loggedAt),
      ...(facts === undefined ? {} : { facts }),
    };
    const form: ProviderForm = { ...before, disclosures: { ...before.disclosures, [type]: record } };
    return new Map([[providerKey(before.id), form]]);
  };
}

/** Closed by this version, or by one before it. */
function gapOf(earlier: DisclosureRecord | undefined, loggedAt: Instant): Pick<DisclosureRecord, "gapUntil"> {
  const until = parseInstant(earlier?.expiresAt ?? "");
  if (until !== undefined && until < loggedAt) return { gapUntil: formatInstant(loggedAt) };
  return earlier?.gapUntil === undefined ? {} : { gapUntil: earlier.gapUntil };
}
