import type { AsOf } from "#lib/contract/common.ts";
import { isUpholding } from "#lib/dispute/charter.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { modelHash } from "#lib/reputation/model.ts";
import { caseKey } from "#lib/state/case/case-forms.ts";
import { caseThen } from "#lib/state/case/time.ts";
import { ballotEffectOf } from "#lib/state/marks/ballot-effect.ts";
import { activeModel } from "#lib/state/marks/marks-input.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { readMarksView } from "../marks/read-marks-view.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";

export type AskedAnswers = {
  readonly fact: Answers["fact"];
  readonly attribution?: NonNullable<Answers["attribution"]> | undefined;
  readonly severity?: NonNullable<Answers["severity"]> | undefined;
};

type BallotEffect = { readonly before: Marks; readonly after: Marks; readonly model: string };

/**
 * What a ruling of these answers would change in the provider's marks of the day; null for one without marks here, and for
 * a case that nobody disputes. Errors: `not-found`.
 */
export async function readBallotEffect(
  ctx: Ctx,
  id: string,
  asked: AskedAnswers,
): Promise<{ data: BallotEffect | null; as_of: AsOf }> {
  const asOf = await resolveAsOf(ctx, undefined);
  const [form] = await readForms(ctx, [caseKey(id)], asOf.size);
  if (form?.aggregate !== "case") throw new ServiceError("not-found", `No case ${id} was filed at size ${asOf.size}.`);
  const now = asInstant(Date.parse(asOf.time));
  const { view } = await readMarksView(ctx, form.provider, { size: asOf.size, day: Math.floor(now / DAY_MS) });
  const active = activeModel(view);
  if (active.state !== "known") return { data: null, as_of: asOf };
  const then = await ctx.forms.ask((forms) => caseThen(forms, form, now));
  const effect = ballotEffectOf(view, then, answersOf(asked), now);
  return { data: effect === undefined ? null : { ...effect, model: modelHash(active.model) }, as_of: asOf };
}

/** An answer that the first one does not ask for is left out; one that is missing is taken as the mildest. */
function answersOf({ fact, attribution = "unknown", severity = "minor" }: AskedAnswers): Answers {
  const upholds = isUpholding(fact);
  return {
    fact,
    attribution: upholds ? attribution : null,
    severity: upholds ? severity : null,
    remedied: null,
    abusive: false,
    reasons: { fact: "", attribution: null, severity: null },
  };
}
