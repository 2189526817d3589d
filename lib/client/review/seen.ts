/** Which evidence of a case was looked at in this browser: kept here alone, of the last cases. */
import { useCallback, useSyncExternalStore } from "react";
import { browserTexts } from "../text-store.ts";

const KEY = "touchstone:review-seen";
const CHANGED = "touchstone:review-seen-changed";
const MOST_CASES = 200;

type Seen = Readonly<Record<string, readonly string[]>>;

let lastText: string | undefined;
let last: Seen = {};

/** The same object while nothing has changed. What another build or a hand wrote counts as nothing. */
function readSeen(): Seen {
  const text = browserTexts().get(KEY);
  if (text === lastText) return last;
  lastText = text;
  last = parse(text);
  return last;
}

function parse(text: string | undefined): Seen {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, items]) => Array.isArray(items)));
  } catch {
    return {};
  }
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("storage", changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener("storage", changed);
    window.removeEventListener(CHANGED, changed);
  };
}

const NONE: readonly string[] = [];

export function useSeen(id: string): [readonly string[], (item: string) => void] {
  const seen = useSyncExternalStore(
    subscribe,
    () => readSeen()[id] ?? NONE,
    () => NONE,
  );
  const see = useCallback(
    (item: string) => {
      const { [id]: own = [], ...others } = readSeen();
      if (own.includes(item)) return;
      // The case looked at last stands last, so that the oldest go first.
      const kept = [...Object.entries(others), [id, [...own, item]]].slice(-MOST_CASES);
      browserTexts().set(KEY, JSON.stringify(Object.fromEntries(kept)));
      window.dispatchEvent(new Event(CHANGED));
    },
    [id],
  );
  return [seen, see];
}
