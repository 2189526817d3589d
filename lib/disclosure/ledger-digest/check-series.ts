/** The sixteen rules over one series: a pure fold of what the log says, in log order. Total. */

import type { Outage } from "#lib/disclosure/heartbeat.ts";
import { hexDecode } from "#lib/kernel/base.ts";
import type { Outcome } from "#lib/kernel/checks.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { formatInstant, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { parseHashes } from "#lib/log/proof-file.ts";
import { verifyConsistency } from "#lib/log/tree.ts";
import type { LedgerPoint } from "#lib/statement/ledger/point.ts";
import type { SeriesFacts, Stated } from "./facts.ts";
import {
  cadenceAt,
  lagOf,
  lagOverTime,
  measureGaps,
  measureLag,
  measureSilence,
  silencesOf,
  stationsOf,
} from "./measure.ts";
import { type Placed, type Placement, pinOf, placeRows } from "./place-rows.ts";
import type { Silence } from "./report.ts";
import { type Found, MAX_FOUND, type RuleResult, type SeriesEvent, type SeriesReport } from "./report.ts";
import { RULE_CODES, RULES, type RuleCode } from "./rules.ts";

/** What a rule found; `outcome` and `detail` where the rule's own weight does not say it. */
type Judged = { count: number; found?: Found[]; outcome?: Outcome; detail?: string };

/**
 * What was reported at the last entry of a series, as it stands at `now`: only silence grows by itself. `outages`: of the
 * log, as far as they were recorded by then.
 */
export function ageReport(report: SeriesReport, now: Instant, outages: readonly Outage[]): SeriesReport {
  const closed = report.silences.filter(
    ({ from }) => report.tail === null || from < formatInstant(report.tail.from as Instant),
  );
  return { ...report, asOf: formatInstant(now), ...silenceOf(closed, report, now, outages) };
}

/** Lists are cut for showing; the rules count everything. */
const MAX_SPLITS = 100;
const MAX_SILENCES = 200;
const MAX_EVENTS = 200;

function silenceOf(
  closed: readonly Silence[],
  { tail, cadenceMinutes, rules }: Pick<SeriesReport, "tail" | "cadenceMinutes" | "rules">,
  now: Instant,
  outages: readonly Outage[],
): Pick<SeriesReport, "silences" | "rules"> {
  const open = tail === null ? [] : silencesOf(tail, now, { outages, isOpen: true });
  const silences = [...closed, ...open].slice(-MAX_SILENCES);
  const judged: Judged =
    cadenceMinutes === null
      ? { count: 0, outcome: "cannot-check", detail: "No cadence is declared, so nobody can tell what silence is." }
      : { count: silences.length };
  return {
    silences,
    rules: rules.map((rule) => (rule.code === "silence" ? resultOf("silence", judged) : rule)),
  };
}

export function checkSeries(facts: SeriesFacts): SeriesReport {
  const placement = placeRows(facts.observations);
  const { blocks, splits } = placement;
  const { unpinned, gaps } = measureGaps(blocks);
  const lag = measureLag(blocks);
  const { closed, tail } = measureSilence(blocks, facts);
  const cadence = cadenceAt(facts.cadences, facts.asOf) ?? null;
  const isSparse = facts.series.ledger !== "azure-sql";
  const judged: Record<RuleCode, Judged> = {
    ...placed(placement),
    gap: isSparse
      ? { count: 0, outcome: "pass", detail: "Each row pins everything before it; numbers in between are no blocks." }
      : {
          count: gaps.length,
          detail: unpinned === 0 ? RULES.gap.kept : `Not pinned between the first and the last block: ${unpinned}.`,
        },
    "block-chain": checkChain(facts, blocks),
    restore: checkRestore(facts),
    lag: judgeLag(lag, cadence),
    silence: { count: 0 },
    storage: checkStorage(facts),
    attestation: checkAttestations(facts),
    import: checkImports(facts),
  };
  const rules = RULE_CODES.map((code) => resultOf(code, judged[code]));
  const [first, head] = [blocks[0], blocks.at(-1)];
  return {
    asOf: formatInstant(facts.asOf),
    ...silenceOf(closed, { tail, cadenceMinutes: cadence, rules }, facts.asOf, facts.outages),
    rows: placement.rows,
    blocks: blocks.length,
    timely: cadence === null ? null : blocks.filter((row) => isTimely(row, facts)).length,
    cadenceMinutes: cadence,
    first: first === undefined ? null : pinOf(first),
    head: head === undefined ? null : pinOf(head),
    lag,
    lagOverTime: lagOverTime(blocks),
    unpinned: isSparse ? 0 : unpinned,
    gaps: isSparse ? [] : gaps,
    splits: splits.slice(0, MAX_SPLITS),
    tail,
    stations: stationsOf(blocks).map((station) => (isSparse ? { ...station, skipped: 0 } : station)),
    events: eventsOf(facts).slice(-MAX_EVENTS),
  };
}

function resultOf(code: RuleCode, { count, found = [], outcome, detail }: Judged): RuleResult {
  const { weight, kept, broken } = RULES[code];
  return {
    code,
    outcome: outcome ?? (count > 0 && weight === "breach" ? "fail" : "pass"),
    count,
    detail: detail ?? (count > 0 ? broken : kept),
    found: found.slice(0, MAX_FOUND),
  };
}

function placed({ found, unchecked }: Placement) {
  const judge = (list: Found[]): Judged => ({ count: list.length, found: list });
  const open = `${RULES.schema.kept} ${unchecked} signatures of the product could not be checked here.`;
  return {
    schema: { ...judge(found.schema), ...(unchecked > 0 && found.schema.length === 0 && { detail: open }) },
    "time-order": judge(found["time-order"]),
    duplicate: judge(found.duplicate),
    fork: judge(found.fork),
    "commit-order": judge(found["commit-order"]),
    backdated: judge(found.backdated),
    late: judge(found.late),
    "split-view": judge(found["split-view"]),
  };
}

function stated({ entry }: Stated, detail: string, block: number | null = null): Found {
  return { entry, position: null, block, detail };
}

/** Rule 9. A row about a block whose digest is not at hand says nothing. */
function checkChain({ blockRows }: SeriesFacts, blocks: readonly Placed[]): Judged {
  const hashes = new Map(blocks.map(({ point }) => [point.block, point.hash]));
  const known = blockRows.filter(({ block }) => hashes.has(block - 1));
  const found = known
    .filter(({ block, previousHash }) => hashes.get(block - 1) !== previousHash)
    .map((row) =>
      stated(row, `Block row ${row.block} names another predecessor than the digest of ${row.block - 1}.`, row.block),
    );
  let proofs = 0;
  for (const [index, { entry, position, point }] of blocks.entries()) {
    if (point.consistency === undefined) continue;
    proofs += 1;
    if (leadsTo(point, blocks[index - 1]?.point)) continue;
    const detail = `The proof supplied with size ${point.block} does not lead from the size before.`;
    found.push({ entry, position, block: point.block, detail });
  }
  const nothing = known.length === 0 && proofs === 0;
  return {
    count: found.length,
    found,
    ...(nothing && {
      outcome: "not-run",
      detail: "No block rows, and no proofs from one size to the next, were supplied.",
    }),
  };
}

function leadsTo(point: LedgerPoint, before: LedgerPoint | undefined): boolean {
  // The first size has nothing that it could be consistent with.
  if (before === undefined) return true;
  const proof = parseHashes(point.consistency ?? []);
  const [from, to] = [hexDecode(before.hash), hexDecode(point.hash)];
  if (proof === undefined || from?.length !== 32 || to?.length !== 32 || before.block === 0) return false;
  return verifyConsistency(proof, before.block, point.block, asHash(from), asHash(to));
}

/** Rule 10. */
function checkRestore({ earlier, restores, series, imports }: SeriesFacts): Judged {
  const before = [...earlier]
    .filter((createdAt) => createdAt < series.createdAt)
    .sort()
    .at(-1);
  if (before === undefined) return { count: 0, detail: "No earlier life of this database is in the log." };
  const explained = restores.find((restore) => restore.before === before);
  if (explained !== undefined) return { count: 0, detail: `Restored from the one of ${before}: ${explained.reason}` };
  const [first] = imports;
  const found =
    first === undefined ? [] : [stated(first, `An earlier one was created at ${before}, this at ${series.createdAt}.`)];
  return { count: 1, found };
}

/** Rule 11. */
function judgeLag(lag: SeriesReport["lag"], cadence: number | null): Judged {
  if (lag === null) return { count: 0, outcome: "not-run", detail: "No digest with a time is there." };
  const words = `Half within ${duration(lag.p50Ms)}, 95 of 100 within ${duration(lag.p95Ms)}, the slowest ${duration(lag.maxMs)}.`;
  if (cadence === null) return { count: 0, outcome: "cannot-check", detail: `${words} No cadence is declared.` };
  const isSlow = lag.p95Ms > cadence * MINUTE_MS;
  return { count: isSlow ? 1 : 0, detail: `${isSlow ? RULES.lag.broken : RULES.lag.kept} ${words}` };
}

function isTimely(row: Placed, { cadences }: SeriesFacts): boolean {
  const [lag, minutes] = [lagOf(row), cadenceAt(cadences, row.receivedAt)];
  return !row.isLate && minutes !== undefined && lag !== undefined && lag <= minutes * MINUTE_MS;
}

/** Rule 14. */
function checkStorage({ storages }: SeriesFacts): Judged {
  if (storages.length === 0)
    return {
      count: 1,
      outcome: "cannot-check",
      detail: "Nobody says where digests are stored and whether they can be changed there.",
    };
  const found = changesOf(storages).map((now) => stated(now, `Now ${now.location}, ${now.immutability}.`));
  return { count: found.length, found };
}

function changesOf(storages: SeriesFacts["storages"]) {
  return storages.filter((now, index) => {
    const before = storages[index - 1];
    return before !== undefined && (before.location !== now.location || before.immutability !== now.immutability);
  });
}

/** Rule 15. */
function checkAttestations({ attestations }: SeriesFacts): Judged {
  const words = ({ by, at, first, last, result }: SeriesFacts["attestations"][number]) =>
    `${by} verified blocks ${first} to ${last} at ${at}: ${result}.`;
  const failed = attestations.filter(({ result }) => result === "failed");
  const own = attestations.filter(({ isIndependent }) => !isIndependent);
  if (attestations.length === 0)
    return { count: 0, outcome: "cannot-check", detail: "Nobody attested a verification." };
  if (failed.length > 0)
    return {
      count: failed.length,
      found: failed.map((row) => stated(row, words(row))),
      outcome: "fail",
      detail: "A verification of the ledger failed.",
    };
  if (own.length < attestations.length) return { count: 0 };
  return {
    count: own.length,
    found: own.map((row) => stated(row, words(row))),
    detail: "Self-attested: only the operator says that it verified the ledger.",
  };
}

/** Rule 16. */
function checkImports({ imports }: SeriesFacts): Judged {
  const wrong = imports.filter(({ state }) => state !== "whole");
  const isOpen = wrong.every(({ state }) => state === "absent");
  return {
    count: wrong.length,
    found: wrong.map((row) => stated(row, row.detail)),
    ...(wrong.length > 0 &&
      isOpen && { outcome: "cannot-check", detail: "Rows of an entry were withheld or are not at hand." }),
  };
}

function eventsOf(facts: SeriesFacts): SeriesEvent[] {
  const event = (kind: SeriesEvent["kind"], { entry, receivedAt }: Stated, detail: string): SeriesEvent => ({
    kind,
    entry,
    at: formatInstant(receivedAt),
    detail,
  });
  const events = [
    ...facts.storages.map((row) => event("storage", row, `${row.location}, ${row.immutability}`)),
    ...facts.restores.map((row) =>
      event("restore", row, `Restored from the one created at ${row.before}: ${row.reason}`),
    ),
    ...facts.attestations.map((row) =>
      event(
        "attestation",
        row,
        `${row.by}${row.isIndependent ? "" : " (self-attested)"}: blocks ${row.first} to ${row.last}, ${row.result}`,
      ),
    ),
    ...facts.idles.map((row) =>
      event("idle", row, `Idle from ${formatInstant(row.from)} to ${formatInstant(row.until)}`),
    ),
    ...facts.cadences.map((row) => event("cadence", row, `A digest every ${duration(row.minutes * MINUTE_MS)}`)),
  ];
  return events.sort((a, b) => a.entry - b.entry || (a.kind < b.kind ? -1 : 1));
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
  [1_000, "s"],
] as const;

/** In the largest unit that leaves at least one, rounded up to a tenth: a delay is never made shorter. */
export function duration(ms: number): string {
  const [unit, name] = UNITS.find(([size]) => ms >= size) ?? [1, "ms"];
  return `${Math.ceil((ms * 10) / unit) / 10} ${name}`;
}
