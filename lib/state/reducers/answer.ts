/** What the two sides say in a case: the operator's answer, the reporter's withdrawal, an appeal of either. */
import { openEvidence } from "#lib/dispute/advance.ts";
import { later } from "#lib/dispute/clocks.ts";
import type { Answer, Dispute } from "#lib/dispute/dispute.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { AppealFileBody, ResponseFileBody } from "#lib/statement/dispute-bodies.ts";
import { disputeOf, hasPublicParts, type OpenCase, openFor, sideOf } from "../case-acts.ts";
import { type CaseForm, type UnvouchedForm, unvouchedKey } from "../case-forms.ts";
import { UNVOUCHED_WAITING } from "../case-joining.ts";
import { moved } from "../case-moves.ts";
import { caseAt, withMove } from "../case-time.ts";
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
  switch (body.type) {
    case "contest":
      return contest(view, entry, open, body);
    case "extension":
      return extend(view, entry, open);
    case "admission": {
      const answer: Answer = { type: "admission", ground: null, entry: entry.index, at: open.at };
      const form = withMove(open.form, "accepted", { ...open.dispute, answer });
      return moved(view, form, open.panel, entry.loggedAt);
    }
  }
};

/** In time it opens evidence; later it is heard while evidence is open, and moves no clock. */
function contest(
  view: StateView,
  { index, loggedAt }: Entry,
  { form, panel, dispute, at }: OpenCase,
  { ground, drawShare }: Extract<ResponseFileBody, { type: "contest" }>,
): Writes | VoidCode {
  if (dispute.answer !== null && dispute.answer.type !== "silence") return "already-recorded";
  if (form.provenAt !== null && ground === null) return "guard";
  const answer: Answer = { type: "contest", ground, entry: index, at };
  const answered: Dispute = { ...dispute, answer, operatorShare: { commit: drawShare, share: null } };
  const isInTime = form.state === "awaiting_response" || form.state === "proven";
  const next = isInTime
    ? withMove(form, "evidence_open", openEvidence(answered, at, form.rules.hours.evidence))
    : { ...form, dispute: answered };
  return moved(view, next, panel, loggedAt);
}

function extend(view: StateView, { loggedAt }: Entry, { form, panel, dispute }: OpenCase): Writes | VoidCode {
  if (dispute.extended) return "already-recorded";
  if (dispute.respondBy === null) return "guard";
  const respondBy = later(dispute.respondBy, form.rules.hours.extension);
  const rulesAt = form.rulesAt === null ? null : respondBy;
  return moved(view, { ...form, rulesAt, dispute: { ...dispute, extended: true, respondBy } }, panel, loggedAt);
}

/** What a machine has proven goes on without its reporter. */
export const withdrawReport: Reducer = (view, entry) => {
  if (caseOf(view, entry.statement.subject) === undefined) return "unknown-subject";
  const open = openFor(view, entry, "report.withdraw", "reporter");
  if (open === undefined || open.form.provenAt !== null || open.dispute.rulings.length > 0) return "guard";
  const form = withMove(open.form, "withdrawn", { ...open.dispute, finalAt: open.at });
  return moved(view, form, open.panel, entry.loggedAt);
};

export const fileAppeal: Reducer = (view, entry) => {
  const { statement, index, loggedAt } = entry;
  const known = caseOf(view, statement.subject);
  if (known === undefined) return "unknown-subject";
  if (!hasPublicParts(statement, ANSWER_PARTS)) return "guard";
  const { ground } = statement.body as AppealFileBody;
  const by = sideOf(known, statement);
  if (ground === "inadmissible") return by === "reporter" ? appealAdmission(view, entry) : "guard";
  const open = openFor(view, entry, "appeal.file", by === "reporter" ? "reporter" : "accused");
  if (open === undefined || open.form.state !== "ruled") return "guard";
  const { form, panel, dispute, at } = open;
  if (dispute.appeal?.by === by) return "already-recorded";
  const appealed: Dispute = { ...dispute, appeal: { by, ground, entry: index, at }, finalAt: null };
  const heard = openEvidence(appealed, at, form.rules.hours.urgentEvidence);
  return moved(view, withMove(form, "appealed", heard), panel, loggedAt);
};

/** People shall read what the machine would not: once, and within the bounds of those whom nobody knows. */
function appealAdmission(view: StateView, { statement, index, loggedAt }: Entry): Writes | VoidCode {
  const then = caseAt(view, statement.subject, loggedAt);
  if (then === undefined || then.form.state !== "inadmissible" || then.form.closedFor !== null) return "guard";
  const { form } = then;
  const at = formatInstant(loggedAt);
  const dispute: Dispute = {
    ...disputeOf(form, at),
    respondBy: null,
    appeal: { by: "reporter", ground: "inadmissible", entry: index, at },
  };
  const heard = withMove(form, "appealed", openEvidence(dispute, at, form.rules.hours.urgentEvidence));
  const reporter = reporterOf(view, thumbprintOfDid(form.reporter) ?? "");
  if ((reporter?.upheld ?? 0) > 0) return moved(view, heard, undefined, loggedAt);
  const known = view.get(unvouchedKey(form.provider));
  const waiting = known?.aggregate === "unvouched" ? known.waiting : 0;
  if (waiting >= UNVOUCHED_WAITING) return "guard";
  const unvouched: UnvouchedForm = { aggregate: "unvouched", provider: form.provider, waiting: waiting + 1 };
  const crowd: CaseForm = { ...heard, cluster: "unvouched" };
  return new Map([...moved(view, crowd, undefined, loggedAt), [unvouchedKey(form.provider), unvouched]]);
}
