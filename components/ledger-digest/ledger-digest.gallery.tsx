import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { Pin, RuleResult, SeriesReport, Split, Station } from "#lib/disclosure/ledger-digest/report.ts";
import { RULES, type RuleCode } from "#lib/disclosure/ledger-digest/rules.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { DigestRail } from "./digest-rail.tsx";
import { LagChart } from "./lag-chart.tsx";
import { RuleTable } from "./rule-table.tsx";
import { SeriesEvents } from "./series-events.tsx";
import { SeriesList } from "./series-list.tsx";
import { SplitList } from "./split-list.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const FILE = "example-digests";
const hex = (seed: number) => seed.toString(16).padStart(2, "0").repeat(32);

function pin(block: number): Pin {
  const receivedAt = formatInstant(addMs(NOW, (block - 240) * HOUR_MS));
  return { block, hash: hex(block % 256), entry: 100 + block, position: 0, receivedAt, digestTime: receivedAt };
}

/** Ten blocks each; `skipped` before the sixth where the series has a gap. */
const stations = (skipped: number): Station[] =>
  Array.from({ length: 24 }, (_, at) => ({ ...pin(10 * at + 9), blocks: 10, skipped: at === 5 ? skipped : 0 }));

const FORK: Split = {
  block: 139,
  kind: "fork",
  sides: [
    { ...pin(139), observer: "" },
    { ...pin(139), hash: hex(255), entry: 912, observer: "" },
  ],
};

const outcomes = (found: Partial<Record<RuleCode, number>>): RuleResult[] =>
  (Object.keys(RULES) as RuleCode[]).map((code): RuleResult => {
    const count = found[code] ?? 0;
    const detail = count === 0 ? "" : `${count} found.`;
    return { code, outcome: count === 0 ? "pass" : "fail", count, detail, found: [] };
  });

function report(change: Partial<SeriesReport> = {}): SeriesReport {
  const lagOverTime = Array.from({ length: 60 }, (_, at) => {
    const slow = at > 40 && at < 46 ? 9 : 1;
    return { t: addMs(NOW, (at - 60) * 4 * HOUR_MS), p50Ms: 2_000 * slow, maxMs: 9_000 * slow, rows: 4 };
  });
  return {
    ...{ asOf: formatInstant(NOW), rules: outcomes({}), rows: 240, blocks: 240, timely: 236, cadenceMinutes: 60 },
    ...{ first: pin(0), head: pin(239), lag: { p50Ms: 2_000, p95Ms: 14_000, maxMs: 81_000, rows: 240 }, lagOverTime },
    ...{ unpinned: 0, gaps: [], splits: [], silences: [], tail: null, stations: stations(0), events: [] },
    ...change,
  };
}

const GAP = report({ unpinned: 31, gaps: [{ from: 50, count: 31 }], stations: stations(31) });
const FORKED = report({ splits: [FORK], rules: outcomes({ fork: 1, gap: 2 } as Partial<Record<RuleCode, number>>) });
const FEW = report({ stations: stations(0).slice(0, 1), blocks: 1, rows: 1, head: pin(0), lagOverTime: [] });

const EVENTS: SeriesReport["events"] = [
  { kind: "storage", entry: 101, at: formatInstant(addMs(NOW, -9 * DAY_MS)), detail: "Locked for 365 days." },
  { kind: "attestation", entry: 240, at: formatInstant(addMs(NOW, -3 * DAY_MS)), detail: "Blocks 0 to 200: passed." },
  { kind: "idle", entry: 250, at: formatInstant(addMs(NOW, -2 * DAY_MS)), detail: "Nothing is written at night." },
];
const SILENCE = { from: formatInstant(addMs(NOW, -DAY_MS)), until: null };

/** The drawings of a ledger's digests: whole, with a gap, split, and with hardly anything. */
export const ledgerDigestsGallery: GallerySection = {
  id: "ledger-digests",
  title: "Ledger digests",
  specimens: [
    { title: "Every block is pinned", wide: true, render: () => <DigestRail report={report()} fileName={FILE} /> },
    { title: "31 blocks are not pinned", wide: true, render: () => <DigestRail report={GAP} fileName={FILE} /> },
    { title: "A block with two hashes", wide: true, render: () => <DigestRail report={FORKED} fileName={FILE} /> },
    { title: "One digest so far", wide: true, render: () => <DigestRail report={FEW} fileName={FILE} /> },
    { title: "Lag, with two slow days", wide: true, render: () => <LagChart report={report()} fileName={FILE} /> },
    { title: "The proof of a split", render: () => <SplitList splits={[FORK]} proofHref={() => "/gallery"} /> },
    { title: "Rules, two of them broken", wide: true, render: () => <RuleTable rules={FORKED.rules} /> },
    { title: "What was stated", render: () => <SeriesEvents events={EVENTS} silences={[SILENCE]} /> },
    { title: "Nothing was stated", render: () => <SeriesEvents events={[]} silences={[]} /> },
    { title: "No ledger is pinned", render: () => <SeriesList series={[]} now={NOW} /> },
  ],
};
