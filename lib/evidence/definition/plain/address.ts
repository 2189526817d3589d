/**
 * Whether every server reads path and query of a request alike: in one spelling, and built as tests have them (ADR 0245).
 * What is left out is nothing to one server and a preset of its own to the next, so that there are as many segments, and the
 * names, of one test.
 */

import { classOf } from "./marks.ts";
import { type Ask, firstOf, type NotShown, notShown } from "./not-shown.ts";
import { relationsOf } from "./relations.ts";
import { type Around, addTo, isPlainText, newShown, notShownAt, type Shown } from "./text.ts";
import {
  addTogether,
  type Built,
  builtOf,
  NOTHING_BESIDE,
  newTogether,
  notTogether,
  type Together,
  togetherOf,
} from "./together.ts";

/**
 * Letters that need no escape and mean nothing to a router, and in escapes a space and what is beyond ASCII: each has one
 * spelling. No `;` (Java's servers cut there), bracket (ASP.NET does), plus or second escape.
 */
const PLAIN_SEGMENT = /^(?:[A-Za-z0-9._~:@-]|%20|%[89A-F][0-9A-F])+$/;

/**
 * Reads paths of tests; tells of any other whether it is plain. A suffix of the whole is one of theirs, or Rails would take
 * it for a format, and the rest for the path. Total.
 */
export function readPaths(shown: readonly Written[]): Ask<Written> {
  const suffixes = new Set(shown.map(({ text }) => suffixOf(text)));
  const members = new Map<number, Members>();
  for (const { text, around } of shown) {
    const segments = segmentsOf(text);
    if (segments === undefined) continue;
    members.set(segments.length, add(members.get(segments.length) ?? newMembers(), segments, { around }));
  }
  return ({ text: path, around }) => {
    const suffix = suffixOf(path);
    if (!suffixes.has(suffix)) return notShown("path", suffix === "" ? "no suffix" : `the suffix ${suffix}`);
    const segments = segmentsOf(path);
    if (segments === undefined) return notShown("path", "a segment that not all servers read alike");
    const there = members.get(segments.length);
    if (there === undefined) return notShown("path", `${segments.length} segments`);
    return notShownIn(there, segments, { of: "path", each: "path", around });
  };
}

const suffixOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? "";

/** What tests show of members by their names, and of what stands together in one test. */
type Members = {
  readonly values: Map<string, Shown>;
  readonly together: Together;
  readonly relations: Set<string>;
};

const newMembers = (): Members => ({ values: new Map(), together: newTogether(), relations: new Set() });

function add(members: Members, shown: readonly Member[], { around, beside = NOTHING_BESIDE }: Beside): Members {
  for (const [name, { text, written }] of shown)
    members.values.set(name, addTo(members.values.get(name) ?? newShown(), text, { ...around, written }));
  addTogether(members.together, togetherOf(builtOf(shown.map(asBuilt)), beside));
  for (const relation of relationsOf(shown.map(asNamed))) members.relations.add(relation);
  return members;
}

const asNamed = ([name, { text }]: Member) => [name, text] as const;
const asBuilt = ([name, { text }]: Member) => [name, classOf(text), text] as const;

/** What is known of a whole, and what stands beside it in the same request. */
type Beside = { readonly around?: Around | undefined; readonly beside?: Built | undefined };

type Named = { readonly of: string; readonly each: string } & Beside;

/** `of`: what they are members of, in words; `each`: one of them, before its name. */
function notShownIn(
  { values, together, relations }: Members,
  members: readonly Member[],
  { of, each, around, beside = NOTHING_BESIDE }: Named,
): NotShown | undefined {
  const odd = firstOf(members, ([name, { text, written }]) => {
    const there = values.get(name);
    const why = there === undefined ? "not in a test" : notShownAt(there, text, { ...around, written });
    return why === undefined ? undefined : notShown(`${each} ${name}`, why);
  });
  if (odd !== undefined) return odd;
  const apart =
    notTogether(together, togetherOf(builtOf(members.map(asBuilt)), beside)) ??
    relationsOf(members.map(asNamed)).find((relation) => !relations.has(relation));
  return apart === undefined ? undefined : notShown(of, apart);
}

/** What stands at one place, without its escapes and with them. */
type Value = { readonly text: string; readonly written: string };

/** By their numbers, from 1; undefined for a path that is not plain. */
function segmentsOf(path: string): Member[] | undefined {
  if (path === "/") return [];
  const written = path.slice(1).split("/");
  const segments = written.flatMap((segment, at): Member[] => {
    const value = PLAIN_SEGMENT.test(segment) && !segment.endsWith(".") ? unescaped(segment) : undefined;
    return value === undefined ? [] : [[`segment ${at + 1}`, value]];
  });
  return segments.length === written.length ? segments : undefined;
}

/** The identifier that a query names as its one member; undefined for any other query, and for one in escapes. Total. */
export const cidOfQuery = (query: string): string | undefined => /^\?cid=([A-Za-z0-9]+)$/.exec(query)?.[1];

/** Escapes are undone once by everybody; a plus is a space to one and a plus to the next. */
const PLAIN_MEMBER = /^([^=]+)=((?:[A-Za-z0-9._~!$'()*,:@/?-]|%[0-9A-F]{2})+)$/;

/** A path, or a query or a form from its `?`. */
export type Written = { readonly text: string } & Beside;

/** What a path is beside a query or a body; what a query is beside a body. Nothing where they are not plain. */
export const builtOfPath = (path: string): Built => builtOf((segmentsOf(path) ?? []).map(asBuilt));
export const builtOfQuery = (query: string): Built => builtOf((membersOf(query) ?? []).map(asBuilt));

/** What stands in a path, or in a query from its `?`, without escapes; nothing where they are not plain. */
export const textsOfPath = (path: string): string[] => (segmentsOf(path) ?? []).map(textOf);
export const textsOfQuery = (query: string): string[] => (membersOf(query) ?? []).map(textOf);

const textOf = ([, { text }]: Member): string => text;

/**
 * Reads queries of tests; tells of any other whether it is plain. Frameworks know members of their own (`format`,
 * `callback`, `_method`), and code that takes a query apart sees an order that they do not. Total.
 */
export function readQueries(shown: readonly Written[], of = "query"): Ask<Written> {
  const built = new Set<string>();
  const known = newMembers();
  for (const { text, around, beside } of shown) {
    const members = membersOf(text);
    if (members === undefined) continue;
    built.add(namesIn(members));
    add(known, members, { around, beside });
  }
  return ({ text, around, beside }) => {
    const members = membersOf(text);
    if (members === undefined) return notShown(of, "not written in the one way that all servers read alike");
    if (!built.has(namesIn(members)))
      return notShown(of, `these members in this order: ${members.map(([name]) => name).join(", ") || "none"}`);
    return notShownIn(known, members, { of, each: `${of} member`, around, beside });
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
