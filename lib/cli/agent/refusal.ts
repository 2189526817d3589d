/**
 * Answers that are none, such as a signed 404. To a call of the definition's own it is what the provider owes; to one that
 * somebody made up it may be all that can be said.
 */

import type { Host } from "#lib/evidence/definition/admission.ts";
import { type AnsweredRequest, answerOfTest } from "#lib/evidence/definition/answer.ts";
import { isLeftOpen, isNoAnswer, judgeWithoutCode } from "#lib/evidence/definition/judge.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";

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
  if (
    definition.kind === "content-address" &&
    !isMadeUp &&
    judgeWithoutCode(definition, asked)?.startsWith("inconclusive") === true
  )
    return "owed";
  if (!isNoAnswer(definition, asked)) return undefined;
  if (!isMadeUp) return "owed";
  if (asked.request.method === "HEAD" || isLeftOpen(definition, asked) || isShown(definition, asked))
    return { reason: "unattestable" };
  if (definition.kind !== "function") return "owed";
  // What the code itself gives nothing for has no right answer, whatever was answered.
  const answered = { ...asked, response: { ...asked.response, status: 200, body: utf8Encode("null") } };
  const { result } = await hosts.local.run({ definition, material, answer: answered });
  const reason = result.slice("inconclusive:".length);
  return result === "inconclusive:bad-input" || result === "inconclusive:crash" ? { reason } : "owed";
}

/** A test of the definition has the same refusal to the same request. */
function isShown({ tests }: Definition, { request, response }: AnsweredRequest): boolean {
  return tests
    .flatMap(({ exchanges }) => exchanges)
    .map(answerOfTest)
    .some(
      (shown) =>
        shown !== undefined &&
        shown.response.status === response.status &&
        shown.request.method === request.method &&
        shown.request.path === request.path &&
        shown.request.query === request.query &&
        equalBytes(shown.request.body ?? NOTHING, request.body ?? NOTHING),
    );
}

const NOTHING = new Uint8Array();
