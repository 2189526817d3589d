/** A case at a time: what the clocks have made of it since its form was written, recorded or not. */
import { advance, type CaseNow, nextDue, panelOfRound } from "#lib/dispute/advance.ts";
import type { CaseState, Dispute, Panel } from "#lib/dispute/dispute.ts";
import type { Standing } from "#lib/dispute/seats.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { caseOf, panelOf, type StateView } from "../view.ts";
import { type CaseForm, PASSED_KEPT, type PanelForm } from "./case-forms.ts";
import { type Round, standingIn } from "./standing.ts";

/** A case with the panel of its round, as they stand at a time. */
export type CaseThen = {
  readonly form: CaseForm;
  readonly panel: PanelForm | undefined;
  readonly standing: Standing;
};

/** The case at that time; undefined: there is none. */
export function caseAt(view: StateView, id: string, at: Instant): CaseThen | undefined {
  const form = caseOf(view, id);
  return form === undefined ? undefined : caseThen(view, form, at);
}

export function caseThen(view: StateView, form: CaseForm, at: Instant): CaseThen {
  const panel = form.dispute === null ? undefined : panelOf(view, form.id, form.dispute.round);
  const standing = standingIn(view, form, roundOf(form, panel));
  const { now, passed } = advance(caseNowOf(form, panel), at, standing);
  if (passed.length === 0) return { form, panel, standing };
  const then = withMove(form, now.state, now.dispute);
  return {
    form: { ...then, passed: [...form.passed, ...passed].slice(-PASSED_KEPT) },
    panel: withPanel(panel, now.panel),
    standing,
  };
}

/** The round that runs, as far as it decides who may sit. */
export function roundOf({ dispute }: Pick<CaseForm, "dispute">, panel: PanelForm | undefined): Round {
  return { number: dispute?.round ?? 0, panel };
}

/** What time brings about next. */
export function dueIn({ form, panel, standing }: CaseThen): CaseForm["due"] {
  const due = nextDue(caseNowOf(form, panel), standing);
  return due === undefined ? null : { transition: due.transition, deadline: due.deadline };
}

/** The form in another state: what is contested or ruled has no clock of its own any more. */
export function withMove(form: CaseForm, state: CaseState, dispute: Dispute | null): CaseForm {
  const isUncontested = state === "proven" || state === "ruled" || state === "final";
  return { ...form, state, dispute, rulesAt: isUncontested ? form.rulesAt : null };
}

function withPanel(before: PanelForm | undefined, after: Panel | undefined): PanelForm | undefined {
  return after === undefined ? before : { aggregate: "panel", ...after };
}

/** As lib/dispute asks for it. */
export function caseNowOf(form: CaseForm, panel: Panel | undefined): CaseNow {
  const { state, filedAt, rules, dispute, verdict } = form;
  const shown = { dispute, panel };
  return {
    state,
    filedAt,
    rules,
    dispute,
    judgedAt: verdict?.loggedAt ?? null,
    showsEvidence: verdict !== null && verdict.signer !== null,
    panel: panelOfRound(shown),
  };
}

/** What is shown of a form without the rest of the state: nobody is taken to be removed or conflicted since. */
export const ALL_STAND: Standing = () => ({ removedAt: null, conflict: null, conflictSince: null });
