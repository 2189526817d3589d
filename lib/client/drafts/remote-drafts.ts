/** The account's private drafts on the index: a second copy, so that another device can go on. */
import type { DraftView } from "#lib/contract/accounts.ts";
import { ApiProblem, requestJson } from "../request-json.ts";
import type { LocalDraft } from "./local-drafts.ts";

type Remote = NonNullable<LocalDraft<unknown>["remote"]>;
type Content = { readonly kind: string; readonly subject: string; readonly body: Record<string, unknown> };

export type FoundDraft = { readonly view: DraftView; readonly remote: Remote };

/** The draft for a kind and subject; undefined when there is none. Throws ApiProblem 401 when signed out. */
export async function findRemoteDraft(kind: string, subject: string): Promise<FoundDraft | undefined> {
  const { data } = await requestJson<{ data: DraftView[] }>("/api/v1/drafts");
  const row = data.data.find((draft) => draft.kind === kind && draft.subject === subject);
  if (row === undefined) return undefined;
  const { data: one, etag } = await requestJson<{ data: DraftView }>(`/api/v1/drafts/${row.id}`);
  return { view: one.data, remote: { id: row.id, etag: etag ?? "" } };
}

async function create(content: Content): Promise<Remote> {
  const { data, etag } = await requestJson<{ data: DraftView }>("/api/v1/drafts", { method: "POST", body: content });
  return { id: data.data.id, etag: etag ?? "" };
}

/** Writes the draft; on a newer version from another device this browser's text, which the person sees, wins. */
export async function saveRemoteDraft(content: Content, known: Remote | undefined): Promise<Remote> {
  const remote = known ?? (await findRemoteDraft(content.kind, content.subject))?.remote;
  if (remote === undefined) return create(content);
  try {
    const headers = { "if-match": remote.etag };
    const { etag } = await requestJson<unknown>(`/api/v1/drafts/${remote.id}`, {
      method: "PUT",
      body: content,
      headers,
    });
    return { id: remote.id, etag: etag ?? "" };
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return create(content);
    if (error instanceof ApiProblem && error.status === 412 && known !== undefined)
      return saveRemoteDraft(content, undefined);
    throw error;
  }
}

export async function deleteRemoteDraft(remote: Remote): Promise<void> {
  await requestJson<unknown>(`/api/v1/drafts/${remote.id}`, { method: "DELETE", headers: { "if-match": remote.etag } });
}
