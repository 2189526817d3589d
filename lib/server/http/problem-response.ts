/** Turns refusals and bugs into RFC 9457 answers, for Hono (`Response`) and for the plain edge of the server. */
import { type Problem, problemOf } from "#lib/contract/problems.ts";
import { isDatabaseAway } from "../services/database-away.ts";
import { isServiceError, ServiceError } from "../services/service-error.ts";

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** Seconds that a client is asked to wait when the database is away: the supervisor restarts it well within that. */
const DATABASE_RETRY_SECONDS = 5;

/** The refusal that an arbitrary thrown value amounts to; `undefined` for a bug. */
export function asServiceError(error: unknown): ServiceError | undefined {
  if (isServiceError(error)) return error;
  if (!isDatabaseAway(error)) return undefined;
  return new ServiceError("unavailable", "The database cannot be reached at the moment. Nothing was changed.", {
    retryAfterSeconds: DATABASE_RETRY_SECONDS,
    cause: error,
  });
}

/** The problem body and headers for a thrown value; a bug's own words stay inside. */
export function problemFor(
  error: unknown,
  requestId: string,
): { problem: Problem & { proof?: unknown }; headers: Record<string, string> } {
  const refusal = asServiceError(error);
  if (refusal === undefined) {
    return { problem: problemOf("internal", "Something went wrong inside the index.", requestId), headers: {} };
  }
  const problem = problemOf(refusal.code, refusal.message, requestId, refusal.errors, refusal.status);
  const { proof } = refusal;
  const wait = refusal.retryAfterSeconds;
  const proven = proof === undefined ? problem : { ...problem, proof };
  return {
    problem: proven,
    headers: wait === undefined ? {} : { "Retry-After": String(Math.max(1, Math.ceil(wait))) },
  };
}

export function problemResponse(error: unknown, requestId: string): Response {
  const { problem, headers } = problemFor(error, requestId);
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { ...headers, "Content-Type": PROBLEM_TYPE, "Cache-Control": "no-store" },
  });
}
