/**
 * The answer of a verification: every check in order, passed or not. A verifier neither stops at the first
 * failure nor throws; the reader sees what was tried and what could not be.
 */

/**
 * `not-run`: skipped since an earlier check failed. `cannot-check`: the verifier lacks something that
 * another verifier may have (a trusted key, the network, a fold version).
 */
export type Outcome = "pass" | "fail" | "not-run" | "cannot-check";

/** `name` and `reason` are stable codes in kebab-case; `detail` is a sentence for people. */
export type Check = {
  readonly name: string;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly detail?: string;
};

/** `ok` is true exactly when no check failed and at least one passed: see {@link findingOf}. */
export type Finding = { readonly ok: boolean; readonly checks: Check[] };

/**
 * Draws the conclusion from the checks. One `fail` or `not-run` makes it bad; `cannot-check` does not, but a list
 * in which nothing passed proves nothing and is bad too. Total.
 */
export function findingOf(checks: Check[]): Finding {
  const passed = checks.some((check) => check.outcome === "pass");
  const broken = checks.some((check) => check.outcome === "fail" || check.outcome === "not-run");
  return { ok: passed && !broken, checks };
}
