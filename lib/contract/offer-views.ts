/** Offers in the words of the API. Pure, so that an auditor says the same of the same forms, prices and marks. */
import { hundredthsText, offersOf, type PricedOffer, type PriceList } from "#lib/disclosure/offers.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { findModel } from "#lib/reputation/model.ts";
import { type Rated, stackOf } from "#lib/reputation/stack.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { type Clock, standingAt } from "#lib/state/marks/gate-facts.ts";
import { stackedView } from "./mark-views.ts";
import type { Offer } from "./offers.ts";

/** A service, and an instance that sells its tokens, as both have said. */
export type Pair = { readonly service: ProviderForm; readonly instance: ProviderForm };

/** By provider id; who has no list and who is not rated is left out. */
export type OfferFacts = {
  readonly lists: ReadonlyMap<string, PriceList>;
  readonly marks: ReadonlyMap<ProviderId, Marks>;
  readonly clock: Clock;
};

/** In the order of services and instances. */
export function offersIn(pairs: readonly Pair[], { lists, marks, clock }: OfferFacts): Offer[] {
  // Each is in many pairs: how it stands is computed once.
  const standings = new Map<ProviderForm, Rated>();
  const standingOf = (own: Marks, form: ProviderForm): Rated => {
    const known = standings.get(form) ?? standingAt(own, form, clock);
    standings.set(form, known);
    return known;
  };
  const offers = pairs.flatMap((pair) => {
    const { service, instance } = pair;
    const risk = riskOf(pair, marks, standingOf);
    return offersOf(service.id, lists.get(service.id), lists.get(instance.id)).map((priced) => ({
      ...offerView(priced, pair),
      ...risk,
    }));
  });
  return offers
    .map((offer) => ({ offer, place: placeOf(offer) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ offer }) => offer);
}

/** Printable, unique, and in the order of the list. */
export function placeOf({ service, instance, category, unit, currency }: Offer): string {
  return [service.id, instance.id, category, unit, currency].map(encodeURIComponent).join("/");
}

type OfferRisk = Pick<Offer, "stacked" | "service_tier" | "instance_tier">;

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
function riskOf(
  pair: Pair,
  marks: OfferFacts["marks"],
  standingOf: (own: Marks, form: ProviderForm) => Rated,
): OfferRisk {
  const [service, instance] = [marks.get(pair.service.id), marks.get(pair.instance.id)];
  const model = service === undefined ? undefined : findModel(service.model);
  const stacked =
    service === undefined || instance === undefined || model === undefined
      ? null
      : stackOf(standingOf(service, pair.service), standingOf(instance, pair.instance), model);
  return {
    stacked: stacked && model ? stackedView(stacked, model) : null,
    ...{ service_tier: service?.tier ?? null, instance_tier: instance?.tier ?? null },
  };
}
