/** A form of a disclosure that begins with its draft and keeps what a person changes in it. */
import { useEffect, useMemo } from "react";
import type { UseFormReturn } from "react-hook-form";
import type { Field } from "#lib/disclosure/field-tree.ts";
import { fitDraft, type LeftOver } from "../disclosure/fit-draft.ts";
import type { FormValues } from "../disclosure/form-values.ts";
import { type Draft, useDraft } from "./use-draft.ts";

type Place = {
  readonly kind: string;
  readonly subject: string;
  /** Signed in. */
  readonly useRemote: boolean;
};

/** `leftOver`: what an older draft holds and the form has no input for. */
export function useFormDraft<Body>(
  { reset, subscribe }: UseFormReturn<FormValues, unknown, Body>,
  fields: readonly Field[],
  start: FormValues,
  { kind, subject, useRemote }: Place,
): Draft<FormValues> & { readonly leftOver: readonly LeftOver[] } {
  const draft = useDraft<FormValues>(kind, subject, useRemote);
  const kept = draft.found?.values;
  const fitted = useMemo(() => (kept === undefined ? undefined : fitDraft(fields, start, kept)), [kept, fields, start]);
  useEffect(() => {
    if (fitted !== undefined) reset(fitted.values);
  }, [fitted, reset]);
  const { save } = draft;
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ values, type }) => {
          // A reset comes without a type: only what a person changes is a draft.
          if (type !== undefined) save(values as FormValues);
        },
      }),
    [subscribe, save],
  );
  return { ...draft, leftOver: fitted?.leftOver ?? [] };
}
