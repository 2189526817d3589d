import { oneIn } from "#components/marks/marks-words.ts";
import { riskPlace, TIER_LINES, TIER_PARTS } from "#components/tier/tier-axis.ts";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { TierGlyph } from "#components/tier/tier-glyph.tsx";
import { Link } from "#components/ui/link.tsx";
import { isRated, type MapPoint, type MarketMapView } from "./map-points.ts";
import { countWords, priceWords } from "./map-words.ts";

/** Rows before "more". */
const MOST_ROWS = 12;
/** Place on the shared axis of chances, 0 to 100. */
const along = riskPlace({ height: 100 });
const across = (ppm: number) => Math.round((100 - along(ppm)) * 10) / 10;

/** The market as rows by price, for narrow screens: name, price and limit, and its band on one axis for all. */
export function Ladder({
  view,
  tolerated,
  choice,
}: {
  view: MarketMapView;
  tolerated: number;
  choice: MapPoint | undefined;
}) {
  const shown = rowsOf(view.points, choice);
  const more = view.counts.offers - shown.length;
  return (
    <div>
      <LadderHead />
      <ol className="divide-y divide-divider border-divider border-y">
        {shown.map((point) => (
          <li key={point.key} className="grid grid-cols-[minmax(0,1fr)_40%] items-center gap-3 py-2">
            <span className="min-w-0">
              <Link look="name" href={`/providers/${point.provider}`}>
                {point.label}
              </Link>
              <span className="block text-muted text-xs">
                {priceWords(point, view)}
                {point.key === choice?.key ? <strong className="font-semibold text-ink"> · costs least</strong> : null}
                {point.isShut ? " · takes no money" : ""}
                {point.staleSince === null ? "" : " · price ended"}
              </span>
            </span>
            <Rung point={point} tolerated={tolerated} />
          </li>
        ))}
      </ol>
      {more > 0 ? (
        <p className="mt-2 text-muted text-sm">{countWords(more, "more", "more")} in the list of providers.</p>
      ) : null}
    </div>
  );
}

/** The cheapest ones, and the choice wherever it stands. */
function rowsOf(points: readonly MapPoint[], choice: MapPoint | undefined): MapPoint[] {
  const first = points.slice(0, MOST_ROWS);
  if (choice === undefined || first.includes(choice)) return first;
  return [...first.slice(0, MOST_ROWS - 1), choice];
}

/** The axis of all rows: one letter over each tier's part. */
function LadderHead() {
  return (
    <div aria-hidden className="grid grid-cols-[minmax(0,1fr)_40%] gap-3 pb-1 text-muted text-xs">
      <span>by price</span>
      <span className="relative block h-4">
        {TIER_PARTS.map(([tier, from, to]) => (
          <span
            key={tier}
            style={{ left: `${(across(from) + across(to)) / 2}%` }}
            className="absolute -translate-x-1/2 font-semibold"
          >
            {tier}
          </span>
        ))}
      </span>
    </div>
  );
}

function Rung({ point, tolerated }: { point: MapPoint; tolerated: number }) {
  if (!isRated(point))
    return (
      <span className="flex items-center gap-1.5 text-muted text-xs">
        <TierMark tier="unrated" /> not enough evidence
      </span>
    );
  return (
    <span className="relative block h-6">
      <svg aria-hidden="true" viewBox="0 0 100 24" preserveAspectRatio="none" className="absolute inset-0 h-6 w-full">
        <rect x={across(tolerated)} y={0} width={100 - across(tolerated)} height={24} className="fill-sunken" />
        {TIER_LINES.map((ppm) => (
          <path key={ppm} d={`M${across(ppm)} 0V24`} className="stroke-divider" vectorEffect="non-scaling-stroke" />
        ))}
        <path
          d={`M${across(point.low)} 12H${across(point.high)}`}
          className="stroke-muted"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
        <path
          d={`M${across(point.estimate)} 7V17`}
          className="stroke-muted"
          strokeWidth={1.5}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <svg
        role="img"
        aria-label={`${point.tier}, up to ${oneIn(point.high)} within a year`}
        viewBox="0 0 18 18"
        style={{ left: `${across(point.high)}%` }}
        className="absolute top-0.75 size-4.5 -translate-x-1/2"
      >
        <TierGlyph tier={point.tier} x={9} y={9} />
      </svg>
    </span>
  );
}
