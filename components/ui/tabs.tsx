"use client";
import { Tabs as TabsPrimitive } from "radix-ui";
import type { ReactNode } from "react";

export type TabItem = { value: string; label: ReactNode; content: ReactNode };

/** Several views of one thing. Arrow keys move, the panel follows. */
export function Tabs({
  label,
  items,
  value,
  defaultValue,
  onValueChange,
}: {
  label: string;
  items: readonly TabItem[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
}) {
  const control = {
    ...(value === undefined ? { defaultValue: defaultValue ?? items[0]?.value ?? "" } : { value }),
    ...(onValueChange === undefined ? {} : { onValueChange }),
  };
  return (
    <TabsPrimitive.Root {...control}>
      <TabsPrimitive.List aria-label={label} className="flex gap-4 overflow-x-auto border-divider border-b">
        {items.map((item) => (
          <TabsPrimitive.Trigger
            key={item.value}
            value={item.value}
            className="-mb-px min-h-9 shrink-0 border-transparent border-b-2 px-0.5 text-muted -outline-offset-2 hover:text-ink data-[state=active]:border-ink data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {item.label}
          </TabsPrimitive.Trigger>
        ))}
      </TabsPrimitive.List>
      {items.map((item) => (
        <TabsPrimitive.Content key={item.value} value={item.value} className="pt-4">
          {item.content}
        </TabsPrimitive.Content>
      ))}
    </TabsPrimitive.Root>
  );
}
