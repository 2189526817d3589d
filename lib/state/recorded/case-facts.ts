/**
 * What a case adds to a provider's record: nothing by the report itself; a fault once a machine has proven it, a panel has
 * upheld it or the operator has admitted it, and while the evidence shows one and people must weigh it. What is taken back
 * leaves the page on which it stood.
 */
import type { Ruling } from "#lib/dispute/dispute.ts";
import { standingOf } from "#lib/dispute/finding.ts";
import { withoutProvider } from "#lib/evidence/bundle/fault-id.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { monthOf } from "#lib/kernel/month.ts";
import type { Attribution, Severity } from "#lib/reputation/record-item.ts";
import type { BallotAttribution } from "#lib/statement/dispute-words.ts";
import type { ClaimName } from "#lib/statement/evidence-bodies.ts";
import type { CaseForm } from "../case/case-forms.ts";
import { isPeoples, isUnderAppeal, isUpheldBy, isWaiting } from "../case/ends.ts";
import type { RecordedFact } from "../record-forms.ts";
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

/** What somebody else did to it is not its fault. */
const ATTRIBUTION: Record<BallotAttribution, Attribution> = {
  malice: "malice",
  negligence: "negligence",
  unknown: "unknown",
  "third-party": "no-fault",
  "shared-software": "no-fault",
};

export function caseChanges(before: CaseForm | undefined, after: CaseForm): Change[] {
  const [was, is] = [before && factOf(before), factOf(after)];
  if (was === undefined) return is === undefined ? [] : [is];
  if (is !== undefined && was.type === is.type && was.month === is.month && was.provider === is.provider)
    return textOf(was) === textOf(is) ? [] : [is];
  const gone = { ...was, fact: undefined };
  return is === undefined ? [gone] : [gone, is];
}

const textOf = ({ fact }: Change): string => canonicalText((fact ?? null) as unknown as JsonValue);

/** The page on which the record holds the case as it now stands: where it stood, or that of the month in which it changed. */
export function pageOfCase(before: CaseForm | undefined, after: CaseForm, now: Instant): string | null {
  const [was, is] = [before && factTypeOf(before), factTypeOf(after)];
  if (is === undefined) return null;
  return was === is ? (before?.page ?? null) : monthOf(now);
}

/** As what a case stands in the record; undefined: not at all. */
function factTypeOf(form: CaseForm): "verdict" | "open-report" | undefined {
  const { state, verdict, provenAt } = form;
  if (verdict === null || state === "duplicate") return undefined;
  const ruling = lastByPeople(form);
  if (ruling !== undefined) return isUpheldBy(ruling) && !isSuspended(form, ruling) ? "verdict" : undefined;
  if (provenAt !== null) return "verdict";
  // Of what is merely not decided a stranger can make as much as he likes.
  return isWaiting(form) && verdict.verdict === "contested" ? "open-report" : undefined;
}

/** Whom nothing convinces leaves standing what a machine has proven. */
function lastByPeople({ dispute, provenAt }: CaseForm): Ruling | undefined {
  const ruling = dispute === null ? undefined : standingOf(dispute.rulings);
  if (ruling === undefined || !isPeoples(ruling)) return undefined;
  return ruling.outcome === "undecidable" && provenAt !== null ? undefined : ruling;
}

/** What is minor waits for its appeal. */
function isSuspended(form: CaseForm, { severity }: Ruling): boolean {
  return severity === "minor" && isUnderAppeal(form);
}

/** The one fact that a case is worth as it stands. */
function factOf(form: CaseForm): Change | undefined {
  const { id, provider, claim, page, state, verdict, provenAt, toldIn } = form;
  const type = factTypeOf(form);
  if (type === undefined || page === null || verdict === null) return undefined;
  const place = { provider, month: page, about: id, type };
  const told = toldIn === undefined ? {} : ({ admitted: true } as const);
  const known = { severity: CLAIM_SEVERITY[claim], attribution: "unknown", case: id } as const;
  const fault = { ...known, ...told, ...groupOf(verdict) };
  if (type === "open-report")
    return { ...place, fact: { ...fault, ...voiceOf(form), evidence: "signed-by-accused", state: "open" } };
  const ruling = lastByPeople(form);
  // A machine's word is the index's own: who reported first adds no weight, and no cap of his holds it back.
  if (ruling === undefined) {
    const isRuled = state === "ruled" || (form.dispute?.rulings.length ?? 0) > 0;
    return { ...place, fact: { ...fault, evidence: "self-proving", state: isRuled ? "ruled" : "proven" } };
  }
  const { attribution, severity, weight } = ruling;
  const found: Partial<Draft> =
    ruling.by === "admission"
      ? { admitted: true }
      : { severity: severity ?? fault.severity, attribution: ATTRIBUTION[attribution ?? "unknown"] };
  const evidence = provenAt === null ? classOf(form, ruling) : "self-proving";
  const standing = weight === "half" ? ({ standing: "half" } as const) : {};
  return { ...place, fact: { ...fault, ...found, ...standing, evidence, state: "ruled" } };
}

/**
 * The strongest that shows it. Only a machine says that the accused signed: what others attach counts as a third party's at
 * most, whatever they call it, and what the operator attaches does not count against it.
 */
function classOf({ verdict, dispute }: CaseForm, { by }: Ruling): RecordedFact["evidence"] {
  if (by === "admission" || (verdict !== null && verdict.signer !== null && verdict.verdict !== "refuted"))
    return "signed-by-accused";
  const classes = (dispute?.evidence ?? []).flatMap((item) => (item.side === "operator" ? [] : [item.class]));
  if (classes.some((one) => one === "signed-by-accused" || one === "signed-by-third-party"))
    return "signed-by-third-party";
  return classes.includes("unsigned-log") ? "unsigned-log" : "claim";
}

function voiceOf({ reporter, cluster }: CaseForm): Pick<Draft, "reporter" | "cluster" | "standing"> {
  const key = thumbprintOfDid(reporter);
  return {
    ...(key === undefined ? {} : { reporter: key }),
    ...(cluster === null ? {} : { cluster, standing: "half" }),
  };
}

function groupOf({ faultGroup }: NonNullable<CaseForm["verdict"]>): Pick<Draft, "faultGroup"> {
  return faultGroup === null ? {} : { faultGroup: withoutProvider(faultGroup) };
}
