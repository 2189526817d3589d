/**
 * Between what inputs hold (strings, switches, rows) and a disclosure's body, for any tree of fields. Inputs cannot say
 * "absent": an empty text means the field is left out, and so is a group or a row in which nothing was filled in.
 */

import type { Field, Shape, TextForm } from "#lib/disclosure/field-tree.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";

/** What one input holds. `null`: a radio group that was passed over without a choice. */
export type InputValue = string | boolean | null | FormValues | FormValues[];

/** What the inputs hold, by field name. A row that is no group of its own is `{value}`. */
export type FormValues = { [name: string]: InputValue };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

/** Whether a time's text fits the platform's picker; what does not, such as seconds of a program, is edited as text. */
export function fitsPicker(form: TextForm, text: string): boolean {
  return text === "" || (form === "day" ? DAY : MINUTE).test(text);
}

/** Text as typed to the protocol's form; what is no date is left for the schema to refuse. */
function timeOfText(form: TextForm, text: string): string {
  const whole = form === "day" && DAY.test(text) ? `${text}T00:00` : text;
  const time = MINUTE.test(whole) ? `${whole}:00.000Z` : text;
  return parseInstant(time) === undefined ? text : time;
}

function textOfTime(form: TextForm, time: string): string {
  if (form === "day" && time.endsWith("T00:00:00.000Z")) return time.slice(0, 10);
  return form === "moment" && time.endsWith(":00.000Z") ? time.slice(0, 16) : time;
}

// NFC and trimmed, as the schema demands: what a keyboard leaves at the end of a line is not the signer's word.
const tidy = (text: string) => normalForm(text, "NFC").trim();

const isValues = (value: InputValue | undefined): value is FormValues =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const rowsOf = (value: InputValue | undefined): FormValues[] => (Array.isArray(value) ? value : []);

/** What a row's shape holds: groups hold their fields, everything else its `value`. */
const isGroup = (shape: Shape) => shape.kind === "group" || shape.kind === "variants";
const inRow = (item: Shape, row: FormValues): InputValue | undefined => (isGroup(item) ? row : row.value);

/** Nothing was filled in: presets and switches that are off say nothing by themselves. */
export function isBlank(shape: Shape, value: InputValue | undefined): boolean {
  switch (shape.kind) {
    case "text":
    case "whole-number":
      return typeof value !== "string" || value.trim() === "";
    case "switch":
      return value !== true;
    case "choice":
      return typeof value !== "string" || value === "" || value === shape.preset;
    case "group":
      return !isValues(value) || shape.fields.every((field) => isBlank(field.shape, value[field.name]));
    case "variants":
      return !isValues(value) || !value[shape.on];
    case "rows":
      return rowsOf(value).every((row) => isBlank(shape.item, inRow(shape.item, row)));
    case "fixed":
      return true;
  }
}

/** Undefined: left out. */
function jsonOf(shape: Shape, value: InputValue | undefined): JsonValue | undefined {
  switch (shape.kind) {
    case "text": {
      const text = typeof value === "string" ? tidy(value) : "";
      if (text === "") return undefined;
      return shape.form === "day" || shape.form === "moment" ? timeOfText(shape.form, text) : text;
    }
    case "whole-number": {
      const text = typeof value === "string" ? value.trim() : "";
      return text === "" ? undefined : /^-?(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
    }
    case "switch":
      return value === true;
    case "choice":
      return typeof value === "string" && value !== "" ? value : undefined;
    case "group":
      return bodyOfFields(shape.fields, isValues(value) ? value : {});
    case "variants": {
      const chosen = isValues(value) ? value[shape.on] : undefined;
      const variant = shape.variants.find((one) => one.value === chosen);
      if (variant === undefined || !isValues(value)) return undefined;
      return { [shape.on]: variant.value, ...bodyOfFields(variant.fields, value) };
    }
    case "rows": {
      const { item } = shape;
      const filled = rowsOf(value).map((row) => inRow(item, row));
      return filled.filter((row) => !isBlank(item, row)).map((row) => jsonOf(item, row) ?? "");
    }
    case "fixed":
      return shape.value;
  }
}

/** A field that is off, because a switch beside it says so. */
export function isOff(field: Field, values: FormValues): boolean {
  return field.unless !== undefined && values[field.unless] === true;
}

function isLeftOut(field: Field, values: FormValues): boolean {
  if (field.shape.kind === "fixed") return !field.required;
  if (!field.drawn || isOff(field, values)) return true;
  // What is asked for is there even when empty, so that the schema complains at the places within it.
  const isAskedWhole = field.asked && (field.shape.kind === "group" || field.shape.kind === "rows");
  const isNo = field.required && field.shape.kind === "switch";
  return !isAskedWhole && !isNo && isBlank(field.shape, values[field.name]) && !isPresetAsked(field);
}

const isPresetAsked = ({ asked, shape }: Field) => asked && shape.kind === "choice";

/** The body of an object's fields. */
export function bodyOfFields(fields: readonly Field[], values: FormValues): JsonObject {
  const body: Record<string, JsonValue> = {};
  for (const field of fields) {
    const json = isLeftOut(field, values) ? undefined : jsonOf(field.shape, values[field.name]);
    if (json !== undefined) body[field.name] = json;
  }
  return body;
}

function inputValueOf(shape: Shape, json: JsonValue | undefined, asked: boolean): InputValue {
  switch (shape.kind) {
    case "text":
      if (typeof json !== "string") return "";
      return shape.form === "day" || shape.form === "moment" ? textOfTime(shape.form, json) : json;
    case "whole-number":
      return typeof json === "number" ? String(json) : "";
    case "switch":
      return json === true;
    case "choice":
      return typeof json === "string" ? json : shape.preset;
    case "group":
      return valuesOfFields(shape.fields, isJsonObject(json) ? json : {});
    case "variants": {
      const body = isJsonObject(json) ? json : {};
      const all = shape.variants.map(({ value, fields }) =>
        valuesOfFields(fields, value === body[shape.on] ? body : {}),
      );
      const chosen = shape.variants.findIndex(({ value }) => value === body[shape.on]);
      return Object.assign({}, ...all, all[chosen] ?? {}, { [shape.on]: body[shape.on] ?? "" });
    }
    case "rows": {
      const items: readonly (JsonValue | undefined)[] = Array.isArray(json) ? json : asked ? [undefined] : [];
      return items.map((item) => {
        const value = inputValueOf(shape.item, item, false);
        return isGroup(shape.item) && isValues(value) ? value : { value };
      });
    }
    case "fixed":
      return "";
  }
}

/** Every input of the form: filled from `body`, or empty. The inverse of {@link bodyOfFields} for bodies of the schema. */
export function valuesOfFields(fields: readonly Field[], body: JsonObject): FormValues {
  const drawn = fields.filter((field) => field.drawn);
  return Object.fromEntries(
    drawn.map(({ name, shape, asked }) => [name, inputValueOf(shape, body[name], asked && body[name] === undefined)]),
  );
}

/** The input's name for a place in the body: rows that were left out count again, and a row's text is its `value`. */
export function inputAt(fields: readonly Field[], values: FormValues, path: readonly PropertyKey[]): string {
  const [name, ...rest] = path;
  const field = fields.find((one) => one.name === name);
  if (field === undefined) return path.map(String).join(".");
  return [field.name, ...stepsIn(field.shape, values[field.name], rest)].join(".");
}

function stepsIn(shape: Shape, value: InputValue | undefined, path: readonly PropertyKey[]): string[] {
  if (shape.kind === "group") {
    return path.length === 0 ? [] : [inputAt(shape.fields, isValues(value) ? value : {}, path)];
  }
  if (shape.kind === "variants") {
    const held = isValues(value) ? value : {};
    const variant = shape.variants.find((one) => one.value === held[shape.on]);
    return path.length === 0 ? [shape.on] : [inputAt(variant?.fields ?? [], held, path)];
  }
  if (shape.kind !== "rows") return [];
  const [nth, ...rest] = path;
  if (nth === undefined) return [];
  const { item } = shape;
  const places = rowsOf(value).flatMap((row, at) => (isBlank(item, inRow(item, row)) ? [] : [at]));
  const at = places[Number(nth)] ?? Number(nth);
  const row = rowsOf(value)[at] ?? {};
  const inner = stepsIn(item, inRow(item, row), rest);
  return [String(at), ...(isGroup(item) ? inner : ["value"])];
}

/** A new row, with nothing in it. */
export function emptyRow(item: Shape): FormValues {
  const value = inputValueOf(item, undefined, false);
  return isGroup(item) && isValues(value) ? value : { value };
}
