/**
 * Synchronous questions over what must be loaded: whoever asks is run, what he asked for and is not known is loaded, and
 * he is run again, until nothing is missing.
 */

/** The answer of `load`, once it is known; undefined until then, and for an answer of undefined. */
export type Ask = <V>(name: string, load: () => Promise<V>) => V | undefined;

const MAX_ROUNDS = 16;

/** Errors: a loader's own; a question that never settles. */
export async function whenKnown<T>(question: (ask: Ask) => Promise<T>): Promise<T> {
  const known = new Map<string, unknown>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const missing = new Map<string, () => Promise<unknown>>();
    const ask: Ask = <V>(name: string, load: () => Promise<V>) => {
      if (!known.has(name)) missing.set(name, load);
      return known.get(name) as V | undefined;
    };
    const answer = await question(ask);
    if (missing.size === 0) return answer;
    for (const [name, load] of missing) known.set(name, await load());
  }
  throw new Error("A question over the log did not settle.");
}
