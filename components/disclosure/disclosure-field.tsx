"use client";
import type { UseFormReturn } from "react-hook-form";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Field as FieldSpec, Shape, TextForm } from "#lib/disclosure/field-tree.ts";
import { Legend, TextInput } from "./field-parts.tsx";
import { errorAt } from "./form-errors.ts";
import { RowsField } from "./rows-field.tsx";

export type FieldProps = {
  field: FieldSpec;
  /** The input's name in the form: the path of the field. */
  name: string;
  form: UseFormReturn;
  /** Inside a row or a group, where room is dear. */
  compact?: boolean;
};

const MAX_RADIOS = 4;

/** One field of a disclosure, drawn as its shape in the schema says, with everything inside it. */
export function DisclosureField({ field, name, form, compact = false }: FieldProps) {
  const { label, help, shape, unit } = field;
  const error = errorAt(form.formState.errors, name);
  const frame = { label, help, error, required: field.asked, optional: !field.asked, hint: unit };
  switch (shape.kind) {
    case "fixed":
      return null;
    case "switch":
      return <Checkbox label={label} help={help} {...form.register(name)} />;
    case "text":
      return (
        <Field {...frame} {...(TIME_FORMS.has(shape.form) ? { hint: "UTC", className: "sm:max-w-60" } : {})}>
          <TextInput textForm={shape.form} name={name} form={form} />
        </Field>
      );
    case "whole-number":
      return (
        <Field {...frame} className="sm:max-w-60">
          <Input inputMode="numeric" autoComplete="off" {...form.register(name)} />
        </Field>
      );
    case "choice":
      return <ChoiceField field={field} shape={shape} name={name} form={form} compact={compact} />;
    case "group":
      return <GroupField field={field} fields={shape.fields} name={name} form={form} />;
    case "variants":
      return <VariantsField field={field} shape={shape} name={name} form={form} />;
    case "rows":
      return (
        <RowsField field={field} shape={shape} name={name} form={form} drawRow={drawRow(field, shape.item, form)} />
      );
  }
}

/** What a framed row holds, by the row's name in the form. */
function drawRow(field: FieldSpec, item: Shape, form: UseFormReturn) {
  return (name: string, title: string) =>
    item.kind === "group" ? (
      <FieldGrid fields={item.fields} name={name} form={form} />
    ) : (
      <DisclosureField
        field={{ ...field, label: title, help: undefined, shape: item }}
        name={name}
        form={form}
        compact
      />
    );
}

const TIME_FORMS: ReadonlySet<TextForm> = new Set(["day", "moment"]);

type ChoiceShape = Extract<Shape, { kind: "choice" }>;

function ChoiceField({ field, shape, name, form, compact }: FieldProps & { shape: ChoiceShape }) {
  const { label, help, asked } = field;
  const error = errorAt(form.formState.errors, name);
  if (!compact && asked && shape.choices.length <= MAX_RADIOS && shape.preset === "") {
    return (
      <div data-invalid={error === undefined ? undefined : true}>
        <RadioGroup legend={label} help={help} error={error} name={name}>
          {shape.choices.map(({ value, words }) => (
            <Radio key={value} label={words} {...form.register(name)} value={value} />
          ))}
        </RadioGroup>
      </div>
    );
  }
  return (
    <Field label={label} help={help} error={error} required={asked} optional={!asked} className="sm:max-w-60">
      <Select {...form.register(name)}>
        {shape.preset === "" ? <option value="">{asked ? "Choose one" : "Not stated"}</option> : null}
        {shape.choices.map(({ value, words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** What stands in a row or a group: two columns where there is room, wide texts across both. */
export function FieldGrid({ fields, name, form }: { fields: readonly FieldSpec[]; name: string; form: UseFormReturn }) {
  const drawn = fields.filter((field) => field.drawn);
  return (
    <div className="grid min-w-0 gap-4 sm:grid-cols-2">
      {drawn.map((field) => (
        <div key={field.name} className={isWide(field.shape) ? "min-w-0 sm:col-span-2" : "min-w-0"}>
          <DisclosureField field={field} name={`${name}.${field.name}`} form={form} compact />
        </div>
      ))}
    </div>
  );
}

function isWide(shape: Shape): boolean {
  if (shape.kind === "text") return shape.form === "paragraph";
  return shape.kind === "group" || shape.kind === "variants" || shape.kind === "rows";
}

function GroupField({ field, fields, name, form }: FieldProps & { fields: readonly FieldSpec[] }) {
  const { label, help, asked, input } = field;
  const error = errorAt(form.formState.errors, name);
  // Costs are asked of nobody and read by some: folded away, in a place of their own.
  if (input === "overhead") {
    return (
      <Details summary={`${label} (optional)`}>
        <FieldGrid fields={fields} name={name} form={form} />
      </Details>
    );
  }
  return (
    <div data-invalid={error === undefined ? undefined : true}>
      <Fieldset legend={<Legend label={label} asked={asked} />} help={help} error={error} isLong>
        <div className="mt-1 border-divider border-l-2 pl-4">
          <FieldGrid fields={fields} name={name} form={form} />
        </div>
      </Fieldset>
    </div>
  );
}

type VariantsShape = Extract<Shape, { kind: "variants" }>;

function VariantsField({ field, shape, name, form }: FieldProps & { shape: VariantsShape }) {
  const on = `${name}.${shape.on}`;
  const { errors } = form.formState;
  const error = errorAt(errors, name) ?? errorAt(errors, on);
  const chosen: unknown = form.watch(on);
  const variant = shape.variants.find(({ value }) => value === chosen);
  return (
    <div data-invalid={error === undefined ? undefined : true} className="flex flex-col gap-3">
      <RadioGroup legend={<Legend label={field.label} asked={field.asked} />} help={field.help} error={error} name={on}>
        {shape.variants.map(({ value, words }) => (
          <Radio key={value} label={words} {...form.register(on)} value={value} />
        ))}
      </RadioGroup>
      {variant === undefined || variant.fields.length === 0 ? null : (
        <div className="pl-6.5">
          <FieldGrid fields={variant.fields} name={name} form={form} />
        </div>
      )}
    </div>
  );
}
