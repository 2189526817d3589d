/**
 * Whether every server reads the request as the definition reads it. Whoever asks chooses how it is written, and servers
 * differ in what they make of it: routers undo escapes and resolve dots, frameworks answer other methods, formats and
 * callbacks by themselves, and one takes the first of two members where the next takes the last. So machines convict only
 * where there is one reading, and this list says where: all else is left open (ADR 0245).
 *
 * The definition's own tests are the measure. What it does not read stands as in one of them, and so do the method and
 * what an address and a JSON body are built of; what it reads is in the one spelling that needs no reader's help.
 */
import { groupBy } from "#lib/disclosure/group-by.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Decode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { type AnsweredRequest, answerOfTest } from "../answer.ts";
import { jsonBody, pathOf, withoutPaths } from "../compare.ts";
import { judgedTests } from "../judged-tests.ts";
import type { Material } from "../run-definition.ts";
import { builtOfPath, builtOfQuery, cidOfQuery, readPaths, readQueries } from "./address.ts";
import { readBodies } from "./body.ts";
import { readBytes } from "./bytes.ts";
import { knownTexts } from "./known-texts.ts";
import { withLast } from "./last-request.ts";
import { type Ask, type NotShown, notShown } from "./not-shown.ts";
import { otherWritingsOf } from "./other-writing.ts";
import { hasRepeat } from "./repeats.ts";
import { type Around, isPlainText } from "./text.ts";
import { textsOfRequest } from "./texts-of-request.ts";
import { besideOf } from "./together.ts";
import { haystackOf, type LookWithin, lookWithin } from "./within.ts";

type Request = AnsweredRequest["request"];

/** What a definition's tests show, as the question that is asked of each request. Total. */
type Plainness = Ask<Request>;

// A definition is never changed, and an agent judges its answers by the thousand.
const read = new WeakMap<Definition, { readonly material: Material; readonly plainness: Plainness }>();

const NO_MATERIAL: Material = { code: undefined, state: undefined };

/** Total. The tests of a definition are read once. */
export const isPlain = (definition: Definition, request: Request, material = NO_MATERIAL): boolean =>
  notPlain(definition, request, material) === undefined;

/**
 * The first thing about the request that no test shows, or that a collation takes for a text of code or state, for its
 * publisher to read; undefined where it is judged. Total.
 */
export function notPlain(definition: Definition, request: Request, material = NO_MATERIAL): NotShown | undefined {
  const last = read.get(definition);
  const isSame = last?.material.code === material.code && last?.material.state === material.state;
  const plainness = last !== undefined && isSame ? last.plainness : readPlainness(definition, material);
  if (!isSame || last === undefined) read.set(definition, { material, plainness });
  return plainness(request);
}

function readPlainness(definition: Definition, material: Material): Plainness {
  const shown = shownBy(definition);
  return definition.kind === "content-address"
    ? readFetches(definition.input.from, shown)
    : readCalls(definition, shown, material);
}

/** A request with what is known of it: of a test the right answer, where it has one. */
type Known = Request & { readonly around: Around };

/** Requests of tests that show what is right or wrong: what a test shows as left open binds nobody. */
function shownBy(definition: Definition): Known[] {
  return judgedTests(definition)
    .flatMap(({ exchanges, result }) => exchanges.map((exchange) => ({ answered: answerOfTest(exchange), result })))
    .flatMap(({ answered, result }) => (answered === undefined ? [] : testOf(definition, answered, result)));
}

function testOf(definition: Definition, { request, response }: AnsweredRequest, result: string): Known {
  const query = request.query.startsWith("?") ? request.query : `?${request.query}`;
  return { ...request, query, around: { answer: result === "match" ? rightAnswer(definition, response) : undefined } };
}

/** Without what may differ between answers that are the same. */
function rightAnswer(definition: Definition, { status, body }: AnsweredRequest["response"]): string {
  const ignore = "output" in definition ? definition.output.ignore.map(pathOf) : [];
  const value = ignore.length === 0 ? undefined : jsonBody(body);
  const text = value === undefined ? utf8Decode(body) : JSON.stringify(withoutPaths(value, ignore));
  return `${status} ${text ?? base64Encode(body)}`;
}

/** As it stands where the identifier of a content address does. */
const ANY = "*";

/**
 * The identifier stands at the end of an address that a test shows, and nothing else is asked: `PUT` and `OPTIONS` have
 * answers of their own, a name behind another identifier is a file's in somebody's directory, and so is one under a host
 * that gateways make of an identifier or a name.
 */
function readFetches(from: readonly string[], shown: readonly Request[]): Plainness {
  const places = new Set(shown.map((one) => placeOf(from, one)));
  return (request) => {
    const { method, authority, body } = request;
    if (method !== "GET") return notShown("method", method);
    if (body !== undefined) return notShown("body", "one, where an address says all");
    if (/\.ip[fn]s\./.test(authority)) return notShown("host", "one that a gateway makes of an identifier or a name");
    const place = placeOf(from, request);
    return place !== undefined && places.has(place) ? undefined : notShown("address", "another around the identifier");
  };
}

/** Path and query around the identifier; undefined where a server could look for it elsewhere. */
function placeOf(from: readonly string[], { path, query }: Request): string | undefined {
  if (from.includes("@query;req")) return cidOfQuery(query) === undefined ? undefined : `${path}?cid=${ANY}`;
  return query === "?" ? path.replace(/[^/]*$/, ANY) : undefined;
}

type Input = Definition["input"];

function readCalls({ input, kind }: Definition, shown: readonly Known[], material: Material): Plainness {
  const byShape = new Map<string, Ask<Known>>();
  for (const [shape, alike] of groupBy(shown, shapeOf)) byShape.set(shape, readAlike(input, alike));
  // Of a predicate the service has whatever it likes beside.
  const known = { ...knownTexts(material), areAll: kind === "function" };
  const texts = shown.flatMap(textsOfRequest);
  const haystack = haystackOf([...known.all, ...texts]);
  const otherWriting = otherWritingsOf(known.all, texts);
  const showsRepeat = shown.some(hasRepeat);
  const hosts = new Set(shown.map(({ authority }) => authority).filter(isPlainHost));
  const ofRest = withLast((request) => {
    const notAlike = byShape.get(shapeOf(request));
    if (notAlike === undefined) return notShown("method", shapeOf(request));
    const look = lookWithin(haystack, () => textsOfRequest(request));
    const within: LookWithin = (text, told) => otherWriting(text) ?? look(text, told);
    const odd = notAlike({ ...request, around: { known, within } });
    return odd ?? (!showsRepeat && hasRepeat(request) ? notShown("request", REPEAT) : undefined);
  });
  return (request) => {
    const { nonce, authority } = request;
    if (input.from.includes("@authority;req") && !hosts.has(authority)) return notShown("host", authority);
    if (input.from.includes("prex-request-nonce;req") && nonce !== undefined && !isPlainNonce(nonce))
      return notShown("nonce", "not one word of 16 to 128 letters and digits");
    return ofRest(request);
  };
}

const REPEAT = "a text that stands several times within another of it";

/** Servers look at no body of a GET, whatever stands in it, and Rails for a member of a body in the query, too. */
const shapeOf = ({ method, body }: Request): string =>
  `${method} ${body === undefined ? "without a body" : "with a body"}`;

/** Of tests of one shape, to be asked of requests of the same. */
function readAlike(input: Input, alike: readonly Known[]): Ask<Known> {
  const reads = (component: string): boolean => input.from.includes(component);
  const notShownPath = reads("@path;req") ? readPaths(alike.map(pathIn)) : undefined;
  const anywhere = readMembers(input, alike);
  // At this very path where a test has it: each may take members and bodies of its own.
  const atPath = new Map<string, Ask<Known>>();
  for (const [path, here] of groupBy(alike, (one) => one.path)) atPath.set(path, readMembers(input, here));
  const hasSameUnread = (one: Request, { path, query, body }: Request): boolean =>
    (reads("@path;req") || one.path === path) &&
    (reads("@query;req") || one.query === query) &&
    (reads("content-digest;req") || equalBytes(one.body ?? NOTHING, body ?? NOTHING));
  const unread = [
    ...(reads("@path;req") ? [] : ["path"]),
    ...(reads("@query;req") ? [] : ["query"]),
    ...(reads("content-digest;req") ? [] : ["body"]),
  ].join(" and ");
  return (request) =>
    notShownPath?.(pathIn(request)) ??
    (atPath.get(request.path) ?? anywhere)(request) ??
    (alike.some((one) => hasSameUnread(one, request))
      ? undefined
      : notShown(unread, "another than each test has, where the definition does not read it"));
}

const pathIn = ({ path, around }: Known) => ({ text: path, around });

/** Query and body, as far as the definition reads them, each beside what stands before it in a request. */
function readMembers({ from, body: form }: Input, shown: readonly Known[]): Ask<Known> {
  const [readsPath, readsQuery] = [from.includes("@path;req"), from.includes("@query;req")];
  const path = (request: Request) => (readsPath ? [["path", builtOfPath(request.path)] as const] : []);
  const query = (request: Request) => (readsQuery ? [["query", builtOfQuery(request.query)] as const] : []);
  const written = (request: Known) => ({
    ...{ text: request.query, around: request.around },
    beside: besideOf(path(request)),
  });
  const sent = (request: Known, body: Uint8Array) => ({
    ...{ body, around: request.around },
    beside: besideOf([...path(request), ...query(request)]),
  });
  const read = form === "json-jcs" ? readBodies : readBytes;
  const notShownQuery = readsQuery ? readQueries(shown.map(written)) : undefined;
  const bodies = shown.flatMap((request) => (request.body === undefined ? [] : [sent(request, request.body)]));
  const notShownBody = from.includes("content-digest;req") ? read(bodies) : undefined;
  return (request) =>
    notShownQuery?.(written(request)) ??
    (request.body === undefined ? undefined : notShownBody?.(sent(request, request.body)));
}

const NOTHING = new Uint8Array();

/** Of two lines one server reads the first, and the next both with a comma. */
const isPlainNonce = (nonce: string): boolean => /^[A-Za-z0-9_-]{16,128}$/.test(nonce) && isPlainText(nonce);

/** Without the dot at the end that names the same host. A server answers to more names than it knows. */
const isPlainHost = (host: string): boolean =>
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]+)?$/.test(host) && isPlainText(host);
