/** Which forms marks are computed from, and computing them from those alone: in a browser, or over a database. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { findModel } from "#lib/reputation/model.ts";
import type { AggregateKey, Form } from "../forms.ts";
import { keyOfForm } from "../key-of-form.ts";
import type { StateView } from "../view.ts";
import { type ModelSource, marksOfProvider } from "./marks-input.ts";
import { RecordingView } from "./recording-view.ts";

/**
 * Every form that a provider's marks read on a day, in the order in which they are read; also those that are not there.
 * Over a view that lacks some, the keys that are asked for next: what is found through them is asked for once they are there.
 */
export function factKeysOf(
  view: StateView,
  id: ProviderId,
  at: Instant,
  models: ModelSource = findModel,
): AggregateKey[] {
  const recording = new RecordingView(view);
  marksOfProvider(recording, id, at, models);
  return [...recording.asked.keys()];
}

/** A state of these forms alone. */
export function viewOfForms(forms: readonly Form[]): StateView {
  const known = new Map(forms.map((form) => [keyOfForm(form), form]));
  return { get: (key) => known.get(key), chainOf: () => undefined };
}
