/** What bodies of tests show, place by place: where a member or an element stands, and what stands there. */
import type { JsonValue } from "#lib/kernel/json.ts";
import { isList, isScalar, membersOf, type Structure } from "./json-members.ts";
import { type Alike, marksOfList } from "./list.ts";
import { relationsOf } from "./relations.ts";
import { type Around, addTo, newShown, type Shown } from "./text.ts";
import { newTogether, type Together } from "./together.ts";

/**
 * What tests show at one place: scalars, and lists and objects by what stands there: elements, or members of these names.
 * `id`: another for each place of one definition.
 */
export type Place = { readonly id: number; readonly scalars: Shown; readonly structures: Map<string, Inside> };

/**
 * Places of members, where all elements of a list are in one; what stands together in one test; how long lists are, and
 * marks of the whole. `odd`: why readers do not tell its names apart, whatever tests show.
 */
export type Inside = {
  readonly id: number;
  readonly odd: string | undefined;
  readonly places: Map<string, Place>;
  readonly together: Together;
  readonly lengths: { least: number; most: number };
  readonly marks: Set<string>;
};

/** Numbers places. */
export type Count = () => number;

export const newPlace = (count: Count): Place => ({ id: count(), scalars: newShown(), structures: new Map() });

const newInside = (value: Structure, count: Count): Inside => ({
  id: count(),
  odd: isList(value) ? undefined : oddAmong(Object.keys(value)),
  places: new Map(),
  together: newTogether(),
  lengths: { least: Number.POSITIVE_INFINITY, most: 0 },
  marks: new Set(),
});

/** Takes in what a test shows there. */
export function showIn(
  place: Place,
  value: JsonValue,
  known: { readonly count: Count; readonly alike: Alike; readonly around: Around | undefined },
): void {
  if (isScalar(value)) {
    addTo(place.scalars, value, known.around);
    return;
  }
  const inside = place.structures.get(typeOf(value)) ?? newInside(value, known.count);
  place.structures.set(typeOf(value), inside);
  for (const [name, member] of membersOf(value)) {
    const below = inside.places.get(name) ?? newPlace(known.count);
    inside.places.set(name, below);
    showIn(below, member, known);
  }
  for (const mark of marksOfWhole(value, known.alike)) inside.marks.add(mark);
  if (!isList(value)) return;
  inside.lengths.least = Math.min(inside.lengths.least, value.length);
  inside.lengths.most = Math.max(inside.lengths.most, value.length);
}

/** Of a list by its elements, of an object by what stands in it side by side. */
export const marksOfWhole = (value: Structure, alike: Alike): Iterable<string> =>
  isList(value)
    ? marksOfList(value, alike)
    : relationsOf(membersOf(value).flatMap(([name, member]) => (isScalar(member) ? [[name, member] as const] : [])));

/**
 * Of an object its names, in the order that JavaScript keeps, Go sorts, and hash tables lose: as a test has it each answers
 * as there. An empty list is one to one, and nothing to the next.
 */
export function typeOf(value: Structure): string {
  if (isList(value)) return value.length === 0 ? "empty list" : "list";
  return JSON.stringify(Object.keys(value));
}

/** Why readers do not tell these names apart. */
function oddAmong(names: readonly string[]): string | undefined {
  const known = names.find((name) => OF_LIBRARIES.test(name));
  if (known !== undefined) return `a member that libraries know: ${known}`;
  return new Set(names.map(folded)).size === names.length ? undefined : "members that some readers take for the same";
}

/** Newtonsoft and others resolve `$ref`, and JavaScript sets what an object inherits from. */
const OF_LIBRARIES = /^(?:\$|__proto__$)/;

/** As readers that look for a field by its name make names alike: case, width, and what joins words. Takes time by its length. */
const folded = (name: string): string =>
  Array.from(name, (letter) => letter.normalize("NFKD").toLowerCase())
    .join("")
    .replace(/[-_. ]/g, "");
