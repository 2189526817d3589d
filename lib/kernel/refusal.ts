/**
 * Codes with which Touchstone says no. Both lists are public and stable: each code has one docs page.
 *
 * A *void code* marks an entry that is in the log but changes nothing. A *problem code* answers a request
 * that never reached the log; intake answers with the void code where one fits.
 */

/** Why a logged entry has no effect, in the order of the protocol page. */
export const VOID_CODES = [
  "stale-issued",
  "stale-prev",
  "no-authority",
  "key-not-active",
  "unknown-subject",
  "already-exists",
  "already-recorded",
  "guard",
  "threshold-lapsed",
  "conflicted",
  "bad-proof",
] as const;

export type VoidCode = (typeof VOID_CODES)[number];

/** Why a request is refused. `no-authority` is also a void code. */
export const PROBLEM_CODES = [
  "malformed",
  "not-canonical",
  "duplicate-key",
  "too-large",
  "too-deep",
  "unknown-kind",
  "schema",
  "wrong-log",
  "weak-key",
  "bad-signature",
  "no-authority",
  "budget",
  "rate-limited",
  "not-found",
  "gone",
  "precondition",
  "idempotency-mismatch",
  "unavailable",
  "not-signed-in",
  "origin-refused",
  "bad-host",
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/**
 * One typed no.
 *
 * `pointer` is an RFC 6901 JSON pointer to the place in the refused document, `""` for the whole of it.
 * `detail` is one sentence for people: what is wrong there and, where it helps, what would be right.
 */
export type Refusal = {
  readonly code: ProblemCode | VoidCode;
  readonly pointer: string;
  readonly detail: string;
};

/** Builds a refusal. Total. */
export function refusal(code: ProblemCode | VoidCode, pointer: string, detail: string): Refusal {
  return { code, pointer, detail };
}

/** RFC 6901 pointer of a path of member names and array positions; `[]` gives `""`. Total. */
export function jsonPointer(path: readonly (string | number)[]): string {
  let pointer = "";
  for (const step of path) {
    pointer += `/${typeof step === "number" ? step : step.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return pointer;
}
