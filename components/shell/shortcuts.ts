import { DOORS } from "./nav.ts";

/** Where letters are text, or move in a list; in a box to tick and a choice they are neither. */
export const TYPING =
  "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], [role=textbox], [role=menu], [role=listbox], [cmdk-root]";

/** What a key press means. `pending` waits for the letter after `g`. */
export type Shortcut =
  | { kind: "palette" }
  | { kind: "keys" }
  | { kind: "search" }
  | { kind: "go"; href: string }
  | { kind: "pending" };

export type Press = { key: string; ctrlOrMeta: boolean; alt: boolean; isTyping: boolean; afterG: boolean };

/**
 * The keyboard table. ⌘/Ctrl-K works everywhere; single letters only outside of inputs and only while `letters` is on
 * (WCAG 2.1.4: they can be switched off).
 */
export function shortcutOf(press: Press, letters: boolean): Shortcut | undefined {
  if (press.ctrlOrMeta && !press.alt && press.key.toLowerCase() === "k") return { kind: "palette" };
  if (press.ctrlOrMeta || press.alt || press.isTyping || !letters) return undefined;
  if (press.afterG) {
    const door = DOORS.find((candidate) => candidate.key === press.key);
    return door ? { kind: "go", href: door.href } : undefined;
  }
  if (press.key === "?") return { kind: "keys" };
  if (press.key === "/") return { kind: "search" };
  return press.key === "g" ? { kind: "pending" } : undefined;
}
