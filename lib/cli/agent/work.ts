/** What an agent asks of a provider: the requests of the definition's own tests, or blocks of its own making. */

import { answerOfTest } from "#lib/evidence/definition/answer.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { cidOf } from "../provider/services.ts";
import type { Call } from "./call.ts";

/** The calls number 0, 1, 2 … Some need another before them, which is called but not judged. */
export type Work = (at: number) => { readonly before?: Call; readonly call: Call };

export function workOf(definition: Definition): Work {
  if (definition.kind === "content-address") return blockWork;
  // Only what has a right answer: whoever refuses anything else owes none.
  const calls = definition.tests
    .filter(({ result }) => result === "match" || result === "mismatch")
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ response: { status } }) => status === 200)
    .map(answerOfTest)
    .filter((each) => each !== undefined)
    .map(
      ({ request: { method, path, query, body } }): Call => ({
        method,
        target: query === "?" ? path : path + query,
        ...(body === undefined ? {} : { body }),
      }),
    );
  return (at) => ({ call: calls[at % calls.length] ?? { method: "GET", target: "/" } });
}

function blockWork(at: number): ReturnType<Work> {
  const block = utf8Encode(`block ${at}`);
  return {
    before: { method: "POST", target: "/blocks", contentType: "application/octet-stream", body: block },
    call: { method: "GET", target: `/blocks/${cidOf(block)}` },
  };
}
