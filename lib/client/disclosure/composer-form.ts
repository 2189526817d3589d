/** A disclosure's form as a whole: its start, its body, and its errors each at its input. */

import type { FieldErrors, Resolver } from "react-hook-form";
import { complaintsAbout } from "#lib/disclosure/check-body.ts";
import type { Field } from "#lib/disclosure/field-tree.ts";
import { addMs, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { bodyOfFields, type FormValues, inputAt, valuesOfFields } from "./form-values.ts";

/** The radio at the top of each form that can be answered so: does this disclosure apply at all? */
export const APPLIES = "applies";

/** The answer "not applicable, because …". */
export function reasonField(fields: readonly Field[]): Field | undefined {
  return fields.find(({ input }) => input === "reason");
}

/** Fields that remain when a disclosure does not apply: what it costs, and from when to when. */
export const WHEN_NOT_APPLICABLE: ReadonlySet<string> = new Set(["version", "effectiveAt", "expiresAt", "overhead"]);

/** The body as the schema reads it. */
export function bodyOf(values: FormValues, fields: readonly Field[]): JsonObject {
  const reason = reasonField(fields);
  if (reason === undefined) return bodyOfFields(fields, values);
  if (values[APPLIES] !== "no") {
    return bodyOfFields(
      fields.filter((field) => field !== reason),
      values,
    );
  }
  const kept = bodyOfFields(
    fields.filter(({ name }) => WHEN_NOT_APPLICABLE.has(name)),
    values,
  );
  const said = values[reason.name];
  // An explanation belongs to the answer even before a word is typed, so that the schema points at it.
  return { ...kept, [reason.name]: typeof said === "string" ? normalForm(said, "NFC").trim() : "" };
}

/** A first version begins empty and dated today; a correction with what is published, dated anew. */
export function startValues(
  { life }: DisclosureType,
  fields: readonly Field[],
  previous: JsonObject | undefined,
  now: Instant,
): FormValues {
  const dates = new Set(["effectiveAt", "expiresAt"]);
  const kept = Object.entries(previous ?? {}).filter(([name]) => !dates.has(name));
  const presets: Record<string, string> = {};
  const today = formatInstant(now).slice(0, 10);
  const dayAhead = (days: number) => formatInstant(addMs(now, days * DAY_MS)).slice(0, 10);
  presets.effectiveAt = `${today}T00:00:00.000Z`;
  if (life.ends === "at-expiry") presets.expiresAt = `${dayAhead(life.presetDays)}T00:00:00.000Z`;
  if (life.ends === "after-field") presets[life.field] = `${dayAhead(life.presetDays)}T00:00:00.000Z`;
  const values = valuesOfFields(fields, { ...Object.fromEntries(kept), ...presets });
  return { ...values, [APPLIES]: previous?.notApplicable === undefined ? "yes" : "no" };
}

type Message = { type: "schema"; message: string };
type Errors = { [name: string]: Errors | Message | string };

/** Puts a message at a dotted name; the first one at a place stays. */
function putError(errors: Errors, name: string, message: string): void {
  const steps = name.split(".");
  let here = errors;
  for (const step of steps) {
    here[step] ??= {};
    here = here[step] as Errors;
  }
  if (here.message === undefined) Object.assign(here, { type: "schema", message });
}

/** `clock` is asked at each validation. */
export function composerResolver(
  type: DisclosureType,
  fields: readonly Field[],
  clock: () => Instant,
): Resolver<FormValues, unknown, JsonObject> {
  return (values) => {
    const body = bodyOf(values, fields);
    const complaints = complaintsAbout(type, body, clock());
    if (complaints.length === 0) return { values: body, errors: {} };
    const errors: Errors = {};
    for (const { path, rule } of complaints) putError(errors, inputAt(fields, values, path), rule);
    return { values: {}, errors: errors as FieldErrors<FormValues> };
  };
}
