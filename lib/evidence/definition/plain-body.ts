/**
 * Whether everybody who reads the body of a request as JSON reads the same. Go and C# take a member for a field of theirs in
 * whatever case, and the last one wins; what is missing is zero to one and nothing to the next; Laravel trims texts, ASP.NET
 * and pydantic read "2" as 2; Python keeps `2.0` and `2` apart, and JavaScript does not (ADR 0245). So a body is built as
 * one that a test shows, and its texts and numbers are written in the one way that needs no reader's help.
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { jsonBody } from "./compare.ts";
import { addTo, isShownAt, namesOf, type Shown } from "./plain-text.ts";

/** Reads bodies of tests; tells of any other whether it is plain. Total. */
export function readBodies(shown: readonly Uint8Array[]): (body: Uint8Array) => boolean {
  const place = newPlace();
  for (const each of shown) show(jsonBody(each), place);
  return (body) => {
    const value = jsonBody(body);
    return value !== undefined && isShown(value, place) && numbersIn(body).every(isPlainNumber);
  };
}

/**
 * What tests show at one place: scalars, and by what stands there a list (all of its elements are one place), or the names of
 * an object, under which its members are.
 */
interface Place {
  readonly scalars: Shown;
  readonly steps: Map<string, Place>;
}

const newPlace = (): Place => ({ scalars: new Map(), steps: new Map() });

function show(value: JsonValue | undefined, place: Place): void {
  if (value === undefined) return;
  if (isList(value)) {
    const inside = stepInto(place, LIST);
    for (const element of value) show(element, inside);
  } else if (isJsonObject(value)) {
    const inside = stepInto(place, namesOf(Object.keys(value)));
    for (const [name, member] of Object.entries(value)) show(member, stepInto(inside, name));
  } else addTo(place.scalars, value);
}

function stepInto({ steps }: Place, step: string): Place {
  const found = steps.get(step) ?? newPlace();
  steps.set(step, found);
  return found;
}

function isShown(value: JsonValue, place: Place | undefined): boolean {
  if (place === undefined) return false;
  if (isJsonObject(value)) return isObjectShown(value, place.steps.get(namesOf(Object.keys(value))));
  if (!isList(value)) return isShownAt(place.scalars, value) && !CONTROL.test(String(value));
  const inside = place.steps.get(LIST);
  // Rails takes null out of a list.
  return inside !== undefined && value.every((element) => element !== null && isShown(element, inside));
}

function isObjectShown(value: JsonObject, inside: Place | undefined): boolean {
  const names = Object.keys(value);
  const isOneToEach =
    new Set(names.map(folded)).size === names.length && !names.some((name) => OF_LIBRARIES.test(name));
  return (
    inside !== undefined && isOneToEach && names.every((name) => isShown(value[name] ?? null, inside.steps.get(name)))
  );
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** No object has it for its names. */
const LIST = "list";

/** Newtonsoft and others resolve `$ref`, and JavaScript sets what an object inherits from. */
const OF_LIBRARIES = /^(?:\$|__proto__$)/;

/** As readers that look for a field by its name make names alike: case, width, and what joins words. */
function folded(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[-_. ]/g, "");
}

/** Lines may be broken within a text. */
const CONTROL = /[^\P{Cc}\n\t]/u;

/** As they are written, of a text that is strict JSON: what is left of it without its strings holds no other digits. */
function numbersIn(body: Uint8Array): string[] {
  const bare = (utf8Decode(body) ?? "").replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "");
  return bare.match(/-?[0-9][-+.0-9Ee]*/g) ?? [];
}

const isPlainNumber = (text: string): boolean => String(Number(text)) === text;
