/** Rules 1 to 7 and 13: each row in log order finds its place in the series, or the rule that it breaks. */
import { formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { LedgerPoint } from "#lib/statement/ledger/point.ts";
import { formatTicks, ticksOfInstant } from "#lib/statement/ledger/ticks.ts";
import type { Observation } from "./facts.ts";
import type { Found, Pin, Split } from "./report.ts";

/** A digest may be ahead of the log's clock by so much. */
export const AHEAD_MS = 5 * MINUTE_MS;

export type Placed = Observation & { readonly point: LedgerPoint; readonly isLate: boolean };

export type Placement = {
  /** First row of each block, by block. */
  readonly blocks: readonly Placed[];
  readonly rows: number;
  readonly unchecked: number;
  readonly splits: readonly Split[];
  readonly found: Record<PlacedCode, Found[]>;
};

type PlacedCode = "schema" | "time-order" | "duplicate" | "fork" | "split-view" | "late" | "commit-order" | "backdated";

export function placeRows(observations: readonly Observation[]): Placement {
  const found: Placement["found"] = {
    schema: [],
    "time-order": [],
    duplicate: [],
    fork: [],
    "split-view": [],
    late: [],
    "commit-order": [],
    backdated: [],
  };
  const sides = new Map<number, Placed[]>();
  let highest = -1;
  let unchecked = 0;
  for (const row of observations) {
    if (!row.document.ok) {
      found.schema.push(at(row, null, faultWords(row.document.error)));
      continue;
    }
    const point = row.document.value;
    const { block } = point;
    if (point.signature === "unchecked") unchecked += 1;
    const contradiction = timeFault(row.receivedAt, point);
    if (contradiction !== undefined) found["time-order"].push(at(row, block, contradiction));
    const before = sides.get(block);
    const placed: Placed = { ...row, point, isLate: before === undefined && block < highest };
    if (before === undefined) {
      if (placed.isLate) found.late.push(at(row, block, `Block ${block} came after block ${highest}.`));
      highest = Math.max(highest, block);
      sides.set(block, [placed]);
    } else if (before.some((side) => side.point.hash === point.hash)) {
      found.duplicate.push(at(row, block, `Block ${block} again, with the same hash.`));
    } else {
      const code = before.some((side) => side.observer === row.observer) ? "fork" : "split-view";
      found[code].push(at(row, block, `Block ${block} had the hash ${before[0]?.point.hash}, here ${point.hash}.`));
      before.push(placed);
    }
  }
  const blocks = [...sides.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  blocks.sort((a, b) => a.point.block - b.point.block);
  compareNeighbours(blocks, found);
  return { blocks, rows: observations.length, unchecked, splits: splitsOf(sides), found };
}

export function pinOf({ point, entry, position, receivedAt }: Placed): Pin {
  return {
    block: point.block,
    hash: point.hash,
    entry,
    position,
    receivedAt: formatInstant(receivedAt),
    digestTime: point.times === null ? null : formatTicks(point.times.digest),
  };
}

function at({ entry, position }: Observation, block: number | null, detail: string): Found {
  return { entry, position, block, detail };
}

const MAX_FAULT = 500;

/** Why a row is no document, as it is shown and stored: the place first. */
export function faultWords({ pointer, detail }: Pick<Refusal, "pointer" | "detail">): string {
  return (pointer === "" ? detail : `${pointer}: ${detail}`).slice(0, MAX_FAULT);
}

/** Rule 2, with the time of receipt. */
export function timeFault(receivedAt: Instant, { times, block }: LedgerPoint): string | undefined {
  if (times === null) return undefined;
  if (times.commit > times.digest)
    return `Block ${block}: last commit ${formatTicks(times.commit)} lies after the digest time ${formatTicks(times.digest)}.`;
  const latest = ticksOfInstant(receivedAt) + BigInt(AHEAD_MS) * 10_000n;
  if (times.digest <= latest) return undefined;
  return `Block ${block}: digest time ${formatTicks(times.digest)} lies more than 5 minutes after its receipt.`;
}

function compareNeighbours(blocks: readonly Placed[], found: Placement["found"]): void {
  for (const [index, row] of blocks.entries()) {
    const below = blocks[index - 1]?.point;
    const { times, block } = row.point;
    if (below === undefined || below.times === null || times === null) continue;
    const words = (what: string) => `Block ${block} has an earlier ${what} than block ${below.block}.`;
    if (times.commit < below.times.commit) found["commit-order"].push(at(row, block, words("last commit")));
    if (times.digest < below.times.digest) found.backdated.push(at(row, block, words("digest time")));
  }
}

function splitsOf(sides: ReadonlyMap<number, readonly Placed[]>): Split[] {
  const splits: Split[] = [];
  for (const [block, rows] of sides) {
    if (rows.length < 2) continue;
    const observers = new Set(rows.map(({ observer }) => observer));
    const kind = observers.size < rows.length ? "fork" : "split-view";
    splits.push({ block, kind, sides: rows.map((row) => ({ ...pinOf(row), observer: row.observer })) });
  }
  return splits.sort((a, b) => a.block - b.block);
}
