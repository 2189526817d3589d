/**
 * The highest price that a provider could ask by its own logged lists at any instant of a span. What is above was promised
 * by none of them. Lists bind from their entry on, never back; a list replaces what the one before had only announced.
 *
 * A higher price counts once the notice is over that the list before it promised, a lower one as soon as it says. A line
 * that a later list leaves out stands until its notice is over, and every list ends with its `expiresAt`: after that there
 * is no price, and nobody can say what was promised (docs/protocol/evidence.md, "Charges").
 */
import { addMs, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import type { PriceVersion } from "./price-history.ts";

/** What a price is of; all three members must be equal, letter by letter. */
export type PricedUnit = { readonly service: string; readonly unit: string; readonly currency: string };

/** Per 1,000, in millionths of the currency; null: from here on there is no price. */
type Step = { readonly from: Instant; readonly micros: bigint | null };

type Line = { readonly micros: bigint; readonly from: Instant; readonly noticeDays: number };

/**
 * From when to when a price is asked for. Before `date`, instants are looked at only because clocks differ: a gap that begins
 * after `from` and is over by `date` has the prices of both its sides, or who takes a list back for a second every few minutes
 * would be held to none.
 */
export type PriceSpan = { readonly from: Instant; readonly date: Instant; readonly until: Instant };

/** Lists in any order, with the span. Undefined: for some instant of the span no list names a price. Total. */
export function highestPrice(
  versions: readonly PriceVersion[],
  what: PricedUnit,
  { from, date, until }: PriceSpan,
): bigint | undefined {
  const steps = stepsOf(versions, what);
  const inForce = steps.findLast((step) => step.from <= from);
  if (inForce === undefined) return undefined;
  const following = steps.filter((step) => step.from > from && step.from <= until);
  const atDate = following.findLast((step) => step.from <= date) ?? inForce;
  const isOver = (gap: Step) => gap.from > from && gap.from <= date && atDate.micros !== null;
  let highest = 0n;
  for (const step of [inForce, ...following]) {
    if (step.micros === null && !isOver(step)) return undefined;
    if (step.micros !== null && step.micros > highest) highest = step.micros;
  }
  return highest;
}

/** Price by price, oldest first. */
function stepsOf(versions: readonly PriceVersion[], what: PricedUnit): Step[] {
  let steps: Step[] = [];
  let before: Line | undefined;
  for (const { body, loggedAt } of versions.toSorted((a, b) => a.entry - b.entry)) {
    steps = steps.filter(({ from }) => from <= loggedAt);
    const inForce = steps.at(-1)?.micros ?? null;
    const line = lineOf(body, what);
    const afterNotice = addMs(loggedAt, (before?.noticeDays ?? 0) * DAY_MS);
    if (line === undefined) {
      if (inForce !== null) steps.push({ from: afterNotice, micros: null });
    } else if (line.micros !== inForce) {
      const isHigher = inForce !== null && line.micros > inForce;
      steps.push({ from: later(line.from, isHigher ? afterNotice : loggedAt), micros: line.micros });
    }
    const end = parseInstant(String(body.expiresAt));
    if (end !== undefined)
      steps = [...steps.filter(({ from }) => from < end), { from: later(end, loggedAt), micros: null }];
    before = line;
  }
  return steps;
}

function lineOf(body: JsonObject, { service, unit, currency }: PricedUnit): Line | undefined {
  const lines = Array.isArray(body.lines) ? body.lines : [];
  for (const line of lines) {
    if (!isJsonObject(line) || line.service !== service || line.unit !== unit || line.currency !== currency) continue;
    const from = parseInstant(String(line.from));
    const micros = parseMicros(String(line.pricePer1000));
    if (from !== undefined && micros !== undefined) return { micros, from, noticeDays: Number(line.noticeDays) };
  }
  return undefined;
}

/** A decimal with at most six digits after the point, in millionths. */
function parseMicros(text: string): bigint | undefined {
  const [, whole, rest = ""] = /^(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,6}))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : BigInt(whole + rest.padEnd(6, "0"));
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
