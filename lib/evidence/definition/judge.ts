/**
 * What a definition says of a signed answer: by its hash, by comparison, or by runs of code in two hosts. A wrong answer is
 * found only where every doubt is excluded; whatever else happens is inconclusive, and nobody is hurt.
 */

import { type Instant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { CodedDefinition } from "#lib/statement/coded-definition.ts";
import type { Definition, DefinitionLimits, InconclusiveReason, RunResult } from "#lib/statement/definition.ts";
import type { AnsweredRequest } from "./answer.ts";
import { isArchiveOf } from "./archive.ts";
import { isContentOf, parseCid } from "./cid.ts";
import { jsonBody, pathOf, valueAt } from "./compare.ts";
import { inputOf } from "./input.ts";
import { cidOfQuery } from "./plain/address.ts";
import { isPlain } from "./plain/request.ts";
import { isSameAnswer, type Material, type Run } from "./run-definition.ts";
import { judgesStatus, showsStatus } from "./shows-wrong.ts";

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

/** Whether the definition leaves this answer open: it is none, or it is listed. Total. */
export function isUnattestable(definition: Definition, answer: AnsweredRequest): boolean {
  return isNoAnswer(definition, answer) || isLeftOpen(definition, answer);
}

/** Whether the definition lists it among what nobody can judge. Total. */
export function isLeftOpen({ unattestable }: Definition, { request, response }: AnsweredRequest): boolean {
  // Read once, however many rules point into it.
  const isPointed = unattestable.some((rule) => "pointer" in rule);
  const body = isPointed ? jsonBody(response.body) : undefined;
  return unattestable.some((rule) => {
    if ("status" in rule) return response.status === rule.status;
    // Most routers take capitals for small letters.
    if ("pathPrefix" in rule) return request.path.toLowerCase().startsWith(rule.pathPrefix.toLowerCase());
    return body !== undefined && valueAt(body, pathOf(rule.pointer)) === rule.is;
  });
}

/**
 * Whether nothing was answered that could be right: `HEAD` asked for no content, unsigned fields of the request chose the
 * status, it says that no answer was given and the definition does not judge that status, or it is not what everybody reads
 * as JSON: whose doing that is, provider's or customer's, nobody can tell. Total.
 */
export function isNoAnswer(definition: Definition, { request, response: { status, body } }: AnsweredRequest): boolean {
  if (request.method === "HEAD" || CHOSEN_BY_UNSIGNED_FIELDS.includes(status)) return true;
  if (judgesStatus(definition) ? !showsStatus(definition, status) : !ANSWERED.includes(status)) return true;
  return isReadAsJson(definition) && jsonBody(body) === undefined;
}

function isReadAsJson(definition: Definition): boolean {
  if (definition.kind === "content-address") return false;
  if (definition.kind !== "predicate") return definition.output.body === "json-jcs";
  return definition.input.body === "json-jcs" && definition.input.from.includes("content-digest");
}

/** `material`: a service has stored what its state and code know. `other`: the second answer that `equality` compares with. */
type Means = { readonly material?: Material | undefined; readonly other?: AnsweredRequest | undefined };

/** What can be said without running code; undefined when code decides. Total. */
export function judgeWithoutCode(
  definition: Definition,
  answer: AnsweredRequest,
  { material, other }: Means = {},
): RunResult | undefined {
  if (isUnattestable(definition, answer)) return "inconclusive:unattestable";
  if (definition.kind === "content-address") return judgeContent(definition, answer);
  if (!isPlain(definition, answer.request, material)) return "inconclusive:bad-input";
  if (definition.kind !== "equality") return undefined;
  if (other === undefined || isUnattestable(definition, other)) return "inconclusive:unattestable";
  return judgeEquality(definition, [answer, other], material);
}

/** The identifier is the last segment of the path, or the query's one member. A match accuses nobody, however it was asked for. */
function judgeContent(definition: Definition, { request, response }: AnsweredRequest): RunResult {
  const text = definition.input.from.includes("@query;req") ? cidOfQuery(request.query) : request.path.split("/").pop();
  const cid = parseCid(text ?? "");
  if (cid === undefined) return "inconclusive:bad-input";
  if (isContentOf(cid, response.body, response.bodyHash)) return "match";
  if (!isPlain(definition, request)) return "inconclusive:bad-input";
  // A file may be cut into blocks as whoever made it liked, and a directory shown as a page: only its blocks could tell, and
  // the content type that would call the body one of them is the uploader's at many a store.
  return cid.codec === "dag-pb" || isArchiveOf(cid.digest, response.body) ? "inconclusive:unattestable" : "mismatch";
}

/** Whether both requests are the same to the definition; undefined when it cannot read one of them, or servers differ. Total. */
export function hasSameInput(
  definition: Definition,
  first: AnsweredRequest,
  second: AnsweredRequest,
  material?: Material,
): boolean | undefined {
  const isEachPlain = [first, second].every(({ request }) => isPlain(definition, request, material));
  if (!isEachPlain) return undefined;
  const [left, right] = [inputOf(definition, first), inputOf(definition, second)];
  if (left === undefined || right === undefined) return undefined;
  return canonicalText(left.request) === canonicalText(right.request);
}

/** Equal inputs, answered under one definition, have equal answers. */
function judgeEquality(
  definition: Extract<Definition, { kind: "equality" }>,
  [first, second]: readonly [AnsweredRequest, AnsweredRequest],
  material: Material | undefined,
): RunResult {
  if (hasSameInput(definition, first, second, material) !== true) return "inconclusive:bad-input";
  const { status, body } = first.response;
  const expected = { status: definition.output.compare === "response" ? status : null, body };
  const same = isSameAnswer(definition.output, expected, second.response);
  if (same === undefined) return "inconclusive:bad-input";
  return same ? "match" : "mismatch";
}

/** Runs of one answer: two in one host, and one in another. Undefined: it was not run, or did not come back. */
export type Runs = { readonly local: readonly [Run, Run]; readonly second: Run | undefined };

/** A part of its budget beyond which a run is too near its end to convict; of a version's time, what its grace may last. */
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

/** Near its end a run may be cut off elsewhere. */
export const isWellWithin = ({ ticks }: Run, limits: DefinitionLimits): boolean => ticks * HALF <= limits.ticks;

/** The first run that said nothing decides why. */
function reasonAmong(runs: readonly Run[]): InconclusiveReason | undefined {
  const said = runs.find(({ result }) => result.startsWith("inconclusive:"))?.result;
  return said?.slice("inconclusive:".length) as InconclusiveReason | undefined;
}

/** Result, steps and output: one host that counts otherwise is another machine. */
export function isSameRun(left: Run, right: Run): boolean {
  return left.result === right.result && left.ticks === right.ticks && left.outputSha256 === right.outputSha256;
}

/** A version of a definition, with what was found under it. */
export type Under = { readonly definition: Definition; readonly result: RunResult };

/** A version that another replaced. `since`: from when it was a promise that anybody could have read. */
export type Replaced = { readonly definition: Definition; readonly since: Instant };

/**
 * Whether the version before still speaks: in its own window, and in its grace, which runs from when the named version
 * begins, however long the one before says that it is in force: who puts a lax version before a strict one would else never
 * be wrong. `at`: the answer's signed time. Total.
 */
export function speaksBefore(named: Definition, before: Replaced, at: Instant): boolean {
  const begins = parseInstant(named.window.validFrom) ?? at;
  // Half as long as it was a promise, at most: however often versions take turns, half of all time is nobody's grace.
  const grace = Math.min(before.definition.window.graceSeconds * SECOND_MS, (begins - before.since) / HALF);
  return at < begins + grace && windowAt(before.definition, at) !== "out-of-window";
}

/**
 * The answer under the version that it names, and under the version before while that speaks: what is right there is no
 * fault, and what nobody can tell there is nobody's. `at`: the answer's signed time. Total.
 */
export function concludeVersions(named: Under, before: (Under & Replaced) | undefined, at: Instant): RunResult {
  if (windowAt(named.definition, at) === "out-of-window") return "inconclusive:out-of-window";
  if (named.result !== "mismatch" || before === undefined) return named.result;
  return speaksBefore(named.definition, before, at) ? before.result : "mismatch";
}
