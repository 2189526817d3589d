/** Small texts kept in this browser: localStorage, or memory where storage is refused. Never holds a secret. */
export type TextStore = {
  get(key: string): string | undefined;
  /** False when there is no room: the caller says so instead of losing silently. */
  set(key: string, text: string): boolean;
  remove(key: string): void;
  keys(): string[];
};

export function createMemoryTexts(): TextStore {
  const texts = new Map<string, string>();
  return {
    get: (key) => texts.get(key),
    set: (key, text) => {
      texts.set(key, text);
      return true;
    },
    remove: (key) => {
      texts.delete(key);
    },
    keys: () => [...texts.keys()],
  };
}

function storageTexts(storage: Storage): TextStore {
  return {
    get: (key) => storage.getItem(key) ?? undefined,
    set: (key, text) => {
      try {
        storage.setItem(key, text);
        return true;
      } catch {
        return false;
      }
    },
    remove: (key) => storage.removeItem(key),
    keys: () => Object.keys(storage),
  };
}

let opened: TextStore | undefined;

/** The browser's store; in a window that refuses storage, one that lasts as long as the page. */
export function browserTexts(): TextStore {
  if (opened === undefined) {
    try {
      opened = storageTexts(window.localStorage);
    } catch {
      opened = createMemoryTexts();
    }
  }
  return opened;
}
