/** Prices, offers and markets as the site shows them, against the log's price lists and the reader's own marks: a better price is found here. */
import type { z } from "zod";
import { oneOf } from "#lib/contract/common.ts";
import { traitNames } from "#lib/contract/in-common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import { marketSchema } from "#lib/contract/market.ts";
import { clustersOf, marketRowsOf, type Sale } from "#lib/contract/market-rows.ts";
import { marketView } from "#lib/contract/market-views.ts";
import { offersIn, type Pair, placeOf } from "#lib/contract/offer-views.ts";
import { type Offer, offerSchema } from "#lib/contract/offers.ts";
import { OFFERED_VERSIONS, PRICE_VERSIONS, priceListOf, pricesView } from "#lib/contract/price-views.ts";
import { pricesSchema } from "#lib/contract/prices.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { type Marks, ratedOf } from "#lib/reputation/marks.ts";
import { MICROS } from "#lib/reputation/money.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { indexOf, providerOf } from "#lib/state/view.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";
import { textOf, unknownModel } from "./compare-marks.ts";
import { drawn, saidOf } from "./drawn.ts";
import { priceVersions, saidBy } from "./published.ts";
import { shownOf } from "./scored.ts";
import type { Site } from "./site.ts";

const TRIED = 24;
const TRIED_MARKETS = 4;
const LOSS = "100";

export async function comparePrices(remote: RemoteIndex, site: Site): Promise<Check> {
  const name = "prices";
  const all = providersOf(site);
  const tried = drawn(all, TRIED, site.seed, ({ id }) => id);
  const wrong = await firstOf(tried, async (form) => {
    const { data, as_of } = await remote.get(
      `api/v1/providers/${form.id}/prices?as_of=${site.size}`,
      oneOf(pricesSchema),
    );
    const own = pricesView(form, priceVersions(site.published, form.id, PRICE_VERSIONS), timeOf(as_of));
    return textOf(data) === textOf(own) ? undefined : form.id;
  });
  if (wrong !== undefined) return fail(name, `${wrong}: other prices are shown than its price lists say.`);
  return { name, outcome: "pass", detail: saidOf(tried.length, all.length, "providers", site.seed) };
}

export async function compareOffers(remote: RemoteIndex, site: Site): Promise<Check> {
  const name = "offers";
  const { model } = site.scored;
  if (model.state === "unknown") return unknownModel(name, model.hash);
  const sales = salesOf(site);
  const ownAt = onceForEach((now) => offersAt(site, sales, now));
  let after = "";
  let count = 0;
  let left: readonly Offer[] = ownAt(asInstant((site.at / DAY_MS + 1) * DAY_MS - 1));
  for await (const { data, time } of remote.pages("offers", site.size, offerSchema)) {
    const own = ownAt(asInstant(Date.parse(time))).filter((offer) => placeOf(offer) > after);
    left = own.slice(data.length);
    const at = data.findIndex((offer, nth) => textOf(offer) !== textOf(own[nth] ?? null));
    const shown = data[at];
    if (shown !== undefined)
      return fail(name, `${placeOf(shown)}: the log gives another offer there, another price or another risk.`);
    const last = data.at(-1);
    after = last === undefined ? after : placeOf(last);
    count += data.length;
  }
  const [missing] = left;
  if (missing !== undefined) return fail(name, `${placeOf(missing)} is offered, and the list leaves it out.`);
  return { name, outcome: "pass", detail: `${count} offers` };
}

const marketAnswer = oneOf(marketSchema);

/** The preset, some drawn from the others, and the comparison of instances. */
export async function compareMarkets(remote: RemoteIndex, site: Site): Promise<Check> {
  const name = "markets";
  const { model } = site.scored;
  if (model.state === "unknown") return unknownModel(name, model.hash);
  const sales = salesOf(site);
  const ask = { tolerance: "C", days: 30, loss: BigInt(LOSS) * MICROS } as const;
  const words = { as_of: `${site.size}`, tolerance: ask.tolerance, days: `${ask.days}`, loss: LOSS };
  const compare = async (asked: Record<string, string>): Promise<z.infer<typeof marketAnswer> | undefined> => {
    const query = new URLSearchParams({ ...words, ...asked });
    const answer = await remote.get(`api/v1/market?${query}`, marketAnswer);
    const now = timeOf(answer.as_of);
    const rows = marketRowsOf(
      offersAt(site, sales, now),
      sales,
      ratingAt(site, sales, now),
      dateOfDay(site.at / DAY_MS),
    );
    const isOffers = asked.compare !== "instances";
    const [preset = null] = rows.markets;
    const { category, unit, currency } = { ...preset, ...asked };
    const shown =
      isOffers && category !== undefined && unit !== undefined && currency !== undefined
        ? { category, unit, currency }
        : null;
    const around = { shown, markets: rows.markets, withoutPrice: rows.withoutPrice, day: rows.day };
    const points = isOffers ? (shown === null ? [] : rows.rowsOf(shown)) : rows.instances;
    const own = marketView(points, { ...ask, compare: isOffers ? "offers" : "instances" }, around, rows.model);
    return textOf(answer.data) === textOf(own) ? answer : undefined;
  };
  const preset = await compare({});
  if (preset === undefined) return fail(name, "the first market is shown otherwise than its offers give.");
  const others = preset.data.markets.slice(1);
  const tried = drawn(others, TRIED_MARKETS, site.seed, (one) => JSON.stringify(one));
  for (const { category, unit, currency } of tried)
    if ((await compare({ category, unit, currency })) === undefined)
      return fail(name, `${category} by ${unit} in ${currency} is shown otherwise than its offers give.`);
  if ((await compare({ compare: "instances" })) === undefined)
    return fail(name, "instances are compared otherwise than their prices give.");
  const looked = Math.min(1, preset.data.markets.length) + tried.length;
  return { name, outcome: "pass", detail: saidOf(looked, preset.data.markets.length, "markets", site.seed) };
}

function fail(name: string, detail: string): Check {
  return { name, outcome: "fail", reason: "site-differs", detail };
}

const timeOf = ({ time }: { readonly time: string }) => asInstant(Date.parse(time));

function providersOf({ state }: Pick<Site, "state">): ProviderForm[] {
  return state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form] : []));
}

/** A link stands in both forms as soon as both operators have said so; the seller is whose statement it was. */
function salesOf(site: Pick<Site, "state">): Sale[] {
  return providersOf(site).flatMap(({ id, kind, links }) =>
    kind !== "instance"
      ? []
      : links.flatMap(({ other, relation, from }) =>
          relation === "sells-tokens-of" && from === "this" ? [{ service: other, instance: id }] : [],
        ),
  );
}

function offersAt({ state, scored, published }: Site, sales: readonly Sale[], now: Instant): Offer[] {
  const pairs = sales.flatMap((sale): Pair[] => {
    const [service, instance] = [providerOf(state, sale.service), providerOf(state, sale.instance)];
    return service?.kind === "service" && instance !== undefined ? [{ service, instance }] : [];
  });
  const forms = new Map(pairs.flatMap(({ service, instance }) => [service, instance].map((form) => [form.id, form])));
  const lists = [...forms.values()].flatMap((form) => {
    const list = priceListOf(form, priceVersions(published, form.id, OFFERED_VERSIONS), now);
    return list === undefined ? [] : [[form.id, list] as const];
  });
  const marks = [...scored.own].flatMap(([id, own]) => (own === null ? [] : [[id, own] as const]));
  const clock = { now, outages: indexOf(state)?.outages ?? [] };
  return offersIn(pairs, { lists: new Map(lists), marks: new Map<ProviderForm["id"], Marks>(marks), clock });
}

function ratingAt({ state, scored, published }: Site, sales: readonly Sale[], now: Instant) {
  const ids = new Set(sales.flatMap(({ service, instance }) => [service, instance]));
  const summaries = [...ids].flatMap((id) => {
    const summary = shownOf(scored, state, id, now);
    return summary === null ? [] : [[id, summary] as const];
  });
  const forms = state
    .rows()
    .flatMap(({ form }) => (form.aggregate === "cluster" && form.members.length > 0 ? [form] : []));
  const clusters = clustersOf(forms, (id) => {
    const own = scored.own.get(id);
    return own == null ? undefined : ratedOf(own).band.high;
  });
  const traits = traitNames([...ids].map((id) => [id, saidBy(published, id)] as const));
  return { summaries: new Map(summaries), clusters, traits };
}

/** Pages of one list are of almost one time: what is computed is kept for it. */
function onceForEach<T>(make: (now: Instant) => T): (now: Instant) => T {
  const made = new Map<Instant, T>();
  return (now) => {
    const known = made.get(now) ?? make(now);
    made.set(now, known);
    return known;
  };
}
