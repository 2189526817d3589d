/** What a party may do in a case now, and until when: the same rules as the fold has, so that no form leads to a refusal. */
import type { CaseView } from "#lib/contract/cases.ts";
import { addMs, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";

export type Side = "reporter" | "operator" | "other";
export type ActName = "contest" | "admit" | "extend" | "attach" | "withdraw" | "reveal" | "appeal" | "slip";

/** `until` undefined: no clock ends it while the state lasts. */
export type PossibleAct = { readonly act: ActName; readonly until: Instant | undefined };

type Facts = Pick<CaseView, "state" | "dispute" | "rules_at" | "judged_at" | "rules" | "panels">;

/** In the order in which a page offers them. */
export function actsOf(one: Facts, side: Side, now: Instant): PossibleAct[] {
  const found = side === "operator" ? operatorActs(one) : side === "reporter" ? reporterActs(one) : [];
  return [...found, ...evidenceActs(one, side)].filter(({ until }) => until === undefined || now < until);
}

function operatorActs(one: Facts): PossibleAct[] {
  const { state, dispute } = one;
  const respondBy = at(dispute?.respond_by ?? one.rules_at);
  const isAsked = (state === "awaiting_response" || state === "proven") && dispute?.answer == null;
  return [
    ...(isAsked ? (["contest", "admit"] as const).map((act) => ({ act, until: respondBy })) : []),
    ...(isAsked && state === "awaiting_response" && dispute?.extended === false
      ? [{ act: "extend", until: respondBy } as const]
      : []),
    ...revealActs(one, "operator_share"),
    ...appealActs(one, "operator"),
  ];
}

const BEFORE_VOTES: ReadonlySet<string> = new Set([
  "filed",
  "checked",
  "awaiting_response",
  "evidence_open",
  "drawing",
]);

function reporterActs(one: Facts): PossibleAct[] {
  return [
    ...revealActs(one, "reporter_share"),
    ...appealActs(one, "reporter"),
    ...(BEFORE_VOTES.has(one.state) ? [{ act: "withdraw", until: undefined } as const] : []),
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

const EVIDENCE_OPEN: ReadonlySet<string> = new Set(["evidence_open", "appealed"]);

function evidenceActs({ state, dispute, panels }: Facts, side: Side): PossibleAct[] {
  const closes = at(dispute?.evidence_closes_at ?? null);
  if (EVIDENCE_OPEN.has(state) && closes !== undefined) return [{ act: "attach", until: closes }];
  if (state !== "draft" || side === "other") return [];
  return [{ act: "slip", until: at(panels.at(-1)?.draft_ends_at ?? null) }];
}

function at(text: string | null): Instant | undefined {
  return text === null ? undefined : parseInstant(text);
}
