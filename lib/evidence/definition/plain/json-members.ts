/** JSON as it is walked through: what stands in an object or a list, one after the other. */
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { Scalar } from "./marks.ts";

export type Structure = readonly JsonValue[] | JsonObject;

export const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

export const isScalar = (value: JsonValue): value is Scalar => !isList(value) && !isJsonObject(value);

/** All elements of a list have no name. */
export const membersOf = (value: Structure): (readonly [name: string, JsonValue])[] =>
  isList(value) ? value.map((element) => ["", element] as const) : Object.entries(value);

/** Names of all objects in it, in their order. */
export function namesIn(value: JsonValue, names: string[] = []): readonly string[] {
  if (isScalar(value)) return names;
  for (const [name, member] of membersOf(value)) {
    if (!isList(value)) names.push(name);
    namesIn(member, names);
  }
  return names;
}

/** Texts of a value: those that are elements of a list, or stand in one, and all others; and names of members. */
export type TextsIn = { readonly alone: string[]; readonly inLists: string[]; readonly names: string[] };

export const noTexts = (): TextsIn => ({ alone: [], inLists: [], names: [] });

/** However deep they stand. */
export function textsIn(value: JsonValue): TextsIn {
  const found = noTexts();
  const left: (readonly [value: JsonValue, isInList: boolean])[] = [[value, false]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [each, isInList] = next;
    if (typeof each === "string") (isInList ? found.inLists : found.alone).push(each);
    if (isScalar(each)) continue;
    if (!isList(each)) for (const name of Object.keys(each)) found.names.push(name);
    for (const member of Object.values(each)) left.push([member as JsonValue, isInList || isList(each)]);
  }
  return found;
}

export const textsAndNamesIn = (value: JsonValue): string[] => Object.values(textsIn(value)).flat();
