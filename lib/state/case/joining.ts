/**
 * One fault, one case: which of several reports of a fault stands for it. A later report joins the case of the same fault
 * only where that case's verdict is at least as strong, so that nobody can bury a true report under a spoiled one.
 */
import { isMachineDecided } from "#lib/evidence/bundle/claim-kinds.ts";
import type { FaultId } from "#lib/evidence/bundle/fault-id.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { CaseId, Did, Thumbprint } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { AggregateKey, Form } from "../forms.ts";
import { caseOf, faultOf, reporterOf, type StateView } from "../view.ts";
import {
  type CaseForm,
  caseKey,
  FAULT_REPORTERS,
  type FaultForm,
  faultKey,
  type ReporterForm,
  reporterKey,
  type UnvouchedForm,
  unvouchedKey,
} from "./case-forms.ts";
import { isDropped } from "./ends.ts";
import { caseAt } from "./time.ts";

/** Cases against one provider that wait for people, by all reporters without an upheld report together. */
export const UNVOUCHED_WAITING = 10;

export type CaseWrites = Map<AggregateKey, Form>;

/** What a judged case becomes among the other cases, with whatever changes beside it. */
export function joinFault(view: StateView, judged: CaseForm, now: Instant): CaseWrites {
  const fault = faultNamed(judged);
  const strength = strengthOf(judged);
  if (fault === undefined || strength === 0) return alone(view, judged);
  const known = faultOf(view, fault);
  const named = known === undefined || known.case === judged.id ? undefined : caseAt(view, known.case, now)?.form;
  const first = named === undefined || isDropped(named) ? undefined : named;
  if (first !== undefined && known !== undefined && strengthOf(first) >= strength)
    return asDuplicate(view, judged, first, known);
  return asFirst(view, judged, first, known ?? { aggregate: "fault", id: fault, case: judged.id, reporters: [] });
}

/** A case that is nobody's duplicate. */
function alone(view: StateView, judged: CaseForm, leaving = 0): CaseWrites {
  const writes: CaseWrites = new Map([[caseKey(judged.id), judged]]);
  const reporter = reporterOf(view, thumbprintOf(judged.reporter));
  const isUnvouched = judged.state === "awaiting_response" && (reporter?.upheld ?? 0) === 0;
  if (!isUnvouched && leaving === 0) return writes;
  const waiting = waitingAgainst(view, judged.provider) - leaving;
  const isFull = isUnvouched && waiting >= UNVOUCHED_WAITING;
  const stays = isUnvouched && !isFull ? 1 : 0;
  if (isFull) writes.set(caseKey(judged.id), { ...judged, state: "inadmissible", closedFor: "cluster-full" });
  else if (isUnvouched) writes.set(caseKey(judged.id), { ...judged, cluster: "unvouched" });
  if (stays !== leaving) writes.set(unvouchedKey(judged.provider), unvouchedOf(judged.provider, waiting + stays));
  return writes;
}

function asDuplicate(view: StateView, judged: CaseForm, first: CaseForm, fault: FaultForm): CaseWrites {
  const known = withReporter(fault, judged);
  const writes: CaseWrites = new Map<AggregateKey, Form>([
    [
      caseKey(judged.id),
      { ...judged, state: "duplicate", joinedTo: first.id, provenAt: null, rulesAt: null, dispute: null },
    ],
    [caseKey(first.id), { ...asWritten(view, first), joined: first.joined + 1, reporters: known.reporters.length }],
  ]);
  if (known !== fault) writes.set(faultKey(fault.id), known);
  const reporter = reporterOf(view, thumbprintOf(judged.reporter));
  // What is true costs no budget; standing comes of having been first.
  if (strengthOf(judged) === STRENGTH.proven && reporter !== undefined)
    writes.set(reporterKey(reporter.key), withoutRecent(reporter, judged.id));
  return writes;
}

/** `weaker`: the case that stood for the fault so far, which joins this one. */
function asFirst(view: StateView, judged: CaseForm, weaker: CaseForm | undefined, fault: FaultForm): CaseWrites {
  const known = withReporter(fault, judged);
  const reporters = known.reporters.length;
  if (weaker === undefined || isInOtherHands(weaker)) {
    const writes = alone(view, { ...judged, reporters });
    // A case that is closed at once stands for nothing.
    if (!isClosed(writes, judged.id)) writes.set(faultKey(fault.id), { ...known, case: judged.id });
    return writes;
  }
  const isSameProvider = weaker.provider === judged.provider;
  const leaves = weaker.cluster === "unvouched";
  const writes = alone(view, { ...judged, reporters, joined: weaker.joined + 1 }, leaves && isSameProvider ? 1 : 0);
  if (isClosed(writes, judged.id)) return alone(view, judged);
  if (leaves && !isSameProvider)
    writes.set(unvouchedKey(weaker.provider), unvouchedOf(weaker.provider, waitingAgainst(view, weaker.provider) - 1));
  const left = { ...asWritten(view, weaker), passed: weaker.passed };
  writes.set(caseKey(weaker.id), { ...left, state: "duplicate", joinedTo: judged.id, cluster: null, due: null });
  writes.set(faultKey(fault.id), { ...known, case: judged.id });
  return writes;
}

/** What time has made of a case is for its own records to write. */
function asWritten(view: StateView, then: CaseForm): CaseForm {
  return caseOf(view, then.id) ?? then;
}

/** Once evidence is closed a case is its reviewers' to decide; what was ruled on keeps its ruling. */
function isInOtherHands({ dispute }: CaseForm): boolean {
  return dispute !== null && (dispute.round > 0 || dispute.rulings.length > 0);
}

function isClosed(writes: CaseWrites, id: CaseId): boolean {
  const form = writes.get(caseKey(id));
  return form?.aggregate === "case" && form.state === "inadmissible";
}

/** By a machine: what people judge is named by the report alone, and is nobody else's fault. */
function faultNamed({ claim, verdict }: CaseForm): FaultId | undefined {
  return isMachineDecided(claim) ? ((verdict?.faultId ?? undefined) as FaultId | undefined) : undefined;
}

const STRENGTH = { proven: 3, contested: 2, inconclusive: 1, "out-of-scope": 1, refuted: 0 } as const;

/** Whoever withdrew, or whom nobody decided, stands for nothing. */
function strengthOf(form: CaseForm): number {
  return form.verdict === null || isDropped(form) ? 0 : STRENGTH[form.verdict.verdict];
}

function withReporter(fault: FaultForm, { reporter }: CaseForm): FaultForm {
  const key = thumbprintOf(reporter);
  if (fault.reporters.includes(key) || fault.reporters.length >= FAULT_REPORTERS) return fault;
  return { ...fault, reporters: [...fault.reporters, key] };
}

function withoutRecent(reporter: ReporterForm, id: CaseId): ReporterForm {
  return { ...reporter, recent: reporter.recent.filter((one) => one.case !== id) };
}

function waitingAgainst(view: StateView, provider: string): number {
  const form = view.get(unvouchedKey(provider));
  return form?.aggregate === "unvouched" ? form.waiting : 0;
}

function unvouchedOf(provider: CaseForm["provider"], waiting: number): UnvouchedForm {
  return { aggregate: "unvouched", provider, waiting };
}

/** A did:key that was read from a statement has one. */
function thumbprintOf(did: Did): Thumbprint {
  return thumbprintOfDid(did) ?? ("" as Thumbprint);
}
