"use client";
import { type ReactNode, useId } from "react";
import { cx } from "./cx.ts";

/** On or off, at once. The state is also written, so that colour is never the only carrier. */
export function Switch({
  label,
  help,
  checked,
  onCheckedChange,
  disabled,
  className,
}: {
  label: ReactNode;
  help?: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={cx("flex items-start gap-3", className)}>
      <button
        type="button"
        role="switch"
        id={id}
        aria-checked={checked}
        data-state={checked ? "checked" : "unchecked"}
        onClick={() => onCheckedChange(!checked)}
        disabled={disabled ?? false}
        aria-describedby={help ? `${id}-help` : undefined}
        className={cx(
          "relative mt-px h-6 w-10 shrink-0 rounded-full border transition-colors disabled:opacity-55",
          "border-control bg-sunken data-[state=checked]:border-link data-[state=checked]:bg-link",
        )}
      >
        <span
          data-fill
          data-state={checked ? "checked" : "unchecked"}
          className={cx(
            "block size-4 translate-x-1 rounded-full bg-muted transition-transform",
            "data-[state=checked]:translate-x-[18px] data-[state=checked]:bg-surface",
          )}
        />
      </button>
      <div className="min-w-0">
        <label htmlFor={id}>
          {label} <span className="text-muted text-xs">{checked ? "on" : "off"}</span>
        </label>
        {help ? (
          <p id={`${id}-help`} className="text-muted text-sm">
            {help}
          </p>
        ) : null}
      </div>
    </div>
  );
}
