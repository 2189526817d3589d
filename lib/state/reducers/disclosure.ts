/** disclosure.<type>: the latest effective version of each type stands in the provider's form. */
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType, Life } from "#lib/statement/disclosures/disclosure-type.ts";
import type { DisclosureKind } from "#lib/statement/kinds.ts";
import { type DisclosureRecord, type ProviderForm, providerKey } from "../forms.ts";
import type { Reducer } from "../step.ts";
import { providerOf } from "../view.ts";
import { publishBeat } from "./heartbeat.ts";

/** One reducer for each disclosure type. Beats come often and replace nothing, so they are counted apart. */
export function disclosureReducers(): Record<DisclosureKind, Reducer> {
  const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
  const reducers = types.map((type) => [`disclosure.${type.type}`, publishVersion(type)]);
  return { ...(Object.fromEntries(reducers) as Record<DisclosureKind, Reducer>), "disclosure.heartbeat": publishBeat };
}

function publishVersion({ type, life, about, keep }: DisclosureType): Reducer {
  return (view, { index, statedIn = index, loggedAt, statement, hash }) => {
    const before = providerOf(view, statement.subject);
    if (before === undefined) return "unknown-subject";
    if (about !== "both" && about !== before.kind) return "guard";
    const { body } = statement;
    const until = endOf(life, body, loggedAt);
    if (until === "guard") return "guard";
    const earlier = before.disclosures[type];
    const facts = keep?.(earlier?.facts, { body, loggedAt, entry: statedIn, statement: hash });
    if (typeof facts === "string") return facts;
    const record: DisclosureRecord = {
      entry: statedIn,
      loggedAt: formatInstant(loggedAt),
      statement: hash,
      effectiveAt: String(body.effectiveAt),
      expiresAt: until,
      notApplicable: body.notApplicable !== undefined,
      versions: (earlier?.versions ?? 0) + 1,
      ...(facts === undefined ? {} : { facts }),
    };
    const form: ProviderForm = { ...before, disclosures: { ...before.disclosures, [type]: record } };
    return new Map([[providerKey(before.id), form]]);
  };
}

/** When the version turns stale; null: it has no end of its own. A version that is stale when logged says nothing. */
function endOf(life: Life, body: JsonObject, loggedAt: Instant): string | null | "guard" {
  const from = parseInstant(String(body.effectiveAt));
  if (from === undefined) return "guard";
  if (life.ends === "never") return null;
  const stated = parseInstant(String(body[life.ends === "at-expiry" ? "expiresAt" : life.field]));
  if (stated === undefined) return "guard";
  const until = life.ends === "at-expiry" ? stated : addMs(stated, life.graceDays * DAY_MS);
  if (until <= loggedAt || until <= from || until - loggedAt > longestMs(life)) return "guard";
  return formatInstant(until);
}

/** Longest life of any disclosure: past it the page would call fresh what nobody has looked at for over a year. */
const LONGEST_LIFE_DAYS = 400;

function longestMs(life: Exclude<Life, { ends: "never" }>): number {
  return (life.ends === "at-expiry" ? life.longestDays : LONGEST_LIFE_DAYS) * DAY_MS;
}
