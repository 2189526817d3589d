/** The desk's keys. They never act while somebody types, and rest when single-letter keys are switched off. */
import { useEffect, useRef } from "react";
import { TYPING } from "#components/shell/shortcuts.ts";
import { useStoredFlag } from "#components/shell/stored-flag.ts";
import { type DeskAct, deskActOf } from "./desk-keys.ts";

export function useDeskKeys(onAct: (act: DeskAct) => void): void {
  const [letters] = useStoredFlag("touchstone:letter-keys", true);
  const does = useRef(onAct);
  does.current = onAct;
  const wasG = useRef(false);
  useEffect(() => {
    if (!letters) return;
    const pressed = (event: KeyboardEvent) => {
      const afterG = wasG.current;
      wasG.current = event.key === "g";
      const { key, target, ctrlKey, metaKey, altKey } = event;
      const isTyping =
        (target instanceof Element && target.closest(TYPING) !== null) ||
        document.querySelector("[role=dialog]") !== null;
      const act = deskActOf({ key, hasModifier: ctrlKey || metaKey || altKey, isTyping, afterG }, letters);
      if (act === undefined) return;
      event.preventDefault();
      does.current(act);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [letters]);
}
