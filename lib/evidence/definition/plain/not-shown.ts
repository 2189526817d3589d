/**
 * Why a request is not one that everybody reads alike, as an operator reads it: where ("query member q", "body /items/0/price"),
 * and what stands there that no test shows ("a space", "2 digits behind the point").
 */
export type NotShown = { readonly place: string; readonly why: string };

/** Whether a value is one that tests show at its place; undefined where it is. Total. */
export type Ask<Value> = (value: Value) => NotShown | undefined;

/** As much of a reason as anybody reads: whoever asks makes texts of any length. */
const REASON_LENGTH = 80;

export function notShown(place: string, why: string): NotShown {
  return { place: cut(place), why: cut(why) };
}

const cut = (text: string): string => (text.length > REASON_LENGTH ? `${text.slice(0, REASON_LENGTH)}…` : text);

/** What is the matter with the first of them that is not shown. */
export function firstOf<Value>(
  values: Iterable<Value>,
  ask: (value: Value) => NotShown | undefined,
): NotShown | undefined {
  for (const value of values) {
    const found = ask(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
