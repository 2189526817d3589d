/**
 * Which types stand together in a body: of a document, and of each element of a list by itself, with all that it holds. One
 * language orders numbers and texts in one list, the next refuses them; an operation takes texts in one member, and its like
 * numbers, also further down. Each value is looked at once, from the inside out.
 */
import type { JsonValue } from "#lib/kernel/json.ts";
import { isList, isScalar, membersOf, type Structure } from "./json-members.ts";
import { classOf, type Scalar } from "./plain-marks.ts";
import { type Inside, type Place, typeOf } from "./plain-place.ts";
import { addTogether, type Built, notTogether } from "./plain-together.ts";

/** Names of types of whole objects that tests show, by what they are made of. */
export type Types = Map<string, string>;

/** Takes in what a test shows there, of which each value has its place. */
export function showTypes(place: Place, value: JsonValue, types: Types): void {
  const nameOf = (made: string): string => {
    const name = types.get(made) ?? `object ${types.size}`;
    types.set(made, name);
    return name;
  };
  visitAll(place, value, { nameOf, visit: ({ together }, built) => addTogether(together, built) });
}

/** The first structure with what no test has together, and what that is; of a body whose values all have places. */
export function apartIn(
  place: Place,
  value: JsonValue,
  types: Types,
): { readonly structure: Structure; readonly why: string } | undefined {
  let found: { readonly structure: Structure; readonly why: string } | undefined;
  visitAll(place, value, {
    nameOf: (made) => types.get(made) ?? "no object of a test",
    visit: ({ together }, built, structure) => {
      const why = found === undefined ? notTogether(together, built) : undefined;
      if (why !== undefined) found = { structure, why };
    },
  });
  return found;
}

type Visitor = {
  readonly nameOf: (made: string) => string;
  readonly visit: (inside: Inside, built: Built, structure: Structure) => void;
};

/** A value as a part of what holds it, by what it is to JSON, and to an operation. */
type Part = { readonly type: string; readonly class: string };

type Parts = { types: string[]; classes: string[]; texts: string[] };

const noParts = (): Parts => ({ types: [], classes: [], texts: [] });

const visitAll = (place: Place, value: JsonValue, visitor: Visitor): Part =>
  partOf(value, place, { visitor, into: noParts(), isElement: true });

type Way = { readonly visitor: Visitor; readonly into: Parts; readonly isElement: boolean };

/** Adds it to what it is a part of, where what it holds is part of the same, unless it is an element of a list. */
function partOf(value: JsonValue, place: Place | undefined, way: Way): Part {
  const { visitor, into, isElement } = way;
  if (isScalar(value)) {
    if (!isElement && typeof value === "string") into.texts.push(`${place?.id} ${value}`);
    return add(into, place, { type: jsonTypeOf(value), class: classOf(value) });
  }
  const inside = place?.structures.get(typeOf(value));
  if (inside === undefined) return add(into, place, { type: "unknown", class: "unknown" });
  const own = isElement ? noParts() : into;
  const parts = membersOf(value).map(([name, member]) =>
    partOf(member, inside.places.get(name), { visitor, into: own, isElement: isList(value) }),
  );
  if (isElement) visitor.visit(inside, distinct(own), value);
  const whole = { type: wholeOf("type"), class: wholeOf("class") };
  if (isElement && !isList(value)) return add(into, place, whole);
  // Elements of lists in a list are in one place, as they are in a list.
  if (isElement) merge(into, distinct(own));
  add(into, place, { type: `${inside.id}`, class: `${inside.id}` });
  return whole;

  function wholeOf(of: keyof Part): string {
    const within = parts.map((part) => part[of]);
    return visitor.nameOf(`${inside?.id} ${(isList(value) ? [...new Set(within)].sort() : within).join()}`);
  }
}

function add(into: Parts, place: Place | undefined, part: Part): Part {
  into.types.push(`${place?.id} ${part.type}`);
  into.classes.push(`${place?.id} ${part.class}`);
  return part;
}

const distinct = ({ types, classes, texts }: Parts): Parts => ({
  types: [...new Set(types)],
  classes: [...new Set(classes)],
  texts: [...new Set(texts)],
});

function merge(into: Parts, { types, classes }: Parts): void {
  for (const type of types) into.types.push(type);
  for (const each of classes) into.classes.push(each);
}

const jsonTypeOf = (value: Scalar): string => (value === null ? "null" : typeof value);
