import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { utf8Encode } from "./bytes.ts";
import { parseCanonical } from "./json.ts";
import { isComposed, normalForm } from "./normal-form.ts";

/** A letter with that many marks, each pair in the order that engines must change. */
const marked = (marks: number) => `a${"\u0316\u0301".repeat(Math.ceil(marks / 2)).slice(0, marks)}`;

describe("texts with at most 30 marks in a row", () => {
  test("are told and made as the engine does", () => {
    for (const text of [
      "",
      "a",
      "\u00e9",
      "e\u0301",
      "Å",
      "\u212b",
      "ﬁ",
      "Ǆ",
      "각",
      "\u1100\u1161",
      marked(30),
      `${marked(30)}b${marked(30)}`,
    ]) {
      expect(isComposed(text)).toBe(text === text.normalize("NFC"));
      for (const form of ["NFC", "NFKC", "NFKD"] as const) expect(normalForm(text, form)).toBe(text.normalize(form));
    }
    const ordered = `x${"\u0316".repeat(30)}`;
    expect(isComposed(ordered)).toBe(true);
    // Marks beyond U+FFFF take two code units each.
    expect(isComposed(`x${"\u{1e8d0}".repeat(30)}`)).toBe(true);
  });
});

describe("texts with more", () => {
  let asked = vi.spyOn(String.prototype, "normalize");
  beforeEach(() => {
    asked = vi.spyOn(String.prototype, "normalize");
  });
  afterEach(() => {
    asked.mockRestore();
  });

  test("are not composed, have no normal form, and no engine is asked for it", () => {
    for (const text of [marked(31), marked(500_000), `${marked(30)}b${marked(31)}`, `x${"\u{1e8d0}".repeat(31)}`]) {
      expect(isComposed(text)).toBe(false);
      for (const form of ["NFC", "NFKC", "NFKD"] as const) expect(normalForm(text, form)).toBe(text);
    }
    expect(asked).not.toHaveBeenCalled();
  });

  test("that are made of letters which become marks are in no form of compatibility", () => {
    const halfWidth = `a${"\uff9e\u0316".repeat(100_000)}`;
    expect(normalForm(halfWidth, "NFKC")).toBe(halfWidth);
    expect(normalForm(halfWidth, "NFKD")).toBe(halfWidth);
    expect(asked).not.toHaveBeenCalled();
    expect(isComposed(halfWidth)).toBe(true);
  });

  test("are no keys of what is signed", () => {
    const of = (key: string) => parseCanonical(utf8Encode(`{"${key}":1}`), {});
    expect(of(`x${"\u0316".repeat(30)}`).ok).toBe(true);
    const before = asked.mock.calls.length;
    const refused = of(marked(20_000));
    expect(!refused.ok && refused.error.code).toBe("not-canonical");
    expect(asked.mock.calls.length).toBe(before);
  });
});
