import { beginDispute } from "#lib/dispute/moves.ts";
import { type FaultId, withoutProvider } from "#lib/evidence/bundle/fault-id.ts";
import { inputsHash, settle, verdictOf } from "#lib/evidence/checks/verdict.ts";
import { BUNDLE_CHECKS, BUNDLE_RULES } from "#lib/evidence/rules.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { formatInstant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject } from "#lib/kernel/json.ts";
import { oldestFirst } from "#lib/statement/disclosures/incident.ts";
import type { VerdictBody } from "#lib/statement/evidence-bodies.ts";
import type { CaseForm } from "../case/case-forms.ts";
import { joinFault } from "../case/joining.ts";
import { withConsequences } from "../case/moves.ts";
import { isSuspected } from "../case/suspicion.ts";
import { keyKey } from "../forms.ts";
import type { Entry, Reducer } from "../reducer.ts";
import { caseOf, faultOf, indexOf, providerOf, type StateView } from "../view.ts";

export const recordVerdict: Reducer = (view, entry) => {
  const before = caseOf(view, entry.statement.subject);
  if (before === undefined) return "unknown-subject";
  const body = entry.statement.body as VerdictBody;
  if (!isOfCase(view, before, body) || !isOwnConclusion(view, before, body, entry)) return "guard";
  const judged = withTold(view, judgedBy(before, body, entry));
  return withConsequences(view, joinFault(view, judged, entry.loggedAt), entry.loggedAt);
};

/** About this case, by known rules, and resting on what the log says of the key now. */
function isOfCase(view: StateView, form: CaseForm, body: VerdictBody): boolean {
  if (form.state !== "filed" && form.state !== "checked") return false;
  // A case that is held back is judged again when something changed, not to say the same.
  if (form.verdict?.verdict === body.verdict && form.verdict.reason === body.reason) return false;
  if (body.bundle !== form.bundle || !hasKnownRules(body) || body.t > form.filedAt) return false;
  const { faultId, bundle, keyHistory, definition, state } = body;
  const t = parseInstant(body.t);
  if (t === undefined || !isHistoryNow(view, body)) return false;
  return (
    inputsHash({ faultId: faultId as FaultId | null, commit: bundle, keyHistory, t, definition, state }) === body.inputs
  );
}

function hasKnownRules({ rules }: VerdictBody): boolean {
  const { ed25519, http, definition, verdict } = BUNDLE_RULES;
  return (
    rules.ed25519 === ed25519 && rules.http === http && rules.definition === definition && rules.verdict === verdict
  );
}

function isHistoryNow(view: StateView, { signer, keyHistory }: VerdictBody): boolean {
  const thumbprint = signer === null ? undefined : thumbprintOfDid(signer);
  const chain = thumbprint === undefined ? undefined : view.chainOf(keyKey(thumbprint));
  if (chain === undefined || keyHistory === null) return chain === undefined && keyHistory === null;
  return (
    keyHistory.origin === indexOf(view)?.origin &&
    keyHistory.head === hexEncode(chain.head) &&
    keyHistory.events === chain.length
  );
}

/** The verdict is what its checks say together, and the last of them what the state says. */
function isOwnConclusion(
  view: StateView,
  form: CaseForm,
  { checks, verdict, reason, definition }: VerdictBody,
  { loggedAt }: Entry,
): boolean {
  if (!checks.every(({ name }, at) => name === BUNDLE_CHECKS[at])) return false;
  const found = settle(verdictOf(checks as readonly Check[], form.claim));
  if (found.verdict !== verdict || found.reason !== reason) return false;
  const last = checks.at(-1)?.outcome;
  return (
    last === "not-run" ||
    (last === "fail") === (definition !== null && isSuspected(view, definition, form.provider, loggedAt))
  );
}

function judgedBy(before: CaseForm, body: VerdictBody, { index, loggedAt }: Entry): CaseForm {
  const { checks: _, ...verdict } = body;
  const record = { ...verdict, entry: index, loggedAt: formatInstant(loggedAt) };
  // The promise is of a first look: what a held case waits for afterwards is not the index's to hasten.
  const judgedAt = before.judgedAt ?? record.loggedAt;
  const judged: CaseForm = { ...before, judgedAt, verdict: record, state: stateAfter(body) };
  if (judged.state !== "proven" && judged.state !== "awaiting_response") return judged;
  const dispute = beginDispute({ at: record.loggedAt, reporterCommit: judged.drawShare }, judged.rules);
  if (judged.state !== "proven") return { ...judged, dispute };
  return { ...judged, dispute, provenAt: record.loggedAt, rulesAt: dispute.respondBy };
}

/** What the log knew of the fault from its provider before any report; told afterwards it is no more than an answer. */
function withTold(view: StateView, { toldIn: _, ...judged }: CaseForm): CaseForm {
  const { faultGroup: group = null, faultId = null } = judged.verdict ?? {};
  const incidents = providerOf(view, judged.provider)?.disclosures.incident?.facts;
  if (group === null || incidents === undefined) return judged;
  const first = faultId === null ? undefined : caseOf(view, faultOf(view, faultId)?.case ?? "");
  const reportedAt = first !== undefined && first.filedAt < judged.filedAt ? first.filedAt : judged.filedAt;
  const [name] = oldestFirst(incidents).flatMap(([incident, record]) => {
    const told = isJsonObject(record) ? record.told : undefined;
    const at = isJsonObject(told) ? told[withoutProvider(group)] : undefined;
    return typeof at === "string" && at < reportedAt ? [incident] : [];
  });
  return name === undefined ? judged : { ...judged, toldIn: name };
}

function stateAfter({ verdict, reason }: VerdictBody): CaseForm["state"] {
  if (verdict === "proven") return "proven";
  if (verdict === "refuted" || reason === "no-evidence") return "inadmissible";
  return reason === "definition-suspected" ? "checked" : "awaiting_response";
}
