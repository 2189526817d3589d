import type { AsOf } from "#lib/contract/common.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { Model } from "#lib/reputation/model.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { caseEffectOf, type MarksEffect } from "#lib/state/marks/effect.ts";
import { activeModel } from "#lib/state/marks/marks-input.ts";
import type { Ctx } from "../context.ts";
import { readMarksView } from "../marks/read-marks-view.ts";

export type CaseEffect = MarksEffect & { readonly model: Model };

/** The provider's marks of the day without the case and with it; null for one without marks here. */
export async function readCaseEffect(
  ctx: Ctx,
  { id, provider }: Pick<CaseForm, "id" | "provider">,
  { size, time }: AsOf,
): Promise<CaseEffect | null> {
  const day = Math.floor(Date.parse(time) / DAY_MS);
  const { view } = await readMarksView(ctx, provider, { size, day });
  const active = activeModel(view);
  if (active.state !== "known") return null;
  const effect = caseEffectOf(view, { case: id, id: provider, at: asInstant(day * DAY_MS) });
  return effect === undefined ? null : { ...effect, model: active.model };
}
