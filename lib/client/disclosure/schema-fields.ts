/** Reads a body schema's own `meta` into the description that a form is drawn from: one source for schema and screen. */
import type { z } from "zod";

export const FIELD_INPUTS = [
  "text",
  "paragraph",
  "time",
  "switch",
  "reason",
  "overhead",
  "regulation",
  "list",
  "hidden",
] as const;
export type FieldInput = (typeof FIELD_INPUTS)[number];

export type FieldSpec = {
  readonly name: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly input: FieldInput;
  readonly required: boolean;
};

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function inputOf(value: unknown, hasLabel: boolean): FieldInput {
  if (!hasLabel) return "hidden";
  return FIELD_INPUTS.find((input) => input === value) ?? "text";
}

/** The fields in schema order. A field without a label is the program's business and is not drawn. */
export function schemaFields(schema: z.ZodObject): FieldSpec[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const type = field as z.ZodType;
    const meta = type.meta() ?? {};
    const label = text(meta.label);
    return {
      name,
      label: label ?? name,
      help: text(meta.help),
      input: inputOf(meta.input, label !== undefined),
      required: !type.safeParse(undefined).success,
    };
  });
}
