/** peer.observation: the index's own word about another log, or about a provider. */
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import {
  nameRecord,
  type ObservationOf,
  type ProviderObservationBody,
  RE_EXECUTION,
} from "#lib/statement/observations.ts";
import { type NameSeen, type ProviderForm, providerKey } from "../forms.ts";
import { domainOrigin, NAME_LIFE_MS, nameFileUrl, probedAddress } from "../name-proofs.ts";
import type { Entry, Reducer } from "../reducer.ts";
import { providerOf } from "../view.ts";
import { recordRerun } from "./attest.ts";
import { observePeer } from "./peer.ts";

export const observe: Reducer = (view, entry) => {
  const { type } = entry.statement.body;
  const isOfProvider = type !== undefined;
  if (isOfProvider === (entry.statement.subject === "none")) return "guard";
  if (type === RE_EXECUTION) return recordRerun(view, entry);
  return isOfProvider ? observeProvider(view, entry) : observePeer(view, entry);
};

/** An observation counts for the place that the provider names when it is logged, and only with its consent. */
const observeProvider: Reducer = (view, entry) => {
  const before = providerOf(view, entry.statement.subject);
  if (before === undefined) return "unknown-subject";
  const body = entry.statement.body as ProviderObservationBody;
  if (!isOfItsPlace(before, body, entry.loggedAt)) return "guard";
  return new Map([[providerKey(before.id), withObservation(before, body, entry)]]);
};

function isOfItsPlace(provider: ProviderForm, body: ProviderObservationBody, at: Instant): boolean {
  switch (body.type) {
    case "name-dns":
      return body.domain === provider.domain;
    case "name-file":
      return body.url === nameFileUrl(provider);
    case "probe":
      return body.url === probedAddress(provider, at) && isTrueCount(body);
    case "payment-methods":
      return body.url === probedAddress(provider, at);
    case "security-txt":
      return provider.observe && body.url === `${domainOrigin(provider)}/.well-known/security.txt`;
    case "key-directory":
      return provider.observe && body.url === provider.keyDirectory;
  }
}

function isTrueCount({ from, to, looks, answered, latencyMs }: ObservationOf<"probe">): boolean {
  return from <= to && answered <= looks && (latencyMs !== undefined) === answered > 0;
}

function withObservation(provider: ProviderForm, body: ProviderObservationBody, entry: Entry): ProviderForm {
  if (body.type !== "name-dns" && body.type !== "name-file") {
    const seen = { entry: entry.index, loggedAt: formatInstant(entry.loggedAt) };
    return { ...provider, observed: { ...provider.observed, [body.type]: seen } };
  }
  const proves = body.record === nameRecord(provider.id, entry.statement.log);
  const { dns, file } = provider.names;
  if (body.type === "name-dns") return { ...provider, names: { dns: nextSeen(dns, proves, entry), file } };
  return { ...provider, names: { dns, file: nextSeen(file, proves, entry) } };
}

/** A proof that was seen again within its life goes on; later it begins anew. */
function nextSeen(before: NameSeen, proves: boolean, { index, loggedAt }: Entry): NameSeen {
  const at = formatInstant(loggedAt);
  if (!proves) return { ...before, missed: { entry: index, loggedAt: at } };
  const lastAt = before.seen === null ? undefined : parseInstant(before.seen.loggedAt);
  const goesOn = lastAt !== undefined && loggedAt < lastAt + NAME_LIFE_MS;
  const since = goesOn ? (before.seen?.since ?? at) : at;
  return { seen: { entry: index, loggedAt: at, since }, missed: null };
}
