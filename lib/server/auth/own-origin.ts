import { problemResponse } from "../http/problem-response.ts";
import { ServiceError } from "../services/service-error.ts";

/** The refusal of a change that another site asked for; undefined when it comes from our own pages. */
export function originProblem(request: Request, webOrigin: string): Response | undefined {
  if (request.headers.get("origin") === webOrigin) return undefined;
  const requestId = request.headers.get("x-request-id") ?? "";
  return problemResponse(new ServiceError("origin-refused", "Sign in and out from the index's own pages."), requestId);
}
