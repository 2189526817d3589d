/**
 * Whether every server reads the request as the definition reads it. Whoever asks chooses how it is written, and servers
 * differ in what they make of it: routers undo escapes and resolve dots, frameworks answer other methods, formats and
 * callbacks by themselves, and one takes the first of two members where the next takes the last. So machines convict only
 * where there is one reading, and this list says where: all else is left open (ADR 0245).
 *
 * The definition's own tests are the measure. What it does not read stands as in one of them, and so do the method and
 * what an address and a JSON body are built of; what it reads is in the one spelling that needs no reader's help.
 */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { type AnsweredRequest, answerOfTest } from "./answer.ts";
import { cidOfQuery, isPlainPath, isPlainQuery } from "./plain-address.ts";
import { isPlainBody } from "./plain-body.ts";

type Request = AnsweredRequest["request"];

/** Total. */
export function isPlain(definition: Definition, request: Request): boolean {
  const shown = shownBy(definition);
  return definition.kind === "content-address"
    ? isPlainFetch(definition.input.from, request, shown)
    : isPlainCall(definition.input, request, shown);
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
  const isOfGateway = /\.ip[fn]s\./.test(authority);
  if (method !== "GET" || body !== undefined || isOfGateway) return false;
  const place = placeOf(from, request);
  return place !== undefined && shown.some((one) => placeOf(from, one) === place);
}

/** Path and query around the identifier; undefined where a server could look for it elsewhere. */
function placeOf(from: readonly string[], { path, query }: Request): string | undefined {
  if (from.includes("@query;req")) return cidOfQuery(query) === undefined ? undefined : `${path}?cid=${ANY}`;
  return query === "?" ? path.replace(/[^/]*$/, ANY) : undefined;
}

function isPlainCall({ from, body: form }: Definition["input"], request: Request, shown: readonly Request[]): boolean {
  const { method, authority, path, query, body } = request;
  const reads = (component: string): boolean => from.includes(component);
  if (reads("@authority;req") && !PLAIN_HOST.test(authority)) return false;
  // Servers look at no body of a GET, whatever stands in it, and Rails for a member of a body in the query, too.
  const alike = shown.filter((one) => one.method === method && (one.body === undefined) === (body === undefined));
  const paths = alike.map((one) => one.path);
  if (reads("@path;req") && !isPlainPath(path, paths)) return false;
  const here = atPath(alike, path);
  const queries = here.map((one) => one.query);
  if (reads("@query;req") && !isPlainQuery(query, queries)) return false;
  const isReadAsJson = reads("content-digest;req") && form === "json-jcs" && body !== undefined;
  const bodies = here.flatMap((one) => one.body ?? []);
  if (isReadAsJson && !isPlainBody(body, bodies)) return false;
  return alike.some(
    (one) =>
      (reads("@path;req") || one.path === path) &&
      (reads("@query;req") || one.query === query) &&
      (reads("content-digest;req") || equalBytes(one.body ?? NOTHING, body ?? NOTHING)),
  );
}

const NOTHING = new Uint8Array();

/** At this very path where a test has it: each may take members and bodies of its own. */
function atPath(requests: readonly Request[], path: string): readonly Request[] {
  const here = requests.filter((one) => one.path === path);
  return here.length > 0 ? here : requests;
}

/** Without the dot at the end that names the same host. */
const PLAIN_HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]+)?$/;
