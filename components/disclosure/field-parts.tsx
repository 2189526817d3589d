"use client";
import type { UseFormReturn } from "react-hook-form";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { fitsPicker } from "#lib/client/disclosure/form-values.ts";
import type { TextForm } from "#lib/disclosure/field-tree.ts";

export function Legend({ label, asked }: { label: string; asked: boolean }) {
  return (
    <>
      {label} {asked ? null : <span className="font-normal text-muted text-xs">optional</span>}
    </>
  );
}

/** Days and moments by the platform's picker, always UTC; numbers with the keyboard for numbers. */
export function TextInput({ textForm, name, form }: { textForm: TextForm; name: string; form: UseFormReturn }) {
  const registered = form.register(name);
  switch (textForm) {
    case "paragraph":
      return <Textarea {...registered} />;
    case "day":
    case "moment": {
      const type = textForm === "day" ? "date" : "datetime-local";
      const fits = fitsPicker(textForm, String(form.getValues(name) ?? ""));
      return <Input type={fits ? type : "text"} {...registered} />;
    }
    case "decimal":
      return <Input inputMode="decimal" autoComplete="off" {...registered} />;
    case "link":
      return <Input inputMode="url" autoComplete="off" {...registered} />;
    case "provider":
      return <Input mono autoComplete="off" {...registered} />;
    default:
      return <Input autoComplete="off" {...registered} />;
  }
}
