/**
 * Shares of draws, kept in this browser's IndexedDB from the answer that commits to one until it is revealed, and as a file
 * that its owner keeps. Secret until evidence has closed: nothing of it is ever sent before.
 */
import { base64UrlDecode, base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalText, isJsonObject, parseJson } from "#lib/kernel/json.ts";

export type KeptShare = {
  /** SHA-256 of the secret in hex, as the answer says it. */
  readonly commit: string;
  readonly case: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
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
const SECRET_BYTES = 32;
const FILE_MAX_BYTES = 4_096;
export const SHARE_FILE_TYPE = "touchstone-draw-share/v1";

export function commitOfShare(secret: Uint8Array): string {
  return hexEncode(sha256(secret));
}

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

export function shareFileName(caseId: string): string {
  return `touchstone-draw-share-${caseId.slice(5, 13)}.json`;
}

export function shareFile({ commit, case: id, secret }: Omit<KeptShare, "bySelf">): string {
  return canonicalText({ v: 1, type: SHARE_FILE_TYPE, case: id, commit, share: base64UrlEncode(secret) });
}

/** Undefined for anything but a share's file whose secret gives its commitment. Total. */
export function readShareFile(text: string): Omit<KeptShare, "bySelf"> | undefined {
  const json = parseJson(utf8Encode(text.trim()), { maxBytes: FILE_MAX_BYTES });
  if (!json.ok || !isJsonObject(json.value)) return undefined;
  const { v, type, case: id, commit, share } = json.value;
  const secret = typeof share === "string" ? base64UrlDecode(share) : undefined;
  const isShare = v === 1 && type === SHARE_FILE_TYPE && typeof id === "string" && secret?.length === SECRET_BYTES;
  if (!isShare || secret === undefined || commitOfShare(secret) !== commit) return undefined;
  return { commit, case: id, secret };
}
