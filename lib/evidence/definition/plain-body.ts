/**
 * Whether everybody who reads the body of a request as JSON reads the same. Go and C# take a member for a field of theirs in
 * whatever case, and the last one wins; what is missing is zero to one and nothing to the next; Laravel trims texts, ASP.NET
 * and pydantic read "2" as 2; Python keeps `2.0` and `2` apart, and JavaScript does not (ADR 0245). So a body is built as
 * one that a test shows, and its texts and numbers are written in the one way that needs no reader's help.
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { jsonBody } from "./compare.ts";
import { addTo, isShownAt, namesOf, newShown, type Scalar, type Shown } from "./plain-text.ts";

/** Reads bodies of tests; tells of any other whether it is plain. Total. */
export function readBodies(shown: readonly Uint8Array[]): (body: Uint8Array) => boolean {
  const place = newPlace();
  for (const each of shown) show(jsonBody(each), place);
  return (body) => {
    const value = jsonBody(body);
    return value !== undefined && isShown(value, place) && isWrittenAs(value, body);
  };
}

/** What tests show at one place: scalars, and lists and objects by what stands there: elements, or members of these names. */
interface Place {
  readonly scalars: Shown;
  readonly structures: Map<string, Inside>;
}

/** Places of members, where all elements of a list are in one; and what stands together in one test. */
interface Inside {
  readonly places: Map<string, Place>;
  readonly together: Map<string, Together>;
  /** All texts of members. */
  readonly texts: Set<string>;
  /** Those of `together` that have all of these types: read for some requests, since others are built alike. */
  readonly known: Map<string, readonly Together[]>;
}

/** Whoever asks makes lists of ever other types. */
const MAX_KNOWN = 256;

/** Types, by member, with the texts of members that have stood beside them. */
type Together = { readonly types: ReadonlySet<string>; readonly texts: Set<string> };

const newPlace = (): Place => ({ scalars: newShown(), structures: new Map() });
const newInside = (): Inside => ({
  places: new Map(),
  together: new Map(),
  texts: new Set(),
  known: new Map(),
});

function show(value: JsonValue | undefined, place: Place): void {
  if (value === undefined) return;
  if (isScalar(value)) {
    addTo(place.scalars, value);
    return;
  }
  const inside = place.structures.get(typeOf(value)) ?? newInside();
  place.structures.set(typeOf(value), inside);
  const types = typesIn(value);
  const together = inside.together.get(namesOf([...types])) ?? { types, texts: new Set() };
  inside.together.set(namesOf([...types]), together);
  for (const text of textsIn(value)) {
    together.texts.add(text);
    inside.texts.add(text);
  }
  for (const [name, member] of membersOf(value)) {
    const below = inside.places.get(name) ?? newPlace();
    inside.places.set(name, below);
    show(member, below);
  }
}

function isShown(value: JsonValue, place: Place | undefined): boolean {
  if (place === undefined) return false;
  if (isScalar(value)) return isShownAt(place.scalars, value) && !CONTROL.test(String(value));
  const inside = place.structures.get(typeOf(value));
  if (inside === undefined || !isOneToEach(value)) return false;
  return (
    isTogether(value, inside) && membersOf(value).every(([name, member]) => isShown(member, inside.places.get(name)))
  );
}

/** A text that tests show (an operation, a unit) stands beside types that it stands beside in one of them. */
function isTogether(value: Structure, inside: Inside): boolean {
  const alike = withTypes([...typesIn(value)], inside);
  return (
    alike.length > 0 &&
    textsIn(value).every((text) => !inside.texts.has(text) || alike.some(({ texts }) => texts.has(text)))
  );
}

function withTypes(types: readonly string[], { together, known }: Inside): readonly Together[] {
  const names = namesOf(types);
  const alike =
    known.get(names) ?? [...together.values()].filter((each) => types.every((type) => each.types.has(type)));
  if (known.size < MAX_KNOWN) known.set(names, alike);
  return alike;
}

type Structure = readonly JsonValue[] | JsonObject;

const isScalar = (value: JsonValue): value is Scalar => !isList(value) && !isJsonObject(value);

const membersOf = (value: Structure): (readonly [string, JsonValue])[] =>
  isList(value) ? value.map((element) => ["", element] as const) : Object.entries(value);

/**
 * Of an object its names, in the order that JavaScript keeps, Go sorts, and hash tables lose: as a test has it each answers
 * as there. An empty list is one to one, and nothing to the next.
 */
function typeOf(value: JsonValue): string {
  if (isList(value)) return value.length === 0 ? "empty list" : "list";
  if (isJsonObject(value)) return JSON.stringify(Object.keys(value));
  return value === null ? "null" : typeof value;
}

/** Of members, and of elements of those that are lists: each language orders numbers and texts in one list otherwise. */
function typesIn(value: Structure): ReadonlySet<string> {
  return new Set(
    membersOf(value).flatMap(([name, member]) => [
      JSON.stringify([name, typeOf(member)]),
      ...(isList(member) ? member.map((each) => JSON.stringify([name, "of", typeOf(each)])) : []),
    ]),
  );
}

const textsIn = (value: Structure): readonly string[] =>
  isList(value)
    ? []
    : Object.entries(value).flatMap((each) => (typeof each[1] === "string" ? JSON.stringify(each) : []));

/** Whether readers tell its names apart. Rails takes null out of a list. */
function isOneToEach(value: Structure): boolean {
  if (isList(value)) return !value.includes(null);
  const names = Object.keys(value);
  return new Set(names.map(folded)).size === names.length && !names.some((name) => OF_LIBRARIES.test(name));
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** Newtonsoft and others resolve `$ref`, and JavaScript sets what an object inherits from. */
const OF_LIBRARIES = /^(?:\$|__proto__$)/;

/** As readers that look for a field by its name make names alike: case, width, and what joins words. Takes time by its length. */
const folded = (name: string): string =>
  Array.from(name, (letter) => letter.normalize("NFKD").toLowerCase())
    .join("")
    .replace(/[-_. ]/g, "");

/** Lines may be broken within a text. */
const CONTROL = /[^\P{Cc}\n\t]/u;

/** Whether numbers are written in their one way, and names in the order that JavaScript gives: it puts `9` before `a`. */
function isWrittenAs(value: JsonValue, body: Uint8Array): boolean {
  const text = utf8Decode(body) ?? "";
  const strings = [...text.matchAll(/("[^"\\]*(?:\\.[^"\\]*)*")\s*(:?)/g)];
  const written = strings.flatMap(([, name = "", colon]) => (colon === ":" ? String(JSON.parse(name)) : []));
  return numbersIn(text).every(isPlainNumber) && JSON.stringify(written) === JSON.stringify(namesIn(value));
}

const namesIn = (value: JsonValue): string[] =>
  isScalar(value)
    ? []
    : membersOf(value).flatMap(([name, member]) => [...(isList(value) ? [] : [name]), ...namesIn(member)]);

/** As they are written, of strict JSON: what is left of it without its strings holds no other digits. */
function numbersIn(text: string): string[] {
  const bare = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "");
  return bare.match(/-?[0-9][-+.0-9Ee]*/g) ?? [];
}

const isPlainNumber = (text: string): boolean => String(Number(text)) === text;
