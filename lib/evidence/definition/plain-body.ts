/**
 * Whether everybody who reads the body of a request as JSON reads the same. Go and C# take a member for a field of theirs in
 * whatever case, and the last one wins; what is missing is zero to one and nothing to the next; Laravel trims texts, ASP.NET
 * and pydantic read "2" as 2; Python keeps `2.0` and `2` apart, and JavaScript does not (ADR 0245). So a body is built as
 * one that a test shows, and its texts and numbers are written in the one way that needs no reader's help.
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { jsonBody } from "./compare.ts";
import { isPlainText } from "./plain-text.ts";

/** `shown`: bodies of tests. Total. */
export function isPlainBody(body: Uint8Array, shown: readonly Uint8Array[]): boolean {
  const value = jsonBody(body);
  if (value === undefined) return false;
  const place: Place = new Map();
  for (const each of shown) show(jsonBody(each), place);
  return isShown(value, place) && numbersIn(body).every(isPlainNumber);
}

/**
 * What tests show at one place, by what stands there: a kind of scalar, a list (all of its elements are one place), or the
 * names of an object, under which its members are.
 */
interface Place extends Map<string, Place> {}

function show(value: JsonValue | undefined, place: Place): void {
  if (value === undefined) return;
  const inside = stepInto(place, kindOf(value));
  if (Array.isArray(value)) for (const element of value) show(element, inside);
  else if (isJsonObject(value))
    for (const [name, member] of Object.entries(value)) show(member, stepInto(inside, name));
}

function stepInto(place: Place, step: string): Place {
  const found = place.get(step) ?? new Map();
  place.set(step, found);
  return found;
}

function isShown(value: JsonValue, place: Place | undefined): boolean {
  const inside = place?.get(kindOf(value));
  if (inside === undefined) return false;
  // Rails takes null out of a list.
  if (Array.isArray(value)) return value.every((element) => element !== null && isShown(element, inside));
  if (!isJsonObject(value)) return typeof value !== "string" || value === "" || isPlainBodyText(value);
  const names = Object.keys(value);
  const isOneToEach =
    new Set(names.map(folded)).size === names.length && !names.some((name) => OF_LIBRARIES.test(name));
  return isOneToEach && names.every((name) => isShown(value[name] ?? null, inside.get(name)));
}

/** A whole number is none of the fractions that some make of it, or cut off it; no object has the kind of a list. */
function kindOf(value: JsonValue): string {
  if (Array.isArray(value)) return "list";
  if (isJsonObject(value)) return JSON.stringify(Object.keys(value).sort());
  if (typeof value === "number") return Number.isInteger(value) ? "whole" : "fraction";
  if (typeof value === "string") return value === "" ? "empty" : "text";
  return value === null ? "null" : "boolean";
}

/** Newtonsoft and others resolve `$ref`, and JavaScript sets what an object inherits from. */
const OF_LIBRARIES = /^(?:\$|__proto__$)/;

/** As readers that look for a field by its name make names alike: case, width, and what joins words. */
function folded(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[-_. ]/g, "");
}

/** Lines may be broken within. */
const isPlainBodyText = (text: string): boolean => isPlainText(text) && !/[^\P{Cc}\n\t]/u.test(text);

/** As they are written, of a text that is strict JSON: what is left of it without its strings holds no other digits. */
function numbersIn(body: Uint8Array): string[] {
  const bare = (utf8Decode(body) ?? "").replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "");
  return bare.match(/-?[0-9][-+.0-9Ee]*/g) ?? [];
}

const isPlainNumber = (text: string): boolean => String(Number(text)) === text;
