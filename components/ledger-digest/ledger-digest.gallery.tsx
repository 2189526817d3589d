import type { GallerySection, Specimen } from "#components/gallery/gallery-section.ts";
import type { LedgerRow, LedgerSeries } from "#lib/contract/ledger.ts";
import type { Pin, RuleResult, SeriesReport, Split, Station } from "#lib/disclosure/ledger-digest/report.ts";
import { RULES, type RuleCode } from "#lib/disclosure/ledger-digest/rules.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { DigestRail } from "./digest-rail.tsx";
import { LagChart } from "./lag-chart.tsx";
import { SampleImport, SampleImportForm } from "./ledger-digest-samples.tsx";
import { RowTable } from "./row-table.tsx";
import { RuleTable } from "./rule-table.tsx";
import { SeriesEvents } from "./series-events.tsx";
import { SeriesFigures } from "./series-figures.tsx";
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

const SERIES: LedgerSeries = {
  ...{ id: "5".repeat(32), provider: `prv_${"a".repeat(26)}`, ledger: "azure-sql", server: "ledger.halden.example" },
  ...{ database: "ledgerdb", created_at: "2026-01-01T00:00:00.0000000", signed_by: null, statements: 240 },
  ...{ read_size: 1_240, report: null },
};
const OTHERS: readonly LedgerSeries[] = [
  { ...SERIES, report: { ...report({ events: EVENTS }) } },
  { ...SERIES, id: "6".repeat(32), ledger: "immudb", database: "orders", report: { ...FORKED } },
  {
    ...{ ...SERIES, id: "7".repeat(32), ledger: "tlog", report: { ...report({ silences: [SILENCE], lag: null }) } },
    database: `a-database-whose-name-${"is-as-long-as-names-may-be-".repeat(3)}`,
  },
  { ...SERIES, id: "8".repeat(32), database: "new" },
];

const row = (block: number, change: Partial<LedgerRow> = {}): LedgerRow => ({
  ...{ block, hash: hex(block), last_transaction_commit_time: "2026-11-26T09:00:00.1234567" },
  ...{ digest_time: "2026-11-26T09:00:01.1234567", received_at: formatInstant(addMs(NOW, (block - 240) * HOUR_MS)) },
  ...{ entry: 1_100 + block, position: 0, observer: null, fault: null },
  ...change,
});
const ROWS = [
  row(239),
  row(238, { observer: "A reader of its own database" }),
  row(237, { ...{ block: null, hash: null, digest_time: null }, fault: "the hash is not 32 bytes in hex" }),
];

const imports = (name: Parameters<typeof SampleImport>[0]["name"], canSign = true): Specimen => ({
  title: canSign ? name : `${name}, without a key`,
  render: () => <SampleImport name={name} canSign={canSign} />,
});

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
    {
      title: "Ledgers: whole, split, silent, not read yet",
      wide: true,
      render: () => <SeriesList series={OTHERS} now={NOW} />,
    },
    {
      title: "Figures",
      wide: true,
      render: () => <SeriesFigures series={SERIES} report={report({ events: EVENTS })} now={NOW} />,
    },
    {
      title: "Figures: signed by the ledger, without times or a declared cadence",
      wide: true,
      render: () => (
        <SeriesFigures
          series={{ ...SERIES, ledger: "tlog", signed_by: hex(7) }}
          report={report({ lag: null, timely: null, cadenceMinutes: null, unpinned: 1 })}
          now={NOW}
        />
      ),
    },
    {
      title: "Figures: not read yet",
      wide: true,
      render: () => <SeriesFigures series={SERIES} report={null} now={NOW} />,
    },
    { title: "Rows as logged, one of them no digest", wide: true, render: () => <RowTable rows={ROWS} /> },
    {
      title: "Rows of a ledger without times",
      wide: true,
      render: () => <RowTable rows={[row(5, { digest_time: null, last_transaction_commit_time: null })]} />,
    },
    { title: "Import: nothing read, without a key", wide: true, render: () => <SampleImportForm /> },
    imports("Import: rows are read"),
    imports("Import: the log cannot be asked"),
    imports("Import: every row is good"),
    imports("Import: every row is good", false),
    imports("Import: some rows are bad"),
    imports("Import: no row is good"),
    imports("Import: rows are sent"),
    imports("Import: stopped half-way"),
    imports("Import: done"),
  ],
};
