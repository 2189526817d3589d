/** disclosure.<type>: the latest effective version of each type stands in the provider's form. */
import type { z } from "zod";
import { DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import type { HeartbeatBody, identityBody } from "#lib/statement/disclosure-bodies.ts";
import { type ProviderForm, providerKey } from "../forms.ts";
import type { Reducer } from "../step.ts";
import { providerOf } from "../view.ts";

/** Longest life of a disclosure: past it the page would call fresh what nobody has looked at for over a year. */
const LONGEST_LIFE_MS = 400 * DAY_MS;

export const publishDisclosure: Reducer = (view, { index, loggedAt, statement, hash }) => {
  const before = providerOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  const body = statement.body as z.infer<typeof identityBody>;
  const from = parseInstant(body.effectiveAt);
  const until = parseInstant(body.expiresAt);
  if (from === undefined || until === undefined) return "guard";
  if (until <= loggedAt || until <= from || until - loggedAt > LONGEST_LIFE_MS) return "guard";
  const type = statement.kind.slice("disclosure.".length);
  const record = {
    entry: index,
    loggedAt: formatInstant(loggedAt),
    statement: hash,
    effectiveAt: body.effectiveAt,
    expiresAt: body.expiresAt,
    notApplicable: body.notApplicable !== undefined,
    versions: (before.disclosures[type]?.versions ?? 0) + 1,
  };
  const form: ProviderForm = { ...before, disclosures: { ...before.disclosures, [type]: record } };
  return new Map([[providerKey(before.id), form]]);
};

export const publishBeat: Reducer = (view, { index, loggedAt, statement }) => {
  const before = providerOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  const { cadenceHours, softwareVersion } = statement.body as HeartbeatBody;
  const last = { entry: index, loggedAt: formatInstant(loggedAt), cadenceHours, softwareVersion };
  const form: ProviderForm = { ...before, heartbeat: { beats: (before.heartbeat?.beats ?? 0) + 1, last } };
  return new Map([[providerKey(before.id), form]]);
};
