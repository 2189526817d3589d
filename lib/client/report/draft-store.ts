/**
 * The report that is being written, kept in this browser's IndexedDB until it is filed: a bundle may be larger than what
 * localStorage takes. What lies here holds no secret; what was pasted is not kept, only what became of it.
 */
import { keptStore } from "../kept-store.ts";

const KEY = "report";

export type DraftStore<T> = {
  read(): Promise<T | undefined>;
  /** False when the browser keeps nothing: the page says so. */
  write(draft: T): Promise<boolean>;
  clear(): Promise<void>;
};

/** In a window without storage a draft lasts as long as the page. Nothing here throws. */
export function reportDraft<T>(factory: IDBFactory | undefined): DraftStore<T> {
  const store = keptStore<T>(factory, "touchstone-report", "drafts");
  return {
    read: () => store.read(KEY),
    write: (draft) => store.write(KEY, draft),
    clear: () => store.clear(KEY),
  };
}
