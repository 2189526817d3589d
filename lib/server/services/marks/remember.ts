/** Answers about marks that hold as long as the head does: pages ask for them at every reading. */
import { Lru } from "../../log-store/lru.ts";
import type { ReadCtx } from "../context.ts";

/** What was asked last stays: readers who ask for every day of every provider push out each other, not the pages. */
const MOST = 500;

type Kept = { readonly version: number; readonly answers: Lru<string, Promise<unknown>> };

const kept = new WeakMap<ReadCtx, Kept>();

/** `key` names the question with all that it depends on. A question that failed is asked again. */
export async function remember<T>(ctx: ReadCtx, key: string, ask: () => Promise<T>): Promise<T> {
  const { version } = await ctx.follower.know();
  let own = kept.get(ctx);
  if (own?.version !== version) {
    own = { version, answers: new Lru(MOST, () => 1) };
    kept.set(ctx, own);
  }
  const { answers } = own;
  // What is kept under a key is what was asked under it.
  const known = answers.get(key) as Promise<T> | undefined;
  if (known !== undefined) return known;
  const answer = ask();
  answers.set(key, answer);
  answer.catch(() => answers.delete(key));
  return answer;
}
