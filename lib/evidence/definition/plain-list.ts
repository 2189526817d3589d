/**
 * What a reader may take in another way of a list as a whole: whoever looks its elements up in one go (`WHERE id IN (3, 1, 3)`,
 * a table by name) answers each once, and in an order of its own (ADR 0260). So what stands twice, and an order other than the
 * ascending one, are marks: judged where a test has them at that place.
 */
import type { JsonValue } from "#lib/kernel/json.ts";
import { isList, isScalar, membersOf, type Structure } from "./json-members.ts";
import { classOf } from "./plain-marks.ts";

/** Names of values, equal for equal ones, whatever the order of members. */
export type Naming = (value: JsonValue) => string;

/** Looks at each structure once. */
export function newNaming(): Naming {
  const known = new Map<Structure, string>();
  const names = new Map<string, string>();
  const nameOf = (value: JsonValue): string => {
    if (isScalar(value)) return JSON.stringify(value);
    const found = known.get(value);
    if (found !== undefined) return found;
    const parts = membersOf(value).map(([name, member]) => `${JSON.stringify(name)}:${nameOf(member)}`);
    const made = isList(value) ? `[${parts.join()}` : `{${parts.sort().join()}`;
    const name = names.get(made) ?? `#${names.size}`;
    names.set(made, name);
    known.set(value, name);
    return name;
  };
  return nameOf;
}

/** What all elements have at one place in them; `name`: of its member. */
type Column = { readonly name: string; readonly below: Map<string, Column>; readonly values: Set<string | number> } & {
  lastText?: string;
  lastNumber?: number;
};

const newColumn = (name: string): Column => ({ name, below: new Map(), values: new Set() });

/** In words. An object may be looked up by any text or number in it, outside of its lists, and a list by its first element. */
export function marksOfList(list: readonly JsonValue[], nameOf: Naming): ReadonlySet<string> {
  const marks = new Set<string>();
  if (list.length < 2) return marks;
  if (new Set(list.map(nameOf)).size < list.length) marks.add("the same element twice");
  const elements = newColumn("element");
  const firsts = newColumn("first element");
  for (const element of list) {
    if (!isList(element)) look(element, elements, marks);
    else if (element[0] !== undefined && isScalar(element[0])) look(element[0], firsts, marks);
  }
  return marks;
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
  if (column.values.has(value)) marks.add(`the same ${column.name} twice`);
  column.values.add(value);
  if (!isBehind(value, column)) marks.add(`not in ascending order by ${column.name}`);
  if (typeof value === "string") column.lastText = value;
  else column.lastNumber = value;
}

/** To whoever orders texts: by code units, as numbers, or by a collation, which leaves case, accents and signs to the last. */
function isBehind(value: string | number, { lastText, lastNumber }: Column): boolean {
  if (typeof value === "number") return lastNumber === undefined || lastNumber <= value;
  if (lastText === undefined) return true;
  const areNumbers = classOf(lastText) === "number" && classOf(value) === "number";
  return lastText <= value && folded(lastText) <= folded(value) && !(areNumbers && Number(lastText) > Number(value));
}

/** Letter by letter: to compose a whole text takes the square of its length. */
const folded = (text: string): string =>
  Array.from(text, (letter) => letter.normalize("NFKD").toLowerCase())
    .join("")
    .replace(/[^\p{L}\p{N}]/gu, "");
