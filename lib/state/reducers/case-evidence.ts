/** evidence.attach of a case: what either side, or anybody else, lays before whoever decides it. */
import type { EvidenceItem } from "#lib/dispute/dispute.ts";
import type { Did } from "#lib/kernel/ids.ts";
import type { VoidCode } from "#lib/kernel/refusal.ts";
import type { CaseEvidenceBody } from "#lib/statement/dispute-bodies.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { hasPublicParts, openFor } from "../case/acts.ts";
import type { CaseForm } from "../case/case-forms.ts";
import { moved } from "../case/moves.ts";
import { accusedNow } from "../case/standing.ts";
import { standingMembers } from "../control.ts";
import type { Entry, Reducer } from "../reducer.ts";
import { caseOf, participantOf, providerOf, type StateView } from "../view.ts";

/**
 * Items of each round: the same for each side, some for all others together, of whom nobody brings more than a few. Keys cost
 * nothing, so that those of nobody known leave some places to participants.
 */
export const ITEMS_OF: Readonly<Record<EvidenceItem["side"], number>> = { reporter: 15, operator: 15, other: 10 };
export const ITEMS_OF_ONE = 3;
export const ITEMS_OF_UNKNOWN = 6;

export const attachToCase: Reducer = (view, entry) => {
  const { statement, index, hash, loggedAt } = entry;
  if (caseOf(view, statement.subject) === undefined) return "unknown-subject";
  const open = openFor(view, entry, "evidence.attach", "anyone");
  if (open === undefined || !hasPublicParts(statement, 1)) return "guard";
  const { form, panel, dispute } = open;
  const body = statement.body as CaseEvidenceBody;
  const side = sideOfSigner(view, form, statement, entry);
  // Slips of a draft are pointed out by whom it is about, and prove nothing new.
  if (form.state === "draft" && (side === "other" || body.class !== "claim")) return "guard";
  // Who shows nothing claims.
  if (body.class !== "claim" && (statement.parts ?? []).length === 0) return "guard";
  // A slip is pointed out to those who drafted; all else is for whoever is drawn next.
  const round = form.state === "draft" ? dispute.round : dispute.round + 1;
  const refused = refusedFor(view, dispute.evidence, { side, round, by: statement.issuer });
  if (refused !== undefined) return refused;
  const item: EvidenceItem = {
    entry: index,
    statement: hash,
    by: statement.issuer,
    round,
    side,
    class: body.class,
    commit: statement.parts?.[0]?.commit ?? null,
    label: body.label,
  };
  return moved(view, { ...form, dispute: { ...dispute, evidence: [...dispute.evidence, item] } }, panel, loggedAt);
};

/** Whoever may answer for the operator speaks for it here too. */
function sideOfSigner(
  view: StateView,
  form: CaseForm,
  { issuer }: UnsignedStatement,
  { loggedAt }: Entry,
): EvidenceItem["side"] {
  if (issuer === form.reporter) return "reporter";
  if (accusedNow(view, form).includes(issuer)) return "operator";
  const operator = participantOf(view, providerOf(view, form.provider)?.operator ?? "");
  const members = operator === undefined ? [] : standingMembers(operator, loggedAt);
  return members.some(({ did, scopes }) => did === issuer && scopes.includes("answer")) ? "operator" : "other";
}

/** No side takes the places of another, and no round those of the next. */
function refusedFor(
  view: StateView,
  all: readonly EvidenceItem[],
  { side, round, by }: Pick<EvidenceItem, "side" | "round" | "by">,
): VoidCode | undefined {
  const items = all.filter((item) => item.round === round && item.side === side);
  if (items.length >= ITEMS_OF[side]) return "guard";
  if (side !== "other") return undefined;
  if (items.filter((item) => item.by === by).length >= ITEMS_OF_ONE) return "guard";
  const isKnown = (did: Did) => participantOf(view, did) !== undefined;
  return !isKnown(by) && items.filter((item) => !isKnown(item.by)).length >= ITEMS_OF_UNKNOWN ? "guard" : undefined;
}
