/**
 * A text that stands several times within another of the same request: what looks for it finds the first, the last or all, and
 * replaces, counts or splits there (ADR 0264).
 */

import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { JsonValue } from "#lib/kernel/json.ts";
import type { AnsweredRequest } from "../answer.ts";
import { jsonBody } from "../compare.ts";
import { isPlainQuery, textsOfPath, textsOfQuery } from "./address.ts";
import { isList, isScalar } from "./json-members.ts";
import { classOf } from "./marks.ts";
import { timesIn } from "./within.ts";

/** Letters of one request that are looked through: beyond that nobody knows whether one stands there several times. */
const MOST_LETTERS = 2 ** 22;

/** An engine's own search is faster, and may take the product of both lengths. */
const SHORT = 64;

/**
 * Whether a text of the request stands several times within another that is no element of a list, or may. Numbers and days are
 * none to look into: their digits stand twice by chance. Total.
 */
export function hasRepeat({ path, query, body }: AnsweredRequest["request"]): boolean {
  const address = [...textsOfPath(path), ...textsOfQuery(query)];
  const sent = body === undefined ? NOTHING : textsOfBody(body);
  const texts = new Set([...address, ...sent.alone, ...sent.inLists]);
  const all = [...new Set([...address, ...sent.alone])].filter((text) => classOf(text) === "text");
  let left = MOST_LETTERS;
  return [...texts].some((text) =>
    all.some((other) => {
      left -= other.length;
      return left < 0 || (text !== "" && other.length > text.length && standsTwice(other, text));
    }),
  );
}

function standsTwice(all: string, text: string): boolean {
  if (text.length > SHORT) return timesIn(all, text) > 1;
  const first = all.indexOf(text);
  return first >= 0 && all.includes(text, first + 1);
}

/** Texts of a body: those that are elements of a list, or stand in one, and all others. */
type Texts = { readonly alone: string[]; readonly inLists: string[] };

const NOTHING: Texts = { alone: [], inLists: [] };

function textsOfBody(body: Uint8Array): Texts {
  const value = jsonBody(body);
  if (value !== undefined) return textsIn(value);
  const text = utf8Decode(body) ?? "";
  return { alone: isPlainQuery(`?${text}`) ? textsOfQuery(`?${text}`) : [], inLists: [] };
}

/** However deep they stand. */
function textsIn(value: JsonValue): Texts {
  const found: Texts = { alone: [], inLists: [] };
  const left: (readonly [value: JsonValue, isInList: boolean])[] = [[value, false]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [each, isInList] = next;
    if (typeof each === "string") (isInList ? found.inLists : found.alone).push(each);
    if (isScalar(each)) continue;
    for (const member of Object.values(each)) left.push([member as JsonValue, isInList || isList(each)]);
  }
  return found;
}
