/** What a statement, or a case, changes in a provider's marks: the same marks over a state with it and without it. */
import type { CaseId, ProviderId } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { AggregateKey, Form } from "../forms.ts";
import type { Writes } from "../reducer.ts";
import type { StateView } from "../view.ts";
import { type ModelSource, marksOfProvider } from "./marks-input.ts";

export type MarksEffect = { readonly before: Marks; readonly after: Marks };

/**
 * `view`: the state before, with every form that the provider's marks read; `writes`: what the statement writes there, the
 * record's pages among them; `at`: 00:00 UTC of the day. Undefined: no such provider, no model in force, or one that the
 * source does not have.
 */
export function marksEffectOf(
  view: StateView,
  writes: Writes,
  { id, at, models = findModel }: { readonly id: ProviderId; readonly at: Instant; readonly models?: ModelSource },
): MarksEffect | undefined {
  const before = marksOfProvider(view, id, at, models);
  const after = marksOfProvider(writtenOver(view, writes), id, at, models);
  return before === undefined || after === undefined ? undefined : { before, after };
}

/** What a case changes: `before` is without all that the record holds of it, `after` is as it stands. */
export function caseEffectOf(
  view: StateView,
  { case: caseId, ...of }: { readonly case: CaseId; readonly id: ProviderId; readonly at: Instant },
): MarksEffect | undefined {
  const without: StateView = {
    get: (key) => {
      const form = view.get(key);
      if (form?.aggregate !== "record" || form.provider !== of.id) return form;
      return { ...form, items: form.items.filter((fact) => fact.case !== caseId) };
    },
    chainOf: (key) => view.chainOf(key),
  };
  const [before, after] = [marksOfProvider(without, of.id, of.at), marksOfProvider(view, of.id, of.at)];
  return before === undefined || after === undefined ? undefined : { before, after };
}

function writtenOver(view: StateView, writes: Writes): StateView {
  return {
    get: (key: AggregateKey): Form | undefined => writes.get(key) ?? view.get(key),
    chainOf: (key) => view.chainOf(key),
  };
}
