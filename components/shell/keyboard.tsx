"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useShell } from "./shell-context.tsx";
import { shortcutOf, TYPING } from "./shortcuts.ts";
import { useStoredFlag } from "./stored-flag.ts";

const CommandPalette = dynamic(() => import("./command-palette.tsx"), { ssr: false });
const KeysSheet = dynamic(() => import("./keys-sheet.tsx"), { ssr: false });

/** Listens for the shell's keys and holds the two panels they open. Their code is fetched on first use. */
export function Keyboard() {
  const { panel, open } = useShell();
  const router = useRouter();
  const [letters, setLetters] = useStoredFlag("touchstone:letter-keys", true);
  const [used, setUsed] = useState({ palette: false, keys: false });
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
    if (panel !== undefined) setUsed((before) => ({ ...before, [panel]: true }));
  }, [panel]);

  return (
    <>
      {used.palette ? <CommandPalette /> : null}
      {used.keys ? <KeysSheet letters={letters} setLetters={setLetters} /> : null}
    </>
  );
}
