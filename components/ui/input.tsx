"use client";
import type { ComponentProps } from "react";
import { cx } from "./cx.ts";
import { useFieldWiring } from "./field.tsx";

export const controlClass = cx(
  "w-full min-w-0 rounded-md border border-control bg-surface text-ink transition-colors",
  "hover:border-muted aria-invalid:border-failed",
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted",
);

/** One line of text. `mono` for hashes, keys and domain names, where every character counts. */
export function Input({ className, mono, ...props }: ComponentProps<"input"> & { mono?: boolean }) {
  return (
    <input
      {...useFieldWiring()}
      className={cx(controlClass, "h-8 px-2.5 read-only:bg-sunken", mono && "font-mono text-sm", className)}
      {...(mono ? { spellCheck: false, autoCapitalize: "off", autoCorrect: "off" } : {})}
      {...props}
    />
  );
}
