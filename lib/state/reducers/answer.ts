/** What the two sides say in a case: the operator's answer, the reporter's withdrawal, an appeal of either. */

import { later } from "#lib/dispute/clocks.ts";
import type { Appeal } from "#lib/dispute/dispute.ts";
import { admit, fileAppeal as appealed, beginDispute, contest, extend } from "#lib/dispute/moves.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { AppealFileBody, ResponseFileBody } from "#lib/statement/dispute-bodies.ts";
import { hasPublicParts, type OpenCase, openFor, sideOf } from "../case/acts.ts";
import { type CaseForm, type UnvouchedForm, unvouchedKey } from "../case/case-forms.ts";
import { UNVOUCHED_WAITING } from "../case/joining.ts";
import { moved } from "../case/moves.ts";
import { caseAt, withMove } from "../case/time.ts";
import type { Entry, Reducer, Writes } from "../reducer.ts";
import { caseOf, reporterOf, type StateView } from "../view.ts";

/** Most parts of an answer or an appeal. */
const ANSWER_PARTS = 4;

export const answerReport: Reducer = (view, entry) => {
  const body = entry.statement.body as ResponseFileBody;
  if (caseOf(view, entry.statement.subject) === undefined) return "unknown-subject";
  const open = openFor(view, entry, `response.file/${body.type}`, "accused");
  if (open === undefined || !hasPublicParts(entry.statement, body.type === "extension" ? 0 : ANSWER_PARTS))
    return "guard";
  const { form, panel, dispute } = open;
  const { answer, extended } = dispute;
  const wasSaid = body.type === "extension" ? extended : answer !== null && answer.type !== "silence";
  if (wasSaid) return "already-recorded";
  // What a machine has proven is contested on a ground, also when evidence is open already.
  if (body.type === "contest" && form.provenAt !== null && body.ground === null) return "guard";
  const next = answered(open, body, entry);
  if (next === undefined) return "guard";
  const settled = withMove(form, next.state, next.dispute);
  const rulesAt = settled.rulesAt === null ? null : next.dispute.respondBy;
  return moved(view, { ...settled, rulesAt }, panel, entry.loggedAt);
};

function answered({ form, dispute, at }: OpenCase, body: ResponseFileBody, { index: entry }: Entry) {
  const before = { state: form.state, dispute };
  switch (body.type) {
    case "contest":
      return contest(before, { ground: body.ground, drawShare: body.drawShare, entry, at }, form.rules);
    case "extension":
      return extend(before, at, form.rules);
    case "admission":
      return admit(before, { entry, at });
  }
}

/** What a machine has proven goes on without its reporter, and so does what others reported as well. */
export const withdrawReport: Reducer = (view, entry) => {
  if (caseOf(view, entry.statement.subject) === undefined) return "unknown-subject";
  const open = openFor(view, entry, "report.withdraw", "reporter");
  if (open === undefined || open.form.provenAt !== null || open.dispute.rulings.length > 0) return "guard";
  if (open.form.reporters > 1) return "guard";
  const form = withMove(open.form, "withdrawn", { ...open.dispute, finalAt: open.at });
  return moved(view, form, open.panel, entry.loggedAt);
};

export const fileAppeal: Reducer = (view, entry) => {
  const { statement, index, loggedAt } = entry;
  const then = caseAt(view, statement.subject, loggedAt);
  if (then === undefined) return "unknown-subject";
  if (!hasPublicParts(statement, ANSWER_PARTS)) return "guard";
  const { form, panel } = then;
  const at = formatInstant(loggedAt);
  const { ground } = statement.body as AppealFileBody;
  const appeal: Appeal = { by: sideOf(form, statement), ground, entry: index, at };
  if (form.state === "inadmissible") return appealAdmission(view, entry, form, appeal);
  const { dispute } = form;
  if (dispute === null) return "guard";
  const next = appealed({ state: form.state, dispute }, appeal, form.rules, null);
  return next === undefined ? "guard" : moved(view, withMove(form, next.state, next.dispute), panel, loggedAt);
};

/** People shall read what the machine would not: once, and within the bounds of those whom nobody knows. */
function appealAdmission(view: StateView, { loggedAt }: Entry, form: CaseForm, appeal: Appeal): Writes | VoidCode {
  const { rules, verdict } = form;
  if (form.closedFor !== null || verdict === null) return "guard";
  const begun = beginDispute({ at: appeal.at, reporterCommit: form.drawShare }, rules);
  const before = { state: form.state, dispute: { ...begun, respondBy: null } };
  const next = appealed(before, appeal, rules, later(verdict.loggedAt, rules.hours.admissionAppeal));
  if (next === undefined) return "guard";
  const heard = withMove(form, next.state, next.dispute);
  const reporter = reporterOf(view, thumbprintOfDid(form.reporter) ?? "");
  if ((reporter?.upheld ?? 0) > 0) return moved(view, heard, undefined, loggedAt);
  const known = view.get(unvouchedKey(form.provider));
  const waiting = known?.aggregate === "unvouched" ? known.waiting : 0;
  if (waiting >= UNVOUCHED_WAITING) return "guard";
  const unvouched: UnvouchedForm = { aggregate: "unvouched", provider: form.provider, waiting: waiting + 1 };
  const crowd = moved(view, { ...heard, cluster: "unvouched" }, undefined, loggedAt);
  return crowd.set(unvouchedKey(form.provider), unvouched);
}
