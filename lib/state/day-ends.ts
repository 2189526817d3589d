/** The state after each UTC day of a log, in order: what a history is told of. */
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { AggregateKey, Form } from "./forms.ts";
import { type StateView, viewThrough } from "./view.ts";

type Touching = {
  readonly index: number;
  readonly loggedAt: Instant;
  readonly touched: readonly { readonly key: AggregateKey; readonly form: Form }[];
};

/** `day`: whole UTC days since 1970-01-01. `size`: of the log after its last entry. */
export type DayEnd = { readonly day: number; readonly size: number; readonly view: StateView };

/** Of days on which there is an entry, ascending. A view is good until the next day is asked for. */
export function* dayEnds(entries: readonly Touching[]): Generator<DayEnd> {
  const forms = new Map<AggregateKey, Form>();
  const view = viewThrough((key) => forms.get(key));
  for (const [at, { index, loggedAt, touched }] of entries.entries()) {
    for (const { key, form } of touched) forms.set(key, form);
    const [day, next] = [Math.floor(loggedAt / DAY_MS), entries[at + 1]];
    if (next === undefined || Math.floor(next.loggedAt / DAY_MS) > day) yield { day, size: index + 1, view };
  }
}
