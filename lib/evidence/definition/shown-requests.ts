import type { Definition } from "#lib/statement/definition.ts";
import { type AnsweredRequest, answerOfTest } from "./answer.ts";
import { judgedTests } from "./judged-tests.ts";

/**
 * The requests to which its tests show an answer that is judged, with status 200: what agents ask of its services. Whoever refuses
 * anything else owes no right answer. Total.
 */
export function shownRequests(definition: Pick<Definition, "tests">): AnsweredRequest["request"][] {
  return judgedTests(definition)
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ response: { status } }) => status === 200)
    .map(answerOfTest)
    .filter((each) => each !== undefined)
    .map(({ request }) => request);
}
