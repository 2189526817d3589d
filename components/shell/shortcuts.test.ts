import { expect, test } from "vitest";
import { DOORS } from "./nav.ts";
import { type Press, shortcutOf } from "./shortcuts.ts";

const press = (change: Partial<Press>): Press => ({
  key: "",
  ctrlOrMeta: false,
  alt: false,
  isTyping: false,
  afterG: false,
  ...change,
});

test("single letters never fire while typing, nor when switched off", () => {
  for (const key of ["g", "/", "?", ...DOORS.map((door) => door.key)])
    for (const afterG of [false, true]) {
      expect(shortcutOf(press({ key, afterG, isTyping: true }), true)).toBeUndefined();
      expect(shortcutOf(press({ key, afterG }), false)).toBeUndefined();
    }
});

test("the palette opens from anywhere, even while typing and with letters off", () => {
  expect(shortcutOf(press({ key: "k", ctrlOrMeta: true, isTyping: true }), false)).toEqual({ kind: "palette" });
});

test("g and the letter of a door go to that door, and every door has its own letter", () => {
  expect(shortcutOf(press({ key: "g" }), true)).toEqual({ kind: "pending" });
  for (const door of DOORS)
    expect(shortcutOf(press({ key: door.key, afterG: true }), true)).toEqual({ kind: "go", href: door.href });
  expect(new Set(DOORS.map((door) => door.key)).size).toBe(DOORS.length);
});
