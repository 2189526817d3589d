/** Cases as they stand at a time: what is due counts, recorded or not. */
import type { AsOf } from "#lib/contract/common.ts";
import { panelOfRound, rulingSoFar } from "#lib/dispute/advance.ts";
import type { CaseState, Dispute, Panel, Ruling } from "#lib/dispute/dispute.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { caseThen } from "#lib/state/case/time.ts";
import type { StateView } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { askAt } from "../state/ask-at.ts";

export type CaseStanding = {
  readonly state: CaseState;
  readonly dispute: Dispute | null;
  readonly rulesAt: string | null;
  /** Of the round that runs, once it is drawn. */
  readonly panel: Panel | undefined;
  /** What the votes that are open give, while it can still change. */
  readonly draft: Ruling | null;
};

/** In the order of the forms. */
export async function readCasesNow(
  ctx: Ctx,
  forms: readonly CaseForm[],
  { size, time }: AsOf,
): Promise<CaseStanding[]> {
  const at = parseInstant(time);
  if (at === undefined) throw new Error(`${time} is no time.`);
  return await askAt(ctx, size, (view) => forms.map((form) => standingAt(view, form, at)));
}

function standingAt(view: StateView, before: CaseForm, at: Instant): CaseStanding {
  const { form, panel: latest, standing } = caseThen(view, before, at);
  const { state, dispute, rulesAt } = form;
  // A round that time alone has begun has no panel yet, whatever the one before had.
  const panel = panelOfRound({ dispute, panel: latest });
  const isDraft = state === "draft" && dispute !== null && panel !== undefined;
  const draft = isDraft ? rulingSoFar(dispute, panel, at, standing) : undefined;
  return { state, dispute, rulesAt, panel, draft: draft ?? null };
}
