/**
 * Answers that are none, such as a signed 404, or one that ends the code that would judge it. To a call of the definition's
 * own a right one is what the provider owes; to one that somebody made up a refusal may be all that can be said.
 */

import type { Host } from "#lib/evidence/definition/admission.ts";
import { type AnsweredRequest, answerOfTest } from "#lib/evidence/definition/answer.ts";
import { isLeftOpen, isNoAnswer, isUnattestable, judgeWithoutCode } from "#lib/evidence/definition/judge.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import type { Definition, DefinitionLimits, RunResult } from "#lib/statement/definition.ts";

/** Why nothing could be answered to a call that was made up: as the reasons of a run that says nothing. */
export type Excused = { readonly reason: string };

/**
 * Undefined: the definition looks at it as an answer. `owed`: a right answer was owed. `isMadeUp`: the call is not the
 * definition's own. Whoever takes a definition that leaves a status open takes that refusal, too.
 */
export async function refusalIn(
  { body: { definition }, material }: Source,
  asked: AnsweredRequest,
  { isMadeUp, hosts }: { readonly isMadeUp: boolean; readonly hosts: { readonly local: Host } },
): Promise<"owed" | Excused | undefined> {
  if (!isMadeUp) return isOpen(definition, asked) ? "owed" : undefined;
  if (!isNoAnswer(definition, asked)) return undefined;
  if (asked.request.method === "HEAD" || isLeftOpen(definition, asked) || isShown(definition, asked))
    return { reason: "unattestable" };
  if (definition.kind !== "function") return "owed";
  // What the code itself gives nothing for has no right answer, whatever was answered.
  const answered = { ...asked, response: { ...asked.response, status: 200, body: utf8Encode("null") } };
  const { result } = await hosts.local.run({ definition, material, answer: answered });
  const reason = result.slice("inconclusive:".length);
  return result === "inconclusive:bad-input" || result === "inconclusive:crash" ? { reason } : "owed";
}

/** Whatever the definition leaves open: its own calls are those of tests whose answers it judges. */
function isOpen(definition: Definition, asked: AnsweredRequest): boolean {
  if (definition.kind !== "content-address") return isUnattestable(definition, asked);
  return judgeWithoutCode(definition, asked)?.startsWith("inconclusive") === true;
}

/** A test of the definition has the same refusal to the same request. */
function isShown(definition: Definition, { request, response }: AnsweredRequest): boolean {
  return definition.tests
    .flatMap(({ exchanges }) => exchanges)
    .map(answerOfTest)
    .some(
      (shown) =>
        shown !== undefined &&
        isNoAnswer(definition, shown) &&
        shown.response.status === response.status &&
        shown.request.method === request.method &&
        shown.request.path === request.path &&
        shown.request.query === request.query &&
        equalBytes(shown.request.body ?? NOTHING, request.body ?? NOTHING),
    );
}

const NOTHING = new Uint8Array();

const MAY_BE_RIGHT: ReadonlySet<string> = new Set([
  ...["answer-is-right", "in-grace", "nondeterministic", "runtime-unavailable", "missing-code", "missing-state"],
]);

/**
 * Whether an answer that is wrong by a run here, and cannot be shown to be, may be right all the same: by the version before,
 * or since this machine or the definition is at fault. Whatever else stands in the way is its signer's doing, such as so many
 * steps or bytes.
 */
export function isExcused(reason: string): boolean {
  return MAY_BE_RIGHT.has(reason);
}

/** Ways to end a run that an answer has: its length, or a form that the code does not expect. */
const ENDED_BY_ANSWERS: ReadonlySet<string> = new Set([
  ...["bad-input", "crash", "budget", "memory", "stack", "float-output", "timeout"],
]);

/** Room for any answer, and as much of the rest as a definition can allow: an agent that looks for itself convicts nobody. */
export const WIDEST: DefinitionLimits = {
  ...{ ticks: 20_000, memoryBytes: 33_554_432, stackBytes: 131_072, wallMs: 10_000 },
  ...{ inputBytes: 1_048_576, outputBytes: 1_048_576 },
};

/**
 * An answer whose run ended for that reason, looked at once more with the widest limits. `none`: it ends this run, too, where
 * a right answer was owed. `open`: it is right, though longer than anybody is held to, or the request, this machine or the
 * definition is why nothing can be said.
 */
export async function lookFurther(
  source: Source,
  asked: AnsweredRequest,
  reason: string,
  means: { readonly isMadeUp: boolean; readonly hosts: { readonly local: Host } },
): Promise<"wrong" | "none" | "open"> {
  const { body, material } = source;
  const { definition } = body;
  // No run ended: the definition leaves it open, or servers differ in how they read the request.
  if (
    !hasCode(definition) ||
    !ENDED_BY_ANSWERS.has(reason) ||
    judgeWithoutCode(definition, asked, { material }) !== undefined
  )
    return "open";
  const wide = { ...definition, limits: WIDEST };
  const { result } = await means.hosts.local.run({ definition: wide, material, answer: asked });
  if (isJudged(result)) return result === "match" ? "open" : "wrong";
  const end = result.slice("inconclusive:".length);
  // A machine that cannot run it, such as one that was killed by the run before, has seen nothing.
  if (!ENDED_BY_ANSWERS.has(end)) return "open";
  const isOwed = !means.isMadeUp && end !== "timeout";
  return isOwed || (await isAnotherJudged(source, asked, means.hosts)) ? "none" : "open";
}

/** Whether the same request with an answer of a test is judged here and now: then the answer is why another is not. */
async function isAnotherJudged(
  { body: { definition }, material }: Source,
  asked: AnsweredRequest,
  { local }: { readonly local: Host },
): Promise<boolean> {
  if (definition.kind !== "predicate") return false;
  for (const { exchanges, result } of definition.tests) {
    const shown = exchanges[0] && answerOfTest(exchanges[0]);
    if (shown === undefined || !isJudged(result)) continue;
    const run = await local.run({ definition, material, answer: { ...asked, response: shown.response } });
    if (isJudged(run.result)) return true;
  }
  return false;
}

function isJudged(result: RunResult): boolean {
  return result === "match" || result === "mismatch";
}
