import type { ReactNode } from "react";
import { Later } from "#components/ui/later.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import type { MarketView } from "#lib/contract/market.ts";
import { mapViewOf } from "../map/map-view.ts";
import { MarketPicture } from "../map/market-picture.tsx";
import { AnswerRows } from "./answer-rows.tsx";
import type { Ask } from "./ask.ts";
import { NeedForm } from "./need-form.tsx";

/** The question, its answers and the map beside them. `lead` stands above the question, `proof` below all. */
export function FrontMarket({
  market,
  ask,
  lead,
  proof,
  level = 2,
}: {
  market: MarketView;
  ask: Ask;
  lead?: ReactNode;
  proof?: ReactNode;
  level?: 2 | 3;
}) {
  return (
    <div className="grid gap-x-8 gap-y-5 lg:grid-cols-12">
      <Later unseen className="flex min-w-0 flex-col gap-3 sm:gap-4 lg:col-span-5">
        {lead}
        {market.markets.length === 0 ? (
          <p className="flex flex-wrap gap-2">
            <ButtonLink href="/providers">See who is listed</ButtonLink>
            <ButtonLink href="/operator">Publish your own</ButtonLink>
          </p>
        ) : (
          <>
            <NeedForm market={market} ask={ask} />
            <AnswerRows market={market} />
          </>
        )}
        {/* Within the first screen: on a narrow one above the answers, of which it has room for two. */}
        {proof === undefined ? null : <div className="max-sm:[&>p]:text-xs">{proof}</div>}
      </Later>
      <Later className="min-w-0 lg:col-span-7">
        <MarketPicture
          view={mapViewOf(market)}
          loss={ask.loss}
          currency={market.shown?.currency ?? ""}
          fileName={`market-${market.shown?.category ?? "empty"}`}
          level={level}
        />
      </Later>
    </div>
  );
}
