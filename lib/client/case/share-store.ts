/**
 * Shares of draws, kept in this browser's IndexedDB from the answer that commits to one until it is revealed, and as a file
 * that its owner keeps. Secret until evidence has closed: nothing of it is ever sent before.
 */
import type { DrawShare } from "#lib/dispute/share-file.ts";

export type KeptShare = DrawShare & {
  /** Reveal it without being asked, when it is due and this browser has a page of the site open. */
  readonly bySelf: boolean;
};

export type ShareStore = {
  /** False when this browser keeps nothing: the file is the only copy then. */
  put(share: KeptShare): Promise<boolean>;
  find(commit: string): Promise<KeptShare | undefined>;
  list(): Promise<readonly KeptShare[]>;
  forget(commit: string): Promise<void>;
};

const DATABASE = "touchstone-draw-shares";
const STORE = "shares";

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "commit" });
  const database = await settle(request);
  // Another tab with a newer version of the site must not wait for this one.
  database.onversionchange = () => database.close();
  return database;
}

/** In a window without storage nothing is kept. Nothing here throws. */
export function shareStore(factory: IDBFactory | undefined): ShareStore {
  const database = factory === undefined ? Promise.resolve(undefined) : open(factory).catch(() => undefined);
  const act = async <R>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<R>) => {
    const opened = await database;
    if (opened === undefined) return undefined;
    return settle(ask(opened.transaction(STORE, mode).objectStore(STORE))).catch(() => undefined);
  };
  return {
    put: async (share) => (await act("readwrite", (store) => store.put(share))) !== undefined,
    find: async (commit) => (await act<KeptShare | undefined>("readonly", (store) => store.get(commit))) ?? undefined,
    list: async () => (await act<KeptShare[]>("readonly", (store) => store.getAll())) ?? [],
    forget: async (commit) => {
      await act("readwrite", (store) => store.delete(commit));
    },
  };
}
