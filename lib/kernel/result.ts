/**
 * The answer of a function that may refuse: a value or an error, never a throw.
 *
 * Throwing is kept for bugs; what outside input can cause travels in `Result`.
 */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** Wraps a value as the good answer. Total. */
export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Wraps an error as the bad answer. Total. */
export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
