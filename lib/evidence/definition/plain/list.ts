/**
 * What a reader may take in another way of a list as a whole: whoever looks its elements up in one go (`WHERE id IN (3, 1, 3)`,
 * a table by name) answers each once, and in an order of its own (ADR 0260). So what stands twice, and an order other than the
 * ascending one, are marks: judged where a test has them at that place.
 */
import type { JsonValue } from "#lib/kernel/json.ts";
import { withoutBoth } from "./folds.ts";
import { isList, isScalar, membersOf, type Structure } from "./json-members.ts";
import { classOf } from "./marks.ts";

/** One value for all that are equal to it, whatever the order of members. */
export type Alike = (value: JsonValue) => JsonValue;

/** Looks at each structure once. */
export function newAlike(): Alike {
  const known = new Map<Structure, One>();
  const made = new Map<string, One>();
  const nameOf = (value: JsonValue): string => (isScalar(value) ? JSON.stringify(value) : `#${oneOf(value).id}`);
  const oneOf = (value: Structure): One => {
    const found = known.get(value);
    if (found !== undefined) return found;
    const parts = isList(value)
      ? value.map(nameOf)
      : membersOf(value).map(([name, member]) => `${JSON.stringify(name)}:${nameOf(member)}`);
    const name = isList(value) ? `[${parts.join()}` : `{${parts.sort().join()}`;
    const one = made.get(name) ?? { id: made.size, value };
    made.set(name, one);
    known.set(value, one);
    return one;
  };
  return (value) => (isScalar(value) ? value : oneOf(value).value);
}

type One = { readonly id: number; readonly value: Structure };

/** What all elements have at one place in them, with the words for what readers may take otherwise. */
type Column = {
  readonly twice: string;
  readonly outOfOrder: string;
  readonly mixed: string;
  readonly below: Map<string, Column>;
  readonly values: Set<string | number>;
} & {
  lastText?: string;
  lastNumber?: number;
};

const newColumn = (name: string): Column => ({
  twice: `the same ${name} twice`,
  outOfOrder: `not in ascending order by ${name}`,
  mixed: `texts of ${name} that collations put in another order`,
  below: new Map(),
  values: new Set(),
});

/** In words. An object may be looked up by any text or number in it, outside of its lists, and a list by its first element. */
export function marksOfList(list: readonly JsonValue[], alike: Alike): ReadonlySet<string> {
  const marks = new Set<string>();
  if (list.length < 2) return marks;
  if (new Set(list.map(alike)).size < list.length) marks.add("the same element twice");
  const elements = newColumn("element");
  const firsts = newColumn("first element");
  for (const element of list) {
    if (!isList(element)) look(element, elements, marks);
    else if (element[0] !== undefined && isScalar(element[0])) look(element[0], firsts, marks);
  }
  for (const column of [elements, firsts]) markMixed(column, marks);
  return marks;
}

/** Whoever answers such in order has the order of code units, or of a collation: by letters alone, and then as each likes. */
function markMixed({ values, mixed, below }: Column, marks: Set<string>): void {
  const firsts = [...values]
    .filter((value) => typeof value === "string")
    .sort()
    .map(firstOf);
  if (firsts.some((first, at) => at > 0 && first <= (firsts[at - 1] ?? ""))) marks.add(mixed);
  for (const column of below.values()) markMixed(column, marks);
}

function look(value: JsonValue, column: Column, marks: Set<string>): void {
  if (isList(value) || value === null || typeof value === "boolean") return;
  if (!isScalar(value)) {
    for (const [name, member] of membersOf(value)) {
      const below = column.below.get(name) ?? newColumn(name);
      column.below.set(name, below);
      look(member, below, marks);
    }
    return;
  }
  if (column.values.has(value)) marks.add(column.twice);
  column.values.add(value);
  if (!marks.has(column.outOfOrder) && !isBehind(value, column)) marks.add(column.outOfOrder);
  if (typeof value === "string") column.lastText = value;
  else column.lastNumber = value;
}

/** To whoever orders texts: by code units, as numbers, or by a collation, which leaves case, accents and signs to the last. */
function isBehind(value: string | number, { lastText, lastNumber }: Column): boolean {
  if (typeof value === "number") return lastNumber === undefined || lastNumber <= value;
  if (lastText === undefined || lastText === value) return true;
  const areNumbers = classOf(lastText) === "number" && classOf(value) === "number";
  return lastText <= value && firstOf(lastText) <= firstOf(value) && !(areNumbers && Number(lastText) > Number(value));
}

/** What a collation looks at first. */
const firstOf = (text: string): string => withoutBoth(text).replace(/[^\p{L}\p{N}]/gu, "");
