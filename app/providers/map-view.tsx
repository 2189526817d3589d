import type { Params } from "#components/market/front/ask.ts";
import { NeedForm } from "#components/market/front/need-form.tsx";
import { mapViewOf } from "#components/market/map/map-view.ts";
import { MarketPicture } from "#components/market/map/market-picture.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { ComputedFrom } from "../as-of.tsx";
import { askMarket } from "../ask-market.ts";
import { ViewLinks } from "./view-links.tsx";

/** Providers as a market: what can be bought, by price and risk. */
export async function MapView({ params }: { params: Params }) {
  const { ask, market, asOf, problem } = await askMarket(webContext(), params);
  const isInstances = market.compare === "instances";
  return (
    <>
      <PageHeading
        title={isInstances ? "Who sells, by markup and risk" : "What can be bought, by price and risk"}
        lead={
          isInstances
            ? "Each instance by what it adds to the list prices of the services that it sells, in the middle of them."
            : "One need and one currency at a time; nothing is converted."
        }
        actions={<ViewLinks view="map" />}
      />
      <div className="flex flex-col gap-5">
        {problem === undefined ? null : <Alert title="There is no such market here">{problem}</Alert>}
        <p>
          {isInstances ? (
            <Link href="/providers?view=map">Offers of one need, by price</Link>
          ) : (
            <Link href="/providers?view=map&compare=instances">Instances, by what they add to list prices</Link>
          )}
        </p>
        {market.markets.length === 0 || isInstances ? null : (
          <NeedForm market={market} ask={ask} action="/providers" keep={{ view: "map" }} />
        )}
        <MarketPicture
          view={mapViewOf(market)}
          loss={ask.loss}
          currency={market.shown?.currency ?? market.markets[0]?.currency ?? ""}
          fileName={isInstances ? "instances" : `market-${market.shown?.category ?? "empty"}`}
        />
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
