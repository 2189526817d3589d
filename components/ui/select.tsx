"use client";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { useFieldWiring } from "./field.tsx";
import { controlClass } from "./input.tsx";

/** The platform's own list box: best on touch, with screen readers and in forms. Children are `<option>`. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={cx("relative block min-w-0", className)}>
      <select {...useFieldWiring()} className={cx(controlClass, "h-8 appearance-none truncate pr-8 pl-2.5")} {...props}>
        {children}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-2 right-2.5 size-4 text-muted" />
    </span>
  );
}
