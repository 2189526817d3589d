/**
 * Whether every server reads path and query of a request alike: in one spelling, and built as tests have them (ADR 0245).
 * What is left out is nothing to one server and a preset of its own to the next, so that there are as many segments, and the
 * names, of one test.
 */
import { addTo, isPlainText, isShownAt, namesOf, type Shown } from "./plain-text.ts";

/**
 * Letters that need no escape and mean nothing to a router, and in escapes a space and what is beyond ASCII: each has one
 * spelling. No `;` (Java's servers cut there), bracket (ASP.NET does), plus or second escape.
 */
const PLAIN_SEGMENT = /^(?:[A-Za-z0-9._~:@-]|%20|%[89A-F][0-9A-F])+$/;

/** `shown`: paths of tests. A suffix of the whole is one of theirs, or Rails would take it for a format, and the rest for the path. */
export function isPlainPath(path: string, shown: readonly string[]): boolean {
  if (!shown.some((one) => suffixOf(one) === suffixOf(path))) return false;
  const segments = segmentsOf(path);
  if (segments === undefined) return false;
  const tests = shown.map(segmentsOf).filter((each) => each?.length === segments.length);
  return tests.length > 0 && segments.every((text, at) => isShownAt(shownOf(tests.map((each) => each?.[at])), text));
}

const suffixOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? "";

/** Undefined for a path that is not plain. */
function segmentsOf(path: string): string[] | undefined {
  if (path === "/") return [];
  const segments = path.slice(1).split("/");
  const texts = segments.map((segment) =>
    PLAIN_SEGMENT.test(segment) && !segment.endsWith(".") ? unescaped(segment) : undefined,
  );
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** The identifier that a query names as its one member; undefined for any other query, and for one in escapes. Total. */
export const cidOfQuery = (query: string): string | undefined => /^\?cid=([A-Za-z0-9]+)$/.exec(query)?.[1];

/** Values are undone once by everybody, so that they may stand in any escapes; a plus is a space to one and a plus to the next. */
const PLAIN_MEMBER = /^([^=]+)=((?:[A-Za-z0-9._~!$'()*,:@/?-]|%[0-9A-Fa-f]{2})+)$/;

/** `shown`: queries of tests. Frameworks know members of their own (`format`, `callback`, `_method`). */
export function isPlainQuery(query: string, shown: readonly string[]): boolean {
  const members = membersOf(query);
  const tests = shown.map(membersOf).filter((each) => each !== undefined);
  if (members === undefined) return false;
  const names = namesOf(members.map(nameOf));
  if (!tests.some((each) => namesOf(each.map(nameOf)) === names)) return false;
  return members.every(([name, value]) =>
    isShownAt(shownOf(tests.flat().map(([each, text]) => (each === name ? text : undefined))), value),
  );
}

type Member = readonly [name: string, value: string];

const nameOf = ([name]: Member): string => name;

/** Undefined for a query that is not plain, as where a name stands twice. */
function membersOf(query: string): Member[] | undefined {
  if (query === "?") return [];
  const members = query
    .slice(1)
    .split("&")
    .map((member): Member | undefined => {
      const [, name = "", value = ""] = PLAIN_MEMBER.exec(member) ?? [];
      const text = unescaped(value);
      return text === undefined ? undefined : [name, text];
    })
    .filter((member) => member !== undefined);
  const isWhole = new Set(members.map(([name]) => name)).size === query.split("&").length;
  return isWhole ? members : undefined;
}

const shownOf = (texts: readonly (string | undefined)[]): Shown => {
  const shown: Shown = new Map();
  for (const text of texts) if (text !== undefined) addTo(shown, text);
  return shown;
};

/** UTF-8, without controls; undefined for what is no plain text. */
function unescaped(escaped: string): string | undefined {
  try {
    const text = decodeURIComponent(escaped);
    return isPlainText(text) && !/\p{Cc}/u.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
