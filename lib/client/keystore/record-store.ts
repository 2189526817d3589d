/**
 * Where key records live. Two real stores: IndexedDB (`indexed-db-store.ts`) and memory, which a window without
 * IndexedDB uses and which forgets everything when the tab closes.
 */
import type { AccountNote, KeyRecord } from "./key-record.ts";

export type RecordStore = {
  /** "device" survives a restart of the browser, "session" ends with the tab. */
  readonly lasting: "device" | "session";
  /** Every record, oldest first. */
  list(): Promise<KeyRecord[]>;
  get(thumbprint: string): Promise<KeyRecord | undefined>;
  /** Adds the record or replaces the one with the same thumbprint. */
  put(record: KeyRecord): Promise<void>;
  delete(thumbprint: string): Promise<void>;
  getNote(did: string): Promise<AccountNote | undefined>;
  putNote(note: AccountNote): Promise<void>;
};

export function byAge(a: KeyRecord, b: KeyRecord): number {
  return a.createdAt - b.createdAt || (a.thumbprint < b.thumbprint ? -1 : 1);
}

/** A store that lives as long as the page. Also what the unit tests run against. */
export function createMemoryStore(): RecordStore {
  const records = new Map<string, KeyRecord>();
  const notes = new Map<string, AccountNote>();
  return {
    lasting: "session",
    list: async () => [...records.values()].sort(byAge),
    get: async (thumbprint) => records.get(thumbprint),
    put: async (record) => {
      records.set(record.thumbprint, record);
    },
    delete: async (thumbprint) => {
      records.delete(thumbprint);
    },
    getNote: async (did) => notes.get(did),
    putNote: async (note) => {
      notes.set(note.did, note);
    },
  };
}
