/** What a party may do in a case now, and until when: the same rules as the fold has, so that no form leads to a refusal. */
import type { CaseView } from "#lib/contract/cases.ts";
import type { Act } from "#lib/dispute/acts.ts";
import { mayAct } from "#lib/dispute/transitions.ts";
import { addMs, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";

export type Side = "reporter" | "operator" | "other";
export type ActName = "contest" | "admit" | "extend" | "attach" | "withdraw" | "reveal" | "appeal" | "slip";

/** `until` undefined: no clock ends it while the state lasts. */
export type PossibleAct = { readonly act: ActName; readonly until: Instant | undefined };

type Facts = Pick<
  CaseView,
  "state" | "dispute" | "rules_at" | "judged_at" | "rules" | "panels" | "verdict" | "reporters"
>;

/** In the order in which a page offers them. */
export function actsOf(one: Facts, side: Side, now: Instant): PossibleAct[] {
  const found = side === "operator" ? operatorActs(one) : side === "reporter" ? reporterActs(one) : [];
  return [...found, ...evidenceActs(one, side)].filter(({ until }) => until === undefined || now < until);
}

function operatorActs(one: Facts): PossibleAct[] {
  const { state, dispute, rules_at: rulesAt } = one;
  const isSilent = dispute?.answer == null || dispute.answer.type === "silence";
  const respondBy = at(dispute?.respond_by ?? rulesAt);
  // After its time an operator is still heard while evidence is open; nothing is put off for it.
  const until = isEvidenceOpen(state) ? at(dispute?.evidence_closes_at ?? null) : respondBy;
  const possible = (act: ActName, by: Act, isOpen: boolean): PossibleAct[] =>
    isOpen && mayAct(state, by, "accused") ? [{ act, until }] : [];
  return [
    ...possible("contest", "response.file/contest", isSilent),
    ...possible("admit", "response.file/admission", isSilent),
    ...possible("extend", "response.file/extension", isSilent && dispute?.extended === false),
    ...revealActs(one, "operator_share"),
    ...appealActs(one, "operator"),
  ];
}

function reporterActs(one: Facts): PossibleAct[] {
  const { state, verdict } = one;
  const mayLeave = verdict !== "proven" && one.panels.every(({ round }) => round < (one.dispute?.round ?? 0));
  return [
    ...revealActs(one, "reporter_share"),
    ...appealActs(one, "reporter"),
    // What others reported as well goes on.
    ...(mayLeave && one.reporters <= 1 && mayAct(state, "report.withdraw", "reporter")
      ? [{ act: "withdraw", until: undefined } as const]
      : []),
  ];
}

/** A share counts from the close of evidence until the draw, a day later. */
function revealActs({ state, dispute }: Facts, which: "reporter_share" | "operator_share"): PossibleAct[] {
  const share = dispute?.[which];
  const until = at(dispute?.shares_by ?? null);
  if (state !== "drawing" || share?.commit == null || share.share !== null || until === undefined) return [];
  return [{ act: "reveal", until }];
}

function appealActs({ state, dispute, rules, judged_at }: Facts, side: "reporter" | "operator"): PossibleAct[] {
  const isRefused = state === "inadmissible" && side === "reporter" && dispute?.appeal == null;
  const from = at(isRefused ? judged_at : (dispute?.rulings.at(-1)?.at ?? null));
  if (!isRefused && state !== "ruled") return [];
  if (from === undefined || (dispute?.appeal ?? null) !== null) return [];
  const hours = isRefused ? rules.hours.admission_appeal : rules.hours.appeal;
  return [{ act: "appeal", until: addMs(from, hours * HOUR_MS) }];
}

function evidenceActs({ state, dispute, panels }: Facts, side: Side): PossibleAct[] {
  if (state === "draft")
    return side === "other" ? [] : [{ act: "slip", until: at(panels.at(-1)?.draft_ends_at ?? null) }];
  if (!mayAct(state, "evidence.attach", "anyone")) return [];
  return [{ act: "attach", until: isEvidenceOpen(state) ? at(dispute?.evidence_closes_at ?? null) : undefined }];
}

const isEvidenceOpen = (state: Facts["state"]) => state === "evidence_open" || state === "appealed";

function at(text: string | null): Instant | undefined {
  return text === null ? undefined : parseInstant(text);
}
