/** Which walk this browser is on, kept over pages, reloads and tabs. */
import { WALK_IDS, type WalkId } from "./walk.ts";

export type KeptWalk = {
  readonly walk: WalkId;
  /** Steps that are done. */
  readonly at: number;
  /** Path, and what it asks and names behind `#`, of the page on which it began. */
  readonly start: string;
};

const KEY = "touchstone:walk";
const CHANGED = "touchstone:walk-changed";

/** For `useSyncExternalStore`, whose snapshots must be equal while nothing changed: the kept text. */
export function walkText(): string {
  try {
    return window.localStorage.getItem(KEY) ?? "";
  } catch {
    // Storage can be refused: then a walk ends with its page.
    return "";
  }
}

export function readWalk(text: string): KeptWalk | undefined {
  try {
    const { walk, at, start } = JSON.parse(text) as Record<string, unknown>;
    const id = WALK_IDS.find((one) => one === walk);
    // Only a page of this site, whoever wrote into the store.
    const isOwn = typeof start === "string" && /^\/(?![/\\])/.test(start);
    return id !== undefined && isOwn && Number.isSafeInteger(at) ? { walk: id, at: at as number, start } : undefined;
  } catch {
    return undefined;
  }
}

export function keepWalk(next: KeptWalk | undefined): void {
  try {
    if (next === undefined) window.localStorage.removeItem(KEY);
    else window.localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    return;
  }
  window.dispatchEvent(new Event(CHANGED));
}

export function onWalk(changed: () => void): () => void {
  window.addEventListener("storage", changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener("storage", changed);
    window.removeEventListener(CHANGED, changed);
  };
}

const ASKED = /(^#|&)walk=([a-z]+)(?=&|$)/;

/** Begins the walk that an address names behind `#` and takes that name out of it: the rest is the page's own. False: none. */
export function beginAsked({ pathname, search, hash }: Pick<Location, "pathname" | "search" | "hash">): boolean {
  const id = WALK_IDS.find((one) => one === ASKED.exec(hash)?.[2]);
  if (id === undefined) return false;
  const rest = hash.replace(ASKED, "").replace(/^#?&?/, "#");
  const start = `${pathname}${search}${rest === "#" ? "" : rest}`;
  window.history.replaceState(window.history.state, "", start);
  keepWalk({ walk: id, at: 0, start });
  return true;
}
