/** The desk's letters. They never act while somebody types, and rest when single-letter keys are switched off. */
import { useEffect, useRef } from "react";
import { TYPING } from "#components/shell/shortcuts.ts";
import { useStoredFlag } from "#components/shell/stored-flag.ts";
import { DESK_KEYS, type DeskKey } from "./desk-keys.ts";

export function useDeskKeys(onKey: (key: DeskKey) => void): void {
  const [letters] = useStoredFlag("touchstone:letter-keys", true);
  const act = useRef(onKey);
  act.current = onKey;
  const afterG = useRef(false);
  useEffect(() => {
    if (!letters) return;
    const pressed = (event: KeyboardEvent) => {
      // The second letter of "g p" belongs to the bar.
      const isSecond = afterG.current;
      afterG.current = event.key === "g";
      const { target, ctrlKey, metaKey, altKey } = event;
      if (isSecond || ctrlKey || metaKey || altKey) return;
      if (target instanceof Element && target.closest(TYPING) !== null) return;
      if (document.querySelector("[role=dialog]") !== null) return;
      const found = DESK_KEYS.find(({ keys }) => keys[0] === event.key);
      if (found === undefined) return;
      event.preventDefault();
      act.current(found.keys[0]);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [letters]);
}
