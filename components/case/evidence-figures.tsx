import { Stat, StatRow } from "#components/ui/stat.tsx";
import type { EvidenceFigures } from "#lib/contract/cases.ts";

/** How many reports there are and what came of them, each with what it is counted from. */
export function EvidenceFiguresRow({ figures }: { figures: EvidenceFigures }) {
  const {
    reports,
    judged,
    by_verdict: by,
    unattestable,
    unattestable_rate: rate,
    joined,
    late_verdicts: late,
  } = figures;
  return (
    <StatRow>
      <Stat
        label="Reports"
        value={count(reports)}
        detail={`${count(judged)} judged${late === 0 ? "" : `, ${count(late)} late`}, ${count(joined)} of them repeats`}
      />
      <Stat label="Proven by machine" value={count(by.proven ?? 0)} detail={`of ${count(judged)} judged`} />
      <Stat label="Do not hold" value={count(by.refuted ?? 0)} detail={`of ${count(judged)} judged`} />
      <Stat
        label="No rule says what is right"
        value={rate === null ? "–" : `${Math.round(rate * 100)} %`}
        detail={`${count(unattestable)} of ${count(judged)} judged`}
      />
    </StatRow>
  );
}

function count(value: number): string {
  return value.toLocaleString("en");
}
