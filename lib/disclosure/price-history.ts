/**
 * Prices over the versions of a price list: what holds now, what comes next, and of each change whether it came with the
 * notice that the list before it had promised. The same rule as the form's counts (lib/statement/disclosures/fees.ts).
 */
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";

/** A published price list. */
export type PriceVersion = { readonly body: JsonObject; readonly loggedAt: Instant; readonly entry: number };

type Line = {
  readonly service: string;
  readonly unit: string;
  readonly currency: string;
};

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

type Held = Line & { price: string; from: Instant; noticeDays: number };

function linesOf(body: JsonObject): Held[] {
  const lines: readonly JsonValue[] = Array.isArray(body.lines) ? body.lines : [];
  return lines.flatMap((line) => {
    const from = isJsonObject(line) ? parseInstant(String(line.from)) : undefined;
    if (!isJsonObject(line) || from === undefined) return [];
    const { service, unit, currency, pricePer1000, noticeDays } = line;
    const names = { service: String(service), unit: String(unit), currency: String(currency) };
    return [{ ...names, price: String(pricePer1000), from, noticeDays: Number(noticeDays) }];
  });
}

const keyOf = ({ service, unit, currency }: Line) => JSON.stringify([service, unit, currency]);

const oldestFirst = (versions: readonly PriceVersion[]) => versions.toSorted((a, b) => a.entry - b.entry);

/** Every change of a price, newest first. `versions` in any order; the first that is given has nothing before it. */
export function priceChanges(versions: readonly PriceVersion[]): PriceChange[] {
  let before = new Map<string, Held>();
  const changes: PriceChange[] = [];
  for (const { body, loggedAt, entry } of oldestFirst(versions)) {
    const lines = new Map(linesOf(body).map((line) => [keyOf(line), line]));
    for (const [key, { price, noticeDays: _, ...line }] of lines) {
      const earlier = before.get(key);
      if (earlier === undefined || earlier.price === price) continue;
      changes.push({
        ...line,
        before: earlier.price,
        after: price,
        announcedAt: loggedAt,
        entry,
        promisedDays: earlier.noticeDays,
        givenMs: line.from - loggedAt,
        isKept: line.from >= addMs(loggedAt, earlier.noticeDays * DAY_MS),
      });
    }
    before = lines;
  }
  return changes.reverse();
}

/** A price with its end: that of the next, null: none is announced. */
export type HeldPrice = Price & { readonly until: Instant | null };

export type PriceTimeline = Line & { readonly noticeDays: number; readonly prices: readonly HeldPrice[] };

/** The newest list: the prices of each line, those that held and those that will. A list replaces what the one before had announced. */
export function priceTimelines(versions: readonly PriceVersion[]): PriceTimeline[] {
  const steps = new Map<string, Price[]>();
  let lines: Held[] = [];
  for (const { body, loggedAt } of oldestFirst(versions)) {
    lines = linesOf(body);
    for (const line of lines) {
      const inForce = (steps.get(keyOf(line)) ?? []).filter(({ from }) => from <= loggedAt);
      const last = inForce.at(-1);
      const step = { price: line.price, from: line.from };
      steps.set(keyOf(line), last?.price === line.price ? inForce : [...inForce, step]);
    }
  }
  return lines.map(({ price: _, from: __, ...line }) => {
    const known = steps.get(keyOf(line)) ?? [];
    return { ...line, prices: known.map((step, at) => ({ ...step, until: known[at + 1]?.from ?? null })) };
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
