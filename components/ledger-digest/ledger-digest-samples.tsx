"use client";
import { type ImportPlan, planImport } from "#lib/disclosure/ledger-digest/plan-import.ts";
import { addMs, asInstant, DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { SeriesKey } from "#lib/statement/ledger/point.ts";
import { formatTicks, type Ticks, ticksOfInstant } from "#lib/statement/ledger/ticks.ts";
import { ImportOutcome, type ImportPanelState } from "./import-outcome.tsx";
import { ImportPanel } from "./import-panel.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const SERIES: SeriesKey = {
  ...{ ledger: "azure-sql", server: "ledger.halden.example", database: "ledgerdb" },
  createdAt: "2026-01-01T00:00:00.0000000",
};

/** What a database writes of a block, a line each. */
function digest(block: number): string {
  const at = addMs(NOW, block * HOUR_MS - 20 * DAY_MS);
  const time = (ms: number) => formatTicks((ticksOfInstant(addMs(at, ms)) + 1234n) as Ticks);
  const hash = `0x${block.toString(16).padStart(2, "0").repeat(32)}`;
  const times = { last_transaction_commit_time: time(0), digest_time: time(1_000) };
  return JSON.stringify({ database_name: SERIES.database, block_id: block, hash, ...times });
}
const lines = (count: number) => Array.from({ length: count }, (_, block) => digest(block));
const plan = (all: readonly string[]): ImportPlan => planImport(all.join("\n"), { series: SERIES }, new Set(), NOW);

const GOOD = plan(lines(96));
/** One line in eight is spoilt, each in another way. */
const MIXED = plan(
  lines(96).map((line, at) => {
    if (at === 3) return line.replace("0x", "0y");
    if (at === 11) return "nonsense";
    if (at === 19) return line.replace('"block_id"', '"block"');
    return at === 27 ? line.replace('"digest_time":"2026', '"digest_time":"2029') : line;
  }),
);
const ALL_BAD = plan(Array.from({ length: 140 }, (_, at) => `line ${at}`));

const IMPORT_STATES = {
  "Import: nothing read": { phase: "idle" },
  "Import: rows are read": { phase: "reading", read: 1_500, of: 4_120 },
  "Import: the log cannot be asked": { phase: "failed", reason: "The index cannot be reached." },
  "Import: every row is good": { phase: "planned", plan: GOOD },
  "Import: some rows are bad": { phase: "planned", plan: MIXED },
  "Import: no row is good": { phase: "planned", plan: ALL_BAD },
  "Import: rows are sent": { phase: "sending", plan: GOOD, done: 24, secondsLeft: 12 },
  "Import: stopped half-way": { phase: "stopped", plan: GOOD, done: 24, reason: "The index cannot be reached." },
  "Import: done": { phase: "done", plan: GOOD, done: 96 },
} satisfies Readonly<Record<string, ImportPanelState>>;

const PROVIDERS = ["Halden", `A provider whose name is ${"as long as ".repeat(4)}names may be`].map(
  (name, at) => ({ id: `prv_${"ab"[at]?.repeat(26)}`, name }) as ProviderForm,
);

/** The whole form; it reads and sends nothing. */
export function SampleImportForm() {
  const nothing = () => undefined;
  return (
    <ImportPanel
      providers={PROVIDERS}
      first={PROVIDERS[0]?.id ?? ""}
      canSign={false}
      state={IMPORT_STATES["Import: nothing read"]}
      onRead={nothing}
      onSend={nothing}
      onReset={nothing}
    />
  );
}

/** Sends nothing. */
export function SampleImport({ name, canSign = true }: { name: keyof typeof IMPORT_STATES; canSign?: boolean }) {
  const nothing = () => undefined;
  return (
    <ImportOutcome
      state={IMPORT_STATES[name]}
      canSign={canSign}
      seriesHref="/providers"
      onSend={nothing}
      onGoOn={nothing}
    />
  );
}
