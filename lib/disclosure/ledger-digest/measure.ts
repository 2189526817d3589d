/** Rules 8, 11 and 12 measured: blocks that are not pinned, lag, silence; and what the drawings need. */
import { type Outage, silenceUntil } from "#lib/disclosure/heartbeat.ts";
import { formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { msBetween, ticksOfInstant } from "#lib/statement/ledger/ticks.ts";
import type { Cadence, SeriesFacts } from "./facts.ts";
import { type Placed, pinOf } from "./place-rows.ts";
import type { Lag, LagPoint, Silence, Span, Station, Tail } from "./report.ts";

/** Silence is longer than so many cadences. */
export const SILENT_CADENCES = 2;
const STATIONS = 24;
const LAG_POINTS = 120;
const MAX_GAPS = 200;

/** Spans between pinned blocks; `unpinned` counts all, `gaps` lists the largest. */
export function measureGaps(blocks: readonly Placed[]): {
  unpinned: number;
  gaps: { from: number; count: number }[];
} {
  let unpinned = 0;
  const gaps: { from: number; count: number }[] = [];
  for (const [index, row] of blocks.entries()) {
    const below = blocks[index - 1]?.point.block;
    const count = below === undefined ? 0 : row.point.block - below - 1;
    if (below === undefined || count === 0) continue;
    unpinned += count;
    gaps.push({ from: below + 1, count });
  }
  gaps.sort((a, b) => b.count - a.count || a.from - b.from);
  return { unpinned, gaps: gaps.slice(0, MAX_GAPS) };
}

/** Time of receipt − digest time; undefined where the document has no times. Never below 0. */
export function lagOf({ point, receivedAt }: Placed): number | undefined {
  return point.times === null ? undefined : Math.max(0, msBetween(point.times.digest, ticksOfInstant(receivedAt)));
}

export function measureLag(blocks: readonly Placed[]): Lag | null {
  return summarise(blocks.map(lagOf).filter((lag) => lag !== undefined));
}

function summarise(lags: readonly number[]): Lag | null {
  const sorted = [...lags].sort((a, b) => a - b);
  // Nearest rank: the smallest value that at least so many percent do not exceed.
  const rank = (percent: number) => sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
  return sorted.length === 0 ? null : { p50Ms: rank(50), p95Ms: rank(95), maxMs: rank(100), rows: sorted.length };
}

export function lagOverTime(blocks: readonly Placed[]): LagPoint[] {
  const byTime = [...blocks].sort((a, b) => a.receivedAt - b.receivedAt || a.point.block - b.point.block);
  return stretches(byTime, LAG_POINTS).flatMap((rows) => {
    const lag = measureLag(rows);
    const t = rows.at(-1)?.receivedAt;
    return lag === null || t === undefined ? [] : [{ t, p50Ms: lag.p50Ms, maxMs: lag.maxMs, rows: lag.rows }];
  });
}

export function stationsOf(blocks: readonly Placed[]): Station[] {
  let before: number | undefined;
  return stretches(blocks, STATIONS).flatMap((rows) => {
    const last = rows.at(-1);
    if (last === undefined) return [];
    const { block } = last.point;
    const skipped = block - (before ?? (rows[0]?.point.block ?? 0) - 1) - rows.length;
    before = block;
    return [{ ...pinOf(last), blocks: rows.length, skipped }];
  });
}

/** At most `most` runs of rows, as even as can be. */
function stretches<T>(rows: readonly T[], most: number): T[][] {
  const count = Math.min(most, rows.length);
  return Array.from({ length: count }, (_, index) =>
    rows.slice(Math.floor((rows.length * index) / count), Math.floor((rows.length * (index + 1)) / count)),
  );
}

/**
 * Stretches without a new highest block that are longer than twice the cadence in force at their beginning. An idle
 * statement excuses what it covers, but reaches back from its own log time by the same length only: nobody is idle in
 * hindsight. Spans in which the log was away do not count, as for heartbeats. `closed`: those that a later block ended.
 * `tail`: null while no cadence is declared or no block is there.
 */
export function measureSilence(
  blocks: readonly Placed[],
  { cadences, idles, outages }: Pick<SeriesFacts, "cadences" | "idles" | "outages">,
): { closed: Silence[]; tail: Tail | null } {
  const beats = [...new Set(blocks.filter(({ isLate }) => !isLate).map(({ receivedAt }) => receivedAt))];
  beats.sort((a, b) => a - b);
  const tailFrom = (from: Instant): Tail | null => {
    const minutes = cadenceAt(cadences, from);
    if (minutes === undefined) return null;
    const allowedMs = SILENT_CADENCES * minutes * MINUTE_MS;
    const reach = idles.map((idle) => ({ from: Math.max(idle.from, idle.receivedAt - allowedMs), until: idle.until }));
    return { from, allowedMs, idles: reach.filter(({ until }) => until > from) };
  };
  const closed = beats.slice(0, -1).flatMap((from, index) => {
    const tail = tailFrom(from);
    return tail === null ? [] : silencesOf(tail, beats[index + 1] ?? from, { outages, isOpen: false });
  });
  const last = beats.at(-1);
  return { closed, tail: last === undefined ? null : tailFrom(last) };
}

/** Silences from the beginning of a stretch to `until`; `isOpen`: the last one may still go on. */
export function silencesOf(
  { from, allowedMs, idles }: Tail,
  until: Instant,
  { outages, isOpen }: { outages: readonly Outage[]; isOpen: boolean },
): Silence[] {
  if (until <= from) return [];
  return uncovered({ from, until }, idles)
    .filter((span) => silenceUntil(span.from as Instant, span.until as Instant, outages) > allowedMs)
    .map((span) => ({
      from: formatInstant(span.from as Instant),
      until: isOpen && span.until === until ? null : formatInstant(span.until as Instant),
    }));
}

/** Minutes; undefined before one is declared. */
export function cadenceAt(cadences: readonly Cadence[], at: Instant): number | undefined {
  return cadences.filter(({ receivedAt }) => receivedAt <= at).at(-1)?.minutes;
}

function uncovered(whole: Span, covers: readonly Span[]): Span[] {
  let left: Span[] = [whole];
  for (const cover of covers) {
    left = left.flatMap((span) => {
      if (cover.until <= span.from || cover.from >= span.until) return [span];
      const before = { from: span.from, until: Math.min(cover.from, span.until) };
      const after = { from: Math.max(cover.until, span.from), until: span.until };
      return [before, after].filter(({ from, until }) => until > from);
    });
  }
  return left;
}
