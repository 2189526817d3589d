/** What the operator's pages ask the public API and this browser's keystore, as query options. */
import { queryOptions } from "@tanstack/react-query";
import type { SessionView } from "#lib/contract/accounts.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type { EntrySummary, EntryView, ParticipantView, ProviderView, SigningKeyView } from "#lib/contract/entries.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { KeyForm, ParticipantForm, ProposalForm, ProviderForm } from "#lib/state/forms.ts";
import { browserKeystore } from "../keystore/browser-keystore.ts";
import { findJson, requestJson } from "../request-json.ts";

type One<T> = { readonly data: T; readonly as_of: AsOf };
type Page<T> = {
  readonly data: readonly T[];
  readonly page: { readonly next_cursor: string | null };
  readonly as_of: AsOf;
};

/** The keys of this browser. Runs without a network. A CryptoKey must not be compared or copied, hence no sharing. */
export const keysQuery = queryOptions({
  queryKey: ["keystore", "keys"],
  queryFn: async () => {
    const keystore = await browserKeystore();
    return { records: await keystore.list(), lasting: keystore.lasting };
  },
  networkMode: "always",
  structuralSharing: false,
  staleTime: Number.POSITIVE_INFINITY,
});

export const accountNoteQuery = (did: string) =>
  queryOptions({
    queryKey: ["keystore", "note", did],
    queryFn: async () => (await browserKeystore()).note(did as ParticipantForm["did"]),
    networkMode: "always",
    staleTime: Number.POSITIVE_INFINITY,
  });

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async () => (await requestJson<{ data: SessionView[] }>("/api/v1/sessions")).data.data,
});

/** The log's origin, its own clock, and its name. */
export const indexQuery = queryOptions({
  queryKey: ["index"],
  queryFn: async () => {
    const { data } = await requestJson<{ origin: string; name: string; now: string }>("/.well-known/touchstone.json");
    return { origin: data.origin as Origin, name: data.name };
  },
  staleTime: Number.POSITIVE_INFINITY,
});

function timeOf(asOf: AsOf): Instant | undefined {
  return parseInstant(asOf.time);
}

/** Null when the did is not registered. */
export const participantQuery = (did: string) =>
  queryOptions({
    queryKey: ["participant", did],
    queryFn: async () => {
      const answer = await findJson<One<ParticipantView>>(`/api/v1/participants/${encodeURIComponent(did)}`);
      return answer === undefined ? null : (answer.data.form as unknown as ParticipantForm);
    },
  });

export const providerQuery = (id: string) =>
  queryOptions({
    queryKey: ["provider", id],
    queryFn: async () => {
      const answer = await findJson<One<ProviderView>>(`/api/v1/providers/${id}`);
      return answer === undefined ? null : (answer.data.form as unknown as ProviderForm);
    },
  });

export const signingKeyQuery = (thumbprint: string) =>
  queryOptions({
    queryKey: ["key", thumbprint],
    queryFn: async () => {
      const answer = await findJson<One<SigningKeyView>>(`/api/v1/keys/${thumbprint}`);
      return answer === undefined ? null : (answer.data.form as unknown as KeyForm);
    },
  });

const SIGNED_LIMIT = 200;

/** Effective entries that a key signed, newest first: the last page of them. */
export const signedByQuery = (thumbprint: string) =>
  queryOptions({
    queryKey: ["signed-by", thumbprint],
    queryFn: async () => {
      const query = new URLSearchParams({ key: thumbprint, limit: String(SIGNED_LIMIT) });
      const { data } = await requestJson<Page<EntrySummary>>(`/api/v1/entries?${query}`);
      return data.data.filter((entry) => entry.effect.status === "effective");
    },
  });

/** Acts that wait for signatures of this participant's keys. */
export const proposalsQuery = (did: string) =>
  queryOptions({
    queryKey: ["proposals", did],
    queryFn: async () => {
      const query = new URLSearchParams({ of: did, state: "open", limit: "200" });
      const { data } = await requestJson<Page<{ form: object }>>(`/api/v1/proposals?${query}`);
      return data.data.map((row) => row.form as ProposalForm);
    },
  });

/** Providers that this participant's keys offered to somebody else. */
export const offersQuery = (did: string) =>
  queryOptions({
    queryKey: ["proposals", "by", did],
    queryFn: async () => {
      const query = new URLSearchParams({ issuer: did, state: "open", limit: "200" });
      const { data } = await requestJson<Page<{ form: object }>>(`/api/v1/proposals?${query}`);
      const forms = data.data.map((row) => row.form as ProposalForm);
      return forms.filter(({ kind }) => kind === "provider.transfer");
    },
  });

export const entryQuery = (index: number) =>
  queryOptions({
    queryKey: ["entry", index],
    queryFn: async () => (await requestJson<One<EntryView>>(`/api/v1/entries/${index}`)).data.data,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** An operator with more providers than a page of entries is beyond this lists; the page says when it is cut. */
const PROVIDERS_LIMIT = 200;

export type OwnProviders = {
  readonly providers: ProviderForm[];
  readonly isCut: boolean;
  readonly now: Instant | undefined;
};

/** The providers that a participant runs, newest first. */
export const ownProvidersQuery = (did: string) =>
  queryOptions({
    queryKey: ["own-providers", did],
    queryFn: async (): Promise<OwnProviders> => {
      const query = new URLSearchParams({ operator: did, limit: String(PROVIDERS_LIMIT) });
      const { data } = await requestJson<Page<ProviderView>>(`/api/v1/providers?${query}`);
      const providers = data.data
        .map(({ form }) => form as unknown as ProviderForm)
        .sort((a, b) => b.registeredIn - a.registeredIn);
      return { providers, isCut: data.page.next_cursor !== null, now: timeOf(data.as_of) };
    },
  });

/** The participant whose spare key has this digest: how a person without a browser key finds the account again. */
export function findParticipantBySpare(nextKeyDigest: string): Promise<ParticipantForm | undefined> {
  return findParticipant((form) => form.nextKeyDigest === nextKeyDigest);
}

/** The participant that named this recovery key, or for which it announced an account key. */
export function findParticipantByRecovery(did: Did): Promise<ParticipantForm | undefined> {
  return findParticipant((form) => form.recoveryKey === did || form.recovery?.by === did);
}

/** Reads all of them, so that the index does not learn who is looked for. */
async function findParticipant(isIt: (form: ParticipantForm) => boolean): Promise<ParticipantForm | undefined> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: "200", ...(cursor === null ? {} : { cursor }) });
    const page: Page<ParticipantView> = (await requestJson<Page<ParticipantView>>(`/api/v1/participants?${query}`))
      .data;
    const found = page.data.map((row) => row.form as unknown as ParticipantForm).find(isIt);
    if (found !== undefined) return found;
    cursor = page.page.next_cursor;
  } while (cursor !== null);
  return undefined;
}
