/**
 * The marks of a provider as the state shows them: facts after all entries of a UTC day, ages counted at 00:00 of that day,
 * by the model that is in force in those facts. Whatever a mark depends on stands in a form.
 */
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { type Marks, type MarksInput, marksOf } from "#lib/reputation/marks.ts";
import { findModel, type Model } from "#lib/reputation/model.ts";
import { modelOf, providerOf, type StateView } from "../view.ts";
import { gateFactsOf } from "./gate-facts.ts";
import { instanceFactsOf } from "./instance-facts.ts";
import { factsOf, itemsOf } from "./record-items.ts";
import { outagesOf, stepsAt } from "./step-facts.ts";

/** A model by its hash (hex); undefined: this code does not have it. */
export type ModelSource = (hash: string) => Model | undefined;

/** Facts as of the day that begins `at`. Undefined: there is no such provider. */
export function marksInputOf(view: StateView, id: ProviderId, at: Instant, model: Model): MarksInput | undefined {
  const provider = providerOf(view, id);
  if (provider === undefined) return undefined;
  const facts = factsOf(view, provider, at);
  const steps = stepsAt(view, provider, at);
  return {
    items: itemsOf(provider, facts, at),
    instance: provider.kind === "instance" ? instanceFactsOf(view, provider, { at, model, steps }) : null,
    gates: gateFactsOf(provider, facts, outagesOf(view), at),
    steps,
  };
}

/** `none`: no model is in force. `unknown`: one is, and the source does not have it. */
export type ActiveModel =
  | { readonly state: "none"; readonly hash: null }
  | { readonly state: "unknown"; readonly hash: string }
  | { readonly state: "known"; readonly hash: string; readonly model: Model };

export function activeModel(view: StateView, models: ModelSource = findModel): ActiveModel {
  const hash = modelOf(view)?.active?.hash;
  if (hash === undefined) return { state: "none", hash: null };
  const model = models(hash);
  return model === undefined ? { state: "unknown", hash } : { state: "known", hash, model };
}

/** By the model in force. Undefined: no such provider, no model in force, or one that the source does not have. */
export function marksOfProvider(
  view: StateView,
  id: ProviderId,
  at: Instant,
  models: ModelSource = findModel,
): Marks | undefined {
  const active = activeModel(view, models);
  return active.state === "known" ? marksByModel(view, id, at, active.model) : undefined;
}

/** By any model. Undefined: no such provider. */
export function marksByModel(view: StateView, id: ProviderId, at: Instant, model: Model): Marks | undefined {
  const input = marksInputOf(view, id, at, model);
  return input && marksOf(input, model, Math.floor(at / DAY_MS));
}

/** What the marks would rest on if one fact had not been. */
export function withoutItem(input: MarksInput, id: string): MarksInput {
  return { ...input, items: input.items.filter((item) => item.id !== id) };
}
