import type { Params } from "#components/market/front/ask.ts";
import { NeedForm } from "#components/market/front/need-form.tsx";
import { mapViewOf } from "#components/market/map/map-view.ts";
import { MarketPicture } from "#components/market/map/market-picture.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { ComputedFrom } from "../as-of.tsx";
import { askMarket } from "../ask-market.ts";
import { ViewLinks } from "./view-links.tsx";

/** Providers as a market: what can be bought, by price and risk. */
export async function MapView({ params }: { params: Params }) {
  const { ask, market, asOf, problem } = await askMarket(webContext(), params);
  return (
    <>
      <PageHeading
        title="What can be bought, by price and risk"
        lead="One need and one currency at a time; nothing is converted."
        actions={<ViewLinks view="map" />}
      />
      <div className="flex flex-col gap-5">
        {problem === undefined ? null : <Alert title="There is no such market here">{problem}</Alert>}
        {market.markets.length === 0 ? null : (
          <NeedForm market={market} ask={ask} action="/providers" keep={{ view: "map" }} />
        )}
        <MarketPicture
          view={mapViewOf(market)}
          loss={ask.loss}
          currency={market.shown?.currency ?? ""}
          fileName={`market-${market.shown?.category ?? "empty"}`}
        />
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
