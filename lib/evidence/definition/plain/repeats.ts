/**
 * A text that stands several times within another of the same request: what looks for it finds the first, the last or all, and
 * replaces, counts or splits there (ADR 0264).
 */
import type { AnsweredRequest } from "../answer.ts";
import { classOf } from "./marks.ts";
import { partedTextsOfRequest } from "./texts-of-request.ts";
import { standsTwice } from "./times-in.ts";

/** Letters of one request that are looked through: beyond that nobody knows whether one stands there several times. */
const MOST_LETTERS = 2 ** 22;

/**
 * Whether a text of the request stands several times within another that is no element of a list, or may. Numbers and days are
 * none to look into: their digits stand twice by chance. Total.
 */
export function hasRepeat(request: AnsweredRequest["request"]): boolean {
  const { alone, inLists } = partedTextsOfRequest(request);
  const all = [...new Set(alone)].filter((text) => classOf(text) === "text");
  let left = MOST_LETTERS;
  return [...new Set([...alone, ...inLists])].some((text) =>
    all.some((other) => {
      left -= other.length;
      return left < 0 || (text !== "" && other.length > text.length && standsTwice(other, text));
    }),
  );
}
