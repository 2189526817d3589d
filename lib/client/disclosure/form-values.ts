/**
 * Between what inputs hold (strings, switches, rows) and a disclosure body. Inputs cannot say "absent": an empty text
 * means the field is left out, and an empty group is left out as a whole.
 */
import { DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";

/** What one input holds. `null`: a radio group that was passed over without a choice. */
export type InputValue = string | boolean | null | FormValues | FormValues[];

/** What the inputs hold, by field name. */
export type FormValues = { [name: string]: InputValue };

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function toJson(value: InputValue | undefined): JsonValue {
  // NFC and trimmed, as the schema demands: what a keyboard leaves at the end of a line is not the signer's word.
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value.normalize("NFC").trim();
  if (typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((row) => toJson(row.value ?? "")).filter((item) => !isEmpty(item));
  return dropEmpty(value);
}

function dropEmpty(values: FormValues): JsonObject {
  const kept: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const json = toJson(value);
    if (!isEmpty(json)) kept[name] = json;
  }
  return kept;
}

/** Groups that say something only together with their choice: without it, what is typed in them stays a draft. */
const GROUP_CHOICE: Readonly<Record<string, { readonly field: string; readonly alone: readonly string[] }>> = {
  regulation: { field: "status", alone: ["none-by-choice"] },
};

function groups(body: JsonObject): JsonObject {
  const out: Record<string, JsonValue> = { ...body };
  for (const [name, { field, alone }] of Object.entries(GROUP_CHOICE)) {
    const group = out[name];
    if (!isJsonObject(group)) continue;
    const choice = group[field];
    if (choice === undefined) delete out[name];
    else if (typeof choice === "string" && alone.includes(choice)) out[name] = { [field]: choice };
  }
  // Hidden while anonymous: what was typed before stays in the draft and out of the statement.
  if (out.anonymous === true) delete out.legalName;
  const overhead = out.overhead;
  // The basis alone says nothing about cost.
  if (typeof overhead === "object" && overhead !== null && Object.keys(overhead).join() === "basis")
    delete out.overhead;
  return out;
}

/** "2026-11-22" as midnight UTC in the protocol's form; other text is left for the schema to refuse. */
export function timeOfDay(day: string): string {
  const text = `${day}T00:00:00.000Z`;
  return parseInstant(text) === undefined ? day : text;
}

export function dayOfTime(time: JsonValue | undefined): string {
  return typeof time === "string" ? time.slice(0, 10) : "";
}

/** Fields that remain when a disclosure does not apply: who, when and why, nothing else. */
const ALWAYS = ["effectiveAt", "expiresAt", "overhead"] as const;

export type BodyOptions = { readonly applies: boolean; readonly timeFields: readonly string[] };

/** The body as the schema reads it. `version` is 1 for every type so far. */
export function bodyOfValues(values: FormValues, { applies, timeFields }: BodyOptions): JsonObject {
  const { notApplicable, ...rest } = values;
  const chosen = applies ? rest : pick(values, [...ALWAYS, "notApplicable"]);
  const body: Record<string, JsonValue> = { ...groups(dropEmpty(chosen)), version: 1 };
  // An explanation belongs to the answer even before a word is typed, so that the schema points at it.
  if (!applies) body.notApplicable = typeof notApplicable === "string" ? notApplicable.normalize("NFC").trim() : "";
  for (const field of timeFields) {
    const day = body[field];
    if (typeof day === "string") body[field] = timeOfDay(day);
  }
  return body;
}

function pick(values: FormValues, names: readonly string[]): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
}

function fromJson(value: JsonValue | undefined, empty: InputValue): InputValue {
  if (value === undefined) return empty;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map((item) => ({ value: typeof item === "string" ? item : "" }));
  if (typeof value !== "object" || value === null) return empty;
  const base = typeof empty === "object" && empty !== null && !Array.isArray(empty) ? empty : {};
  const filled: FormValues = { ...base };
  for (const [name, item] of Object.entries(value)) filled[name] = fromJson(item, base[name] ?? "");
  return filled;
}

/** The inputs for an existing body (a correction, a draft), over `empty`, which names every input. */
export function valuesOfBody(body: JsonObject, empty: FormValues, timeFields: readonly string[]): FormValues {
  const values: FormValues = { ...empty };
  for (const name of Object.keys(empty)) {
    const given = body[name];
    values[name] =
      timeFields.includes(name) && given !== undefined ? dayOfTime(given) : fromJson(given, empty[name] ?? "");
  }
  return values;
}

/** Identity lasts 400 days at most; a year is the preset. */
const IDENTITY_LIFE_DAYS = 365;

/** Every input of the identity form, empty, with the two dates set. */
export function emptyIdentity(now: Instant): FormValues {
  return {
    effectiveAt: formatInstant(now).slice(0, 10),
    expiresAt: formatInstant((now + IDENTITY_LIFE_DAYS * DAY_MS) as Instant).slice(0, 10),
    notApplicable: "",
    anonymous: false,
    legalName: "",
    form: "",
    registerNumber: "",
    jurisdiction: "",
    regulation: { status: "", regime: "", licence: "" },
    otherProviders: [],
    website: "",
    note: "",
    overhead: { cpuSecondsPerDay: "", storageBytesPerDay: "", moneyPerMonth: "", latencyMs: "", basis: "estimated" },
  };
}
