"use client";
import { Search } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useShell } from "./shell-context.tsx";

/** Opens the palette: a field-like button from 1024 px, an icon below. */
export function PaletteTrigger() {
  const { open } = useShell();
  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => open("palette")}
        className="hidden h-8 w-64 min-w-0 items-center gap-2 overflow-hidden whitespace-nowrap rounded-md border border-divider bg-sunken px-2.5 text-muted text-sm transition-colors hover:border-control lg:flex"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        Search or paste an id
        <kbd className="ml-auto font-mono text-xs">⌘/Ctrl K</kbd>
      </button>
      <IconButton
        label="Search or paste an id"
        icon={<Search aria-hidden />}
        className="lg:hidden"
        onClick={() => open("palette")}
      />
    </>
  );
}
