"use client";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ActField, ActValues } from "./act-rules.ts";

/** The inputs of one act; `errors` by field name. */
export function ActFields({
  fields,
  values,
  errors,
  onChange,
}: {
  fields: readonly ActField[];
  values: ActValues;
  errors: ReadonlyMap<string, string>;
  onChange: (values: ActValues) => void;
}) {
  return (
    <>
      {fields.map(({ name, label, help, input, max, options = [] }) => {
        const value = values[name] ?? "";
        const change = (text: string) => onChange({ ...values, [name]: text });
        if (input === "choice")
          return (
            <RadioGroup
              key={name}
              legend={label}
              help={help}
              error={errors.get(name)}
              value={value}
              onValueChange={change}
            >
              {options.map((option) => (
                <Radio key={option.value} value={option.value} label={option.label} help={option.help} />
              ))}
            </RadioGroup>
          );
        const Control = input === "line" ? Input : Textarea;
        return (
          <Field
            key={name}
            label={label}
            help={help}
            error={errors.get(name)}
            required
            hint={max === undefined ? undefined : `${value.length.toLocaleString("en")} of ${max.toLocaleString("en")}`}
          >
            <Control
              value={value}
              dir="auto"
              autoComplete="off"
              onChange={(event: { target: { value: string } }) => change(event.target.value)}
              {...(input === "text" ? { className: "min-h-40" } : {})}
            />
          </Field>
        );
      })}
    </>
  );
}
