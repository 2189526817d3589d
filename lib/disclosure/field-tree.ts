/**
 * A body schema as a tree of fields: what the form, the reader's view, the differences and the bulk file are drawn from.
 * Everything is read from the schema and its `meta` (lib/statement/disclosures); no type has a list of its own.
 */
import { z } from "zod";

/** How a line of text is entered and shown. `day` is midnight UTC, `moment` a minute of a day, UTC. */
export type TextForm = "line" | "paragraph" | "day" | "moment" | "decimal" | "link" | "provider" | "jurisdiction";

export type Choice = { readonly value: string; readonly words: string };

export type Shape =
  | { readonly kind: "text"; readonly form: TextForm }
  | { readonly kind: "whole-number" }
  | { readonly kind: "switch" }
  | { readonly kind: "choice"; readonly choices: readonly Choice[]; readonly preset: string }
  | { readonly kind: "group"; readonly fields: readonly Field[] }
  /** One of several groups, told apart by the field `on`. */
  | { readonly kind: "variants"; readonly on: string; readonly variants: readonly Variant[] }
  /** Several of one shape. `row` names one: "price line". */
  | { readonly kind: "rows"; readonly row: string; readonly item: Shape }
  /** What a program writes: fixed by the schema, or of no form that people fill. */
  | { readonly kind: "fixed"; readonly value: string | number | boolean | undefined };

export type Variant = Choice & { readonly fields: readonly Field[] };

export type Field = {
  readonly name: string;
  /** Asks the operator. */
  readonly label: string;
  /** Tells readers; mostly the same words. */
  readonly told: string;
  readonly help: string | undefined;
  readonly unit: string | undefined;
  /** A field beside it that belongs to the unit: the currency of an amount. Told with it, not by itself. */
  readonly unitFrom: string | undefined;
  /** The schema refuses a body without it. */
  readonly required: boolean;
  /** Asked for, though another answer can stand for it: not marked as optional. */
  readonly asked: boolean;
  /** Drawn in the form; false: the program's business, shown to readers only when it is there. */
  readonly drawn: boolean;
  /** `meta.input` as the schema says it. */
  readonly input: string | undefined;
  /** A switch beside it that, when on, takes the field out. */
  readonly unless: string | undefined;
  readonly shape: Shape;
};

type Meta = Readonly<Record<string, unknown>>;

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** "second-node" or "cpuSecondsPerDay" as words. */
export function wordsOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/[-_]+/g, " ")
    .trim()
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The schema without its wrappers, and what all of them say: the outer word counts. */
function unwrap(schema: z.core.$ZodType): { inner: z.ZodType; meta: Meta } {
  const type = schema as z.ZodType;
  const meta: Meta = type.meta() ?? {};
  if (!(type instanceof z.ZodOptional)) return { inner: type, meta };
  const under = unwrap(type.unwrap());
  return { inner: under.inner, meta: { ...under.meta, ...meta } };
}

const SAMPLES = [
  ["link", "https://sample.example/page"],
  ["provider", "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa"],
  ["jurisdiction", "DE-XYZ"],
  ["decimal", "12.5"],
] as const satisfies readonly (readonly [TextForm, string])[];

const INPUT_FORMS: Readonly<Record<string, TextForm>> = { paragraph: "paragraph", time: "day", moment: "moment" };

/** What a text is, from what its schema takes: a rule that takes a sample and not two words is of that form. */
function textForm(schema: z.ZodType, input: string | undefined): TextForm {
  const stated = INPUT_FORMS[input ?? ""];
  if (stated !== undefined) return stated;
  if (schema.safeParse("two words").success) return "line";
  if (schema.safeParse("2026-11-22T10:00:00.000Z").success && !schema.safeParse("2026-11-22").success) return "moment";
  const taken = SAMPLES.filter(([, sample]) => schema.safeParse(sample).success);
  // A rule that takes several samples is a looser one, such as a short name.
  return taken.length === 1 ? (taken[0]?.[0] ?? "line") : "line";
}

function choicesOf(values: readonly string[], options: unknown): Choice[] {
  const words = typeof options === "object" && options !== null ? (options as Record<string, unknown>) : {};
  return values.map((value) => ({ value, words: textOf(words[value]) ?? wordsOf(value) }));
}

function shapeOf(schema: z.ZodType, meta: Meta): Shape {
  if (schema instanceof z.ZodString) return { kind: "text", form: textForm(schema, textOf(meta.input)) };
  if (schema instanceof z.ZodNumber) return { kind: "whole-number" };
  if (schema instanceof z.ZodBoolean) return { kind: "switch" };
  if (schema instanceof z.ZodEnum) {
    const choices = choicesOf(schema.options.map(String), meta.options);
    return { kind: "choice", choices, preset: textOf(meta.preset) ?? "" };
  }
  if (schema instanceof z.ZodObject) return { kind: "group", fields: fieldsOf(schema) };
  if (schema instanceof z.ZodDiscriminatedUnion) return variantsOf(schema, meta);
  if (schema instanceof z.ZodArray) {
    const { inner, meta: own } = unwrap(schema.element);
    return { kind: "rows", row: textOf(meta.row) ?? "one", item: shapeOf(inner, own) };
  }
  return { kind: "fixed", value: literalOf(schema) };
}

function literalOf(schema: z.ZodType): string | number | boolean | undefined {
  const value = schema instanceof z.ZodLiteral ? [...schema.values][0] : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}

function variantsOf(schema: z.ZodDiscriminatedUnion, meta: Meta): Shape {
  const on = schema.def.discriminator;
  const groups = schema.options.filter((option) => option instanceof z.ZodObject);
  const words = typeof meta.options === "object" && meta.options !== null ? (meta.options as Meta) : {};
  const variants = groups.flatMap((group): Variant[] => {
    const value = literalOf(unwrap(group.shape[on] as z.ZodType).inner);
    if (typeof value !== "string") return [];
    const label = textOf(words[value]) ?? textOf(group.meta()?.label) ?? wordsOf(value);
    return [{ value, words: label, fields: fieldsOf(group).filter(({ name }) => name !== on) }];
  });
  return { kind: "variants", on, variants };
}

/** The fields of an object schema, in its order. Total for the schema conventions; anything else is `fixed`. */
export function fieldsOf(schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).map(([name, given]) => {
    const { inner, meta } = unwrap(given);
    const shape = shapeOf(inner, meta);
    const required = !(given as z.ZodType).safeParse(undefined).success;
    const label = textOf(meta.label);
    return {
      name,
      label: label ?? wordsOf(name),
      told: textOf(meta.told) ?? label ?? wordsOf(name),
      help: textOf(meta.help),
      unit: textOf(meta.unit),
      unitFrom: textOf(meta.unitFrom),
      required,
      asked: required || meta.required === true,
      drawn: label !== undefined && shape.kind !== "fixed",
      input: textOf(meta.input),
      unless: textOf(meta.unless),
      shape,
    };
  });
}
