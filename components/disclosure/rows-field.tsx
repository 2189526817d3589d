"use client";
import { Plus, Trash2 } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { type UseFormReturn, useFieldArray } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { capital } from "#components/ui/capital.ts";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { emptyRow } from "#lib/client/disclosure/form-values.ts";
import type { Field as FieldSpec, Shape } from "#lib/disclosure/field-tree.ts";
import { Legend, TextInput } from "./field-parts.tsx";
import { errorAt } from "./form-errors.ts";

type Props = {
  field: FieldSpec;
  shape: Extract<Shape, { kind: "rows" }>;
  name: string;
  form: UseFormReturn;
  /** The inputs of a framed row. */
  drawRow: (name: string, title: string) => ReactNode;
};

/** Several of one shape: rows are added and taken away. Focus goes to the new row, and back to "Add" after the last press. */
export function RowsField({ field, shape, name, form, drawRow }: Props) {
  const { fields, append, remove } = useFieldArray({ control: form.control, name, keyName: "rowKey" });
  const add = useRef<HTMLButtonElement>(null);
  const error = errorAt(form.formState.errors, name);
  const take = (at: number) => {
    remove(at);
    add.current?.focus();
  };
  const isPlain = shape.item.kind !== "group" && shape.item.kind !== "variants";
  return (
    <div data-invalid={error === undefined ? undefined : true}>
      <Fieldset legend={<Legend label={field.label} asked={field.asked} />} help={field.help} error={error} isLong>
        {fields.map((row, at) =>
          isPlain ? (
            <PlainRow key={row.rowKey} {...{ field, shape, name, form, drawRow, at }} onTake={() => take(at)} />
          ) : (
            <FramedRow key={row.rowKey} {...{ field, shape, name, form, drawRow, at }} onTake={() => take(at)} />
          ),
        )}
        <div>
          <Button ref={add} size="sm" onClick={() => append(emptyRow(shape.item))}>
            <Plus aria-hidden />
            {isPlain ? "Add one" : `Add ${articled(shape.row)}`}
          </Button>
        </div>
      </Fieldset>
    </div>
  );
}

function articled(row: string): string {
  if (row === "one") return row;
  return `${/^[aeiou]/i.test(row) ? "an" : "a"} ${row}`;
}

type RowProps = Props & { at: number; onTake: () => void };

function PlainRow({ field, shape, name, form, at, onTake }: RowProps) {
  const input = `${name}.${at}.value`;
  const { item } = shape;
  return (
    <div className="flex items-start gap-2">
      <Field
        className="flex-1"
        labelHidden
        label={`${field.label}, number ${at + 1}`}
        error={errorAt(form.formState.errors, input)}
      >
        {item.kind === "choice" ? (
          <Select {...form.register(input)}>
            <option value="">Choose one</option>
            {item.choices.map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        ) : item.kind === "text" ? (
          <TextInput textForm={item.form} name={input} form={form} />
        ) : (
          <Input inputMode="numeric" autoComplete="off" {...form.register(input)} />
        )}
      </Field>
      <IconButton label={`Take away number ${at + 1}`} icon={<Trash2 aria-hidden />} onClick={onTake} />
    </div>
  );
}

function FramedRow({ field, shape, name, drawRow, at, onTake }: RowProps) {
  const path = `${name}.${at}`;
  const title = `${shape.row === "one" ? field.label : capital(shape.row)} ${at + 1}`;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 rounded-md border border-divider px-3 pt-1 pb-3">
      <legend className="sr-only">{title}</legend>
      <div className="flex items-center justify-between gap-2">
        <span aria-hidden className="font-medium text-muted text-sm">
          {title}
        </span>
        <IconButton label={`Take away ${title.toLowerCase()}`} icon={<Trash2 aria-hidden />} onClick={onTake} />
      </div>
      {drawRow(path, title)}
    </fieldset>
  );
}
