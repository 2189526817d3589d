"use client";
import { lazy, Suspense, useState } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { Ladder } from "./ladder.tsx";
import { limitOfLoss } from "./map-limit.ts";
import { isRated, type MapPoint, type MarketMapView, MOST_MARKS } from "./map-points.ts";
import { MapSurface } from "./map-surface.tsx";
import { mapTwin } from "./map-twin.ts";
import { mapTitle, readingWords } from "./map-words.ts";
import { choiceAt } from "./tolerance.ts";
import { ToleranceControl } from "./tolerance-control.tsx";

/** Of very many offers only. */
const TierFilter = lazy(() => import("./tier-filter.tsx").then((module) => ({ default: module.TierFilter })));

export type MapChartProps = {
  view: MarketMapView;
  /** Highest tolerated chance at first, ppm. */
  tolerance: number;
  /** Money text of what one could lose at one blow; empty: not said. */
  loss: string;
  /** In which that is. */
  currency: string;
  level?: 2 | 3;
  /** Of the file of its table. */
  fileName: string;
};

const PLOT_PX = 270;

/** The market of one category (design: charts, C1): the map, on narrow screens first a ladder. Three offers at least. */
export function MapChart({ view: whole, tolerance, loss, currency, level = 2, fileName }: MapChartProps) {
  const [tolerated, onTolerate] = useState(tolerance);
  const [read, setRead] = useState<string | undefined>(undefined);
  const [isMap, setMap] = useState(false);
  const [hidden, setHidden] = useState<ReadonlySet<MapPoint["tier"]>>(new Set());
  const view = withoutTiers(whole, hidden);
  const choice = choiceAt(view.points, tolerated);
  const shown = view.points.find(({ key }) => key === read);
  const title = mapTitle(view, tolerated, choice);
  const limitOf = limitOfLoss(loss, currency);
  const say = (point: MapPoint) => readingWords(point, view, limitOf);
  return (
    <ChartFigure level={level} title={title} caption={view.caption} twin={mapTwin(view, fileName)}>
      <ToleranceControl tolerated={tolerated} onTolerate={onTolerate} />
      {whole.counts.offers > MOST_MARKS ? (
        <Suspense>
          <TierFilter view={whole} hidden={hidden} onHide={setHidden} />
        </Suspense>
      ) : null}
      <div className={isMap ? "hidden" : "sm:hidden"}>
        <Ladder view={view} tolerated={tolerated} choice={choice} />
      </div>
      <div className={isMap ? "" : "max-sm:hidden"}>
        <MapSurface
          label={`${title}. Arrow keys read one after the other, by price.`}
          height={PLOT_PX}
          onRead={setRead}
          {...{ view, tolerated, onTolerate, choice, read, say }}
        />
        <ReadingLine point={shown ?? choice} isRead={shown !== undefined} say={say} />
      </div>
      <Button data-print="hide" size="sm" variant="quiet" className="mt-2 sm:hidden" onClick={() => setMap(!isMap)}>
        {isMap ? "Show as ladder" : "Show as map"}
      </Button>
    </ChartFigure>
  );
}

/** Without these tiers, among marks and dots; the counts stay those of the market. */
function withoutTiers(view: MarketMapView, hidden: ReadonlySet<MapPoint["tier"]>): MarketMapView {
  if (hidden.size === 0) return view;
  const isShown = ({ tier }: { tier: MapPoint["tier"] }) => !hidden.has(tier);
  return { ...view, points: view.points.filter(isShown), dots: view.dots.filter(isShown) };
}

function ReadingLine({
  point,
  isRead,
  say,
}: {
  point: MapPoint | undefined;
  isRead: boolean;
  say: (point: MapPoint) => string;
}) {
  if (point === undefined)
    return <p className="mt-1 min-h-12 text-muted text-sm">Point at one, or read them by arrow keys.</p>;
  return (
    <p className="mt-1 min-h-12 text-sm">
      {isRead ? "" : isRated(point) ? "Ringed: " : ""}
      {say(point)}{" "}
      <Link href={`/providers/${point.provider}`} className="whitespace-nowrap">
        Why?
      </Link>
    </p>
  );
}
