"use client";
import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { useFieldWiring } from "./field.tsx";
import { controlClass } from "./input.tsx";

/** Several lines of text; grows with its content where the browser can. */
export function Textarea({ className, mono, ...props }: ComponentProps<"textarea"> & { mono?: boolean }) {
  return (
    <textarea
      {...useFieldWiring()}
      rows={3}
      className={cx(
        controlClass,
        "read-only:bg-sunken field-sizing-content min-h-16 px-2.5 py-1.5",
        mono && "break-all font-mono text-sm",
        className,
      )}
      {...(mono ? { spellCheck: false } : {})}
      {...props}
    />
  );
}
