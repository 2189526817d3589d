import type { FieldErrors } from "react-hook-form";

/** The message at a dotted path of react-hook-form's nested errors. */
export function errorAt(errors: FieldErrors, path: string): string | undefined {
  let here: unknown = errors;
  for (const step of path.split("."))
    here = typeof here === "object" && here !== null ? (here as Record<string, unknown>)[step] : undefined;
  const message = typeof here === "object" && here !== null ? (here as { message?: unknown }).message : undefined;
  return typeof message === "string" ? message : undefined;
}

const WRONG = '[aria-invalid="true"], [data-invalid] :is(input, select, textarea, button)';

/** Brings the reader to the first place that is wrong, in the order of the page; false: none is drawn. */
export function focusFirstError(form: HTMLFormElement | null): boolean {
  const wrong = form?.querySelector<HTMLElement>(WRONG);
  // What is folded away cannot take the focus.
  for (let frame = wrong?.closest("details"); frame; frame = frame.parentElement?.closest("details")) frame.open = true;
  wrong?.focus();
  return wrong !== null && wrong !== undefined;
}

/** All messages with their places, for those that have no input. */
export function messagesIn(errors: FieldErrors): string[] {
  return Object.entries(errors).flatMap(([name, value]) => {
    if (typeof value !== "object" || value === null) return [];
    const { message, ref: _, ...inner } = value as { message?: unknown; ref?: unknown };
    const own = typeof message === "string" ? [`${name}: ${message}`] : [];
    return [...own, ...messagesIn(inner as FieldErrors).map((text) => `${name}.${text}`)];
  });
}
