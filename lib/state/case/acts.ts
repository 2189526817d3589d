/** What the acts of a case have in common: the case as it stands at the act, who acts, and what goes with it. */

import type { Act, Role } from "#lib/dispute/acts.ts";
import type { Dispute } from "#lib/dispute/dispute.ts";
import { mayAct } from "#lib/dispute/transitions.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Entry } from "../reducer.ts";
import type { StateView } from "../view.ts";
import type { CaseForm } from "./case-forms.ts";
import { type CaseThen, caseAt } from "./time.ts";

/** A case in which an act is possible at all. */
export type OpenCase = CaseThen & { readonly dispute: Dispute; readonly at: string };

/** The case at the entry's log time; undefined: in its state, nobody of that role does so. */
export function openFor(view: StateView, { statement, loggedAt }: Entry, act: Act, role: Role): OpenCase | undefined {
  const then = caseAt(view, statement.subject, loggedAt);
  if (then === undefined || then.form.dispute === null || !mayAct(then.form.state, act, role)) return undefined;
  return { ...then, dispute: then.form.dispute, at: formatInstant(loggedAt) };
}

/** Which side signs; the authority table lets only these two sign what is asked about. */
export function sideOf({ reporter }: CaseForm, { issuer }: UnsignedStatement): "reporter" | "operator" {
  return issuer === reporter ? "reporter" : "operator";
}

/** Whether everybody can read all that goes with the statement, and it is not too much. */
export function hasPublicParts({ parts = [] }: UnsignedStatement, most: number): boolean {
  return parts.length <= most && parts.every(({ visibility }) => visibility === "public");
}
