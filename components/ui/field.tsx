"use client";
import { CircleAlert } from "lucide-react";
import { createContext, type ReactNode, useContext, useId } from "react";
import { cx } from "./cx.ts";

type Wiring = {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  "aria-required"?: true;
};

const FieldContext = createContext<Wiring | undefined>(undefined);

/** Ids and states that the control inside a `Field` takes over; empty outside of one. */
export function useFieldWiring(): Partial<Wiring> {
  return useContext(FieldContext) ?? {};
}

export type FieldProps = {
  label: ReactNode;
  /** What to write and why it is asked; always visible. */
  help?: ReactNode;
  /** What is wrong and how to mend it. */
  error?: string | undefined;
  required?: boolean;
  /** Says "optional" behind the label. */
  optional?: boolean;
  /** Unit or example at the right of the label. */
  hint?: ReactNode;
  labelHidden?: boolean;
  className?: string;
  children: ReactNode;
};

/** Label, control, help and error with their ids wired. Takes one `Input`, `Textarea` or `Select` as its control. */
export function Field({ label, help, error, required, optional, hint, labelHidden, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  const wiring: Wiring = {
    id,
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(error ? { "aria-invalid": true } : {}),
    ...(required ? { "aria-required": true } : {}),
  };
  return (
    <div className={cx("flex min-w-0 flex-col gap-1", className)}>
      <div className={labelHidden ? "sr-only" : "flex items-baseline justify-between gap-2"}>
        <label htmlFor={id} className="font-medium">
          {label}
          {optional ? <span className="ml-1.5 font-normal text-muted text-xs">optional</span> : null}
        </label>
        {hint ? <span className="text-muted text-xs">{hint}</span> : null}
      </div>
      <FieldContext value={wiring}>{children}</FieldContext>
      <FieldNotes id={id} help={help} error={error} />
    </div>
  );
}

/** Help and error lines, in that order, below a control. */
function FieldNotes({ id, help, error }: { id: string; help?: ReactNode; error?: string | undefined }) {
  return (
    <>
      {help ? (
        <p id={`${id}-help`} className="text-muted text-sm">
          {help}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-failed text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span className="min-w-0">{error}</span>
        </p>
      ) : null}
    </>
  );
}

/** A group of controls under one legend (radios, checkboxes), with the same help and error lines as `Field`. */
export function Fieldset({
  legend,
  help,
  error,
  isLong = false,
  className,
  children,
}: {
  legend: ReactNode;
  help?: ReactNode;
  /** Holds fields of its own: the help stands before them, where it is read before they are filled. */
  isLong?: boolean;
  error?: string | undefined;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  const describedBy = [help ? `${id}-help` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <fieldset className={cx("flex min-w-0 flex-col gap-1.5", className)} aria-describedby={describedBy || undefined}>
      <legend className="mb-1 font-medium">{legend}</legend>
      {isLong ? <FieldNotes id={id} help={help} /> : null}
      {children}
      <FieldNotes id={id} help={isLong ? undefined : help} error={error} />
    </fieldset>
  );
}
