/** Sentences out of the figures of cases. Nothing is said that the numbers do not bear. */
import type { CaseFiguresView } from "#lib/contract/case-figures.ts";

type Figures = Pick<CaseFiguresView, "reports" | "decided" | "waits" | "appeals" | "agreement" | "panels" | "open">;

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
