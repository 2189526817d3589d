import type { PrintedModel } from "#components/method/model-in-force.tsx";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { findModel, MODEL_1, type Model, modelHash } from "#lib/reputation/model.ts";
import { type PathKind, type Reached, reachable } from "#lib/reputation/reachable.ts";
import type { Rule } from "#lib/reputation/rules/rule.ts";
import { rulesOf } from "#lib/reputation/rules/rule-text.ts";
import type { ActivatedModel } from "#lib/state/model-forms.ts";

type Computed = {
  readonly rules: readonly Rule[];
  readonly paths: readonly (readonly [PathKind, readonly Reached[]])[];
  /** What its terms say that rest on a published study. */
  readonly studies: readonly string[];
  readonly text: string;
};

/** Rules and paths follow from the model alone: computed once in a process. */
const computed = new WeakMap<Model, Computed>();

/** The model in force with all that follows from it; the one of this software where none is, or where it is unknown. */
export function printedModel(active: ActivatedModel | null): { printed: PrintedModel } & Computed {
  const model = (active === null ? undefined : findModel(active.hash)) ?? MODEL_1;
  const { rules, paths, studies, text } = computed.get(model) ?? compute(model);
  return {
    printed: { name: model.name, hash: modelHash(model), bytes: text.length, active },
    rules,
    paths,
    studies,
    text,
  };
}

function compute(model: Model): Computed {
  const paths = (["service", "instance"] as const).map((kind) => [kind, reachable(kind, model)] as const);
  const studies = Object.values(model.failure.terms).flatMap(({ basis, says }) => (basis === "study" ? [says] : []));
  const made = { studies, rules: rulesOf(model), paths, text: new TextDecoder().decode(canonicalBytes(model)) };
  computed.set(model, made);
  return made;
}
