/** One look of each type at a provider: where it is taken, and what is seen there. */
import type { Instant } from "#lib/kernel/instant.ts";
import type { ReadTexts } from "#lib/server/fetch/resolver.ts";
import type { StrangerGet } from "#lib/server/fetch/stranger-get.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { domainOrigin, nameFileUrl, probedAddress } from "#lib/state/name-proofs.ts";
import { NAME_DNS_LABEL, type ObservationType, type ProviderObservationBody } from "#lib/statement/observations.ts";
import {
  chooseRecord,
  isPong,
  readKeyDirectory,
  readNameFile,
  readPaymentMethods,
  readSecurityTxt,
} from "./read-answers.ts";

export type LookMeans = { readonly get: StrangerGet; readonly readTexts: ReadTexts };
export type Outcome = "found" | "none" | "no-answer";

/** What is seen once; probes are summed up elsewhere. */
export type SeenBody = Exclude<ProviderObservationBody, { type: "probe" }>;

/** Where each type looks, at `at`; a type that may not look is not there. */
export function placesOf(provider: ProviderForm, at: Instant): ReadonlyMap<ObservationType, string> {
  const places = new Map<ObservationType, string>();
  const put = (type: ObservationType, place: string | undefined | null) => {
    if (place !== undefined && place !== null) places.set(type, place);
  };
  const origin = domainOrigin(provider);
  const api = probedAddress(provider, at);
  put("name-dns", provider.domain);
  put("name-file", nameFileUrl(provider));
  put("probe", api);
  put("payment-methods", api);
  if (!provider.observe) return places;
  put("security-txt", origin === undefined ? undefined : `${origin}/.well-known/security.txt`);
  put("key-directory", provider.keyDirectory);
  return places;
}

type Look = { readonly type: Exclude<ObservationType, "probe">; readonly place: string };

/** Never rejects, unless `signal` aborts. */
export async function look(
  { type, place }: Look,
  provider: { readonly id: string; readonly log: string },
  means: LookMeans,
  signal: AbortSignal,
): Promise<SeenBody> {
  if (type === "name-dns") {
    const texts = await means.readTexts(`${NAME_DNS_LABEL}.${place}`, signal);
    const record = chooseRecord(texts ?? [], provider.id, provider.log);
    const outcome = texts === undefined ? "no-answer" : record === undefined ? "none" : "found";
    return { type, domain: place, outcome, ...(record !== undefined && { record }) };
  }
  const url = place;
  const asked = type === "payment-methods" ? `${place}/v1/payment-methods` : place;
  const answer = await means.get(asked, signal);
  const body = answer.ok && answer.value.status === 200 ? answer.value.body : undefined;
  const outcomeOf = (found: unknown): Outcome => (!answer.ok ? "no-answer" : found === undefined ? "none" : "found");
  const read = <T>(reader: (bytes: Uint8Array) => T | undefined) => (body === undefined ? undefined : reader(body));
  switch (type) {
    case "name-file": {
      const record = chooseRecord(read(readNameFile) ?? [], provider.id, provider.log);
      return { type, url, outcome: outcomeOf(record), ...(record !== undefined && { record }) };
    }
    case "payment-methods": {
      const methods = read(readPaymentMethods);
      return { type, url, outcome: outcomeOf(methods), methods: methods ?? [] };
    }
    case "security-txt": {
      const found = read(readSecurityTxt);
      return { type, url, outcome: outcomeOf(found), contacts: [], ...found };
    }
    case "key-directory": {
      const keys = read(readKeyDirectory);
      return { type, url, outcome: outcomeOf(keys), keys: keys ?? [] };
    }
  }
}

/** One probe: how long the answer took; undefined without the right one. */
export async function ping(api: string, { get }: LookMeans, signal: AbortSignal): Promise<number | undefined> {
  const answer = await get(`${api}/v1/ping`, signal);
  return answer.ok && answer.value.status === 200 && isPong(answer.value.body) ? answer.value.latencyMs : undefined;
}
