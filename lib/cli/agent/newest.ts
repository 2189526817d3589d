/** What somebody else says now, as an agent in the middle of its calls goes by it. */
import { IncompleteError } from "../command.ts";

/** So long what was said is believed: a run may make a hundred calls in that time. */
const BELIEVED_MS = 10_000;

/**
 * Tells the newest of what is known, asked anew at most every ten seconds. `ask` gives undefined where nothing new is said; who
 * cannot be asked has said nothing new either. `askedMs`: when `known` was heard; preset: never, so that it is asked at once.
 */
export function newestOf<T>(
  known: T,
  ask: () => Promise<T | undefined>,
  {
    monotonicMs,
    askedMs = Number.NEGATIVE_INFINITY,
  }: { readonly monotonicMs: () => number; readonly askedMs?: number },
): () => Promise<T> {
  let newest = (async (): Promise<T> => known)();
  let lastMs = askedMs;
  return () => {
    const now = monotonicMs();
    if (now - lastMs < BELIEVED_MS) return newest;
    lastMs = now;
    const before = newest;
    newest = ask().then(
      async (said) => said ?? (await before),
      async (error: unknown) => {
        if (error instanceof IncompleteError) return await before;
        throw error;
      },
    );
    return newest;
  };
}
