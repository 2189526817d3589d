"use client";
import { useRouter } from "next/navigation";
import { useLayoutEffect, useRef } from "react";
import { useStoredFlag } from "#components/shell/stored-flag.ts";

const TYPING = "input, textarea, select, [contenteditable], [role=dialog]";

/** `n` and `p` go to the next and the previous entry, unless single-letter keys are switched off. */
export function EntryKeys({ next, previous }: { next: string | undefined; previous: string | undefined }) {
  const router = useRouter();
  const [letters] = useStoredFlag("touchstone:letter-keys", true);
  // `g p` is the shell's: the letter after g is not ours.
  const afterG = useRef(false);
  // With the page itself and not behind it: else a key pressed as soon as the address changes goes from the entry before.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!letters || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(TYPING)) return;
      const isSecond = afterG.current;
      afterG.current = event.key === "g";
      if (isSecond) return;
      const href = event.key === "n" ? next : event.key === "p" ? previous : undefined;
      if (href !== undefined) router.push(href);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [letters, next, previous, router]);
  return null;
}
