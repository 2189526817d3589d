/**
 * Texts that a definition's answers hang on: names and texts of its state, and what stands between quotes in its code, or before
 * a colon as a name. What its service has stored is these, in a data base with a collation of its own (ADR 0259).
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import type { Material } from "../run-definition.ts";
import { addText, newTexts, type Texts } from "./folds.ts";
import { textsAndNamesIn } from "./json-members.ts";

/** Takes time by the length of both. Total: nothing of what is not read. */
export function knownTexts({ code, state }: Material): Texts {
  const texts = newTexts();
  for (const text of textsAndNamesIn(stateOf(state))) addText(texts, text, true);
  const read = code === undefined ? "" : (utf8Decode(code) ?? "");
  for (const quotes of [QUOTED, TEMPLATE])
    for (const [quoted] of read.matchAll(quotes)) addText(texts, unescaped(quoted.slice(1).replace(/["'`]$/, "")));
  for (const [, name, colon] of read.matchAll(NAME))
    if (name !== undefined && colon !== undefined) addText(texts, name);
  return texts;
}

/**
 * What stands in quotes, or is a name. Each matches wherever it begins, so that none is read twice. Templates by themselves, since
 * one sign of theirs in a pattern or comment would hide all that stands behind it. What a comment holds so frees a text or two.
 */
const QUOTED = /"(?:[^"\\\n]+|\\.)*"?|'(?:[^'\\\n]+|\\.)*'?/gsu;
const TEMPLATE = /`(?:[^`\\]+|\\.)*`?/gsu;
const NAME = /([\p{L}_$][\p{L}\p{N}_$]*)(\s*:)?/gu;

const unescaped = (literal: string): string =>
  literal.replace(/\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2})|(.))/gis, (_, braced, four, two, other) => {
    const point = Number.parseInt(braced ?? four ?? two ?? "", 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : (other ?? "");
  });

/** As code gets it: not of strict JSON only. */
function stateOf(state: Uint8Array | undefined): JsonValue {
  try {
    return state === undefined ? null : JSON.parse(utf8Decode(state) ?? "null");
  } catch {
    return null;
  }
}
