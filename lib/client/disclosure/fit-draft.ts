/**
 * A draft may be older than the form: fields came, went or changed their kind since it was kept. What still fits fills the
 * form; what has no place any more is told, so that nothing that was typed is lost. Total, whatever was stored.
 */
import type { Field, Shape } from "#lib/disclosure/field-tree.ts";
import { APPLIES } from "./composer-form.ts";
import { emptyRow, type FormValues, type InputValue } from "./form-values.ts";

/** `place`: dotted, as the draft had it. */
export type LeftOver = { readonly place: string; readonly text: string };

export type FittedDraft = { readonly values: FormValues; readonly leftOver: readonly LeftOver[] };

type Kept = Readonly<Record<string, unknown>>;

const isKept = (value: unknown): value is Kept => typeof value === "object" && value !== null && !Array.isArray(value);

/** `start`: every input of the form, as it begins without a draft. */
export function fitDraft(fields: readonly Field[], start: FormValues, draft: unknown): FittedDraft {
  const leftOver: LeftOver[] = [];
  const kept = isKept(draft) ? draft : {};
  const { [APPLIES]: applies, ...rest } = kept;
  const values = fitFields(fields, start, rest, "", leftOver);
  return { values: { ...values, ...(applies === "yes" || applies === "no" ? { [APPLIES]: applies } : {}) }, leftOver };
}

function fitFields(
  fields: readonly Field[],
  start: FormValues,
  kept: Kept,
  place: string,
  leftOver: LeftOver[],
): FormValues {
  const values: FormValues = { ...start };
  for (const [name, value] of Object.entries(kept)) {
    const field = fields.find((one) => one.name === name && one.drawn);
    const there = `${place}${name}`;
    if (field === undefined) tell(value, there, leftOver);
    else values[name] = fitShape(field.shape, start[name] ?? "", value, there, leftOver);
  }
  return values;
}

function fitShape(shape: Shape, start: InputValue, kept: unknown, place: string, leftOver: LeftOver[]): InputValue {
  const refuse = () => {
    tell(kept, place, leftOver);
    return start;
  };
  switch (shape.kind) {
    case "text":
    case "whole-number":
      return typeof kept === "string" ? kept : refuse();
    case "switch":
      return typeof kept === "boolean" ? kept : refuse();
    case "choice":
      return kept === "" || kept === null || shape.choices.some(({ value }) => value === kept)
        ? (kept as string | null)
        : refuse();
    case "group":
      return isKept(kept) ? fitFields(shape.fields, groupOf(start), kept, `${place}.`, leftOver) : refuse();
    case "variants": {
      if (!isKept(kept)) return refuse();
      const { [shape.on]: on, ...rest } = kept;
      const isKnown = shape.variants.some(({ value }) => value === on);
      if (!isKnown) tell(on, `${place}.${shape.on}`, leftOver);
      const all = shape.variants.flatMap(({ fields }) => fields);
      const values = fitFields(all, groupOf(start), rest, `${place}.`, leftOver);
      return { ...values, [shape.on]: isKnown ? String(on) : "" };
    }
    case "rows": {
      if (!Array.isArray(kept)) return refuse();
      const fields = rowFields(shape.item);
      return kept.map((row: unknown, at) => {
        const empty = emptyRow(shape.item);
        if (!isKept(row)) tell(row, `${place}.${at}`, leftOver);
        if (shape.item.kind === "variants") {
          return fitShape(shape.item, empty, isKept(row) ? row : {}, `${place}.${at}`, leftOver) as FormValues;
        }
        return fitFields(fields, empty, isKept(row) ? row : {}, `${place}.${at}.`, leftOver);
      });
    }
    case "fixed":
      return refuse();
  }
}

const groupOf = (start: InputValue): FormValues =>
  typeof start === "object" && start !== null && !Array.isArray(start) ? start : {};

/** A row that is no group holds its one input as `value`. */
function rowFields(item: Shape): readonly Field[] {
  if (item.kind === "group") return item.fields;
  const none = { help: undefined, unit: undefined, unitFrom: undefined, input: undefined, unless: undefined };
  const field: Field = {
    ...none,
    ...{ name: "value", label: "", told: "", required: true, asked: true, drawn: true },
    shape: item,
  };
  return [field];
}

/** Texts that a person typed; switches and empty inputs say nothing by themselves. */
function tell(value: unknown, place: string, leftOver: LeftOver[]): void {
  if (typeof value === "string" && value.trim() !== "") leftOver.push({ place, text: value });
  if (Array.isArray(value)) for (const [at, item] of value.entries()) tell(item, `${place}.${at}`, leftOver);
  else if (isKept(value)) for (const [name, item] of Object.entries(value)) tell(item, `${place}.${name}`, leftOver);
}
