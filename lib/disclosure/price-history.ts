/**
 * Prices over the versions of a price list: what holds now, what comes next, and of each change whether it came with the
 * notice that was promised. The form's counts (lib/statement/disclosures/fees.ts) hold each list against the one before it
 * alone; here what an earlier list promised still binds, as it does where a charge is judged (price-track.ts).
 */
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import {
  afterList,
  earliestOf,
  lineAt,
  linesOf,
  noticeAt,
  type PricedUnit,
  type StatedLine,
  type Track,
  timesOf,
  UNLISTED,
} from "./price-track.ts";

/** A published price list. */
export type PriceVersion = { readonly body: JsonObject; readonly loggedAt: Instant; readonly entry: number };

type Line = PricedUnit;

/** A price per 1,000, decimal, and from when it holds. */
type Price = { readonly price: string; readonly from: Instant };

export type PriceLine = Line & {
  /** Undefined: its first price is still to come. */
  readonly now: Price | undefined;
  readonly next: Price | undefined;
  readonly noticeDays: number;
};

export type PriceChange = Line & {
  readonly before: string;
  readonly after: string;
  readonly from: Instant;
  readonly announcedAt: Instant;
  readonly entry: number;
  /** As the list before promised. */
  readonly promisedDays: number;
  /** From announcement to effect; negative: it held before it was said. */
  readonly givenMs: number;
  readonly isKept: boolean;
};

const keyOf = ({ service, unit, currency }: Line) => JSON.stringify([service, unit, currency]);

const oldestFirst = (versions: readonly PriceVersion[]) => versions.toSorted((a, b) => a.entry - b.entry);

/**
 * Every change of a price, newest first, and of a price that was only announced each time that a list brings it forward.
 * `versions` in any order; the first that is given has nothing before it.
 */
export function priceChanges(versions: readonly PriceVersion[]): PriceChange[] {
  const tracks = new Map<string, Track>();
  const changes: PriceChange[] = [];
  for (const version of oldestFirst(versions)) {
    const lines = new Map(linesOf(version.body).map((line) => [keyOf(line), line]));
    const times = timesOf(version);
    for (const [key, line] of lines) {
      const track = tracks.get(key);
      if (track !== undefined) changes.push(...changeOf(track, line, version));
    }
    for (const key of new Set([...tracks.keys(), ...lines.keys()])) {
      const track = afterList(tracks.get(key) ?? UNLISTED, lines.get(key), times);
      if (track.stated === undefined && lineAt(track, version.loggedAt) === null) tracks.delete(key);
      else tracks.set(key, track);
    }
  }
  return changes.reverse();
}

/** None or one. A line that was left out is changed, too, as long as its price stands. */
function changeOf(track: Track, line: StatedLine, { loggedAt, entry }: PriceVersion): PriceChange[] {
  const inForce = lineAt(track, loggedAt);
  const before = track.stated ?? inForce;
  if (before === null) return [];
  const isEarly = line.from < earliestOf(track, line.micros, loggedAt);
  const isRaisedEarly = isEarly && inForce !== null && line.micros > inForce.micros;
  if (before.price === line.price && !isRaisedEarly) return [];
  const { until, days } = noticeAt(track, loggedAt) ?? {
    ...{ until: addMs(loggedAt, before.noticeDays * DAY_MS), days: before.noticeDays },
  };
  const { service, unit, currency, price, from } = line;
  const change = { before: before.price === price ? (inForce ?? before).price : before.price, after: price, from };
  return [
    {
      ...{ service, unit, currency, ...change, announcedAt: loggedAt, entry, promisedDays: days },
      ...{ givenMs: from - loggedAt, isKept: from >= until && !isRaisedEarly },
    },
  ];
}

/**
 * How many changes came with their notice and how many did not. `isWhole`: `versions` are all there are. Otherwise those that
 * the log counted are told, which holds each list against the one before it alone, and at least those that are seen here.
 */
export function noticeCounts(changes: readonly PriceChange[], logged: NoticeCounts, isWhole: boolean): NoticeCounts {
  const kept = changes.filter(({ isKept }) => isKept).length;
  const seen = { kept, broken: changes.length - kept };
  if (isWhole) return seen;
  return { kept: Math.max(seen.kept, logged.kept), broken: Math.max(seen.broken, logged.broken) };
}

export type NoticeCounts = { readonly kept: number; readonly broken: number };

/** A price with its end: that of the next, null: none is announced. */
export type HeldPrice = Price & { readonly until: Instant | null };

export type PriceTimeline = Line & { readonly noticeDays: number; readonly prices: readonly HeldPrice[] };

/** The newest list: the prices of each line, those that held and those that will. A list replaces what the one before had announced. */
export function priceTimelines(versions: readonly PriceVersion[]): PriceTimeline[] {
  const steps = new Map<string, Price[]>();
  let lines: StatedLine[] = [];
  for (const { body, loggedAt } of oldestFirst(versions)) {
    lines = linesOf(body);
    for (const [key, known] of steps)
      if (known.some(({ from }) => from > loggedAt))
        steps.set(
          key,
          known.filter(({ from }) => from <= loggedAt),
        );
    for (const line of lines) {
      const inForce = steps.get(keyOf(line)) ?? [];
      const last = inForce.at(-1);
      const step = { price: line.price, from: line.from };
      steps.set(keyOf(line), last?.price === line.price ? inForce : [...inForce, step]);
    }
  }
  return lines.map(({ service, unit, currency, noticeDays }) => {
    const line = { service, unit, currency };
    const known = steps.get(keyOf(line)) ?? [];
    return { ...line, noticeDays, prices: known.map((step, at) => ({ ...step, until: known[at + 1]?.from ?? null })) };
  });
}

/** What each line of the newest list costs at `now`, and what it will. */
export function pricesAt(versions: readonly PriceVersion[], now: Instant): PriceLine[] {
  return priceTimelines(versions).map(({ prices, ...line }) => {
    const [held, next] = [prices.findLast(({ from }) => from <= now), prices.find(({ from }) => from > now)];
    return { ...line, now: held && priceOf(held), next: next && priceOf(next) };
  });
}

const priceOf = ({ price, from }: Price): Price => ({ price, from });

/** Providers that its price lists name by their ids. */
export function providersPriced(versions: readonly PriceVersion[], now: Instant): ProviderId[] {
  const lines = [...pricesAt(versions, now), ...priceChanges(versions)];
  return [...new Set(lines.flatMap(({ service }) => parseProviderId(service) ?? []))];
}
