import { TierBadge } from "#components/tier/tier-badge.tsx";
import { capital } from "#components/ui/capital.ts";
import { Link } from "#components/ui/link.tsx";
import { limitOfLoss } from "./map-limit.ts";
import type { MapPoint, MarketMapView } from "./map-points.ts";
import { keepWords, mapTitle, priceWords } from "./map-words.ts";
import { MarketMap } from "./market-map.tsx";
import { PRESET_TOLERANCE, type ToleratedTier, toleranceOf } from "./tolerance.ts";

/** Below so many a drawing would say less than a sentence on each. */
const MAP_FROM = 3;

type Props = {
  view: MarketMapView;
  tolerance?: ToleratedTier;
  loss: string;
  currency: string;
  fileName: string;
  level?: 2 | 3;
};

/** The market as it can honestly be shown: a sentence, a card for each of one or two, or the map. */
export function MarketPicture({ view, level = 2, ...rest }: Props) {
  if (view.counts.offers >= MAP_FROM) {
    const { tolerance = PRESET_TOLERANCE, ...said } = rest;
    return <MarketMap view={view} level={level} tolerance={toleranceOf(tolerance)} {...said} />;
  }
  const Heading = `h${level}` as const;
  return (
    <section className="rounded-lg border border-divider p-4">
      <Heading className="text-base">{fewTitle(view)}</Heading>
      {view.points.length === 0 ? (
        <p className="mt-1 text-muted">
          An offer stands here as soon as a service and an instance both say that the one sells the other's tokens, and
          a price list names the price.
        </p>
      ) : (
        <ul className="mt-3 grid gap-3 sm:grid-cols-2">
          {view.points.map((point) => (
            <OfferCard key={point.key} point={point} view={view} loss={rest.loss} currency={rest.currency} />
          ))}
        </ul>
      )}
    </section>
  );
}

function fewTitle(view: MarketMapView): string {
  const { counts, noun } = view;
  if (counts.offers === 0) return mapTitle(view, 0, undefined);
  return counts.offers === 1
    ? `Only one ${noun.one}: nothing to compare it with`
    : `Only two ${noun.many}: no market yet`;
}

function OfferCard({
  point,
  view,
  loss,
  currency,
}: {
  point: MapPoint;
  view: MarketMapView;
  loss: string;
  currency: string;
}) {
  return (
    <li className="flex min-w-0 flex-col items-start gap-2 rounded-md bg-sunken p-3">
      <Link look="name" href={`/providers/${point.provider}`} className="max-w-full truncate">
        {point.name}
      </Link>
      <TierBadge tier={point.tier} />
      <p>
        {priceWords(point, view)} <span className="text-muted text-sm">({view.axis})</span>
      </p>
      <p className="text-sm">{capital(keepWords(point, limitOfLoss(loss, currency)(point)?.keep ?? null))}.</p>
    </li>
  );
}
