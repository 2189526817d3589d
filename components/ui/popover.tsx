"use client";
import { Popover as PopoverPrimitive } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** A small panel at its trigger. `trigger` is one focusable element. */
export function Popover({
  trigger,
  label,
  children,
  align = "start",
  className,
}: {
  trigger: ReactNode;
  /** Accessible name of the panel. */
  label: string;
  children: ReactNode;
  align?: "start" | "center" | "end";
  className?: string;
}) {
  return (
    <PopoverPrimitive.Root>
      <PopoverPrimitive.Trigger asChild>{trigger}</PopoverPrimitive.Trigger>
      <PopoverPrimitive.Portal>
        <PopoverPrimitive.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className={cx(
            "floating z-50 max-h-[80dvh] max-w-[calc(100vw-1.5rem)] overflow-y-auto rounded-lg border border-divider bg-surface p-4 shadow-float",
            className ?? "w-80",
          )}
        >
          {children}
        </PopoverPrimitive.Content>
      </PopoverPrimitive.Portal>
    </PopoverPrimitive.Root>
  );
}
