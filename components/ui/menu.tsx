"use client";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { SoftLink } from "./link.tsx";

const itemClass =
  "flex min-h-8 w-full select-none items-center gap-2.5 rounded-md px-2.5 py-1 text-base text-ink outline-none data-highlighted:bg-hover data-disabled:opacity-55 [&_svg]:size-4 [&_svg]:text-muted";

/** A list of actions or places at its trigger. `trigger` is one button. */
export function Menu({
  trigger,
  children,
  align = "end",
  defaultOpen = false,
}: {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  defaultOpen?: boolean;
}) {
  return (
    <DropdownMenu.Root modal={false} defaultOpen={defaultOpen}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="floating z-50 min-w-52 max-w-80 rounded-lg border border-divider bg-surface p-1 shadow-float"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  onSelect,
  disabled,
  children,
}: {
  onSelect: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <DropdownMenu.Item className={itemClass} onSelect={onSelect} disabled={disabled ?? false}>
      {children}
    </DropdownMenu.Item>
  );
}

export function MenuLink({ href, help, children }: { href: string; help?: ReactNode; children: ReactNode }) {
  return (
    <DropdownMenu.Item asChild>
      <SoftLink href={href} className={itemClass}>
        <span className="min-w-0">
          <span className="flex items-center gap-2.5">{children}</span>
          {help ? <span className="block text-muted text-xs">{help}</span> : null}
        </span>
      </SoftLink>
    </DropdownMenu.Item>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 py-1.5 text-muted text-xs">{children}</DropdownMenu.Label>;
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-divider" />;
}
