"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { DOORS } from "./nav.ts";
import { useShell } from "./shell-context.tsx";
import { shortcutOf } from "./shortcuts.ts";
import { useStoredFlag } from "./stored-flag.ts";

const CommandPalette = dynamic(() => import("./command-palette.tsx"), { ssr: false });

const TYPING = "input, textarea, select, [contenteditable], [role=textbox], [role=menu], [role=listbox], [cmdk-root]";

/** Listens for the shell's keys and holds the two panels they open. The palette's code is fetched on first use. */
export function Keyboard() {
  const { panel, open, close } = useShell();
  const router = useRouter();
  const [letters, setLetters] = useStoredFlag("touchstone:letter-keys", true);
  const [wasPaletteUsed, setPaletteUsed] = useState(false);
  const afterG = useRef(false);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest(TYPING) !== null;
      const shortcut = shortcutOf(
        {
          key: event.key,
          ctrlOrMeta: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          isTyping: isTyping || panel !== undefined,
          afterG: afterG.current,
        },
        letters,
      );
      afterG.current = shortcut?.kind === "pending";
      if (shortcut === undefined || shortcut.kind === "pending") return;
      event.preventDefault();
      if (shortcut.kind === "go") router.push(shortcut.href);
      else if (shortcut.kind === "search") {
        const search = document.querySelector<HTMLElement>("main input[type=search]");
        if (search) search.focus();
        else open("palette");
      } else open(shortcut.kind);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [letters, open, panel, router]);

  useEffect(() => {
    if (panel === "palette") setPaletteUsed(true);
  }, [panel]);

  return (
    <>
      {wasPaletteUsed ? <CommandPalette /> : null}
      <Dialog title="Keyboard" open={panel === "keys"} onOpenChange={(next) => (next ? open("keys") : close())}>
        <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
          <Keys keys={["⌘/Ctrl", "K"]} does="Go to or do anything; paste an id or hash" />
          <Keys keys={["/"]} does="Search" />
          <Keys keys={["?"]} does="This sheet" />
          {DOORS.map((door) => (
            <Keys key={door.href} keys={["g", door.key]} does={door.text} />
          ))}
        </dl>
        <div className="mt-5 border-divider border-t pt-4">
          <Switch
            label="Single-letter keys"
            help="They never act while you type. ⌘/Ctrl-K works either way."
            checked={letters}
            onCheckedChange={setLetters}
          />
        </div>
      </Dialog>
    </>
  );
}

function Keys({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <>
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd
            key={key}
            className="inline-flex h-6 min-w-6 items-center justify-center rounded-sm border border-divider border-b-2 bg-sunken px-1.5 font-mono text-xs"
          >
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </>
  );
}
