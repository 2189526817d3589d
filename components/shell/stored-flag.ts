"use client";
import { useCallback, useSyncExternalStore } from "react";

const CHANGED = "touchstone:stored-flag";

function subscribe(changed: () => void) {
  window.addEventListener("storage", changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener("storage", changed);
    window.removeEventListener(CHANGED, changed);
  };
}

function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    // Storage can be forbidden by the browser: the preset then holds for every visit.
    return null;
  }
}

/** A yes/no choice of this browser, shared by all tabs. `preset` holds until chosen and while the server renders. */
export function useStoredFlag(key: string, preset: boolean): [boolean, (next: boolean) => void] {
  const value = useSyncExternalStore(
    subscribe,
    () => {
      const stored = read(key);
      return stored === null ? preset : stored === "on";
    },
    () => preset,
  );
  const set = useCallback(
    (next: boolean) => {
      try {
        window.localStorage.setItem(key, next ? "on" : "off");
      } catch {
        return;
      }
      window.dispatchEvent(new Event(CHANGED));
    },
    [key],
  );
  return [value, set];
}
