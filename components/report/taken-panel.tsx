"use client";
import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import { Panel } from "#components/ui/panel.tsx";

/** One piece of proof that was read: what it is, what it says, and the way to take it out again. */
export function TakenPanel({
  title,
  items,
  onRemove,
  children,
}: {
  title: string;
  items: KeyValueItem[];
  onRemove: () => void;
  children?: ReactNode;
}) {
  return (
    <Panel
      title={title}
      level={3}
      actions={
        <Button size="sm" variant="quiet" onClick={onRemove}>
          <Trash2 aria-hidden />
          Take it out
        </Button>
      }
    >
      <KeyValueList items={items} />
      {children}
    </Panel>
  );
}
