/**
 * What a definition says of a signed answer: by its hash, by comparison, or by runs of code in two hosts. A wrong answer is
 * found only where every doubt is excluded; whatever else happens is inconclusive, and nobody is hurt.
 */

import { type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { CodedDefinition } from "#lib/statement/coded-definition.ts";
import type {
  Definition,
  DefinitionLimits,
  InconclusiveReason,
  RunResult,
  UnattestableRule,
} from "#lib/statement/definition.ts";
import { mediaTypeOf } from "../media-type.ts";
import type { AnsweredRequest } from "./answer.ts";
import { isArchiveOf } from "./archive.ts";
import { isContentOf, mayBeCid, parseCid } from "./cid.ts";
import { jsonBody, pathOf, readJson, valueAt } from "./compare.ts";
import { inputOf } from "./input.ts";
import { isSameAnswer, type Run } from "./run-definition.ts";

/** Whether the answer was given while the definition was in force, or in the grace behind it. `at`: its signed time. */
export function windowAt(
  { window }: Pick<Definition, "window">,
  at: Instant,
): "in-force" | "in-grace" | "out-of-window" {
  const [from, until] = [parseInstant(window.validFrom), parseInstant(window.validUntil)];
  if (from === undefined || until === undefined || at < from) return "out-of-window";
  if (at < until) return "in-force";
  return at < until + window.graceSeconds * SECOND_MS ? "in-grace" : "out-of-window";
}

/**
 * What honest servers answer by themselves to fields that no signature covers (`Range`, `If-None-Match`, `If-Match`,
 * `Accept`, `Expect`): whoever asks chooses them, and nobody can show afterwards what was asked.
 */
const CHOSEN_BY_UNSIGNED_FIELDS: readonly number[] = [206, 304, 406, 412, 416, 417];

/** Success with content; 203 is what a proxy that changed the answer says, and its signer stands by it. */
const ANSWERED: readonly number[] = [200, 203];

/** Whether the definition leaves this answer open: it is none, servers read its address in several ways, or it is listed. Total. */
export function isUnattestable(definition: Definition, answer: AnsweredRequest): boolean {
  return isNoAnswer(definition, answer) || isReadInSeveralWays(definition, answer) || isLeftOpen(definition, answer);
}

/** Whether the definition lists it among what nobody can judge. Total. */
export function isLeftOpen({ unattestable }: Definition, answer: AnsweredRequest): boolean {
  return unattestable.some((rule) => isOfRule(rule, answer));
}

/**
 * Whether nothing was answered that could be right: `HEAD` asked for no content, unsigned fields of the request chose the
 * status, it says that no answer was given and the definition does not judge the status, or it is longer or deeper than
 * anybody reads as JSON: whose doing that is, provider's or customer's, nobody can tell. Total.
 */
export function isNoAnswer(definition: Definition, { request, response: { status, body } }: AnsweredRequest): boolean {
  if (request.method === "HEAD" || CHOSEN_BY_UNSIGNED_FIELDS.includes(status)) return true;
  if (!judgesStatus(definition) && !ANSWERED.includes(status)) return true;
  return isReadAsJson(definition) && readJson(body) === "too-much";
}

function isReadAsJson(definition: Definition): boolean {
  if (definition.kind === "content-address") return false;
  if (definition.kind !== "predicate") return definition.output.body === "json-jcs";
  return definition.input.body === "json-jcs" && definition.input.from.includes("content-digest");
}

function judgesStatus(definition: Definition): boolean {
  if (definition.kind === "predicate") return definition.input.from.includes("@status");
  return definition.kind !== "content-address" && definition.output.compare === "response";
}

/** A letter, digit, `-`, `.`, `_` or `~` as an escape, which says the same without (RFC 3986, section 2.3). */
const NEEDLESS_ESCAPE = /%(?:2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)/i;
/** A slash or backslash that one server takes for a separator and the next for a letter; steps up; steps that go nowhere. */
const ODD_PATH = /%2F|%5C|\\|\/\/|\/\.{1,2}(?:\/|$)/i;

/**
 * Whether routers differ in what was asked: a definition that reads the path reads it as it was signed, and an honest server
 * behind a router that decodes or resolves it answers to another one. A query in escapes is read in one way.
 */
function isReadInSeveralWays({ input, unattestable }: Definition, { request: { path } }: AnsweredRequest): boolean {
  const isRead = input.from.includes("@path;req") || unattestable.some((rule) => "pathPrefix" in rule);
  return isRead && (NEEDLESS_ESCAPE.test(path) || ODD_PATH.test(path));
}

function isOfRule(rule: UnattestableRule, { request, response }: AnsweredRequest): boolean {
  if ("status" in rule) return response.status === rule.status;
  // Most routers take capitals for small letters.
  if ("pathPrefix" in rule) return request.path.toLowerCase().startsWith(rule.pathPrefix.toLowerCase());
  const body = jsonBody(response.body);
  return body !== undefined && valueAt(body, pathOf(rule.pointer)) === rule.is;
}

/**
 * What can be said without running code; undefined when code decides. `other`: the second answer that `equality` compares
 * with. Total.
 */
export function judgeWithoutCode(
  definition: Definition,
  answer: AnsweredRequest,
  other?: AnsweredRequest,
): RunResult | undefined {
  if (isUnattestable(definition, answer)) return "inconclusive:unattestable";
  if (definition.kind === "content-address") return judgeContent(definition, answer);
  if (definition.kind !== "equality") return undefined;
  if (other === undefined || isUnattestable(definition, other)) return "inconclusive:unattestable";
  return judgeEquality(definition, answer, other);
}

/** By this content type gateways say that the body is the block itself. */
const BLOCK_TYPE = "application/vnd.ipld.raw";

/** The identifier is the last segment of the path, or the query's `cid`, and nothing else in the request is one. */
function judgeContent(definition: Definition, { request, response }: AnsweredRequest): RunResult {
  const [from] = definition.input.from;
  const segments = request.path.split("/");
  const segment = from === "@path;req" ? segments.pop() : undefined;
  const member = from === "@query;req" ? /[?&]cid=([A-Za-z0-9]+)(?:&|$)/.exec(request.query)?.[1] : undefined;
  const cid = parseCid(segment ?? member ?? "");
  if (cid === undefined) return "inconclusive:bad-input";
  if (isContentOf(cid, response.body, response.bodyHash)) return "match";
  if (isInsideAnother(request.authority, segments)) return "inconclusive:bad-input";
  if (asksForAnotherForm(request.query)) return "inconclusive:unattestable";
  // A file may be cut into blocks as whoever made it liked, and a directory shown as a page: only its blocks could tell.
  const mayBeOfManyBlocks =
    cid.codec === "dag-pb" ? mediaTypeOf(response.contentType) !== BLOCK_TYPE : isArchiveOf(cid.digest, response.body);
  return mayBeOfManyBlocks ? "inconclusive:unattestable" : "mismatch";
}

/** Gateways look up names behind an identifier, of content or of a key: whoever made that directory chose them. */
function isInsideAnother(authority: string, segments: readonly string[]): boolean {
  const [first = "", kind] = authority.split(".");
  const isNamed = kind === "ipns" || (kind === "ipfs" && mayBeCid(first));
  return isNamed || segments.some((text) => text === "ipns" || mayBeCid(text));
}

/** `format` of the path gateways' own query; `raw` is the block itself. */
function asksForAnotherForm(query: string): boolean {
  const [, format] = /[?&]format=([^&]*)/.exec(query) ?? [];
  return format !== undefined && format !== "raw";
}

/** Whether both requests are the same to the definition; undefined when it cannot read one of them. Total. */
export function hasSameInput(
  definition: Definition,
  first: AnsweredRequest,
  second: AnsweredRequest,
): boolean | undefined {
  const [left, right] = [inputOf(definition, first), inputOf(definition, second)];
  if (typeof left === "string" || typeof right === "string") return undefined;
  return canonicalText(left.request) === canonicalText(right.request);
}

/** Equal inputs, answered under one definition, have equal answers. */
function judgeEquality(
  definition: Extract<Definition, { kind: "equality" }>,
  first: AnsweredRequest,
  second: AnsweredRequest,
): RunResult {
  if (hasSameInput(definition, first, second) !== true) return "inconclusive:bad-input";
  const { status, body } = first.response;
  const expected = { status: definition.output.compare === "response" ? status : null, body };
  const same = isSameAnswer(definition.output, expected, second.response);
  if (same === undefined) return "inconclusive:bad-input";
  return same ? "match" : "mismatch";
}

/** Runs of one answer: two in one host, and one in another. Undefined: it was not run, or did not come back. */
export type Runs = { readonly local: readonly [Run, Run]; readonly second: Run | undefined };

/** Longer than this a run is too near its end to convict. */
const HALF = 2;

/** The conclusion of the runs. A match needs no second host: it accuses nobody. Total. */
export function concludeRuns({ limits }: CodedDefinition, { local, second }: Runs): RunResult {
  const [first, again] = local;
  const reason = reasonAmong(local);
  if (reason !== undefined) return `inconclusive:${reason}`;
  if (!isSameRun(first, again)) return "inconclusive:nondeterministic";
  if (first.result !== "mismatch") return first.result;
  if (second === undefined) return "inconclusive:runtime-unavailable";
  const secondReason = reasonAmong([second]);
  if (secondReason !== undefined) return `inconclusive:${secondReason}`;
  if (!isSameRun(first, second)) return "inconclusive:nondeterministic";
  return isWellWithin(first, limits) ? "mismatch" : "inconclusive:budget";
}

const isWellWithin = ({ ticks }: Run, limits: DefinitionLimits): boolean => ticks * HALF <= limits.ticks;

/** The first run that said nothing decides why. */
function reasonAmong(runs: readonly Run[]): InconclusiveReason | undefined {
  const said = runs.find(({ result }) => result.startsWith("inconclusive:"))?.result;
  return said?.slice("inconclusive:".length) as InconclusiveReason | undefined;
}

/** Result, steps and output: one host that counts otherwise is another machine. */
export function isSameRun(left: Run, right: Run): boolean {
  return left.result === right.result && left.ticks === right.ticks && left.outputSha256 === right.outputSha256;
}

/** A version of a definition with what was found under it. */
export type Under = { readonly definition: Definition; readonly result: RunResult };

/**
 * The answer under the version that it names, and under the version before while that is in its grace: a match there is no
 * fault. The grace runs from when the named version begins, however long the one before says that it is in force: who puts
 * a lax version before a strict one would else never be wrong. `at`: the answer's signed time. Total.
 */
export function concludeVersions(named: Under, before: Under | undefined, at: Instant): RunResult {
  if (windowAt(named.definition, at) === "out-of-window") return "inconclusive:out-of-window";
  if (named.result !== "mismatch" || before === undefined) return named.result;
  const { validFrom, graceSeconds } = before.definition.window;
  const begins = parseInstant(named.definition.window.validFrom) ?? at;
  // As long as it was a promise itself, at most: who publishes both in one minute has no grace.
  const grace = Math.min(graceSeconds * SECOND_MS, begins - (parseInstant(validFrom) ?? begins));
  const speaks = at < begins + grace && windowAt(before.definition, at) !== "out-of-window";
  return speaks && before.result === "match" ? "match" : "mismatch";
}
