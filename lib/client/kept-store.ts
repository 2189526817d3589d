/**
 * Values kept in a store of this browser's IndexedDB, by name. In a window without storage nothing is kept, and the page
 * says so. Nothing here throws.
 */
export type KeptStore<T> = {
  read(key: string): Promise<T | undefined>;
  list(): Promise<readonly T[]>;
  /** False when the browser keeps nothing. */
  write(key: string, value: T): Promise<boolean>;
  clear(key: string): Promise<void>;
};

const VERSION = 1;

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open(factory: IDBFactory, name: string, store: string): Promise<IDBDatabase> {
  const request = factory.open(name, VERSION);
  request.onupgradeneeded = () => request.result.createObjectStore(store);
  const database = await settle(request);
  // Another tab with a newer version of the site must not wait for this one.
  database.onversionchange = () => database.close();
  return database;
}

export function keptStore<T>(factory: IDBFactory | undefined, name: string, store: string): KeptStore<T> {
  const database =
    factory === undefined ? Promise.resolve(undefined) : open(factory, name, store).catch(() => undefined);
  const act = async <R>(mode: IDBTransactionMode, ask: (opened: IDBObjectStore) => IDBRequest<R>) => {
    const opened = await database;
    if (opened === undefined) return undefined;
    return settle(ask(opened.transaction(store, mode).objectStore(store))).catch(() => undefined);
  };
  return {
    read: async (key) => (await act("readonly", (opened) => opened.get(key))) as T | undefined,
    list: async () => ((await act("readonly", (opened) => opened.getAll())) ?? []) as T[],
    write: async (key, value) => (await act("readwrite", (opened) => opened.put(value, key))) !== undefined,
    clear: async (key) => {
      await act("readwrite", (opened) => opened.delete(key));
    },
  };
}
