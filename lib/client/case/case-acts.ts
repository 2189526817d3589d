/** What a party may do in a case now, and until when: the same rules as the fold has, so that no form leads to a refusal. */
import type { CaseView } from "#lib/contract/cases.ts";
import { addMs, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";

export type Side = "reporter" | "operator" | "other";
export type ActName = "contest" | "admit" | "extend" | "attach" | "withdraw" | "reveal" | "appeal" | "slip";

/** `until` undefined: no clock ends it while the state lasts. */
export type PossibleAct = { readonly act: ActName; readonly until: Instant | undefined };

type Facts = Pick<CaseView, "state" | "dispute" | "rules_at" | "claim" | "rules" | "panels">;

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
function revealActs({ state, dispute, rules }: Facts, which: "reporter_share" | "operator_share"): PossibleAct[] {
  const share = dispute?.[which];
  const closed = at(dispute?.evidence_closes_at ?? null);
  if (state !== "drawing" || share?.commit == null || share.share !== null || closed === undefined) return [];
  return [{ act: "reveal", until: addMs(closed, rules.hours.shares * HOUR_MS) }];
}

function appealActs({ state, dispute, rules }: Facts, side: "reporter" | "operator"): PossibleAct[] {
  if (state === "inadmissible")
    return side === "reporter" && dispute?.appeal == null ? [{ act: "appeal", until: undefined }] : [];
  const last = dispute?.rulings.at(-1);
  const ruledAt = at(last?.at ?? null);
  if (state !== "ruled" || ruledAt === undefined || dispute?.appeal?.by === side) return [];
  return [{ act: "appeal", until: addMs(ruledAt, rules.hours.appeal * HOUR_MS) }];
}

function evidenceActs({ state, dispute, panels }: Facts, side: Side): PossibleAct[] {
  if (state === "evidence_open") return [{ act: "attach", until: at(dispute?.evidence_closes_at ?? null) }];
  if (state !== "draft" || side === "other") return [];
  return [{ act: "slip", until: at(panels.at(-1)?.draft_ends_at ?? null) }];
}

function at(text: string | null): Instant | undefined {
  return text === null ? undefined : parseInstant(text);
}
