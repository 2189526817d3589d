/** The conduct of a service, which all instances that sell it answer for: computed once for all of them. */
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { type ConductScore, conductScoreOf } from "#lib/reputation/conduct.ts";
import type { Model } from "#lib/reputation/model.ts";
import type { AggregateKey, Form, ProviderForm } from "../forms.ts";
import type { StateView } from "../view.ts";
import { factsOf, itemsOf } from "./record-items.ts";
import { RecordingView } from "./recording-view.ts";

type Remembered = {
  readonly at: Instant;
  readonly model: Model;
  /** What was read of the view for it. */
  readonly forms: readonly (readonly [AggregateKey, Form | undefined])[];
  readonly conduct: ConductScore;
};

// A form is never changed in place: the same objects say the same facts. One day for each service: the newest asked for.
const remembered = new WeakMap<ProviderForm, Remembered>();

/** `at`: 00:00 UTC of the day. Reads the same forms of the view whether it remembers or not. */
export function serviceConductOf(view: StateView, service: ProviderForm, at: Instant, model: Model): ConductScore {
  const known = remembered.get(service);
  if (known !== undefined && known.at === at && known.model === model && isUnchanged(known, view)) return known.conduct;
  const recording = new RecordingView(view);
  const items = itemsOf(service, factsOf(recording, service, at), at);
  const conduct = conductScoreOf(items, model, Math.floor(at / DAY_MS));
  remembered.set(service, { at, model, forms: [...recording.asked], conduct });
  return conduct;
}

function isUnchanged({ forms }: Remembered, view: StateView): boolean {
  // All are read, so that whoever records what is read sees every one.
  let isSame = true;
  for (const [key, form] of forms) if (view.get(key) !== form) isSame = false;
  return isSame;
}
