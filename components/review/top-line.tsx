import { Switch } from "#components/ui/switch.tsx";
import type { ReviewSummary } from "#lib/contract/review.ts";
import { AuditOne } from "./audit-one.tsx";

/** How one keeps one's own clocks, how long this index takes, what the machines did; and whether names are shown. */
export function TopLine({
  summary,
  isBlind,
  onBlind,
}: {
  summary: ReviewSummary;
  isBlind: boolean;
  onBlind: (isBlind: boolean) => void;
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 border-divider border-b pb-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        <Figure title="Your clocks kept" says={clocksText(summary.clocks)} />
        <Figure title="This index, report to ruling" says={medianText(summary)} />
        <div>
          <dt className="text-muted text-sm">Machines decided this week</dt>
          <dd className="flex flex-wrap items-center gap-2">
            {summary.week.toLocaleString("en")}
            <AuditOne cases={summary.audit} />
          </dd>
        </div>
      </dl>
      <Switch label="Names hidden" checked={isBlind} onCheckedChange={onBlind} />
    </div>
  );
}

function Figure({ title, says }: { title: string; says: string }) {
  return (
    <div>
      <dt className="text-muted text-sm">{title}</dt>
      <dd>{says}</dd>
    </div>
  );
}

/** A share says of how many. */
export function clocksText({ kept, missed }: ReviewSummary["clocks"]): string {
  const all = kept + missed;
  return all === 0 ? "no seat yet" : `${Math.round((100 * kept) / all)} % of ${all.toLocaleString("en")}`;
}

export function medianText({ ruled, median_days }: Pick<ReviewSummary, "ruled" | "median_days">): string {
  if (median_days === null) return "no ruling by people yet";
  return `half of ${ruled.toLocaleString("en")} within ${median_days.toLocaleString("en")} d`;
}
