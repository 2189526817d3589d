import type { FieldErrors } from "react-hook-form";

/** The message at a dotted path of react-hook-form's nested errors. */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  let here: unknown = errors;
  for (const step of path.split("."))
    here = typeof here === "object" && here !== null ? (here as Record<string, unknown>)[step] : undefined;
  const message = typeof here === "object" && here !== null ? (here as { message?: unknown }).message : undefined;
  return typeof message === "string" ? message : undefined;
}

/** Brings the reader to the first place that is wrong, in the order of the page. */
export function focusFirstError(form: HTMLFormElement | null): void {
  const wrong = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input, [data-invalid] select');
  wrong?.focus();
}
