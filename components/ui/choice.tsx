import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx.ts";

/** The row of a checkbox or radio: the whole line is the target, help sits under the label. */
export function ChoiceRow({
  id,
  control,
  label,
  help,
  boxed,
  className,
}: {
  /** The id of the control. */
  id: string;
  control: ReactNode;
  label: ReactNode;
  help?: ReactNode;
  boxed?: boolean | undefined;
  className?: string | undefined;
}) {
  return (
    <label
      htmlFor={id}
      className={cx(
        "flex min-h-6 items-start gap-2.5 has-disabled:cursor-not-allowed has-disabled:text-muted",
        boxed &&
          "rounded-md border border-divider px-3 py-2.5 has-checked:border-link has-checked:bg-selected hover:bg-hover",
        className,
      )}
    >
      {control}
      <span className="min-w-0">
        <span className={cx(boxed && "font-medium")}>{label}</span>
        {help ? <span className="block text-muted text-sm">{help}</span> : null}
      </span>
    </label>
  );
}

export type ChoiceProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  help?: ReactNode;
  /** A framed option, for two to four choices that need a sentence each. */
  boxed?: boolean;
};

export const choiceClass = "mt-0.5 size-4 shrink-0 accent-link disabled:cursor-not-allowed";
