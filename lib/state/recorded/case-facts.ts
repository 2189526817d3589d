/**
 * What a report adds to a provider's record: nothing by itself; a fault once a machine has proven it, and while the
 * evidence shows one and people must weigh key or time. What is taken back leaves the page on which it stood.
 */
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { parseInstant } from "#lib/kernel/instant.ts";
import type { Severity } from "#lib/reputation/record-item.ts";
import type { ClaimName } from "#lib/statement/evidence-bodies.ts";
import type { CaseForm } from "../case-forms.ts";
import { monthOf } from "../record-forms.ts";
import type { Change, Draft } from "./change.ts";

/** How grave a proven fault of each kind is, until people say otherwise. */
export const CLAIM_SEVERITY: Record<ClaimName, Severity> = {
  equivocation: "grave",
  "token-misuse": "grave",
  insolvent: "grave",
  vanished: "grave",
  "content-address": "serious",
  "wrong-result": "serious",
  "predicate-violated": "serious",
  "key-misuse": "serious",
  "disclosure-contradiction": "serious",
  "withdrawal-refused": "serious",
  "offer-broken": "moderate",
  withheld: "moderate",
  slow: "minor",
  unsigned: "minor",
};

export function caseChanges(before: CaseForm | undefined, after: CaseForm): Change[] {
  const [was, is] = [before && factOf(before), factOf(after)];
  if (was === undefined) return is === undefined ? [] : [is];
  if (is !== undefined && was.type === is.type && was.month === is.month && was.provider === is.provider)
    return was.fact?.state === is.fact?.state && was.fact?.faultGroup === is.fact?.faultGroup ? [] : [is];
  const gone = { ...was, fact: undefined };
  return is === undefined ? [gone] : [gone, is];
}

/** The one fact that a case is worth as it stands. */
function factOf({ id, provider, claim, reporter, cluster, state, verdict }: CaseForm): Change | undefined {
  const judgedAt = verdict === null ? undefined : parseInstant(verdict.loggedAt);
  if (verdict === null || judgedAt === undefined) return undefined;
  const place = { provider, month: monthOf(judgedAt), about: id };
  const fault = { severity: CLAIM_SEVERITY[claim], attribution: "unknown", case: id, ...groupOf(verdict) } as const;
  // A machine's word is the index's own: who reported first adds no weight, and no cap of his holds it back.
  if (state === "proven" || state === "ruled")
    return { ...place, type: "verdict", fact: { ...fault, evidence: "self-proving", state } };
  // Of what is merely not decided a stranger can make as much as he likes.
  if (state !== "awaiting_response" || verdict.verdict !== "contested") return undefined;
  const key = thumbprintOfDid(reporter);
  const by: Pick<Draft, "reporter" | "cluster" | "standing"> = {
    ...(key === undefined ? {} : { reporter: key }),
    ...(cluster === null ? {} : { cluster, standing: "half" }),
  };
  return { ...place, type: "open-report", fact: { ...fault, ...by, evidence: "signed-by-accused", state: "open" } };
}

/** A provider can be named in several ways, and a page is one provider's: its name says nothing there. */
function groupOf({ faultGroup }: NonNullable<CaseForm["verdict"]>): Pick<Draft, "faultGroup"> {
  return faultGroup === null ? {} : { faultGroup: faultGroup.slice(faultGroup.indexOf(" ") + 1) };
}
