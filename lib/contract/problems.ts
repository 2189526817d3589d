/**
 * Every refusal that the HTTP API can give: one row per code, from which the RFC 9457 answers, the OpenAPI document and the
 * pages under /docs/problems are made. Void codes appear here too, because intake refuses with the code that the fold
 * would void the entry with.
 */

/** Who can change the outcome: the sender by another request, a person with another right, or nobody but time. */
export type Remedy = "change-request" | "change-state" | "sign-in" | "wait" | "operator";

export type ProblemRow = {
  /** HTTP status code. */
  readonly status: number;
  /** One line, the same for every occurrence. */
  readonly title: string;
  /** What the reader does next, as one or two sentences. */
  readonly action: string;
  readonly remedy: Remedy;
};

export const PROBLEMS = {
  malformed: {
    status: 400,
    title: "The request is not well formed",
    action: "Correct the place that the pointer names and send it again.",
    remedy: "change-request",
  },
  "not-canonical": {
    status: 400,
    title: "The JSON is not in canonical form",
    action: "Serialise by RFC 8785, with integers only and NFC identifiers, and sign those exact bytes.",
    remedy: "change-request",
  },
  "duplicate-key": {
    status: 400,
    title: "A JSON object names a key twice",
    action: "Remove one of the two members; two readers would otherwise read two documents.",
    remedy: "change-request",
  },
  "too-large": {
    status: 413,
    title: "The request is larger than this route takes",
    action: "Move bulky content into parts, or send fewer parts: 16 KiB inline, 1 MiB for a whole submission.",
    remedy: "change-request",
  },
  "too-deep": {
    status: 400,
    title: "The JSON is nested too deeply or holds too many keys",
    action: "Flatten the document to at most 32 levels and 1,000 keys.",
    remedy: "change-request",
  },
  "unknown-kind": {
    status: 422,
    title: "This index does not know that kind of statement",
    action: "Use a kind that the protocol pages list for this index's fold version.",
    remedy: "change-request",
  },
  schema: {
    status: 422,
    title: "The document does not fit its schema",
    action: "Correct the member that the pointer names.",
    remedy: "change-request",
  },
  "wrong-log": {
    status: 422,
    title: "The statement is addressed to another log",
    action: "Set `log` to this index's origin, as /.well-known/touchstone.json gives it, and sign again.",
    remedy: "change-request",
  },
  "weak-key": {
    status: 422,
    title: "The public key is not acceptable",
    action: "Make a fresh Ed25519 key: this one is not canonical, not on the curve, or of small order.",
    remedy: "change-request",
  },
  secret: {
    status: 422,
    title: "The report would publish a secret",
    action: "Take out what the pointer names; what stands in the answer alone, say of it that it is none of yours.",
    remedy: "change-request",
  },
  "bad-signature": {
    status: 422,
    title: "The signature does not belong to these bytes and this key",
    action: "Sign the DSSE encoding of the canonical bytes without `signature`, with the key that `key` names.",
    remedy: "change-request",
  },
  "no-authority": {
    status: 403,
    title: "That key may not say this",
    action: "Sign with a key that the authority table allows for this kind and subject.",
    remedy: "change-state",
  },
  budget: {
    status: 429,
    title: "A limit is reached",
    action:
      "The detail names it. Statements are taken again in the next hour; of what is kept here, remove one first. Registered participants have larger shares.",
    remedy: "wait",
  },
  "rate-limited": {
    status: 429,
    title: "Too many requests from this address",
    action: "Wait for the time that Retry-After gives.",
    remedy: "wait",
  },
  "not-found": {
    status: 404,
    title: "There is nothing at this address",
    action: "Check the identifier; what was logged is never removed.",
    remedy: "change-request",
  },
  gone: {
    status: 410,
    title: "That is no longer there",
    action: "Ask for the nearest size that the answer names; a part that was withheld does not come back.",
    remedy: "change-request",
  },
  precondition: {
    status: 412,
    title: "The resource has changed, or no version was named",
    action: "Read it again and send If-Match with its ETag.",
    remedy: "change-request",
  },
  "idempotency-mismatch": {
    status: 422,
    title: "That Idempotency-Key was used for another request",
    action: "Use a fresh key for a different body.",
    remedy: "change-request",
  },
  unavailable: {
    status: 503,
    title: "The index cannot answer this now",
    action: "Try again after the time that Retry-After gives. A statement sent twice is recorded once.",
    remedy: "wait",
  },
  "not-an-amount": {
    status: 422,
    title: "That is no amount of money to ask about",
    action: "Write a positive decimal number, such as 120 or 119.50. The error's own code says what is wrong with it.",
    remedy: "change-request",
  },
  "unknown-currency": {
    status: 422,
    title: "The provider names no price in that currency",
    action: "Ask in a currency of its price list: nothing is converted here.",
    remedy: "change-request",
  },
  "no-model": {
    status: 409,
    title: "No model of marks is in force in this index",
    action: "Without a model nothing is rated: no provider has a tier or a limit here. Its admins put one in force.",
    remedy: "operator",
  },
  "not-signed-in": {
    status: 401,
    title: "This needs a signed-in session",
    action: "Sign in with your signing key.",
    remedy: "sign-in",
  },
  "origin-refused": {
    status: 403,
    title: "The request comes from another site",
    action: "Send it from this index's own pages, or from a program without an Origin header and without cookies.",
    remedy: "change-request",
  },
  "bad-host": {
    status: 421,
    title: "This server does not answer for that host",
    action: "Use the address that the operator of this index has configured.",
    remedy: "operator",
  },
  "method-not-allowed": {
    status: 405,
    title: "This method is not served at this address",
    action: "Use one of the methods that the OpenAPI document lists.",
    remedy: "change-request",
  },
  "unsupported-media": {
    status: 415,
    title: "That media type or encoding is not taken here",
    action: "Send uncompressed JSON with `content-type: application/json`.",
    remedy: "change-request",
  },
  "request-timeout": {
    status: 408,
    title: "The request took too long to arrive",
    action: "Send the whole request within 15 seconds.",
    remedy: "change-request",
  },
  "set-up-refused": {
    status: 403,
    title: "The set-up link is used up, too old or wrong",
    action: "Restart the index: it prints a fresh set-up link while no administrator has been named.",
    remedy: "operator",
  },
  internal: {
    status: 500,
    title: "The index made a mistake",
    action: "Try again; if it stays, tell the operator the request id.",
    remedy: "operator",
  },
  unproven: {
    status: 422,
    title: "This proves nothing against the log here",
    action:
      "Look at the checks that failed. One that this index cannot make, for want of a key or of the log, another verifier can.",
    remedy: "change-request",
  },

  "stale-issued": {
    status: 409,
    title: "issuedAt is too far from the log's time",
    action: "Set `issuedAt` to now (at most 24 hours old, at most 5 minutes ahead), and sign again.",
    remedy: "change-request",
  },
  "stale-prev": {
    status: 409,
    title: "Another statement took this place first",
    action: "Read the current statement of this slot, set `prev` to its hash, and sign again.",
    remedy: "change-request",
  },
  "key-not-active": {
    status: 409,
    title: "That signing key is not active",
    action: "Sign with an active key, or use the recovery key if this one was revoked or lost.",
    remedy: "change-state",
  },
  "unknown-subject": {
    status: 409,
    title: "The subject is not registered here",
    action: "Register the account or provider first, or correct the subject.",
    remedy: "change-state",
  },
  "already-exists": {
    status: 409,
    title: "That is registered already",
    action: "Use the update kind instead.",
    remedy: "change-request",
  },
  "already-recorded": {
    status: 409,
    title: "That transition is recorded already",
    action: "Nothing to do: the first record stands.",
    remedy: "wait",
  },
  guard: {
    status: 409,
    title: "The state does not allow this step",
    action: "Look at the current state of the subject; the detail names the condition that fails.",
    remedy: "change-state",
  },
  "threshold-lapsed": {
    status: 409,
    title: "The proposal ran out before enough keys agreed",
    action: "Make a new proposal.",
    remedy: "change-request",
  },
  conflicted: {
    status: 409,
    title: "The signer has a conflict of interest",
    action: "Somebody without that conflict must sign.",
    remedy: "change-state",
  },
  "bad-proof": {
    status: 422,
    title: "The proof of possession does not verify",
    action: "Make the proof again with the key it names, for this log, operator and provider.",
    remedy: "change-request",
  },
} as const satisfies Record<string, ProblemRow>;

export type ApiProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = Object.keys(PROBLEMS).filter(isProblemCode);

export function isProblemCode(text: string): text is ApiProblemCode {
  return Object.hasOwn(PROBLEMS, text);
}

/** The page that explains a code, relative to the site. RFC 9457 `type`. */
export function problemType(code: ApiProblemCode): string {
  return `/docs/problems/${code}`;
}

/** `code`: which rule of several the place breaks. */
export type ProblemError = { readonly pointer: string; readonly detail: string; readonly code?: string | undefined };

/** The body of an RFC 9457 answer, as sent. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ApiProblemCode;
  readonly detail: string;
  readonly action: string;
  readonly request_id: string;
  readonly errors: readonly ProblemError[];
};

/** Builds the answer's body; `status` differs from the table only for 428 beside 412. */
export function problemOf(
  code: ApiProblemCode,
  detail: string,
  requestId: string,
  errors: readonly ProblemError[] = [],
  status: number = PROBLEMS[code].status,
): Problem {
  const { title, action } = PROBLEMS[code];
  return { type: problemType(code), title, status, code, detail, action, request_id: requestId, errors };
}
