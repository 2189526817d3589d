import type { AsOf } from "#lib/contract/common.ts";
import { calibrationView, type MethodView } from "#lib/contract/method.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { findModel, MODEL_1, type Model, modelHash } from "#lib/reputation/model.ts";
import { type PathKind, type Reached, reachable } from "#lib/reputation/reachable.ts";
import type { ModelForm } from "#lib/state/governance/model-forms.ts";
import type { Ctx } from "../context.ts";
import { readCalibration } from "../marks/read-calibration.ts";
import { readAggregate } from "../state/read-aggregates.ts";

/** What follows from the model in force; from the software's own where none is, or where it is unknown. */
export async function getMethod(ctx: Ctx): Promise<{ data: MethodView; as_of: AsOf }> {
  const [{ data, as_of }, calibration] = await Promise.all([
    readAggregate(ctx, "model", undefined),
    readCalibration(ctx),
  ]);
  const { model, isInForce } = printedModel(data?.form.aggregate === "model" ? data.form : undefined);
  const { bytes, paths, studies } = followingOf(model);
  const viewOf = (kind: PathKind) =>
    paths[kind].map(({ audits, duties, ...reached }) => ({ ...reached, clean_checks: audits, renewals: duties }));
  return {
    data: {
      model: { hash: modelHash(model), name: model.name, bytes, in_force: isInForce },
      reachable: { service: viewOf("service"), instance: viewOf("instance") },
      studies: [...studies],
      calibration: calibrationView(calibration),
    },
    as_of,
  };
}

/** The model that is printed, and whether it is the one in force. */
export function printedModel(form: Pick<ModelForm, "active"> | undefined): { model: Model; isInForce: boolean } {
  const active = form?.active ?? null;
  const known = active === null ? undefined : findModel(active.hash);
  return { model: known ?? MODEL_1, isInForce: known !== undefined };
}

type Following = {
  /** Size of the file. */
  readonly bytes: number;
  readonly paths: Readonly<Record<PathKind, readonly Reached[]>>;
  /** What its terms say that rest on a published study. */
  readonly studies: readonly string[];
};

/** Follows from the model alone: computed once in a process. */
const following = new WeakMap<Model, Following>();

export function followingOf(model: Model): Following {
  const known = following.get(model);
  if (known !== undefined) return known;
  const made = {
    bytes: canonicalBytes(model).length,
    paths: { service: reachable("service", model), instance: reachable("instance", model) },
    studies: Object.values(model.failure.terms).flatMap(({ basis, says }) => (basis === "study" ? [says] : [])),
  };
  following.set(model, made);
  return made;
}
