"use client";
import { Plus, Trash2 } from "lucide-react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import type { FieldSpec } from "#lib/client/disclosure/schema-fields.ts";
import { errorAt } from "./form-errors.ts";

/** A list of short texts; rows are added and taken away. */
export function ListField({ field, form }: { field: FieldSpec; form: UseFormReturn }) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name: field.name });
  return (
    <Fieldset
      legend={
        <>
          {field.label} <span className="font-normal text-muted text-xs">optional</span>
        </>
      }
      help={field.help}
      error={errorAt(form.formState.errors, field.name)}
    >
      {fields.map((row, at) => (
        <div key={row.id} className="flex items-start gap-2">
          <Field
            className="flex-1"
            labelHidden
            label={`${field.label}, number ${at + 1}`}
            error={errorAt(form.formState.errors, `${field.name}.${at}`)}
          >
            <Input mono autoComplete="off" {...form.register(`${field.name}.${at}.value`)} />
          </Field>
          <IconButton label={`Take away number ${at + 1}`} icon={<Trash2 aria-hidden />} onClick={() => remove(at)} />
        </div>
      ))}
      <div>
        <Button size="sm" onClick={() => append({ value: "" })}>
          <Plus aria-hidden />
          Add one
        </Button>
      </div>
    </Fieldset>
  );
}
