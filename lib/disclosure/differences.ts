/** What differs between two versions of a disclosure, in words and place by place. */
import { canonicalText, isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import type { Field, Shape } from "./field-tree.ts";
import { inReadingOrder, plainText, type Told, toldOf, toldOfField } from "./told.ts";

/** `before` undefined: added; `after` undefined: taken out. */
export type Change = {
  /** The place, for keys and tests: "lines.storage.pricePer1000". */
  readonly name: string;
  readonly label: string;
  readonly before: Told | undefined;
  readonly after: Told | undefined;
};

/** Times of the disclosure itself are no change of fact; neither is how its form is counted. */
const APART: ReadonlySet<string> = new Set(["version", "effectiveAt", "expiresAt"]);

type Place = { readonly name: string; readonly label: string };

/** Changes in reading order; empty: renewed with the same facts. */
export function changesBetween(fields: readonly Field[], before: JsonObject, after: JsonObject): Change[] {
  const told = inReadingOrder(fields.filter(({ name }) => !APART.has(name)));
  return changesOfFields(told, before, after, undefined);
}

function changesOfFields(
  fields: readonly Field[],
  before: JsonObject,
  after: JsonObject,
  within: Place | undefined,
): Change[] {
  return fields.flatMap((field) => {
    const [old, fresh] = [before[field.name], after[field.name]];
    if (isSame(old, fresh)) return [];
    const place = {
      name: within === undefined ? field.name : `${within.name}.${field.name}`,
      label: within === undefined ? field.told : `${within.label} › ${field.told}`,
    };
    return changesOfField(field, old, fresh, place);
  });
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalText(a) === canonicalText(b);
}

function changesOfField(
  field: Field,
  old: JsonValue | undefined,
  fresh: JsonValue | undefined,
  place: Place,
): Change[] {
  const { shape } = field;
  if (shape.kind === "group" && isJsonObject(old) && isJsonObject(fresh)) {
    return changesOfFields(shape.fields, old, fresh, place);
  }
  if (shape.kind === "rows" && Array.isArray(old) && Array.isArray(fresh)) {
    const changes = changesOfRows(shape.item, old, fresh, place);
    // The same rows in another order.
    if (changes.length > 0) return changes;
  }
  const tell = (value: JsonValue | undefined) => (value === undefined ? undefined : toldOfField(field, value));
  return [{ ...place, before: tell(old), after: tell(fresh) }];
}

function changesOfRows(item: Shape, old: readonly JsonValue[], fresh: readonly JsonValue[], place: Place): Change[] {
  const keyOf = rowKey(item, old, fresh);
  const before = new Map(old.map((row) => [keyOf(row), row]));
  const after = new Map(fresh.map((row) => [keyOf(row), row]));
  const gone = [...before].filter(([key]) => !after.has(key));
  const changed = [...after].flatMap(([key, row]): Change[] => {
    const was = before.get(key);
    if (was === undefined) return [{ ...rowPlace(place, key), before: undefined, after: toldOf(item, row) }];
    if (isSame(was, row)) return [];
    if (item.kind === "group" && isJsonObject(was) && isJsonObject(row)) {
      const words = wordsOfRow(item.fields, row);
      return changesOfFields(item.fields, was, row, {
        name: `${place.name}.${key}`,
        label: words === "" ? place.label : `${place.label}: ${words}`,
      });
    }
    return [{ ...rowPlace(place, key), before: toldOf(item, was), after: toldOf(item, row) }];
  });
  return [
    ...gone.map(([key, row]): Change => ({ ...rowPlace(place, key), before: toldOf(item, row), after: undefined })),
    ...changed,
  ];
}

function rowPlace({ name, label }: Place, key: string): Place {
  return { name: `${name}.${key}`, label };
}

/**
 * By what rows are known again: the fewest first fields that tell all rows of both lists apart, as a price line is known
 * by its service, or by service and unit. Rows that are equal in everything are one.
 */
function rowKey(item: Shape, old: readonly JsonValue[], fresh: readonly JsonValue[]): (row: JsonValue) => string {
  if (item.kind !== "group") return (row) => canonicalText(row);
  for (let count = 1; count < item.fields.length; count += 1) {
    const names = item.fields.slice(0, count).map(({ name }) => name);
    const keyOf = (row: JsonValue) => names.map((name) => memberText(row, name)).join(" / ");
    const isTelling = [old, fresh].every((rows) => new Set(rows.map(keyOf)).size === rows.length);
    if (isTelling) return keyOf;
  }
  return (row) => canonicalText(row);
}

function memberText(row: JsonValue, name: string): string {
  const value = isJsonObject(row) ? row[name] : undefined;
  return typeof value === "string" ? value : value === undefined ? "" : canonicalText(value);
}

/** A row's name in words: its first field. */
function wordsOfRow(fields: readonly Field[], row: JsonObject): string {
  const [first] = fields;
  const value = first === undefined ? undefined : row[first.name];
  return first === undefined || value === undefined ? "" : plainText(toldOfField(first, value));
}
