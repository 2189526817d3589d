/** Everybody's marks as the reader's own fold gives them, and what a row shows of them. */
import { markSummaryOf } from "#lib/contract/mark-views.ts";
import type { MarkSummary } from "#lib/contract/marks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { standingAt } from "#lib/state/marks/gate-facts.ts";
import { activeModel, marksByModel } from "#lib/state/marks/marks-input.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { indexOf, providerOf } from "#lib/state/view.ts";

/** Everybody's marks as the reader's own fold gives them: null where no model is in force. */
export type Scored = {
  readonly model: ReturnType<typeof activeModel>;
  readonly own: ReadonlyMap<ProviderId, Marks | null>;
};

/** `at`: 00:00 UTC of the day of entry size − 1. */
export function scoreAll(state: MemoryState, at: Instant): Scored {
  const model = activeModel(state);
  const own = new Map<ProviderId, Marks | null>();
  if (model.state === "unknown") return { model, own };
  for (const { form } of state.rows())
    if (form.aggregate === "provider")
      own.set(form.id, model.state === "none" ? null : (marksByModel(state, form.id, at, model.model) ?? null));
  return { model, own };
}

export function ratedIds({ own }: Scored): ProviderId[] {
  return [...own].flatMap(([id, marks]) => (marks === null ? [] : [id]));
}

/** What a row shows of them at a time; null: nothing is rated. */
export function shownOf({ model, own }: Scored, state: MemoryState, id: ProviderId, now: Instant): MarkSummary | null {
  const [expected, form] = [own.get(id) ?? null, providerOf(state, id)];
  if (expected === null || form === undefined || model.state !== "known") return null;
  const clock = { now, outages: indexOf(state)?.outages ?? [] };
  return markSummaryOf(expected, model.model, standingAt(expected, form, clock).isShut);
}
