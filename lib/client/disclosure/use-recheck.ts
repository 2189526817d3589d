/**
 * A complaint goes with the keystroke that mends it, also where another input caused it: too few rows, an amount without
 * its currency, an end before its beginning. The form library looks again only at the input that changed.
 */
import { useEffect, useRef } from "react";
import type { FieldErrors, UseFormReturn } from "react-hook-form";
import type { FormValues } from "./form-values.ts";

/** Dotted names of the inputs at which something is said; of rows that are too few, that of the rows. */
export function namesOfErrors(errors: FieldErrors, before = ""): string[] {
  return Object.entries(errors).flatMap(([name, node]) => {
    if (name === "ref" || typeof node !== "object" || node === null) return [];
    const { message } = node as { message?: unknown };
    const own = typeof message === "string" ? [before + name] : [];
    return [...own, ...namesOfErrors(node as FieldErrors, `${before}${name}.`)];
  });
}

export function useRecheck<Body>({ formState, subscribe, trigger }: UseFormReturn<FormValues, unknown, Body>): void {
  const errors = useRef(formState.errors);
  errors.current = formState.errors;
  // A rule of the whole body is silent while a part of it is malformed: what was said once is looked at to the end.
  const told = useRef(new Set<string>());
  useEffect(
    () =>
      subscribe({
        formState: { values: true },
        callback: ({ name, type }) => {
          // What the person is at is looked at by the library itself, with its delay.
          for (const one of namesOfErrors(errors.current)) told.current.add(one);
          const others = [...told.current].filter((one) => one !== name);
          if (type !== undefined && others.length > 0) void trigger(others);
        },
      }),
    [subscribe, trigger],
  );
}
