/**
 * Whether every server reads path and query of a request alike: in one spelling, and built as tests have them (ADR 0245).
 * What is left out is nothing to one server and a preset of its own to the next, so that there are as many segments, and the
 * names, of one test.
 */
import { addTo, isPlainText, isShownAt, newShown, type Shown } from "./plain-text.ts";

/**
 * Letters that need no escape and mean nothing to a router, and in escapes a space and what is beyond ASCII: each has one
 * spelling. No `;` (Java's servers cut there), bracket (ASP.NET does), plus or second escape.
 */
const PLAIN_SEGMENT = /^(?:[A-Za-z0-9._~:@-]|%20|%[89A-F][0-9A-F])+$/;

/**
 * Reads paths of tests; tells of any other whether it is plain. A suffix of the whole is one of theirs, or Rails would take
 * it for a format, and the rest for the path. Total.
 */
export function readPaths(shown: readonly string[]): (path: string) => boolean {
  const suffixes = new Set(shown.map(suffixOf));
  const places = new Map<number, Shown[]>();
  for (const segments of shown.map(segmentsOf)) {
    if (segments === undefined) continue;
    const known = places.get(segments.length);
    places.set(
      segments.length,
      segments.map(({ text, written }, at) => addTo(known?.[at] ?? newShown(), text, written)),
    );
  }
  return (path) => {
    const segments = suffixes.has(suffixOf(path)) ? segmentsOf(path) : undefined;
    const there = places.get(segments?.length ?? -1);
    return (
      there !== undefined && segments?.every(({ text, written }, at) => isShownIn(there[at], text, written)) === true
    );
  };
}

const suffixOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? "";

const isShownIn = (shown: Shown | undefined, text: string, written: string): boolean =>
  shown !== undefined && isShownAt(shown, text, written);

/** What stands at one place, without its escapes and with them. */
type Value = { readonly text: string; readonly written: string };

/** Undefined for a path that is not plain. */
function segmentsOf(path: string): Value[] | undefined {
  if (path === "/") return [];
  const segments = path.slice(1).split("/");
  const texts = segments.map((segment) =>
    PLAIN_SEGMENT.test(segment) && !segment.endsWith(".") ? unescaped(segment) : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** The identifier that a query names as its one member; undefined for any other query, and for one in escapes. Total. */
export const cidOfQuery = (query: string): string | undefined => /^\?cid=([A-Za-z0-9]+)$/.exec(query)?.[1];

/** Escapes are undone once by everybody; a plus is a space to one and a plus to the next. */
const PLAIN_MEMBER = /^([^=]+)=((?:[A-Za-z0-9._~!$'()*,:@/?-]|%[0-9A-F]{2})+)$/;

/**
 * Reads queries of tests; tells of any other whether it is plain. Frameworks know members of their own (`format`,
 * `callback`, `_method`), and code that takes a query apart sees an order that they do not. Total.
 */
export function readQueries(shown: readonly string[]): (query: string) => boolean {
  const tests = shown.map(membersOf).filter((each) => each !== undefined);
  const together = new Set(tests.map(namesIn));
  const values = new Map<string, Shown>();
  for (const [name, { text, written }] of tests.flat())
    values.set(name, addTo(values.get(name) ?? newShown(), text, written));
  return (query) => {
    const members = membersOf(query);
    if (members === undefined || !together.has(namesIn(members))) return false;
    return members.every(([name, { text, written }]) => isShownIn(values.get(name), text, written));
  };
}

type Member = readonly [name: string, value: Value];

/** In their order. */
const namesIn = (members: readonly Member[]): string => JSON.stringify(members.map(([name]) => name));

/** Whether each of its members is read alike, whatever tests show. Total. */
export const isPlainQuery = (query: string): boolean => membersOf(query) !== undefined;

/** Undefined for a query that is not plain, as where a name stands twice. */
function membersOf(query: string): Member[] | undefined {
  if (query === "?") return [];
  const members = query
    .slice(1)
    .split("&")
    .map((member): Member | undefined => {
      const [, name = "", written = ""] = PLAIN_MEMBER.exec(member) ?? [];
      const value = unescaped(written);
      return value === undefined ? undefined : [name, value];
    })
    .filter((member) => member !== undefined);
  const isWhole = new Set(members.map(([name]) => name)).size === query.split("&").length;
  return isWhole ? members : undefined;
}

/** UTF-8, without controls; undefined for what is no plain text. */
function unescaped(written: string): Value | undefined {
  try {
    const text = decodeURIComponent(written);
    return isPlainText(text) && !/\p{Cc}/u.test(text) ? { text, written } : undefined;
  } catch {
    return undefined;
  }
}
