"use client";
import { Popover as PopoverPrimitive } from "radix-ui";
import type { ReactNode } from "react";

/** A term with its meaning one press away (works by touch and keyboard, unlike a tooltip). */
export function Definition({ term, children }: { term: ReactNode; children: ReactNode }) {
  return (
    <PopoverPrimitive.Root>
      <PopoverPrimitive.Trigger className="min-h-6 cursor-help rounded-sm underline decoration-control decoration-dotted underline-offset-3 hover:decoration-ink">
        {term}
      </PopoverPrimitive.Trigger>
      <PopoverPrimitive.Portal>
        <PopoverPrimitive.Content
          sideOffset={6}
          collisionPadding={12}
          className="floating z-50 max-w-80 rounded-lg border border-divider bg-surface p-3 text-sm shadow-float"
        >
          <span className="font-medium">{term}:</span> {children}
        </PopoverPrimitive.Content>
      </PopoverPrimitive.Portal>
    </PopoverPrimitive.Root>
  );
}
