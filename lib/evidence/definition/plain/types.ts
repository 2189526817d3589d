/**
 * Which types stand together in a body: of a document, and of each element of a list by itself, with all that it holds. One
 * language orders numbers and texts in one list, the next refuses them; an operation takes texts in one member, and its like
 * numbers, also further down. Each value is looked at once, from the inside out.
 */
import type { JsonValue } from "#lib/kernel/json.ts";
import { isList, isScalar, membersOf, type Structure } from "./json-members.ts";
import { classOf, type Scalar, signOf } from "./marks.ts";
import { type Inside, type Place, typeOf } from "./place.ts";
import { addTogether, type Built, namesOf, notTogether, togetherOf } from "./together.ts";

/** Names of types of whole objects that tests show, by what they are made of. */
export type Types = Map<string, string>;

/** What each list and object of a body is among what tests show. */
export type Insides = Map<Structure, Inside>;

/** Takes in what a test shows there, of which each value has its place, and what stands `beside` the body. */
export function showTypes(
  place: Place,
  value: JsonValue,
  { types, beside }: { readonly types: Types; readonly beside: Built },
): void {
  const nameOf = (made: string): string => {
    const name = types.get(made) ?? `object ${types.size}`;
    types.set(made, name);
    return name;
  };
  visitAll(place, value, {
    nameOf,
    insideOf: (structure, at) => at?.structures.get(typeOf(structure)),
    visit: ({ together }, built, structure) =>
      addTogether(together, structure === value ? wholeBody(built, structure, beside) : built),
  });
}

/** The first structure with what no test has together, and what that is; of a body whose values all have places. */
export function apartIn(
  place: Place,
  value: JsonValue,
  { types, insides, beside }: { readonly types: Types; readonly insides: Insides; readonly beside: Built },
): { readonly structure: Structure; readonly why: string } | undefined {
  let found: { readonly structure: Structure; readonly why: string } | undefined;
  visitAll(place, value, {
    nameOf: (made) => types.get(made) ?? "no object of a test",
    insideOf: (structure) => insides.get(structure),
    visit: ({ together }, built, structure) => {
      if (found !== undefined) return;
      const why = notTogether(together, structure === value ? wholeBody(built, structure, beside) : built);
      if (why !== undefined) found = { structure, why };
    },
  });
  return found;
}

const wholeBody = (built: Built, body: Structure, beside: Built): Built =>
  togetherOf(isList(body) ? { ...built, lists: [...built.lists, lengthOf(body)] } : built, beside);

/** One, two, three or more. */
const lengthOf = (list: readonly JsonValue[]): string => ` ${Math.min(list.length, 4)} long`;

type Visitor = {
  readonly nameOf: (made: string) => string;
  readonly insideOf: (structure: Structure, place: Place | undefined) => Inside | undefined;
  readonly visit: (inside: Inside, built: Built, structure: Structure) => void;
};

/** A value as a part of what holds it, by what it is to JSON, and to an operation. */
type Part = { readonly type: string; readonly class: string };

type Parts = Built & {
  readonly types: string[];
  readonly classes: string[];
  readonly lists: string[];
  readonly values: string[];
  readonly inner: string[];
  readonly outer: string[];
  /** Of its values those that are texts. */
  readonly texts: string[];
};

const noParts = (): Parts => ({
  ...{ types: [], classes: [], names: [], lists: [], values: [], inner: [], outer: [], texts: [] },
});

function visitAll(place: Place, value: JsonValue, visitor: Visitor): void {
  partOf(value, place, { visitor, into: noParts(), isElement: true });
}

type Way = { readonly visitor: Visitor; readonly into: Parts; readonly isElement: boolean };

/** Adds it to what it is a part of, where what it holds is part of the same, unless it is an element of a list. */
function partOf(value: JsonValue, place: Place | undefined, { visitor, into, isElement }: Way): Part {
  if (isScalar(value)) {
    const at = `${place?.id} ${value}`;
    const isText = typeof value === "string" && value !== "";
    if (isText) into.texts.push(at);
    if (isElement ? isText : value !== null) into.values.push(at);
    const [of, signs] = [classOf(value), signOf(value).map((sign) => `${place?.id} ${sign}`)];
    into.lists.push(...signs);
    into.outer.push(`${place?.id} ${of}`, ...signs);
    return add(into, place, { type: jsonTypeOf(value), class: of });
  }
  const inside = visitor.insideOf(value, place);
  if (inside === undefined) return add(into, place, { type: "unknown", class: "unknown" });
  const own = isElement ? noParts() : into;
  const way = { visitor, into: own, isElement: isList(value) };
  const parts = membersOf(value).map(([name, member]) => partOf(member, inside.places.get(name), way));
  const itself = { type: String(inside.id), class: String(inside.id) };
  if (!isElement) {
    const length = isList(value) ? [`${place?.id}${lengthOf(value)}`] : [];
    into.lists.push(...length);
    // Of what stands within the elements, the list itself is no operand.
    into.outer.push(`${place?.id} ${inside.id}`, ...(isList(value) && value.every(isScalar) ? length : []));
    add(into, place, itself);
    return wholeOf(parts, value, { inside, visitor });
  }
  for (const text of new Set([...own.texts, ...own.inner])) into.inner.push(text);
  if (!isList(value)) {
    visitor.visit(inside, own, value);
    return add(into, place, wholeOf(parts, value, { inside, visitor }));
  }
  const classes = [...new Set(own.classes)];
  const alike = {
    ...{ types: [...new Set(own.types)], classes, names: [], lists: [namesOf(classes)] },
    ...{ values: [...new Set(own.values)], inner: [...new Set(own.inner)], outer: [...new Set(own.outer)] },
  };
  visitor.visit(inside, alike, value);
  // Elements of lists in a list are in one place, as they are in a list.
  for (const type of alike.types) into.types.push(type);
  for (const each of alike.classes) into.classes.push(each);
  return add(into, place, itself);
}

/** What it is with all that it holds: an object by each member, a list by what it holds at all. */
function wholeOf(
  parts: readonly Part[],
  value: Structure,
  { inside, visitor }: { readonly inside: Inside; readonly visitor: Visitor },
): Part {
  const nameOf = (within: readonly string[]) =>
    visitor.nameOf(`${inside.id} ${(isList(value) ? [...new Set(within)].sort() : within).join()}`);
  return { type: nameOf(parts.map(({ type }) => type)), class: nameOf(parts.map((part) => part.class)) };
}

function add(into: Parts, place: Place | undefined, part: Part): Part {
  into.types.push(`${place?.id} ${part.type}`);
  into.classes.push(`${place?.id} ${part.class}`);
  return part;
}

const jsonTypeOf = (value: Scalar): string => (value === null ? "null" : typeof value);
