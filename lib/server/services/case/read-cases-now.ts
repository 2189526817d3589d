/** Cases as they stand at a time: what is due counts, recorded or not. */
import type { AsOf } from "#lib/contract/common.ts";
import { advance, type CaseNow, isAppealRound, rulingSoFar } from "#lib/dispute/advance.ts";
import type { Ruling } from "#lib/dispute/dispute.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { CaseForm } from "#lib/state/case-forms.ts";
import { standingIn } from "#lib/state/case-standing.ts";
import { panelOf, type StateView } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { askAt } from "../state/ask-at.ts";

/** `draft`: what the ballots that are open give, while it can still change. */
export type CaseStanding = Pick<CaseNow, "state" | "dispute" | "panel"> & { readonly draft: Ruling | null };

/** In the order of the forms. */
export async function readCasesNow(ctx: Ctx, forms: readonly CaseForm[], { size, time }: AsOf): Promise<CaseStanding[]> {
  const at = parseInstant(time);
  if (at === undefined) throw new Error(`${time} is no time.`);
  return await askAt(ctx, size, (view) => forms.map((form) => standingAt(view, form, at)));
}

function standingAt(view: StateView, form: CaseForm, at: Instant): CaseStanding {
  const { dispute } = form;
  const number = dispute?.round ?? 0;
  const panel = number === 0 ? undefined : panelOf(view, form.id, number);
  const isAppeal = dispute !== null && isAppealRound(dispute);
  const standing = standingIn(view, form, { number, isAppeal, panel }, at);
  const { now } = advance(caseNowOf(form, panel), at, standing);
  const isDraft = now.state === "draft" && now.dispute !== null && now.panel !== undefined;
  const draft = isDraft ? rulingSoFar(now.dispute, now.panel, at, standing) : undefined;
  return { state: now.state, dispute: now.dispute, panel: now.panel, draft: draft ?? null };
}
