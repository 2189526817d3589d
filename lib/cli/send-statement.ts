/** Sends a signed statement to an index, and keeps what comes back: every command that publishes goes through here. */
import { z } from "zod";
import { parseStatement } from "#lib/statement/envelope.ts";
import { buildSubmission, type Part } from "#lib/statement/submission.ts";
import { IncompleteError, type Io } from "./command.ts";
import { type KeptPromise, keepPromise } from "./promise-box.ts";
import { type RemoteIndex, UnreachableError } from "./remote-index.ts";

const answerSchema = z.union([
  z.object({
    receipt: z.object({ index: z.number() }),
    effect: z.object({ status: z.string(), code: z.string().optional() }).nullable(),
  }),
  z.object({ promise: z.string() }),
]);
const problemSchema = z.object({ code: z.string(), detail: z.string() });

/**
 * An index closes connections that were idle for seconds, also in the moment in which a command goes on with one: nobody
 * can tell then whether the statement came through. The same bytes are recorded once, so they are sent again, once.
 */
async function postAgain(remote: RemoteIndex, submission: Uint8Array): ReturnType<RemoteIndex["post"]> {
  try {
    return await remote.post("api/v1/statements", submission);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    return await remote.post("api/v1/statements", submission);
  }
}

export type Sent =
  | { readonly index: number; readonly voidCode: string | undefined }
  /** Accepted and not logged yet; the promise is kept until `touchstone promises check` exchanges it. */
  | { readonly kept: KeptPromise };

/** The index refused; the same bytes may do later when it said after how long. */
export class RefusedError extends IncompleteError {
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, detail: string, retryAfterSeconds: number | undefined) {
    super(`It was refused (${code}): ${detail}`);
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Errors: `RefusedError` with the problem's code and words; `IncompleteError` for what is neither receipt nor promise. */
export async function sendStatement(
  remote: RemoteIndex,
  statement: Uint8Array,
  io: Pick<Io, "env">,
  parts: readonly Part[] = [],
): Promise<Sent> {
  const parsed = parseStatement(statement);
  if (!parsed.ok) throw new IncompleteError(`Not a statement: ${parsed.error.detail}`);
  const { status, json, retryAfterSeconds } = await postAgain(remote, buildSubmission(statement, parts));
  const answer = answerSchema.safeParse(json);
  if (!answer.success) {
    const problem = problemSchema.safeParse(json);
    if (problem.success) throw new RefusedError(problem.data.code, problem.data.detail, retryAfterSeconds);
    throw new IncompleteError(`The index answers ${status}.`);
  }
  if (!("promise" in answer.data)) {
    const { receipt, effect } = answer.data;
    return { index: receipt.index, voidCode: effect?.status === "void" ? (effect.code ?? "void") : undefined };
  }
  const { vkeys } = await remote.describe();
  const given = { note: answer.data.promise, url: remote.address, vkeys };
  return { kept: keepPromise(io.env, { ...given, statementHash: parsed.value.hash }) };
}
