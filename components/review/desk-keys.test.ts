import { expect, test } from "vitest";
import { TRIAGE_STATES } from "#lib/contract/review.ts";
import { QUESTION_NAMES } from "#lib/dispute/charter.ts";
import { shortcutOf } from "../shell/shortcuts.ts";
import { DESK_KEYS, type DeskPress, deskActOf } from "./desk-keys.ts";

const press = (key: string, change: Partial<DeskPress> = {}): DeskPress => ({
  ...{ key, hasModifier: false, isTyping: false, afterG: false },
  ...change,
});

test("no letter of the desk acts while somebody types, with a modifier, after g, or when letters are switched off", () => {
  for (const { keys, act } of DESK_KEYS) {
    const [key] = keys;
    expect(deskActOf(press(key), true)).toEqual(act);
    expect(deskActOf(press(key), false)).toBeUndefined();
    for (const stop of ["hasModifier", "isTyping", "afterG"] as const)
      expect(deskActOf(press(key, { [stop]: true }), true)).toBeUndefined();
  }
});

test("every triage state, every question of the ballot and the seal have one key each, and none is the bar's own", () => {
  const acts = DESK_KEYS.map(({ act }) => act);
  expect(new Set(acts.flatMap((act) => (act.kind === "triage" ? [act.state] : [])))).toEqual(new Set(TRIAGE_STATES));
  expect(acts.flatMap((act) => (act.kind === "ballot" ? [act.to] : []))).toEqual([...QUESTION_NAMES, "seal"]);
  const keys = DESK_KEYS.map(({ keys: [key] }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  for (const key of keys)
    expect(shortcutOf({ key, ctrlOrMeta: false, alt: false, isTyping: false, afterG: false }, true)).toBeUndefined();
});
