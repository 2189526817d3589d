/**
 * What a real record says of regret. Nobody knows what an index would have led to that was not followed: first come plain averages,
 * then an estimate, which is said to be one. Exact regret is for the laboratory.
 */
import type { ChoiceEvent, SelectionRecord } from "./record.ts";

export type IndexAverage = {
  readonly index: string;
  /** Calls whose provider this index named too, and whose loss is known. */
  readonly calls: number;
  /** Loss a call in those; null without calls. */
  readonly averageLoss: number | null;
  /** Estimated extra loss of the agent over this index, in the rounds in which it answered. Importance-weighted, unbiased. */
  readonly extra: number;
  /** Standard error of `extra`. */
  readonly error: number;
};

export type LiveRegret = {
  readonly calls: number;
  readonly averageLoss: number | null;
  readonly indexes: readonly IndexAverage[];
  /** Against the index that looks best: the largest `extra` with a band of 90 %. Null without calls. An estimate. */
  readonly estimated: {
    readonly best: string;
    readonly value: number;
    readonly low: number;
    readonly high: number;
  } | null;
};

const NINETY_PERCENT = 1.645;

type Sums = { calls: number; lost: number; extra: number; square: number };

/** Averages and estimate over all choices whose loss is known. Total. */
export function liveRegret({ head, events }: SelectionRecord): LiveRegret {
  const open = new Map<number, ChoiceEvent>();
  const sums = new Map<string, Sums>();
  const sumsOf = (id: string) => {
    const own = sums.get(id) ?? { calls: 0, lost: 0, extra: 0, square: 0 };
    sums.set(id, own);
    return own;
  };
  for (const id of head.indexIds) sumsOf(id);
  let calls = 0;
  let lost = 0;
  for (const event of events) {
    if (event.kind === "index") sumsOf(event.id);
    if (event.kind === "choice") open.set(event.ticket, event);
    if (event.kind !== "report") continue;
    const choice = open.get(event.ticket);
    if (choice === undefined) continue;
    open.delete(event.ticket);
    calls++;
    lost += event.loss;
    for (const [id, provider] of choice.recommendations) {
      if (choice.asleep.includes(id)) continue;
      const own = sumsOf(id);
      const isSame = provider === choice.provider;
      if (isSame) {
        own.calls++;
        own.lost += event.loss;
      }
      const extra = event.loss - (isSame ? event.loss / choice.providerProbability : 0);
      own.extra += extra;
      own.square += extra * extra;
    }
  }
  const indexes = [...sums].map(([index, own]) => ({
    index,
    calls: own.calls,
    averageLoss: own.calls === 0 ? null : own.lost / own.calls,
    extra: own.extra,
    error: Math.sqrt(own.square),
  }));
  const [best] = [...indexes].sort((a, b) => b.extra - a.extra);
  const estimated =
    best === undefined || calls === 0
      ? null
      : {
          best: best.index,
          value: best.extra,
          low: best.extra - NINETY_PERCENT * best.error,
          high: best.extra + NINETY_PERCENT * best.error,
        };
  return { calls, averageLoss: calls === 0 ? null : lost / calls, indexes, estimated };
}
