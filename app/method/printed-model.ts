import type { PrintedModel } from "#components/method/model-in-force.tsx";
import { canonicalText } from "#lib/kernel/json.ts";
import { type Model, modelHash } from "#lib/reputation/model.ts";
import type { Rule } from "#lib/reputation/rules/rule.ts";
import { rulesOf } from "#lib/reputation/rules/rule-text.ts";
import { followingOf, printedModel } from "#lib/server/services/market/get-method.ts";
import type { ActivatedModel } from "#lib/state/governance/model-forms.ts";

type Written = { readonly rules: readonly Rule[]; readonly text: string };

/** Rules follow from the model alone: written once in a process. */
const written = new WeakMap<Model, Written>();

/** The model in force with all that follows from it; the one of this software where none is, or where it is unknown. */
export function modelPage(active: ActivatedModel | null) {
  const { model } = printedModel({ active });
  const { bytes, paths, studies } = followingOf(model);
  const printed: PrintedModel = { name: model.name, hash: modelHash(model), bytes, active };
  const known = written.get(model) ?? { rules: rulesOf(model), text: canonicalText(model) };
  written.set(model, known);
  return {
    printed,
    paths: [["service", paths.service] as const, ["instance", paths.instance] as const],
    studies,
    ...known,
  };
}
