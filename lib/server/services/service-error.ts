import { type ApiProblemCode, isProblemCode, type ProblemError } from "#lib/contract/problems.ts";

export type ServiceErrorOptions = {
  readonly errors?: readonly ProblemError[];
  /** Seconds after which a retry can succeed; sent as Retry-After. */
  readonly retryAfterSeconds?: number;
  /** Another status than the table's (428 beside 412). */
  readonly status?: number;
  /** Proof of what the refusal says: an absence proof beside a `not-found`. */
  readonly proof?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
};

/** A refusal with a stable code (architecture, "Errors" 2). The HTTP layer turns it into an RFC 9457 problem. */
export class ServiceError extends Error {
  readonly isServiceError = true;
  readonly code: ApiProblemCode;
  readonly errors: readonly ProblemError[];
  readonly retryAfterSeconds: number | undefined;
  readonly status: number | undefined;
  readonly proof: Readonly<Record<string, unknown>> | undefined;

  constructor(code: ApiProblemCode, detail: string, options: ServiceErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "ServiceError";
    this.code = code;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.status = options.status;
    this.proof = options.proof;
  }
}

/**
 * True for any copy of the class: pages run in Next's bundle and share this process with the plain modules, so `instanceof`
 * would answer false for errors that cross from one to the other.
 */
export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && "isServiceError" in error && error.isServiceError === true;
}

/** A refusal of the core (code, pointer, detail) as the error that the HTTP layer answers with. */
export function refuse(refusal: { code: string; pointer: string; detail: string }): ServiceError {
  const code: ApiProblemCode = isProblemCode(refusal.code) ? refusal.code : "malformed";
  return new ServiceError(code, refusal.detail, { errors: [{ pointer: refusal.pointer, detail: refusal.detail }] });
}
