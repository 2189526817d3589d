"use client";
import type { UseFormReturn } from "react-hook-form";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Select } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { FieldSpec } from "#lib/client/disclosure/schema-fields.ts";
import { errorAt } from "./form-errors.ts";
import { ListField } from "./list-field.tsx";

type Props = { field: FieldSpec; form: UseFormReturn };

/** One field of a disclosure, drawn as the schema's `input` says. */
export function DisclosureField({ field, form }: Props) {
  const error = errorAt(form.formState.errors, field.name);
  const frame = { label: field.label, help: field.help, error, required: field.required };
  switch (field.input) {
    case "hidden":
    case "reason":
      return null;
    case "time":
      return (
        <Field {...frame} className="sm:max-w-60">
          <Input type="date" {...form.register(field.name)} />
        </Field>
      );
    case "switch":
      return <Checkbox label={field.label} help={field.help} {...form.register(field.name)} />;
    case "paragraph":
      return (
        <Field {...frame} optional={!field.required}>
          <Textarea {...form.register(field.name)} />
        </Field>
      );
    case "list":
      return <ListField field={field} form={form} />;
    case "regulation":
      return <RegulationField field={field} form={form} />;
    case "overhead":
      return <OverheadField field={field} form={form} />;
    case "text":
      return (
        <Field {...frame} optional={!field.required && !ASKED.has(field.name)}>
          <Input autoComplete="off" {...form.register(field.name)} />
        </Field>
      );
  }
}

/** Optional in the schema because another answer can stand for them, yet asked of most: not marked "optional". */
const ASKED: ReadonlySet<string> = new Set(["legalName", "jurisdiction"]);

function RegulationField({ field, form }: Props) {
  const { errors } = form.formState;
  const status: unknown = form.watch(`${field.name}.status`);
  const error = errorAt(errors, field.name) ?? errorAt(errors, `${field.name}.status`);
  return (
    <div data-invalid={error === undefined ? undefined : true} className="flex flex-col gap-3">
      <RadioGroup legend={field.label} help={field.help} error={error} name={`${field.name}.status`}>
        <Radio label="Licensed or registered" {...form.register(`${field.name}.status`)} value="licensed" />
        <Radio label="None, by choice" {...form.register(`${field.name}.status`)} value="none-by-choice" />
      </RadioGroup>
      {status === "licensed" ? (
        <div className="grid gap-4 pl-6.5 sm:grid-cols-2">
          <Field
            label="Regime"
            help="Such as MiCA, or FinCEN MSB."
            error={errorAt(errors, `${field.name}.regime`)}
            required
          >
            <Input autoComplete="off" {...form.register(`${field.name}.regime`)} />
          </Field>
          <Field label="Licence number" error={errorAt(errors, `${field.name}.licence`)} required>
            <Input autoComplete="off" {...form.register(`${field.name}.licence`)} />
          </Field>
        </div>
      ) : null}
    </div>
  );
}

const COSTS = [
  { name: "cpuSecondsPerDay", label: "Processor", unit: "s a day" },
  { name: "storageBytesPerDay", label: "Storage", unit: "bytes a day" },
  { name: "moneyPerMonth", label: "Money", unit: "a month" },
  { name: "latencyMs", label: "Added latency", unit: "ms" },
] as const;

function OverheadField({ field, form }: Props) {
  return (
    <Details summary={`${field.label} (optional)`}>
      <div className="grid gap-4 sm:grid-cols-2">
        {COSTS.map(({ name, label, unit }) => (
          <Field key={name} label={label} hint={unit} error={errorAt(form.formState.errors, `${field.name}.${name}`)}>
            <Input inputMode="decimal" autoComplete="off" {...form.register(`${field.name}.${name}`)} />
          </Field>
        ))}
        <Field label="How do you know?" error={errorAt(form.formState.errors, `${field.name}.basis`)}>
          <Select {...form.register(`${field.name}.basis`)}>
            <option value="estimated">estimated</option>
            <option value="measured">measured</option>
          </Select>
        </Field>
      </div>
    </Details>
  );
}
