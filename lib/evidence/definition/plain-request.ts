/**
 * Whether every server reads the request as the definition reads it. Whoever asks chooses how it is written, and servers
 * differ in what they make of it: routers undo escapes and resolve dots, frameworks answer other methods, formats and
 * callbacks by themselves, and one takes the first of two members where the next takes the last. So machines convict only
 * where there is one reading, and this list says where: all else is left open (ADR 0245).
 *
 * The definition's own tests are the measure. What it does not read stands as in one of them, and so do the method and the
 * names of the query, whether it reads them or not; what it reads is in the one spelling that needs no reader's help.
 */

import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { type AnsweredRequest, answerOfTest } from "./answer.ts";

type Request = AnsweredRequest["request"];

/** Total. */
export function isPlain(definition: Definition, request: Request): boolean {
  const shown = shownBy(definition);
  return definition.kind === "content-address"
    ? isPlainFetch(definition.input.from, request, shown)
    : isPlainCall(definition.input.from, request, shown);
}

/** Requests of tests that show what is right or wrong: what a test shows as left open binds nobody. */
function shownBy({ tests }: Definition): Request[] {
  return tests
    .filter(({ result }) => result === "match" || result === "mismatch")
    .flatMap(({ exchanges }) => exchanges)
    .flatMap((exchange) => answerOfTest(exchange)?.request ?? [])
    .map((request) => (request.query.startsWith("?") ? request : { ...request, query: `?${request.query}` }));
}

/** As it stands where the identifier of a content address does. */
const ANY = "*";

/**
 * The identifier stands at the end of an address that a test shows, and nothing else is asked: `PUT` and `OPTIONS` have
 * answers of their own, a name behind another identifier is a file's in somebody's directory, and so is one under a host
 * that gateways make of an identifier or a name.
 */
function isPlainFetch(from: readonly string[], request: Request, shown: readonly Request[]): boolean {
  const { method, authority, body } = request;
  const isOfGateway = /^[^.]*\.ip[fn]s\./.test(authority);
  if (method !== "GET" || body !== undefined || isOfGateway) return false;
  const place = placeOf(from, request);
  return place !== undefined && shown.some((one) => placeOf(from, one) === place);
}

/** Path and query around the identifier; undefined where a server could look for it elsewhere. */
function placeOf(from: readonly string[], { path, query }: Request): string | undefined {
  if (from.includes("@query;req")) return /^\?cid=[A-Za-z0-9]+$/.test(query) ? `${path}?cid=${ANY}` : undefined;
  return query === "?" ? path.replace(/[^/]*$/, ANY) : undefined;
}

function isPlainCall(from: readonly string[], request: Request, shown: readonly Request[]): boolean {
  const { method, authority, path, query, body } = request;
  const reads = (component: string): boolean => from.includes(component);
  if (reads("@authority;req") && !PLAIN_HOST.test(authority)) return false;
  if (reads("@path;req") && !isPlainPath(path)) return false;
  if (reads("@query;req") && !isPlainQuery(query, shown)) return false;
  return shown.some(
    (one) =>
      one.method === method &&
      (reads("@path;req") || one.path === path) &&
      (reads("@query;req") || one.query === query) &&
      (reads("content-digest;req") || equalBytes(one.body ?? NOTHING, body ?? NOTHING)),
  );
}

const NOTHING = new Uint8Array();

/** Without the dot at the end that names the same host. */
const PLAIN_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]+)?$/;

/**
 * Letters that need no escape and mean nothing to a router, and in escapes a space and what is beyond ASCII: each has one
 * spelling. No `;` (Java's servers cut there), bracket (ASP.NET does), plus or second escape.
 */
const PLAIN_SEGMENT = /^(?:[A-Za-z0-9._~:@-]|%20|%[89A-F][0-9A-F])+$/;

function isPlainPath(path: string): boolean {
  const isPlainSegment = (segment: string): boolean =>
    PLAIN_SEGMENT.test(segment) && !segment.endsWith(".") && isPlainText(segment);
  return path === "/" || path.slice(1).split("/").every(isPlainSegment);
}

/** Values are undone once by everybody, so that they may stand in any escapes; a plus is a space to one and a plus to the next. */
const PLAIN_MEMBER = /^([^=]+)=((?:[A-Za-z0-9._~!$'()*,:@/?-]|%[0-9A-Fa-f]{2})+)$/;

/** No name twice, and none that no test shows: frameworks know some of their own (`format`, `callback`, `_method`). */
function isPlainQuery(query: string, shown: readonly Request[]): boolean {
  if (query === "?") return true;
  const known = new Set(shown.flatMap((one) => membersOf(one.query).map(([name]) => name)));
  const members = membersOf(query);
  const names = new Set(members.map(([name]) => name));
  return names.size === members.length && members.every(([name, value]) => known.has(name) && isPlainText(value));
}

/** `["", ""]` for a member that is not plain. */
function membersOf(query: string): (readonly [name: string, value: string])[] {
  return query
    .slice(1)
    .split("&")
    .map((member) => {
      const [, name = "", value = ""] = PLAIN_MEMBER.exec(member) ?? [];
      return [name, value];
    });
}

/** UTF-8, without the controls and the spaces around it that some servers take off. */
function isPlainText(escaped: string): boolean {
  try {
    const text = decodeURIComponent(escaped);
    return text !== "" && text === text.trim() && !/\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}
