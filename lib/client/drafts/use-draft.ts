/** A draft that is kept at every keystroke here, and on the index a moment later when it can be reached. */
import { useCallback, useEffect, useRef, useState } from "react";
import { formatInstant } from "#lib/kernel/instant.ts";
import { browserClock } from "../platform.ts";
import { browserTexts } from "../text-store.ts";
import { type LocalDraft, readLocalDraft, removeLocalDraft, writeLocalDraft } from "./local-drafts.ts";
import { deleteRemoteDraft, findRemoteDraft, saveRemoteDraft } from "./remote-drafts.ts";

export type DraftPlace = "none" | "browser" | "account" | "no-room";

export type Draft<T> = {
  /** Undefined while it is looked for; `values` undefined when there is none. */
  readonly found: { readonly values: T | undefined; readonly savedAt: string | undefined } | undefined;
  readonly place: DraftPlace;
  save(values: T): void;
  discard(): Promise<void>;
};

const REMOTE_DELAY_MS = 1_200;

async function loadDraft<T>(kind: string, subject: string, useRemote: boolean): Promise<LocalDraft<T> | undefined> {
  const local = readLocalDraft<T>(browserTexts(), kind, subject);
  if (!useRemote) return local;
  const found = await findRemoteDraft(kind, subject).catch(() => undefined);
  if (found === undefined) return local;
  if (local !== undefined && local.savedAt >= found.view.updated_at) return { ...local, remote: found.remote };
  return { values: found.view.body as T, savedAt: found.view.updated_at, remote: found.remote };
}

/** `useRemote`: signed in. Without it the draft lives in this browser only. */
export function useDraft<T extends Record<string, unknown>>(
  kind: string,
  subject: string,
  useRemote: boolean,
): Draft<T> {
  const [found, setFound] = useState<Draft<T>["found"]>();
  const [place, setPlace] = useState<DraftPlace>("none");
  const remote = useRef<LocalDraft<T>["remote"]>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saving = useRef<Promise<void>>(Promise.resolve());

  useEffect(() => {
    let isCurrent = true;
    void loadDraft<T>(kind, subject, useRemote).then((draft) => {
      if (!isCurrent) return;
      remote.current = draft?.remote;
      setFound({ values: draft?.values, savedAt: draft?.savedAt });
      setPlace(draft === undefined ? "none" : draft.remote === undefined ? "browser" : "account");
    });
    return () => {
      isCurrent = false;
    };
  }, [kind, subject, useRemote]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const save = useCallback(
    (values: T) => {
      const savedAt = formatInstant(browserClock());
      const isKept = writeLocalDraft(browserTexts(), kind, subject, { values, savedAt, remote: remote.current });
      setPlace(isKept ? "browser" : "no-room");
      clearTimeout(timer.current);
      if (!useRemote) return;
      timer.current = setTimeout(() => {
        // One write at a time, or the second would carry the ETag that the first has just replaced.
        saving.current = saving.current.then(async () => {
          try {
            remote.current = await saveRemoteDraft({ kind, subject, body: values }, remote.current);
            setPlace("account");
          } catch {
            // The index is away or the session ended: the copy in this browser stands, and the next change tries again.
          }
        });
      }, REMOTE_DELAY_MS);
    },
    [kind, subject, useRemote],
  );

  const discard = useCallback(async () => {
    clearTimeout(timer.current);
    removeLocalDraft(browserTexts(), kind, subject);
    setPlace("none");
    await saving.current;
    if (remote.current !== undefined) await deleteRemoteDraft(remote.current).catch(() => undefined);
    remote.current = undefined;
  }, [kind, subject]);

  return { found, place, save, discard };
}
