/** ruling and case.reopen: the index's record of what was decided, and the admins' word that it must be decided again. */
import { later } from "#lib/dispute/clocks.ts";
import type { Dispute, Ruling } from "#lib/dispute/dispute.ts";
import { beginDispute, reopen } from "#lib/dispute/moves.ts";
import { mayAct } from "#lib/dispute/transitions.ts";
import { addMs, DAY_MS, formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { RulingBody } from "#lib/statement/dispute-bodies.ts";
import type { CaseForm } from "../case/case-forms.ts";
import { moved } from "../case/moves.ts";
import { caseAt, withMove } from "../case/time.ts";
import type { Reducer } from "../reducer.ts";

/** A final ruling is reopened within this time. */
export const REOPENED_WITHIN_MS = 365 * DAY_MS;
/** And so often, or the admins could put off an end for ever. */
const REOPENINGS = 2;

/** Void unless it says what the ballots, the clock or the operator gave. A draft is derived, and has no record. */
export const recordRuling: Reducer = (view, entry) => {
  const { statement, loggedAt, index } = entry;
  const then = caseAt(view, statement.subject, loggedAt);
  if (then === undefined) return "unknown-subject";
  const { form, panel } = then;
  const body = statement.body as RulingBody;
  const { dispute } = form;
  if (dispute === null || !mayAct(form.state, "ruling", "index")) return "guard";
  const at = dispute.rulings.findLastIndex(({ round, by }) => round === body.round && by === body.by);
  const ruling = dispute.rulings[at];
  if (ruling === undefined) return "guard";
  if (ruling.entry !== null) return "already-recorded";
  if (!saysThat(body, ruling) || !isKnownEvidence(form, dispute, body)) return "guard";
  const rulings = dispute.rulings.with(at, { ...ruling, entry: index });
  return moved(view, { ...form, dispute: { ...dispute, rulings } }, panel, loggedAt);
};

/** `relied` is the index's account of the evidence, as far as the case has it. */
function saysThat({ rule: _, relied: __, automated, ...said }: RulingBody, ruling: Ruling): boolean {
  const { at: ___, entry: ____, ...found } = ruling;
  return automated === (ruling.by === "machine") && canonicalText(said) === canonicalText(found);
}

function isKnownEvidence({ filedIn }: CaseForm, { evidence, answer }: Dispute, { relied }: RulingBody): boolean {
  const known = new Set<number>([filedIn, ...evidence.map(({ entry }) => entry)]);
  if (answer !== null && answer.entry !== null) known.add(answer.entry);
  return relied.every((entry) => known.has(entry));
}

export const reopenCase: Reducer = (view, { statement, loggedAt }) => {
  const then = caseAt(view, statement.subject, loggedAt);
  if (then === undefined) return "unknown-subject";
  const { form, panel } = then;
  const dispute = form.dispute ?? refusedDispute(form);
  if (dispute === undefined || !mayAct(form.state, "case.reopen", "admins")) return "guard";
  if (dispute.reopened >= REOPENINGS) return "guard";
  const ended = parseInstant(dispute.finalAt ?? "");
  if (ended === undefined || loggedAt > addMs(ended, REOPENED_WITHIN_MS)) return "guard";
  const next = reopen({ state: form.state, dispute }, formatInstant(loggedAt), form.rules);
  return moved(view, withMove(form, next.state, next.dispute), panel, loggedAt);
};

/** Of a report that a machine refused, and nobody appealed in time. Undefined: it was not refused for what it says. */
function refusedDispute({ verdict, closedFor, drawShare, rules }: CaseForm): Dispute | undefined {
  if (verdict === null || closedFor !== null) return undefined;
  const begun = beginDispute({ at: verdict.loggedAt, reporterCommit: drawShare }, rules);
  return { ...begun, respondBy: null, finalAt: later(verdict.loggedAt, rules.hours.admissionAppeal) };
}
