/** Who watches, in the few numbers that stand under every page. */
import type { Ctx } from "../context.ts";
import { readWitnesses } from "./read-witnesses.ts";

/** `agree` of `independent` watchers cosigned the newest head, the last of them at `at` (ms); `own` do not count. */
export type WatcherCount = {
  readonly agree: number;
  readonly independent: number;
  readonly own: number;
  readonly at: number | undefined;
};

/** Signatures are verified for it, so that one look serves the pages of a moment. */
const KEPT_MS = 2_000;
const kept = new WeakMap<Ctx, { readonly readAtMs: number; readonly count: Promise<WatcherCount> }>();

export function countWatchers(ctx: Ctx): Promise<WatcherCount> {
  const known = kept.get(ctx);
  const nowMs = performance.now();
  if (known !== undefined && nowMs - known.readAtMs < KEPT_MS) return known.count;
  const count = read(ctx);
  kept.set(ctx, { readAtMs: nowMs, count });
  count.catch(() => kept.delete(ctx));
  return count;
}

async function read(ctx: Ctx): Promise<WatcherCount> {
  const { witnesses, latest } = await readWitnesses(ctx);
  const cosigned = witnesses.filter(({ name, isDemonstration }) => !isDemonstration && latest?.cosigned.includes(name));
  const times = cosigned.flatMap(({ last }) => (last === undefined ? [] : [last.timeMs]));
  return {
    agree: latest?.independent ?? 0,
    independent: witnesses.filter(({ isDemonstration }) => !isDemonstration).length,
    own: witnesses.filter(({ isDemonstration }) => isDemonstration).length,
    at: times.length === 0 ? undefined : Math.max(...times),
  };
}
