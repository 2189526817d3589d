/** What is typed, kept in this browser at once, whatever the network does. One draft for each kind and subject. */
import type { TextStore } from "../text-store.ts";

export type LocalDraft<T> = {
  readonly values: T;
  /** RFC 3339, machine's clock. */
  readonly savedAt: string;
  /** The server's copy, when there is one. */
  readonly remote: { readonly id: string; readonly etag: string } | undefined;
};

const PREFIX = "touchstone-draft/";

function keyOf(kind: string, subject: string): string {
  return `${PREFIX}${kind}/${subject}`;
}

export function readLocalDraft<T>(texts: TextStore, kind: string, subject: string): LocalDraft<T> | undefined {
  const text = texts.get(keyOf(kind, subject));
  if (text === undefined) return undefined;
  try {
    const draft = JSON.parse(text) as LocalDraft<T>;
    return typeof draft.values === "object" && draft.values !== null ? draft : undefined;
  } catch {
    return undefined;
  }
}

export function writeLocalDraft<T>(texts: TextStore, kind: string, subject: string, draft: LocalDraft<T>): boolean {
  return texts.set(keyOf(kind, subject), JSON.stringify(draft));
}

export function removeLocalDraft(texts: TextStore, kind: string, subject: string): void {
  texts.remove(keyOf(kind, subject));
}
