/**
 * The report that is being written, kept in this browser's IndexedDB until it is filed: a bundle may be larger than what
 * localStorage takes. What lies here holds no secret; what was pasted is not kept, only what became of it.
 */

const DATABASE = "touchstone-report";
const VERSION = 1;
const STORE = "drafts";
const KEY = "report";

export type DraftStore<T> = {
  read(): Promise<T | undefined>;
  /** False when the browser keeps nothing: the page says so. */
  write(draft: T): Promise<boolean>;
  clear(): Promise<void>;
};

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(DATABASE, VERSION);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const database = await settle(request);
  // Another tab with a newer version of the site must not wait for this one.
  database.onversionchange = () => database.close();
  return database;
}

/** In a window without storage a draft lasts as long as the page. Nothing here throws. */
export function reportDraft<T>(factory: IDBFactory | undefined): DraftStore<T> {
  const database = factory === undefined ? Promise.resolve(undefined) : open(factory).catch(() => undefined);
  const act = async <R>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<R>) => {
    const opened = await database;
    if (opened === undefined) return undefined;
    return settle(ask(opened.transaction(STORE, mode).objectStore(STORE))).catch(() => undefined);
  };
  return {
    read: async () => (await act("readonly", (store) => store.get(KEY))) as T | undefined,
    write: async (draft) => (await act("readwrite", (store) => store.put(draft, KEY))) !== undefined,
    clear: async () => {
      await act("readwrite", (store) => store.delete(KEY));
    },
  };
}
