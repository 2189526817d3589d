/** Made-up histories for the gallery and tests: rated day by day by the code that rates, never drawn by hand. */
import { type MarksInput, marksOf, ratedOf } from "#lib/reputation/marks.ts";
import { MODEL_1, type Model, modelHash } from "#lib/reputation/model.ts";
import { honest } from "#lib/reputation/reachable.ts";
import { PLAIN, type RecordItem } from "#lib/reputation/record-item.ts";
import type { History, HistoryPoint, Lane, RailEvent } from "./history-points.ts";

/** 2026-11-27. */
export const SAMPLE_DAY = 20_784;
/** Where `honest` begins. */
const BEGIN = 20_000;

type Story = {
  /** Days since it was listed. */
  readonly days: number;
  /** Serious faults that a machine proved, so many days ago. */
  readonly faults?: readonly number[];
  /** No audits from so many days ago on. */
  readonly quietFrom?: number;
  /** Another model in force from so many days ago on. */
  readonly changed?: { readonly ago: number; readonly model: Model };
};

/** Of that history what a page comes with: the newest 180 days, in which too little happened. */
export function quietly({ points, events, modelChanges }: History): History {
  return { points: points.slice(-180), events: events.slice(-2), modelChanges };
}

/** Of a service: audited on weekdays, a disclosure renewed every thirty days, and what the story adds. */
export function sampleHistory({ days, faults = [], quietFrom, changed }: Story): History {
  const first = SAMPLE_DAY - days + 1;
  const { items, ...rest } = honest("service", days, MODEL_1);
  const moved = items
    .map((item) => ({ ...item, day: item.day - BEGIN + first, entry: item.entry * 3 + 10 }))
    .filter(({ day }) => quietFrom === undefined || day < SAMPLE_DAY - quietFrom);
  const bad = faults.map((ago) => fault(SAMPLE_DAY - ago, first));
  const input: MarksInput = { ...rest, items: [...moved, ...bad] };
  const since = changed === undefined ? undefined : SAMPLE_DAY - changed.ago;
  const points: HistoryPoint[] = [];
  for (let day = first; day <= SAMPLE_DAY; day++) {
    const model = changed !== undefined && since !== undefined && day >= since ? changed.model : MODEL_1;
    const { tier, conduct, effective, ...marks } = marksOf(input, model, day);
    points.push({
      day,
      tier,
      ...ratedOf({ tier, conduct, effective, ...marks }).band,
      score: conduct.score,
      effective,
      model: modelHash(model),
    });
  }
  const events = [
    event(first, 9, "prices", "provider.register"),
    event(first, 10, "disclosures", "disclosure.identity"),
    event(first + 1, 14, "keys", "key.add"),
    event(first + 2, 16, "prices", "disclosure.fees"),
    ...moved
      .filter(({ type }) => type === "disclosure-fresh")
      .map(({ day, entry, id }) => event(day, entry, "disclosures", "disclosure.contacts", [id])),
    ...bad.flatMap(({ day, entry, id }) => [
      event(day - 1, entry - 1, "cases", "report.file", [], { claim: "wrong-result" }),
      event(day, entry, "cases", "case.verdict", [id], { claim: "wrong-result", verdict: "proven" }),
    ]),
  ]
    .filter(({ day }) => day >= first && day <= SAMPLE_DAY)
    .sort((a, b) => a.day - b.day || a.entry - b.entry);
  return { points, events, modelChanges: since === undefined ? [] : [{ day: since, entry: 4_000 }] };
}

function fault(day: number, first: number): RecordItem {
  const entry = 20_000 + (day - first) * 3;
  return { ...PLAIN, id: String(entry), entry, day, type: "verdict", severity: "serious" };
}

function event(
  day: number,
  entry: number,
  lane: Lane,
  code: string,
  items: readonly string[] = [],
  params: Readonly<Record<string, string>> = {},
): RailEvent {
  const at = new Date(day * 86_400_000 + 36_000_000).toISOString();
  return { entry, day, at, lane, kind: code, says: { code, params: { ...params } }, items: [...items] };
}
