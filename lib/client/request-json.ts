/** JSON over the public API: an answer of the expected type, or an ApiProblem that says who can act. */
import type { Problem } from "#lib/contract/problems.ts";
import { noteSiteTime } from "./site-clock.ts";

export class ApiProblem extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Problem | undefined, retryAfterSeconds: number | undefined) {
    super(problem?.detail ?? `The index answered ${status}.`);
    this.name = "ApiProblem";
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export type JsonRequest = {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export type JsonAnswer<T> = { readonly data: T; readonly etag: string | undefined };

/** Throws ApiProblem for any status outside 2xx, TypeError (as fetch does) without a network. */
export async function requestJson<T>(path: string, request: JsonRequest = {}): Promise<JsonAnswer<T>> {
  const hasBody = request.body !== undefined;
  const response = await fetch(path, {
    method: request.method ?? "GET",
    headers: {
      accept: "application/json",
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...request.headers,
    },
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  });
  if (!response.ok) throw await problemOfResponse(response);
  const data = (await response.json()) as T;
  noteSiteTime(data);
  return { data, etag: response.headers.get("etag") ?? undefined };
}

async function problemOfResponse(response: Response): Promise<ApiProblem> {
  const seconds = Number(response.headers.get("retry-after"));
  const isProblem = response.headers.get("content-type")?.includes("problem+json") === true;
  const problem = isProblem ? ((await response.json()) as Problem) : undefined;
  return new ApiProblem(response.status, problem, seconds > 0 ? seconds : undefined);
}

/** As `requestJson`, with undefined instead of 404. */
export async function findJson<T>(path: string): Promise<T | undefined> {
  try {
    return (await requestJson<T>(path)).data;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 404) return undefined;
    throw error;
  }
}
