/** Where questions wait for the worker, which holds the answer key. */
import { isProblemCode, type ProblemError } from "#lib/contract/problems.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { RequestRows, type RequestRowsOptions } from "../request-rows.ts";
import { ServiceError } from "../service-error.ts";
import type { Asked, SignedId } from "./signed-question.ts";

/** `outcome`: `signed` with the envelope, or the code of a refusal with its words. */
export type AnswerRow = { readonly outcome: string; readonly answer: string };
export type AnswerRefusal = { readonly detail: string; readonly errors: readonly ProblemError[] };

/** On which the worker hears that a question waits. */
export const ANSWER_CHANNEL = "ts_answer";

export class AnswerQueue {
  readonly #rows: RequestRows<AnswerRow, AnswerRow>;

  constructor(options: Pick<RequestRowsOptions<AnswerRow, AnswerRow>, "sql" | "onChange">) {
    this.#rows = new RequestRows({
      ...options,
      ...{ table: "answer_request", channel: ANSWER_CHANNEL, event: "signed" },
      asks: ["endpoint", "params", "query"],
      answers: ["outcome", "answer"],
      answerOf: (row) => row,
      who: "the worker, which holds the answer key,",
    });
  }

  /** The signed envelope, canonical JSON. Errors: those of the plain question, `too-large`, `unavailable`. */
  async ask(id: SignedId, { params, query }: Asked): Promise<string> {
    const { outcome, answer } = await this.#rows.ask([id, canonicalText({ ...params }), canonicalText({ ...query })]);
    if (outcome === "signed") return answer;
    const { detail, errors }: AnswerRefusal = JSON.parse(answer);
    throw new ServiceError(isProblemCode(outcome) ? outcome : "unavailable", detail, { errors });
  }

  stop(): void {
    this.#rows.stop();
  }
}
