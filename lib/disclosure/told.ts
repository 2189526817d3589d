/** A disclosure's body as readers are told it: labels from the schema, values in words. Nothing in the body is left out. */
import { formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalText, isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { type Field, type Shape, type TextForm, wordsOf } from "./field-tree.ts";

/** A value in words. */
export type Told =
  | { readonly kind: "text" | "paragraph"; readonly text: string }
  | { readonly kind: "number"; readonly text: string; readonly unit: string | undefined }
  | { readonly kind: "day" | "moment"; readonly at: Instant }
  | { readonly kind: "link"; readonly href: string }
  | { readonly kind: "provider"; readonly id: string }
  /** ISO 3166. */
  | { readonly kind: "jurisdiction"; readonly code: string }
  /** `words`: which of several variants it is. */
  | { readonly kind: "facts"; readonly words: string | undefined; readonly facts: readonly Fact[] }
  | { readonly kind: "list"; readonly items: readonly Told[] }
  | { readonly kind: "table"; readonly columns: readonly Column[]; readonly rows: readonly ToldRow[] };

export type Fact = { readonly name: string; readonly label: string; readonly value: Told };
export type Column = { readonly name: string; readonly label: string; readonly isNumber: boolean };
export type ToldRow = { readonly [column: string]: Told };

/** Said by the frame around the facts, or by nobody: the envelope's own. */
const APART: ReadonlySet<string> = new Set(["version", "expiresAt", "notApplicable"]);

const LATE = ["effectiveAt", "overhead", "attachments"];

/** What it says comes first, then since when, then what it costs. */
export function inReadingOrder<T extends { readonly name: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => LATE.indexOf(a.name) - LATE.indexOf(b.name));
}

/** The facts of a body, in reading order. */
export function factsOfBody(fields: readonly Field[], body: JsonObject): Fact[] {
  return inReadingOrder(factsOf(fields, body).filter(({ name }) => !APART.has(name)));
}

/** Every member that is there, in the schema's order; a member that no schema knows follows as it stands. */
export function factsOf(fields: readonly Field[], body: JsonObject): Fact[] {
  const inUnits = new Set(fields.flatMap(({ name, unitFrom }) => (body[name] === undefined ? [] : (unitFrom ?? []))));
  const known = fields.flatMap((field): Fact[] => {
    const value = body[field.name];
    if (value === undefined || inUnits.has(field.name)) return [];
    return [{ name: field.name, label: field.told, value: toldOf(field.shape, value, unitIn(field, body)) }];
  });
  const names = new Set(fields.map(({ name }) => name));
  const others = Object.entries(body).filter(([name]) => !names.has(name) && !inUnits.has(name));
  return [
    ...known,
    ...others.map(([name, value]): Fact => ({ name, label: wordsOf(name), value: toldAsItStands(value) })),
  ];
}

/** "EUR a month": what stands beside the amount comes before the unit of its schema. */
function unitIn({ unit, unitFrom }: Field, body: JsonObject): string | undefined {
  const beside = unitFrom === undefined ? undefined : body[unitFrom];
  return typeof beside === "string" ? [beside, unit].filter((part) => part !== undefined).join(" ") : unit;
}

export function toldOfField(field: Field, value: JsonValue): Told {
  return toldOf(field.shape, value, field.unit);
}

function toldAsItStands(value: JsonValue): Told {
  return { kind: "text", text: typeof value === "string" ? value : canonicalText(value) };
}

export function toldOf(shape: Shape, value: JsonValue, unit?: string): Told {
  switch (shape.kind) {
    case "text":
      return typeof value === "string" ? toldText(shape.form, value, unit) : toldAsItStands(value);
    case "whole-number":
      return typeof value === "number" ? { kind: "number", text: String(value), unit } : toldAsItStands(value);
    case "switch":
      return { kind: "text", text: value === true ? "yes" : "no" };
    case "choice": {
      const choice = shape.choices.find((one) => one.value === value);
      return choice === undefined ? toldAsItStands(value) : { kind: "text", text: choice.words };
    }
    case "group":
      return isJsonObject(value)
        ? { kind: "facts", words: undefined, facts: factsOf(shape.fields, value) }
        : toldAsItStands(value);
    case "variants":
      return toldVariant(shape, value);
    case "rows":
      return Array.isArray(value) ? toldRows(shape.item, value) : toldAsItStands(value);
    case "fixed":
      return toldAsItStands(value);
  }
}

function toldText(form: TextForm, text: string, unit: string | undefined): Told {
  switch (form) {
    case "decimal":
      return { kind: "number", text, unit };
    case "day":
    case "moment": {
      const at = parseInstant(text);
      if (at === undefined) return { kind: "text", text };
      // A day that was signed with an hour is told with it.
      return { kind: form === "day" && text.endsWith("T00:00:00.000Z") ? "day" : "moment", at };
    }
    case "link":
      return text.startsWith("https://") ? { kind: "link", href: text } : { kind: "text", text };
    case "provider":
      return { kind: "provider", id: text };
    case "jurisdiction":
      return { kind: "jurisdiction", code: text };
    case "paragraph":
      return { kind: "paragraph", text };
    case "line":
      return { kind: "text", text };
  }
}

function toldVariant(shape: Extract<Shape, { kind: "variants" }>, value: JsonValue): Told {
  const variant = isJsonObject(value) ? shape.variants.find((one) => one.value === value[shape.on]) : undefined;
  if (variant === undefined || !isJsonObject(value)) return toldAsItStands(value);
  const { [shape.on]: _, ...rest } = value;
  return { kind: "facts", words: variant.words, facts: factsOf(variant.fields, rest) };
}

/** More columns than that are told one row after the other. */
const MAX_COLUMNS = 7;

const isSimple = (shape: Shape) => shape.kind !== "group" && shape.kind !== "variants" && shape.kind !== "rows";

function toldRows(item: Shape, rows: readonly JsonValue[]): Told {
  if (rows.length === 0) return { kind: "text", text: "none" };
  const isTable =
    item.kind === "group" && item.fields.length <= MAX_COLUMNS && item.fields.every(({ shape }) => isSimple(shape));
  if (!isTable || !rows.every(isJsonObject)) {
    return { kind: "list", items: rows.map((row) => toldOf(item, row)) };
  }
  const told = rows.map((row) => Object.fromEntries(factsOf(item.fields, row).map((fact) => [fact.name, fact.value])));
  const columns = item.fields
    .filter(({ name }) => told.some((row) => row[name] !== undefined))
    .map(({ name, told: label, shape }) => ({
      name,
      label,
      isNumber: shape.kind === "whole-number" || (shape.kind === "text" && shape.form === "decimal"),
    }));
  return { kind: "table", columns, rows: told };
}

/** A value in one line of plain text. */
export function plainText(told: Told): string {
  switch (told.kind) {
    case "text":
    case "paragraph":
      return told.text;
    case "number":
      return told.unit === undefined ? told.text : `${told.text} ${told.unit}`;
    case "day":
      return formatInstant(told.at).slice(0, 10);
    case "moment":
      return `${formatInstant(told.at).slice(0, 16).replace("T", " ")} UTC`;
    case "link":
      return told.href;
    case "provider":
      return told.id;
    case "jurisdiction":
      return told.code;
    case "facts": {
      const facts = told.facts.map(({ label, value }) => `${label} ${plainText(value)}`).join(", ");
      return [told.words, facts === "" ? undefined : facts].filter((part) => part !== undefined).join(": ");
    }
    case "list":
      return told.items.map(plainText).join("; ");
    case "table":
      return told.rows.map((row) => Object.values(row).map(plainText).join(", ")).join("; ");
  }
}
