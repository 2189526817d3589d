import { Link } from "#components/ui/link.tsx";
import type { DemoLosses } from "#lib/contract/demonstration.ts";

/** What the limits were worth to users of the invented market. */
export function LimitsWorked({ losses }: { losses: DemoLosses }) {
  const { kept_limits: kept, went_by_price: price, went_by_size: size } = losses;
  const others = Math.max(price.worst_year, size.worst_year);
  return (
    <div className="grid gap-x-12 gap-y-3 lg:grid-cols-12">
      <p className="text-lg lg:col-span-7">
        In these two years, users who kept the limits lost at most {percent(kept.worst_blow)} of what they could bear in
        one blow and {percent(kept.worst_year)} in a year. Those who went by price or size alone lost up to{" "}
        {percent(others)} in a year.
      </p>
      <div className="flex min-w-0 flex-col gap-2 lg:col-span-5">
        <dl className="grid grid-cols-3 gap-x-6 gap-y-1 border-divider border-t pt-3 lg:border-t-0 lg:pt-0">
          <Mean title="Kept the limits" value={kept.mean_year} />
          <Mean title="Went by the price" value={price.mean_year} />
          <Mean title="Went by the size" value={size.mean_year} />
        </dl>
        <p className="text-muted text-sm">
          Means in a year, of what each could bear. {kept.users} invented users of each kind, by the tiers of each week
          in this log. <Link href="/failures">What failed</Link>
        </p>
      </div>
    </div>
  );
}

function Mean({ title, value }: { title: string; value: number }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{title}</dt>
      <dd className="text-lg tabular-nums">{percent(value)}</dd>
    </div>
  );
}

/** Hundredths of a percent, in words as exact as one needs. */
function percent(hundredths: number): string {
  const value = hundredths / 100;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} %`;
}
