/**
 * The conduct of a provider: a score in thousandths of a point that its facts explain to the last thousandth.
 * One point is one doubling of good against bad, in windows of three half-lives.
 */
import { Faults } from "./faults.ts";
import { type Column, columnOf, divRound, least, shareOut } from "./integers.ts";
import { lg } from "./logarithm.ts";
import { decayed, massOf, massOfThousandths } from "./mass.ts";
import type { Model } from "./model.ts";
import { isGood, type RecordItem } from "./record-item.ts";
import { type Speech, Voices } from "./voices.ts";

/** Thousandths of a point that one item gave or took. */
export type Bar = { readonly id: string; readonly points: number };

/** Points in thousandths, evidence in 2^16ths of a unit. */
export type ConductScore = {
  readonly score: number;
  /** The score without any item: what every newcomer has. */
  readonly start: number;
  /** Units of clean evidence and of faults: below the model's `rated` the provider is unrated. */
  readonly effective: number;
  /** Units of clean evidence only: these narrow the band. A fault never does. */
  readonly clean: number;
};

/** `bars` in log order, one for each item that counts; they sum to score − start. */
export type Conduct = ConductScore & { readonly bars: readonly Bar[] };

/** Score, evidence and waterfall as of the end of a UTC day. Later items do not count. The order of input is irrelevant. */
export function conductOf(items: readonly RecordItem[], model: Model, day: number): Conduct {
  const record = readRecord(items, model, day);
  const good = new Array<number>(record.good.items.length).fill(0);
  const bad = new Array<number>(record.bad.items.length).fill(0);
  const conduct = weighRecord(record, model, day, (side, total, shares) => {
    const bars = side === "good" ? good : bad;
    const points = shareOut(total, shares());
    for (let at = 0; at < points.length; at++) bars[at] = (bars[at] ?? 0) + (points[at] ?? 0);
  });
  return { ...conduct, bars: mergedBars(record, good, bad) };
}

/** Both sides in log order: each stands in it already. */
function mergedBars(record: WeighedRecord, good: Column, bad: Column): Bar[] {
  const bars: Bar[] = [];
  let [goodAt, badAt] = [0, 0];
  for (;;) {
    const [up, down] = [record.good.items[goodAt], record.bad.items[badAt]];
    if (up !== undefined && (down === undefined || inLogOrder(up, down) < 0))
      bars.push({ id: up.id, points: good[goodAt++] ?? 0 });
    else if (down !== undefined) bars.push({ id: down.id, points: 0 - (bad[badAt++] ?? 0) });
    else return bars;
  }
}

/** {@link conductOf} without its waterfall. */
export function conductScoreOf(items: readonly RecordItem[], model: Model, day: number): ConductScore {
  return weighRecord(readRecord(items, model, day), model, day, () => undefined);
}

/** Points of good and bad masses in each window, in 2^16ths, over those of the start. */
export function scoreOfMasses(good: readonly number[], bad: readonly number[], model: Model): number {
  const start = startOf(model);
  return model.windows.reduce(
    (score, { weight }, at) =>
      score + weight * (gain(model.prior.good, good[at] ?? 0) - gain(model.prior.bad, bad[at] ?? 0)),
    start,
  );
}

/** S0 and the points of the prior masses, in thousandths: the score of whoever has no record. */
export function startOf({ windows, prior, startPoints }: Model): number {
  const odds = lg(massOfThousandths(prior.good)) - lg(massOfThousandths(prior.bad));
  return windows.reduce((points, { weight }) => points + weight * odds, startPoints);
}

/** What a mass adds to the logarithm of the prior, in thousandths. Never falls when the mass rises. */
function gain(prior: number, mass: number): number {
  const before = massOfThousandths(prior);
  return mass === 0 ? 0 : lg(before + mass) - lg(before);
}

type Side = { readonly items: readonly RecordItem[]; readonly masses: readonly number[] };
type WeighedRecord = { readonly good: Side; readonly bad: Side };

/** What counts as of a day, in log order, with its mass before age and the caps of voices. */
function readRecord(items: readonly RecordItem[], model: Model, day: number): WeighedRecord {
  const auditDay = massOfThousandths(model.caps.auditDay);
  const room = new Map<number, number>();
  const good = { items: [] as RecordItem[], masses: [] as number[] };
  const bad = { items: [] as RecordItem[], masses: [] as number[] };
  for (const item of sorted(items)) {
    if (item.day > day) continue;
    let mass = massOf(item, model);
    if (mass > 0 && item.type === "audit") {
      const left = room.get(item.day) ?? auditDay;
      mass = least(mass, left);
      room.set(item.day, left - mass);
    }
    if (mass === 0) continue;
    const side = isGood(item.type) ? good : bad;
    side.items.push(item);
    side.masses.push(mass);
  }
  return { good, bad };
}

type OnShares = (side: "good" | "bad", points: number, shares: () => Column) => void;

function weighRecord({ good, bad }: WeighedRecord, model: Model, day: number, onShares: OnShares): ConductScore {
  const voices = voicesOf(good.items, model);
  const faults = new Faults(bad.items, model);
  const longest = model.windows.reduce((long, window) => (window.halfLifeDays > long.halfLifeDays ? window : long));
  const isLong = bad.items.map(({ type, severity }) => hasLongCurve(model, type, severity ?? "minor"));
  const start = startOf(model);
  const left = ({ items, masses }: Side, at: number, { decay }: Model["windows"][number]) =>
    decayed(masses[at] ?? 0, day - (items[at]?.day ?? day), decay);
  let score = start;
  let badMass = 0;
  for (const window of model.windows) {
    const goodMasses = columnOf(good.items.length, (at) => left(good, at, window));
    const badMasses = columnOf(bad.items.length, (at) => left(bad, at, isLong[at] ? longest : window));
    const counted = faults.count(badMasses);
    const goodPoints = window.weight * gain(model.prior.good, voices.total(goodMasses));
    const badPoints = window.weight * gain(model.prior.bad, counted.total);
    score += goodPoints - badPoints;
    if (window === longest) badMass = counted.total;
    onShares("good", goodPoints, () => voices.shares(goodMasses));
    onShares("bad", badPoints, counted.shares);
  }
  const clean = cleanUnits(good, model, day, longest.decay);
  return { score, start, effective: clean + unitsOf(badMass, model.evidence.faultUnit), clean };
}

/**
 * Units of clean evidence. Audits count by the day, whoever made them: the index runs each again, and only time makes
 * days. Duties that the provider kept count up to their cap, since it sets them itself.
 */
function cleanUnits({ items, masses }: Side, model: Model, day: number, decay: readonly number[]): number {
  let audits = 0;
  let duties = 0;
  for (const [at, { type, day: then }] of items.entries()) {
    const mass = decayed(masses[at] ?? 0, day - then, decay);
    if (type === "audit") audits += mass;
    else duties += mass;
  }
  return unitsOf(audits + least(duties, massOfThousandths(model.caps.duties)), model.evidence.cleanUnit);
}

/** A mass in 2^16ths in units, also 2^16ths; `unit` in thousandths of mass. */
const unitsOf = (mass: number, unit: number) => divRound(mass * 1000, unit);

/** Duties are the provider's own voice; audits those of who made them. */
function voicesOf(items: readonly RecordItem[], { caps }: Model): Voices<RecordItem> {
  const [reporter, duties] = [massOfThousandths(caps.reporter), massOfThousandths(caps.duties)];
  const speech: Speech<RecordItem> = {
    voiceOf: (item) => (item.type === "audit" ? item.reporter : "duties"),
    clusterOf: (item) => (item.type === "audit" ? item.cluster : null),
    capOf: (item) => (item.type === "audit" ? reporter : duties),
  };
  return new Voices(items, speech, massOfThousandths(caps.cluster));
}

function hasLongCurve({ longCurve }: Model, type: string, severity: string): boolean {
  return longCurve.types.includes(type) && longCurve.severities.includes(severity);
}

type Placed = { readonly entry: number; readonly id: string };

function inLogOrder(a: Placed, b: Placed): number {
  return a.entry - b.entry || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** In log order. Pages of the record come so, and then nothing is sorted. */
function sorted(items: readonly RecordItem[]): readonly RecordItem[] {
  let before = items[0];
  for (const item of items) {
    if (before !== undefined && inLogOrder(before, item) > 0) return items.toSorted(inLogOrder);
    before = item;
  }
  return items;
}
