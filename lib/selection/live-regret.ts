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
export function liveRegret(record: SelectionRecord): LiveRegret {
  const sums = new Map<string, Sums>();
  const sumsOf = (id: string) => {
    const own = sums.get(id) ?? { calls: 0, lost: 0, extra: 0, square: 0 };
    sums.set(id, own);
    return own;
  };
  for (const id of record.head.indexIds) sumsOf(id);
  for (const event of record.events) if (event.kind === "index") sumsOf(event.id);
  let calls = 0;
  let lost = 0;
  walkCalls(record, ({ choice, loss }) => {
    calls++;
    lost += loss;
    for (const [id, provider] of choice.recommendations) {
      if (choice.asleep.includes(id)) continue;
      const own = sumsOf(id);
      if (provider === choice.provider) {
        own.calls++;
        own.lost += loss;
      }
      const extra = extraOf(choice, provider, loss);
      own.extra += extra;
      own.square += extra * extra;
    }
  });
  const indexes = [...sums].map(([index, own]) => ({
    index,
    calls: own.calls,
    averageLoss: own.calls === 0 ? null : own.lost / own.calls,
    extra: own.extra,
    error: Math.sqrt(own.square),
  }));
  const [best] = [...indexes].sort((a, b) => b.extra - a.extra);
  const estimated = best === undefined || calls === 0 ? null : { best: best.index, ...bandOf(best.extra, best.error) };
  return { calls, averageLoss: calls === 0 ? null : lost / calls, indexes, estimated };
}

/** Of the estimate against one index, when so many choices had been made. */
export type LivePoint = { readonly round: number; readonly value: number; readonly low: number; readonly high: number };

/** The estimate against `index` as it grew, at up to `points` choices evenly spread, the last at the record's end. Total. */
export function liveCurve(record: SelectionRecord, index: string, points: number): LivePoint[] {
  const rounds = record.events.reduce((count, { kind }) => count + (kind === "choice" ? 1 : 0), 0);
  const every = Math.max(1, Math.ceil(rounds / points));
  const curve: LivePoint[] = [];
  let extra = 0;
  let square = 0;
  const put = (round: number) => curve.push({ round, ...bandOf(extra, Math.sqrt(square)) });
  walkCalls(
    record,
    ({ choice, loss }) => {
      const provider = choice.recommendations.find(([id]) => id === index)?.[1];
      if (provider === undefined || choice.asleep.includes(index)) return;
      const own = extraOf(choice, provider, loss);
      extra += own;
      square += own * own;
    },
    // Before a choice: what the reports so far had shown of all that came before it.
    (made) => made > 0 && made % every === 0 && put(made),
  );
  if (rounds > 0) put(rounds);
  return curve;
}

function bandOf(value: number, error: number) {
  return { value, low: value - NINETY_PERCENT * error, high: value + NINETY_PERCENT * error };
}

/** Loss of the call above what the index that named `provider` would have cost, on average over the draw. */
function extraOf(choice: ChoiceEvent, provider: string, loss: number): number {
  return loss - (provider === choice.provider ? loss / choice.providerProbability : 0);
}

/** Each report with the choice that it is of, once; before each choice, how many were made. */
function walkCalls(
  { events }: SelectionRecord,
  onCall: (call: { readonly choice: ChoiceEvent; readonly loss: number }) => void,
  beforeChoice?: (made: number) => void,
): void {
  const open = new Map<number, ChoiceEvent>();
  let made = 0;
  for (const event of events) {
    if (event.kind === "choice") {
      beforeChoice?.(made);
      made++;
      open.set(event.ticket, event);
    }
    if (event.kind !== "report") continue;
    const choice = open.get(event.ticket);
    if (choice === undefined) continue;
    open.delete(event.ticket);
    onCall({ choice, loss: event.loss });
  }
}
