"use client";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { MAP_TIERS, type MapPoint, type MarketMapView } from "./map-points.ts";

type Hidden = ReadonlySet<MapPoint["tier"]>;

/** Of very many offers: which tiers are drawn. */
export function TierFilter({
  view: { points, dots },
  hidden,
  onHide,
}: {
  view: MarketMapView;
  hidden: Hidden;
  onHide: (hidden: Hidden) => void;
}) {
  const there = MAP_TIERS.filter((tier) => [...points, ...dots].some((each) => each.tier === tier));
  const toggled = (tier: MapPoint["tier"]): Hidden => {
    const next = new Set(hidden);
    if (!next.delete(tier)) next.add(tier);
    return next;
  };
  return (
    <fieldset data-print="hide" className="mb-2 flex flex-wrap items-center gap-1">
      <legend className="float-left mr-2 text-muted text-sm leading-6">Show</legend>
      {there.map((tier) => (
        <Button
          key={tier}
          size="sm"
          variant={hidden.has(tier) ? "quiet" : "secondary"}
          aria-pressed={!hidden.has(tier)}
          onClick={() => onHide(toggled(tier))}
        >
          <TierMark tier={tier} />
          {tier === "unrated" ? "unrated" : tier}
        </Button>
      ))}
    </fieldset>
  );
}
