/** A body schema as the form's resolver reads it: inputs become a body, and the dates are held to what the log will accept. */
import { z } from "zod";
import { DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { bodyOfValues, type FormValues } from "./form-values.ts";
import { type FieldSpec, schemaFields } from "./schema-fields.ts";

/** The fold refuses a longer life; counted from now, with a day to spare for a slow signature. */
const LONGEST_LIFE_DAYS = 400;

/** The radio at the top of each form: does this disclosure apply at all? */
export const APPLIES = "applies";

export function timeFieldsOf(fields: readonly FieldSpec[]): string[] {
  return fields.filter((field) => field.input === "time").map((field) => field.name);
}

export function bodyOf(values: FormValues, fields: readonly FieldSpec[]): JsonObject {
  const { [APPLIES]: applies, ...rest } = values;
  return bodyOfValues(rest, { applies: applies !== "no", timeFields: timeFieldsOf(fields) });
}

function dateIssue(body: unknown, now: Instant): { path: string; message: string } | undefined {
  const { effectiveAt, expiresAt } = body as Record<string, unknown>;
  const from = typeof effectiveAt === "string" ? parseInstant(effectiveAt) : undefined;
  const until = typeof expiresAt === "string" ? parseInstant(expiresAt) : undefined;
  if (from === undefined || until === undefined) return undefined;
  if (until <= now) return { path: "expiresAt", message: "This day is past: choose one ahead." };
  if (until <= from) return { path: "expiresAt", message: "It must come after the day from which it is true." };
  if (until - now > (LONGEST_LIFE_DAYS - 1) * DAY_MS) {
    return { path: "expiresAt", message: `At most ${LONGEST_LIFE_DAYS - 1} days ahead.` };
  }
  return undefined;
}

/** `clock` is asked at each validation. */
export function composerSchema(body: z.ZodObject, clock: () => Instant) {
  const fields = schemaFields(body);
  const dated = body.superRefine((value, context) => {
    const issue = dateIssue(value, clock());
    if (issue !== undefined) context.addIssue({ code: "custom", path: [issue.path], message: issue.message });
  });
  return z
    .record(z.string(), z.unknown())
    .transform((values): Record<string, unknown> => ({ ...bodyOf(values as FormValues, fields) }))
    .pipe(dated);
}
