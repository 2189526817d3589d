/** A record replayed, with all that a page draws of it. */
import { hexDecode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Certificate } from "./ceiling.ts";
import { type LivePoint, type LiveRegret, liveCurve, liveRegret } from "./live-regret.ts";
import type { ChoiceEvent, RecordHead, SelectionRecord } from "./record.ts";
import { replay } from "./replay.ts";

/** Points of each drawing, at most. */
const POINTS = 100;
/** Below so many choices a curve would be noise: the choices themselves are listed. */
export const LEAST_CHOICES = 100;

export type ToldChoice = Pick<ChoiceEvent, "ticket" | "index" | "provider" | "probability" | "distinct" | "open"> & {
  /** Null: not told. */
  readonly loss: number | null;
};

export type RecordView = {
  readonly head: RecordHead;
  readonly ok: boolean;
  readonly checks: readonly Check[];
  /** Up to the first difference. */
  readonly choices: number;
  readonly recorded: number;
  readonly largestDifference: number | null;
  readonly certificate: Certificate | null;
  readonly openTickets: readonly number[];
  readonly regret: LiveRegret;
  /** Against the index that looks best. */
  readonly curve: readonly LivePoint[];
  /** Indexes in the order in which they came. */
  readonly ids: readonly string[];
  /** Indexes that came after the first choice. `round`: the next one. */
  readonly newcomers: readonly { readonly round: number; readonly id: string }[];
  readonly ribbon: {
    readonly rounds: readonly number[];
    /** Probability of each index, those of one round side by side. */
    readonly shares: Float64Array;
    readonly distinct: readonly number[];
    readonly open: readonly number[];
  };
  /** All choices of a record that is too short for a curve, else none. */
  readonly told: readonly ToldChoice[];
};

/** `seedText`: 64 hex digits, or nothing. Errors: null when the seed is neither. */
export function viewOfRecord(record: SelectionRecord, seedText: string): RecordView | null {
  const typed = seedText.trim().toLowerCase();
  const seed = typed === "" ? undefined : hexDecode(typed);
  if (typed !== "" && seed?.length !== 32) return null;
  const { head, events } = record;
  const recorded = events.reduce((count, { kind }) => count + (kind === "choice" ? 1 : 0), 0);
  const ids = [...head.indexIds, ...events.flatMap((event) => (event.kind === "index" ? [event.id] : []))];
  const every = Math.max(1, Math.ceil(recorded / POINTS));
  const [rounds, distinct, open]: number[][] = [[], [], []];
  const shares: number[] = [];
  const found = replay(record, seed, (choice, probabilities) => {
    if (choice.ticket % every !== 0 && choice.ticket !== recorded) return;
    rounds?.push(choice.ticket);
    distinct?.push(choice.distinct);
    open?.push(choice.open);
    for (const id of ids) shares.push(probabilities.get(id) ?? 0);
  });
  const regret = liveRegret(record);
  return {
    head,
    ok: found.ok,
    checks: found.checks,
    choices: found.choices,
    recorded,
    largestDifference: found.largestDifference,
    certificate: found.agent?.certificate() ?? null,
    openTickets: found.agent?.openTickets ?? [],
    regret,
    curve: regret.estimated === null ? [] : liveCurve(record, regret.estimated.best, POINTS),
    ids,
    newcomers: newcomersOf(record),
    ribbon: { rounds: rounds ?? [], distinct: distinct ?? [], open: open ?? [], shares: Float64Array.from(shares) },
    told: recorded < LEAST_CHOICES ? toldChoices(record) : [],
  };
}

function newcomersOf({ events }: SelectionRecord): { round: number; id: string }[] {
  let made = 0;
  const came: { round: number; id: string }[] = [];
  for (const event of events) {
    if (event.kind === "choice") made++;
    if (event.kind === "index" && made > 0) came.push({ round: made + 1, id: event.id });
  }
  return came;
}

function toldChoices({ events }: SelectionRecord): ToldChoice[] {
  const losses = new Map(events.flatMap((event) => (event.kind === "report" ? [[event.ticket, event.loss]] : [])));
  return events.flatMap((event) => {
    if (event.kind !== "choice") return [];
    const { ticket, index, provider, probability, distinct, open } = event;
    return [{ ticket, index, provider, probability, distinct, open, loss: losses.get(ticket) ?? null }];
  });
}
