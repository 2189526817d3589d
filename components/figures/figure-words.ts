/** Sentences out of the figures of cases. Nothing is said that the numbers do not bear. */
import type { CaseFiguresView } from "#lib/contract/case-figures.ts";

type Figures = Pick<CaseFiguresView, "reports" | "decided" | "waits" | "appeals" | "agreement" | "panels" | "open">;

type Ends = Pick<CaseFiguresView, "not_admitted" | "joined" | "withdrawn" | "nobody_decided">;

/** Decisions below which a median is an accident. */
const FEW = 5;
const HOURS_PER_DAY = 24;

export function many(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
}

/** "9 days", "5 hours", "less than an hour". */
export function spanText(hours: number | null): string {
  if (hours === null) return "–";
  if (hours < 1) return "less than an hour";
  return hours < 2 * HOURS_PER_DAY ? many(hours, "hour") : many(Math.round(hours / HOURS_PER_DAY), "day");
}

export function decidedCount({ by_machine, admitted, on_merits, on_silence }: Figures["decided"]): number {
  return by_machine + admitted + on_merits + on_silence;
}

/** What became of all reports, each counted once: "Of 57 reports: 35 decided, 19 not taken up, 1 withdrawn, 2 not decided yet." */
export function becameText(figures: Figures & Ends): string {
  const { reports, decided, not_admitted, joined, withdrawn, nobody_decided, open } = figures;
  const count = decidedCount(decided);
  // Whatever is decided and heard again is open too.
  const waiting = Math.max(0, reports - count - not_admitted - joined - withdrawn - nobody_decided);
  const again = Math.max(0, open.count - waiting);
  const ends = [
    [count, again === 0 ? "decided" : `decided (${again.toLocaleString("en")} heard again)`],
    [not_admitted, "not taken up"],
    [joined, "joined to an earlier one of the same fault"],
    [withdrawn, "withdrawn"],
    [nobody_decided, "left without a decision"],
    [waiting, "not decided yet"],
  ] as const;
  const said = ends.flatMap(([of, what]) => (of === 0 ? [] : [`${of.toLocaleString("en")} ${what}`]));
  return `Of ${many(reports, "report")}: ${said.join(", ")}.`;
}

/** The page's finding. */
export function figuresTitle({ reports, decided, waits, open }: Figures): string {
  if (reports === 0) return "Nothing has been reported yet";
  const count = decidedCount(decided);
  if (count === 0)
    return open.count === 0
      ? `${many(reports, "report")}, none of which had to be decided`
      : `${many(reports, "report")}, ${open.count === reports ? "all still" : `${open.count.toLocaleString("en")} still`} open`;
  if (count < FEW) return `${many(reports, "report")}, ${count.toLocaleString("en")} decided: too few for a rule`;
  return `Half of ${many(count, "decision")} came within ${spanText(waits.ruling.median_hours)} of the report`;
}

export function monthsTitle({ decided }: Figures): string {
  const count = decidedCount(decided);
  if (count === 0) return "No case is decided yet";
  const people = decided.on_merits + decided.on_silence;
  if (people === 0) return `${many(count, "case")} decided, none by people`;
  const silent = decided.on_silence === 0 ? "none of them on silence" : `${decided.on_silence} of them on silence`;
  return `People decided ${people.toLocaleString("en")} of ${many(count, "case")}, ${silent}`;
}

/** Share of two counts, with what it is of. */
export function shareText(part: number, of: number): string {
  return of === 0 ? "–" : `${Math.round((part * 100) / of)} %`;
}

/** In words what alpha means, by its usual thresholds. */
export function agreementText({ agreement, panels }: Pick<Figures, "agreement" | "panels">): string {
  if (agreement === null) return `too few panels to tell (${many(panels, "panel")})`;
  if (agreement < 0.667) return "reviewers agree too little to rely on one alone";
  return agreement < 0.8 ? "reviewers agree tolerably" : "reviewers agree well";
}
