import { Stat, StatRow } from "#components/ui/stat.tsx";
import type { EvidenceFigures } from "#lib/contract/cases.ts";

const NONE = "none judged yet";

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
  const rest = [
    ...(late === 0 ? [] : [`${count(late)} late`]),
    ...(joined === 0 ? [] : [joined === 1 ? "1 repeat" : `${count(joined)} repeats`]),
  ];
  const ofJudged = judged === 0 ? NONE : `of ${count(judged)} judged`;
  return (
    <StatRow>
      <Stat
        label="Reports"
        value={count(reports)}
        detail={judged === 0 ? NONE : [`${count(judged)} judged`, ...rest].join(", ")}
      />
      <Stat label="Proven by machine" value={count(by.proven ?? 0)} detail={ofJudged} />
      <Stat label="Do not hold" value={count(by.refuted ?? 0)} detail={ofJudged} />
      <Stat
        label="No rule says what is right"
        value={rate === null ? "–" : `${Math.round(rate * 100)} %`}
        detail={judged === 0 ? NONE : `${count(unattestable)} of ${count(judged)} judged`}
      />
    </StatRow>
  );
}

function count(value: number): string {
  return value.toLocaleString("en");
}
