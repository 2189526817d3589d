/**
 * Key records in IndexedDB. Structured clone keeps a `CryptoKey` as a handle, so a non-extractable key survives a
 * restart of the browser without its bytes ever being readable.
 */
import type { AccountNote, KeyRecord } from "./key-record.ts";
import { byAge, createMemoryStore, type RecordStore } from "./record-store.ts";

const DATABASE = "touchstone-keys";
const VERSION = 1;
const KEYS = "keys";
const NOTES = "accounts";
const PROBE = "probe";

function settle<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Resolves when the transaction is durable, not when the request is queued. */
function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

function openDatabase(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(DATABASE, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(KEYS, { keyPath: "thumbprint" });
      request.result.createObjectStore(NOTES, { keyPath: "did" });
      request.result.createObjectStore(PROBE);
    };
    request.onsuccess = () => {
      // Another tab with a newer version of the site must not wait for this one.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new DOMException("The key database is held by another tab.", "AbortError"));
  });
}

/** Some private windows have IndexedDB but refuse to keep a CryptoKey; only trying tells. */
async function keepsKeys(database: IDBDatabase, subtle: SubtleCrypto): Promise<boolean> {
  try {
    const pair = await subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    const transaction = database.transaction(PROBE, "readwrite");
    transaction.objectStore(PROBE).put(pair.privateKey, "key");
    transaction.objectStore(PROBE).clear();
    await committed(transaction);
    return true;
  } catch {
    return false;
  }
}

function createStore(database: IDBDatabase): RecordStore {
  const write = async (name: string, act: (store: IDBObjectStore) => void) => {
    const transaction = database.transaction(name, "readwrite");
    act(transaction.objectStore(name));
    await committed(transaction);
  };
  const store = (name: string) => database.transaction(name, "readonly").objectStore(name);
  return {
    lasting: "device",
    list: async () => ((await settle(store(KEYS).getAll())) as KeyRecord[]).sort(byAge),
    get: async (thumbprint) => (await settle(store(KEYS).get(thumbprint))) as KeyRecord | undefined,
    put: (record) => write(KEYS, (keys) => keys.put(record)),
    delete: (thumbprint) => write(KEYS, (keys) => keys.delete(thumbprint)),
    getNote: async (did) => (await settle(store(NOTES).get(did))) as AccountNote | undefined,
    putNote: (note) => write(NOTES, (notes) => notes.put(note)),
  };
}

/** The device's store when the browser can keep a key, else one that lasts as long as the tab. Never throws. */
export async function openRecordStore(factory: IDBFactory | undefined, subtle: SubtleCrypto): Promise<RecordStore> {
  if (factory === undefined) return createMemoryStore();
  try {
    const database = await openDatabase(factory);
    return (await keepsKeys(database, subtle)) ? createStore(database) : createMemoryStore();
  } catch {
    return createMemoryStore();
  }
}
