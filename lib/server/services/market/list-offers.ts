import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import { stackedView } from "#lib/contract/mark-views.ts";
import type { Offer } from "#lib/contract/offers.ts";
import { hundredthsText, offersOf, type PricedOffer } from "#lib/disclosure/offers.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { findModel } from "#lib/reputation/model.ts";
import { stackOf } from "#lib/reputation/stack.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { type Clock, standingAt } from "#lib/state/marks/gate-facts.ts";
import type { ReadCtx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { newestPlace } from "../marks/day-place.ts";
import { type MarksAt, marksAt } from "../marks/marks-at.ts";
import { remember } from "../marks/remember.ts";
import { readClock } from "../provider/heartbeat-state.ts";
import { parseForm } from "../state/projected-forms.ts";
import { type ListQuery, readForms } from "../state/read-aggregates.ts";
import { readPriceLists } from "./read-price-lists.ts";

export type OfferQuery = ListQuery & {
  readonly currency?: string | undefined;
  readonly category?: string | undefined;
  readonly service?: string | undefined;
  readonly instance?: string | undefined;
};

type OfferRisk = Pick<Offer, "stacked" | "service_tier" | "instance_tier">;
export type Pair = { readonly service: ProviderForm; readonly instance: ProviderForm };

/** In the order of services and instances. Errors: `gone`, `malformed` (cursor). */
export async function listOffers(
  ctx: ReadCtx,
  query: OfferQuery,
): Promise<{ data: Offer[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const as_of = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const offers = await readOffers(ctx, query, as_of);
  const after = cursor?.after ?? "";
  const limit = query.limit ?? PRESET_LIMIT;
  const rest = offers.filter((offer) => placeOf(offer) > after).slice(0, limit + 1);
  const { data, next_cursor } = cutPage(rest, limit, as_of.size, placeOf);
  return { data, page: { next_cursor }, as_of };
}

/** All of them, at a size. */
export function readOffers(
  ctx: ReadCtx,
  { currency, category, service, instance }: Omit<OfferQuery, keyof ListQuery>,
  asOf: AsOf,
): Promise<Offer[]> {
  const query = { currency, category, service, instance };
  // Whoever asks while the head stays shares one reading, also those who ask at once.
  return remember(ctx, `offers ${JSON.stringify([query, asOf])}`, () => findOffers(ctx, query, asOf));
}

async function findOffers(ctx: ReadCtx, query: Omit<OfferQuery, keyof ListQuery>, asOf: AsOf): Promise<Offer[]> {
  const pairs = await readPairs(ctx, query, asOf.size);
  const forms = new Map(pairs.flatMap(({ service, instance }) => [service, instance].map((form) => [form.id, form])));
  const clock = await readClock(ctx, asOf);
  const lists = await readPriceLists(ctx, [...forms.values()], { size: asOf.size, now: clock.now });
  const marks = await marksAt(ctx, [...forms.keys()], await newestPlace(ctx, asOf));
  const offers = pairs.flatMap((pair) => {
    const { service, instance } = pair;
    const risk = riskOf(pair, marks, clock);
    return offersOf(service.id, lists.get(service.id), lists.get(instance.id)).map((priced) => ({
      ...offerView(priced, pair),
      ...risk,
    }));
  });
  return offers
    .filter(
      ({ currency, category }) =>
        (query.currency ?? currency) === currency && (query.category ?? category) === category,
    )
    .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

/** A link stands in both forms as soon as both operators have said so; the seller is whose statement it was. */
export async function readPairs(ctx: ReadCtx, { service, instance }: OfferQuery, size: number): Promise<Pair[]> {
  const sells = { relation: "sells-tokens-of", from: "this", ...(service !== undefined && { other: service }) };
  const { rows } = await ctx.pool.query<{ form: string }>(
    `SELECT form FROM aggregate_version
      WHERE kind = 'provider' AND from_size <= $1 AND (to_size IS NULL OR to_size > $1) AND form::jsonb @> $2::jsonb
        AND ($3::text IS NULL OR key = $3) ORDER BY key`,
    [size, JSON.stringify({ kind: "instance", links: [sells] }), instance === undefined ? null : providerKey(instance)],
  );
  const sellers = rows.flatMap(({ form: text }) => {
    const form = parseForm(text);
    return form.aggregate === "provider" ? [form] : [];
  });
  const soldBy = ({ links }: ProviderForm) =>
    links.flatMap(({ other, relation, from }) =>
      relation === "sells-tokens-of" && from === "this" && (service ?? other) === other ? [other] : [],
    );
  const sold = await readForms(ctx, sellers.flatMap(soldBy).map(providerKey), size);
  const services = new Map(sold.flatMap((form) => (form.aggregate === "provider" ? [[form.id, form]] : [])));
  return sellers.flatMap((seller) =>
    soldBy(seller).flatMap((id): Pair[] => {
      const found = services.get(id);
      return found?.kind === "service" ? [{ service: found, instance: seller }] : [];
    }),
  );
}

function offerView(
  { next, staleSince, listPrice, markup, ...priced }: PricedOffer,
  { service, instance }: Pair,
): Omit<Offer, keyof OfferRisk> {
  const { category, unit, currency, price, by, entry } = priced;
  return {
    service: { id: service.id, name: service.name },
    instance: { id: instance.id, name: instance.name },
    ...{ category, unit, currency, price },
    next: next && { price: next.price, from: formatInstant(next.from) },
    ...{ by, entry },
    stale_since: staleSince && formatInstant(staleSince),
    list_price: listPrice,
    markup_percent: markup === null ? null : hundredthsText(markup),
  };
}

/** Null while no model is in force. */
function riskOf(pair: Pair, marks: ReadonlyMap<ProviderId, MarksAt>, clock: Clock): OfferRisk {
  const [service, instance] = [marks.get(pair.service.id)?.marks, marks.get(pair.instance.id)?.marks];
  const model = service === undefined ? undefined : findModel(service.model);
  const stacked =
    service === undefined || instance === undefined || model === undefined
      ? null
      : stackOf(standingAt(service, pair.service, clock), standingAt(instance, pair.instance, clock), model);
  return {
    stacked: stacked && model ? stackedView(stacked, model) : null,
    ...{ service_tier: service?.tier ?? null, instance_tier: instance?.tier ?? null },
  };
}

/** Printable, unique, and in the order of the list. */
function placeOf({ service, instance, category, unit, currency }: Offer): string {
  return [service.id, instance.id, category, unit, currency].map(encodeURIComponent).join("/");
}
