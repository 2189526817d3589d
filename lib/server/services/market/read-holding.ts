/** Where money would lie: a provider, and of a service each instance that sells its tokens. */
import type { PayCheckView } from "#lib/contract/offers.ts";
import { type Rated, riskiestOf, stackOf } from "#lib/reputation/stack.ts";
import { providerKey } from "#lib/state/forms.ts";
import { standingAt } from "#lib/state/marks/gate-facts.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { newestPlace } from "../marks/day-place.ts";
import { marksAt } from "../marks/marks-at.ts";
import { type RatedAt, ratedAt } from "../marks/rated-at.ts";
import { readClock } from "../provider/heartbeat-state.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";

/** `standing`: of the day's marks, and shut as soon as the clock says so; of a service with that seller, of both. */
export type Place = { readonly seller: RatedAt | undefined; readonly standing: Rated };

export type Holding = {
  readonly rated: RatedAt;
  /** The provider by itself. */
  readonly own: Place;
  /** Of a service: with each instance that sells its tokens, as both have said. */
  readonly sold: readonly (Place & { readonly seller: RatedAt })[];
};

/** At a size; without one, now. Errors: `not-found`, `gone`, `no-model`. */
export async function readHolding(ctx: ReadCtx, provider: string, size: number | undefined): Promise<Holding> {
  const place = size === undefined ? undefined : await newestPlace(ctx, await resolveAsOf(ctx, size));
  const rated = await ratedAt(ctx, provider, place && { place });
  const [clock, sellers] = await Promise.all([readClock(ctx, rated.as_of), readSellers(ctx, rated)]);
  const standingNow = ({ form, at }: RatedAt) => standingAt(at.marks, form, clock);
  const own = standingNow(rated);
  const sold = sellers.map((seller) => ({ seller, standing: stackOf(own, standingNow(seller), rated.model) }));
  return { rated, own: { seller: undefined, standing: own }, sold };
}

async function readSellers(ctx: ReadCtx, { form, place, model, as_of }: RatedAt): Promise<RatedAt[]> {
  if (form.kind !== "service") return [];
  const ids = form.links.flatMap(({ other, relation, from }) =>
    relation === "sells-tokens-of" && from === "other" ? [other] : [],
  );
  const [forms, marks] = await Promise.all([
    readForms(ctx, ids.map(providerKey), place.size),
    marksAt(ctx, ids, place),
  ]);
  return forms.flatMap((seller): RatedAt[] => {
    if (seller.aggregate !== "provider" || seller.kind !== "instance") return [];
    const at = marks.get(seller.id);
    return at === undefined ? [] : [{ form: seller, place, at, model, as_of }];
  });
}

/** The instance at which it is bought. Errors: `malformed` where the two do not both say so. */
export function placeAt({ rated: { form }, own, sold }: Holding, id: string): Place {
  // Of an instance itself nothing is bought elsewhere.
  if (form.kind === "instance" && id === form.id) return own;
  const place = sold.find(({ seller }) => seller.form.id === id);
  if (place !== undefined) return place;
  const detail = `${id} does not sell tokens of ${form.name}, as far as both of them have said.`;
  throw new ServiceError("malformed", detail, { errors: [{ pointer: "/instance", detail }] });
}

/** Where nobody said at which instance: the riskiest of these, or the provider by itself. */
export function riskiestPlace(own: Place, sold: Holding["sold"]): Place {
  return riskiestOf(sold, ({ standing }) => standing) ?? own;
}

/** Why it is judged with that instance, or with none. */
export function boughtBy(
  { rated: { form }, sold }: Holding,
  isAsked: boolean,
  answering: Holding["sold"],
): PayCheckView["bought_by"] {
  if (form.kind === "instance") return "itself";
  if (isAsked) return "asked";
  if (sold.length < 2) return sold.length === 0 ? "nobody-sells" : "only-seller";
  return answering.length === 0 ? "riskiest-seller" : "answers-for-address";
}
