/**
 * What is followed in this browser, kept here alone: no account, and nobody is told. Of a signed-in account its list is
 * remembered beside, so that the bar need not ask for it on each page.
 */
import { browserTexts } from "../text-store.ts";

const KEY = "touchstone:follows";
const CHANGED = "touchstone:follows-changed";

/** Provider ids with the time (RFC 3339, the log's) from which on alerts of them are told. */
export type Since = Readonly<Record<string, string>>;

/** `seen`: newest entry of the alerts that were shown here; −1: none. */
export type Follows = { readonly own: Since; readonly account: Since; readonly seen: number };

export const NO_FOLLOWS: Follows = { own: {}, account: {}, seen: -1 };

/** Ids that are asked for together; the API takes no more. */
const MOST = 100;
const PROVIDER_ID = /^prv_[a-z2-7]{26}$/;

let lastText: string | undefined;
let last: Follows = NO_FOLLOWS;

/** The same object while nothing has changed. What another build or a hand wrote is read as far as it makes sense. */
export function readFollows(): Follows {
  const text = browserTexts().get(KEY);
  if (text === lastText) return last;
  lastText = text;
  last = parse(text);
  return last;
}

export function writeFollows(next: Partial<Follows>): void {
  browserTexts().set(KEY, JSON.stringify({ ...readFollows(), ...next }));
  window.dispatchEvent(new Event(CHANGED));
}

export function onFollowsChange(changed: () => void): () => void {
  window.addEventListener("storage", changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener("storage", changed);
    window.removeEventListener(CHANGED, changed);
  };
}

/** All that is followed; the earlier time where both name one. In the order in which it was followed, newest last. */
export function followed({ own, account }: Follows): [id: string, since: string][] {
  const all = new Map(Object.entries(own));
  for (const [id, since] of Object.entries(account)) {
    const known = all.get(id);
    if (known === undefined || since < known) all.set(id, since);
  }
  return [...all].sort(([, a], [, b]) => (a < b ? -1 : 1)).slice(-MOST);
}

function parse(text: string | undefined): Follows {
  if (text === undefined) return NO_FOLLOWS;
  try {
    const { own, account, seen } = JSON.parse(text) as Partial<Record<keyof Follows, unknown>>;
    return { own: sinceOf(own), account: sinceOf(account), seen: Number.isSafeInteger(seen) ? Number(seen) : -1 };
  } catch {
    return NO_FOLLOWS;
  }
}

function sinceOf(value: unknown): Since {
  if (typeof value !== "object" || value === null) return {};
  const pairs = Object.entries(value).filter(([id, at]) => PROVIDER_ID.test(id) && typeof at === "string");
  return Object.fromEntries(pairs) as Since;
}
