/**
 * One line of a provider's price lists through all of them: which price holds from when, and how early a higher one must be
 * said. The one rule by which charges are judged (price-ceiling.ts) and pages tell what was kept (price-history.ts).
 */
import { addMs, CLOCKS_DIFFER_MS, DAY_MS, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject } from "#lib/kernel/json.ts";

/** What a price is of; all three members must be equal, letter by letter. */
export type PricedUnit = { readonly service: string; readonly unit: string; readonly currency: string };

/** As a list says it. `micros`: per 1,000, in millionths of the currency; `price`: the same as its text. */
export type StatedLine = PricedUnit & {
  readonly price: string;
  readonly micros: bigint;
  readonly from: Instant;
  readonly noticeDays: number;
};

/** `line` null: from here on there is no price. */
export type Step = { readonly from: Instant; readonly line: StatedLine | null };

/** Until when no higher price holds that was not announced before, and the days of notice that say so. */
export type Notice = { readonly until: Instant; readonly days: number };

export type Track = {
  /** Oldest first; those ahead were announced by the newest list. */
  readonly steps: readonly Step[];
  /** In the newest list. */
  readonly stated: StatedLine | undefined;
  readonly notice: Notice | undefined;
  /** When the newest list ends. */
  readonly end: Instant | undefined;
};

export const UNLISTED: Track = { steps: [], stated: undefined, notice: undefined, end: undefined };

/** When the log had a list, and when that says that it ends. */
type ListTimes = { readonly loggedAt: Instant; readonly expiry: Instant | undefined };

export function timesOf({ body, loggedAt }: { readonly body: JsonObject; readonly loggedAt: Instant }): ListTimes {
  return { loggedAt, expiry: parseInstant(String(body.expiresAt)) };
}

/** What holds at `at`; null: nothing. */
export function lineAt({ steps }: Track, at: Instant): StatedLine | null {
  return steps.findLast(({ from }) => from <= at)?.line ?? null;
}

/** Between writing a list, with a day in it, and the log having it: a notice that is shorter by that is kept. */
const NOTICE_ROOM_MS = HOUR_MS;

/**
 * The notice that binds a list of `loggedAt`. What any earlier list promised stands for its days after that list was
 * replaced, and no longer than that list itself: a shorter notice, or a line left out, counts itself only then. Undefined: no
 * price is in force.
 */
export function noticeAt(track: Track, loggedAt: Instant): Notice | undefined {
  if (lineAt(track, loggedAt) === null) return undefined;
  if (track.stated === undefined) return track.notice;
  const days = track.stated.noticeDays;
  const over = later(addMs(loggedAt, days * DAY_MS - NOTICE_ROOM_MS), loggedAt);
  const own = { until: earlier(over, track.end), days };
  return track.notice === undefined || track.notice.until <= own.until ? own : track.notice;
}

/**
 * From when a list of `loggedAt` can ask `micros`: at once what is no more than the price in force; what is more once the
 * notice is over, or when the list before had announced that it would cost as much.
 */
export function earliestOf(track: Track, micros: bigint, loggedAt: Instant): Instant {
  const inForce = lineAt(track, loggedAt);
  const notice = noticeAt(track, loggedAt);
  if (inForce === null || notice === undefined || micros <= inForce.micros) return loggedAt;
  const announced = track.steps.find(({ from, line }) => from > loggedAt && line !== null && line.micros >= micros);
  return earlier(notice.until, announced?.from);
}

/** `line`: the list's own of this unit; undefined: it leaves it out. */
export function afterList(track: Track, line: StatedLine | undefined, { loggedAt, expiry }: ListTimes): Track {
  const inForce = lineAt(track, loggedAt);
  const notice = noticeAt(track, loggedAt);
  const steps: Step[] = track.steps.filter(({ from }) => from <= loggedAt);
  // By a clock that is ahead it held already when this list took it back.
  const ahead = track.steps.find(({ from, line }) => from > loggedAt && line !== null);
  if (ahead !== undefined && ahead.from <= loggedAt + CLOCKS_DIFFER_MS)
    steps.push({ ...ahead, from: loggedAt }, { from: loggedAt, line: inForce });
  if (line === undefined && notice !== undefined) steps.push({ from: notice.until, line: null });
  if (line !== undefined && line.micros !== inForce?.micros)
    steps.push({ from: later(line.from, earliestOf(track, line.micros, loggedAt)), line });
  const states = { stated: line, notice };
  if (expiry === undefined) return { ...states, steps, end: undefined };
  // A list that ends sooner than the one before takes back what that promised, with the same notice.
  const promised = notice === undefined ? expiry : earlier(notice.until, track.end);
  const end = later(later(expiry, promised), loggedAt);
  return { ...states, steps: [...steps.filter(({ from }) => from < end), { from: end, line: null }], end };
}

/** Lines of a list that name an instant and a price that can be read. */
export function linesOf(body: JsonObject): StatedLine[] {
  const lines = Array.isArray(body.lines) ? body.lines : [];
  return lines.flatMap((line) => {
    if (!isJsonObject(line)) return [];
    const { service, unit, currency, noticeDays } = line;
    const price = String(line.pricePer1000);
    const [from, micros] = [parseInstant(String(line.from)), parseMicros(price)];
    if (from === undefined || micros === undefined) return [];
    const names = { service: String(service), unit: String(unit), currency: String(currency) };
    return [{ ...names, price, micros, from, noticeDays: Number(noticeDays) }];
  });
}

export function lineOf(body: JsonObject, { service, unit, currency }: PricedUnit): StatedLine | undefined {
  return linesOf(body).find((line) => line.service === service && line.unit === unit && line.currency === currency);
}

/** A decimal with at most six digits after the point, in millionths. */
function parseMicros(text: string): bigint | undefined {
  const [, whole, rest = ""] = /^(0|[1-9][0-9]{0,14})(?:\.([0-9]{1,6}))?$/.exec(text) ?? [];
  return whole === undefined ? undefined : BigInt(whole + rest.padEnd(6, "0"));
}

function later(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

function earlier(a: Instant, b: Instant | undefined): Instant {
  return b === undefined || a < b ? a : b;
}
