/** What a series of ledger digests says, in everyday words. */
import type { Tone } from "#components/ui/badge.tsx";
import { duration } from "#lib/disclosure/ledger-digest/check-series.ts";
import type { RuleResult, SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import type { RuleCode } from "#lib/disclosure/ledger-digest/rules.ts";
import type { Ledger } from "#lib/statement/ledger/point.ts";

export const LEDGER_WORDS: Readonly<Record<Ledger, string>> = {
  "azure-sql": "Azure SQL ledger",
  immudb: "immudb",
  tlog: "Log of its own",
};

export const RULE_TITLES: Readonly<Record<RuleCode, string>> = {
  schema: "Every row is a digest",
  "time-order": "Times fit together",
  duplicate: "Nothing twice",
  fork: "One hash for each block",
  "commit-order": "Commit times grow",
  backdated: "Digest times grow",
  late: "Blocks come in order",
  gap: "No block left out",
  "block-chain": "Blocks chain",
  restore: "Restores are explained",
  lag: "Quick enough",
  silence: "No silence",
  "split-view": "The same for everybody",
  storage: "Kept where it cannot be changed",
  attestation: "Verified by somebody else",
  import: "Rows are those that were signed",
};

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** Kept, broken, noted, or unknown: the last is neither good nor bad. */
export function standingOf({ outcome, count: times }: RuleResult): { tone: Tone; word: string } {
  if (outcome === "fail") return { tone: "failed", word: "broken" };
  if (outcome === "cannot-check") return { tone: "unknown", word: "nobody can tell" };
  if (outcome === "not-run") return { tone: "unknown", word: "nothing to check" };
  return times > 0 ? { tone: "attention", word: "noted" } : { tone: "verified", word: "kept" };
}

/** The one sentence of a series. */
export function seriesSentence(report: SeriesReport | null): string {
  if (report === null) return "The index has not read these digests yet; that takes a few seconds.";
  const [split] = report.splits;
  if (split !== undefined) {
    const others = report.splits.length > 1 ? `, and so were ${report.splits.length - 1} more` : "";
    const what =
      split.kind === "fork"
        ? "This ledger was rewritten; nothing that is published later can undo that."
        : "Two readers were shown two versions of this ledger.";
    return `Block ${split.block.toLocaleString("en")} was published with two hashes${others}. ${what}`;
  }
  if (report.head === null) return "No digest has been published for this ledger yet.";
  const broken = report.rules.filter(({ outcome }) => outcome === "fail");
  const pinned = `${count(report.blocks, "block")} pinned, up to block ${report.head.block.toLocaleString("en")}`;
  if (broken.length === 0) return `${pinned}. Nothing that was published contradicts itself.`;
  const which = broken.map(({ code }) => RULE_TITLES[code].toLowerCase()).join("; ");
  return `${pinned}. ${count(broken.length, "rule is", "rules are")} broken: ${which}.`;
}

/** What a table says of a series in a few words, the gravest first. */
export function seriesStanding(report: SeriesReport | null): { tone: Tone; word: string } {
  if (report === null) return { tone: "unknown", word: "being read" };
  if (report.splits.length > 0) return { tone: "failed", word: "two versions" };
  if (report.silences.at(-1)?.until === null) return { tone: "attention", word: "silent" };
  const broken = report.rules.filter(({ outcome }) => outcome === "fail").length;
  if (broken > 0) return { tone: "failed", word: count(broken, "rule broken", "rules broken") };
  return { tone: "neutral", word: "nothing contradicts" };
}

export function lagWords({ lag }: SeriesReport): string {
  return lag === null ? "not given" : `half within ${duration(lag.p50Ms)}, nearly all within ${duration(lag.p95Ms)}`;
}
