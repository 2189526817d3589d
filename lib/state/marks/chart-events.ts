/** What a provider's history marks beside its tiers: what was said of it, and how its cases went. In codes, for whoever has words. */
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { CaseForm } from "../case/case-forms.ts";

/** `day`: whole UTC days since 1970-01-01. */
export type ChartEvent = {
  readonly entry: EntryIndex;
  readonly day: number;
  readonly at: string;
  readonly lane: "cases" | "disclosures" | "keys" | "prices";
  readonly kind: string;
  readonly says: { readonly code: string; readonly params: Record<string, string> };
};

/** Said every day, and saying nothing by itself. */
export const ROUTINE_KINDS: readonly string[] = ["disclosure.heartbeat", "disclosure.database_ledger_digest"];

type Said = {
  readonly entry: EntryIndex;
  readonly kind: string;
  /** Of a `clock.record`: what was due. */
  readonly transition: string | null;
  readonly at: Instant;
};

/** What its operator and the clocks said. */
export function saidEvent({ entry, kind, transition, at }: Said): ChartEvent {
  const says = transition === null ? { code: kind, params: {} } : { code: "due", params: { transition } };
  return eventOf(entry, at, { lane: laneOf(kind), kind, says });
}

function laneOf(kind: string): ChartEvent["lane"] {
  if (kind === "disclosure.fees" || kind.startsWith("provider.")) return "prices";
  return kind.startsWith("key.") ? "keys" : "disclosures";
}

/** A case is filed, judged, and ruled. */
export function caseEvents({ id, claim, filedIn, filedAt, verdict, dispute }: CaseForm): ChartEvent[] {
  const event = (entry: EntryIndex, at: string, kind: string, params: Record<string, string>) =>
    eventOf(entry, parseInstant(at) ?? asInstant(0), {
      ...{ lane: "cases", kind },
      says: { code: kind, params: { case: id, claim, ...params } },
    });
  return [
    event(filedIn, filedAt, "report.file", {}),
    ...(verdict === null ? [] : [event(verdict.entry, verdict.loggedAt, "case.verdict", { verdict: verdict.verdict })]),
    ...(dispute?.rulings ?? []).flatMap(({ entry, at }) =>
      entry === null ? [] : [event(entry, at, "case.ruling", {})],
    ),
  ];
}

function eventOf(entry: EntryIndex, at: Instant, rest: Pick<ChartEvent, "lane" | "kind" | "says">): ChartEvent {
  return { entry, day: Math.floor(at / DAY_MS), at: formatInstant(at), ...rest };
}
