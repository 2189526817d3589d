import { TierBadge } from "#components/tier/tier-badge.tsx";
import { capital } from "#components/ui/capital.ts";
import { Link } from "#components/ui/link.tsx";
import type { MarketAnswerView, MarketPoint, MarketView } from "#lib/contract/market.ts";
import { pricedUnits } from "../priced-units.ts";
import { keepText, noAnswerWords, whySentence } from "./answer-words.ts";
import { needValue } from "./ask.ts";

/** Three answers at most: whom, how much, for how long, at which price, and why. */
export function AnswerRows({ market }: { market: MarketView }) {
  const points = new Map(market.points.map((point) => [point.key, point]));
  const rows = (market.answers?.rows ?? []).flatMap((answer) => {
    const point = points.get(answer.key);
    return point === undefined ? [] : [{ answer, point }];
  });
  if (rows.length === 0)
    return <p className="rounded-md bg-sunken p-3 text-muted max-sm:order-1">{noAnswerWords(market)}</p>;
  return (
    <div className="max-sm:order-1">
      <ol aria-label="Answers" className="divide-y divide-divider border-divider border-y">
        {rows.map(({ answer, point }) => (
          <AnswerRow key={answer.key} answer={answer} point={point} market={market} />
        ))}
      </ol>
      <p className="mt-2 text-sm">
        <Link href={chooseHref(market)}>Spread it, pay ahead, or trade for profit</Link>
        {market.shown === null ? null : (
          <span aria-hidden className="mt-1 block text-muted sm:hidden">
            Prices are for {pricedUnits(market.shown.unit)}.
          </span>
        )}
      </p>
    </div>
  );
}

/** The same question with more of it asked. */
function chooseHref({ shown, answers }: MarketView): string {
  if (shown === null) return "/choose";
  const { currency } = shown;
  return `/choose?${new URLSearchParams({ need: needValue(shown), loss: answers?.loss ?? "", currency })}`;
}

function AnswerRow({ answer, point, market }: { answer: MarketAnswerView; point: MarketPoint; market: MarketView }) {
  const currency = market.shown?.currency ?? "";
  const { service, instance, price } = point;
  return (
    <li className="py-2 sm:py-2.5">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <Link look="name" href={`/providers/${(service ?? instance).id}`} className="text-lg">
          <bdi>{(service ?? instance).name}</bdi>
        </Link>
        <TierBadge tier={point.tier} stale={point.stale_since !== null} />
        <span className="ml-auto whitespace-nowrap tabular-nums">
          {price} {currency}
          {market.shown === null ? null : (
            <span className="text-muted text-sm max-sm:sr-only"> for {pricedUnits(market.shown.unit)}</span>
          )}
        </span>
      </p>
      <p className="font-medium">{capital(keepText(answer, currency))}</p>
      <p className="text-muted text-xs sm:text-sm">
        {whySentence(answer, point, market)}{" "}
        {service === null ? null : (
          <>
            Paid through <bdi>{instance.name}</bdi>, which holds the balance: {point.tier} is both together.
          </>
        )}
      </p>
    </li>
  );
}
