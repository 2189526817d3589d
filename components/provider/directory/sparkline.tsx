import { dayOfDate } from "#components/marks/history/history-points.ts";
import { days as daysText, percentText } from "#components/marks/marks-words.ts";
import { riskPlace } from "#components/tier/tier-axis.ts";
import type { RowBeside } from "./directory-row.ts";

const [WIDTH, HEIGHT] = [96, 24];
/** Fewer say nothing of how it goes. */
const DRAWN_FROM_DAYS = 14;
const place = riskPlace({ height: HEIGHT - 2 });

/** The upper end that set the tier, over the rated days of the last ninety, on the fixed axis of chances; with its sentence. */
export function Sparkline({ trend }: Pick<RowBeside, "trend">) {
  const [first, last] = [trend[0], trend.at(-1)];
  if (first === undefined || last === undefined) return <span className="text-muted text-sm">unrated</span>;
  const end = dayOfDate(last.day);
  const days = end - dayOfDate(first.day) + 1;
  if (days < DRAWN_FROM_DAYS) return <span className="whitespace-nowrap text-muted text-sm">{daysText(days)}</span>;
  const x = (day: string) => (WIDTH * (dayOfDate(day) - end + 90)) / 90;
  const moves = trend.map(({ day, high }, at) => {
    const [left, top] = [x(day).toFixed(1), (1 + place(high)).toFixed(1)];
    return at === 0 ? `M${left} ${top}` : `H${left}V${top}`;
  });
  return (
    <svg
      role="img"
      aria-label={trendSentence(first.high, last.high, days)}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      className="inline-block align-middle"
    >
      <path d={`${moves.join("")}H${WIDTH}`} className="fill-none stroke-ink" strokeWidth={1.5} />
    </svg>
  );
}

/** "from up to 8 % to up to 12 % in 90 days" */
export function trendSentence(first: number, last: number, days: number): string {
  const span = days === 1 ? "today" : `in ${days} days`;
  if (percentText(first) === percentText(last)) return `stayed at up to ${percentText(last)} ${span}`;
  return `from up to ${percentText(first)} to up to ${percentText(last)} ${span}`;
}
