/** Whether a wrong answer to a request could be proven, told to whoever defines a service before anybody asks. */
import { hasCode } from "#lib/statement/coded-definition.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { type AnsweredRequest, answerOfTest } from "./answer.ts";
import { inputBytes, inputOf } from "./input.ts";
import { isLeftOpen, isNoAnswer, judgeWithoutCode } from "./judge.ts";
import { judgedTests } from "./judged-tests.ts";
import { type NotShown, notShown } from "./plain/not-shown.ts";
import { notPlain } from "./plain/request.ts";
import type { Material } from "./run-definition.ts";

/**
 * Why not, by the judgement itself, of a request whose answer is like one of the definition's tests; undefined where it would
 * be judged. Total.
 */
export function notJudged(
  definition: Definition,
  request: AnsweredRequest["request"],
  material?: Material,
): NotShown | undefined {
  const answer = answerLikeTest(definition, request);
  if (answer === undefined) return notShown("definition", "no test of it shows an answer that is judged");
  if (isNoAnswer(definition, answer)) return notShown("method", request.method);
  if (isLeftOpen(definition, answer)) return notShown("path", "the definition leaves it open");
  const odd = notPlain(definition, request, material);
  if (odd !== undefined) return odd;
  const seen = judgeWithoutCode(definition, answer, { material, other: answer });
  if (seen === "inconclusive:bad-input") return notShown("address", "no content identifier");
  if (seen?.startsWith("inconclusive:"))
    return notShown("address", "an identifier under which a file may be cut otherwise");
  const input = hasCode(definition) ? inputOf(definition, answer) : undefined;
  const isLong = hasCode(definition) && input !== undefined && inputBytes(input) > definition.limits.inputBytes;
  return isLong
    ? notShown("request", `more than the ${definition.limits.inputBytes} bytes that code is given`)
    : undefined;
}

/** The request with an answer that is judged, whatever is asked; undefined where no test shows one. Total. */
export function answerLikeTest(
  definition: Definition,
  request: AnsweredRequest["request"],
): AnsweredRequest | undefined {
  const shown = judgedTests(definition)
    .flatMap(({ exchanges }) => exchanges)
    .flatMap((exchange) => answerOfTest(exchange) ?? [])
    .find((answer) => !isNoAnswer(definition, answer) && !isLeftOpen(definition, answer));
  return shown && { request, response: shown.response };
}
