import type { AsOf } from "#lib/contract/common.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import type { AddressCheck, PayCheckView } from "#lib/contract/offers.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { breakEvenDiscount, expectedLoss } from "#lib/reputation/limits.ts";
import { ratedOf } from "#lib/reputation/marks.ts";
import { moneyText } from "#lib/reputation/money.ts";
import { payCheck as judge } from "#lib/reputation/pay-check.ts";
import type { Rated } from "#lib/reputation/stack.ts";
import { clusterKey } from "#lib/state/cluster-forms.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { marksAt } from "../marks/marks-at.ts";
import type { RatedAt } from "../marks/rated-at.ts";
import { remember } from "../marks/remember.ts";
import { readForms } from "../state/read-aggregates.ts";
import { addressCheckOf } from "./check-address.ts";
import { readOffers } from "./list-offers.ts";
import { boughtBy, type Holding, placeAt, readHolding, riskiestPlace } from "./read-holding.ts";
import { readPriceLists } from "./read-price-lists.ts";
import { moneyOf, refusalOf } from "./refuse-money.ts";

export type PayQuery = {
  readonly provider: string;
  readonly amount: string;
  readonly loss: string;
  readonly currency: string;
  readonly address?: string | undefined;
  readonly instance?: string | undefined;
  readonly as_of?: number | undefined;
};

/** Within which a loss is expected. */
const LOSS_DAYS = 30;

const NOT_ASKED: AddressCheck = { state: "not-asked", since: null, entry: null, chains: [], told: false };

/**
 * "Before you pay". A service is judged with who sells it: at the named instance, at its only seller, at the one that
 * answers for the address, or at the riskiest. Errors: `not-an-amount` and `unknown-currency` with the place,
 * `malformed` for an instance that does not sell the tokens, `not-found`, `gone`, `no-model`.
 */
export async function payCheck(ctx: ReadCtx, query: PayQuery): Promise<{ data: PayCheckView; as_of: AsOf }> {
  const [amount, loss] = [moneyOf(query.amount, "amount"), moneyOf(query.loss, "loss")];
  const { provider, instance } = query;
  // Whoever asks about another amount asks about the same provider.
  const key = `pay ${provider} ${query.as_of ?? ""}`;
  const holding = await remember(ctx, key, () => readHolding(ctx, provider, query.as_of));
  const { rated, sold } = holding;
  const { place: at, model, as_of } = rated;
  const answering = instance === undefined ? await answeringOf(ctx, sold, query, as_of) : [];
  const { seller, standing } =
    instance === undefined
      ? riskiestPlace(holding.own, answering.length === 0 ? sold : answering)
      : placeAt(holding, instance);
  const { currencies, clustered } = await remember(ctx, `${key} ${seller?.form.id ?? "alone"}`, () =>
    readTerms(ctx, rated, seller),
  );
  const address = await checkOf(ctx, seller?.form ?? rated.form, query, as_of);
  const together =
    seller === undefined && clustered.length === 0 ? {} : { together: [standing.band.high, ...clustered] };
  const isAddressDisclosed = address.state === "not-asked" ? null : address.state === "disclosed";
  const { currency } = query;
  const asked = { amount: query.amount, loss: query.loss, currency, currencies, standing, ...together };
  const checked = judge({ ...asked, isAddressDisclosed }, model);
  if (!checked.ok) throw refusalOf(checked.error, "currency");
  const { verdict, reason, limit, togetherCap, prepayDays, parts } = checked.value;
  const { high } = standing.band;
  const data = {
    ...{ provider: nameOf(rated.form), instance: seller === undefined ? null : nameOf(seller.form) },
    ...{ bought_by: boughtBy(holding, instance !== undefined, answering), sellers: sold.length, currency },
    ...{ amount: moneyText(amount), loss: moneyText(loss), verdict, reason, limit: moneyText(limit) },
    limit_percent: Number((limit * 100n) / loss),
    ...{ prepay_days: prepayDays, parts: Number(parts) },
    break_even_ppm: prepayDays === 0 ? null : breakEvenDiscount(high, prepayDays, model),
    expected_loss: moneyText(expectedLoss(amount, high, LOSS_DAYS, model)),
    together_cap: togetherCap === null ? null : moneyText(togetherCap),
    ...{ tier: standing.tier, high, day: dateOfDay(at.day), address },
  };
  return { data, as_of };
}

/** In which it may be asked, and what shares its fate. */
async function readTerms(ctx: ReadCtx, rated: RatedAt, seller: RatedAt | undefined) {
  const [currencies, clustered] = await Promise.all([
    currenciesOf(ctx, rated, seller),
    clusteredHighs(ctx, seller === undefined ? [rated] : [rated, seller]),
  ]);
  return { currencies, clustered };
}

/** Of several sellers those whose address it is, so that nobody is told to stop who pays the right one. */
async function answeringOf(ctx: ReadCtx, sold: Holding["sold"], query: PayQuery, asOf: AsOf): Promise<Holding["sold"]> {
  if (query.address === undefined || sold.length < 2) return [];
  const checks = await Promise.all(sold.map(({ seller }) => checkOf(ctx, seller.form, query, asOf)));
  return sold.filter((_, at) => checks[at]?.state === "disclosed");
}

/** In which any of them names a price that holds. */
export async function currenciesOf(ctx: ReadCtx, { form, as_of }: RatedAt, seller?: RatedAt): Promise<string[]> {
  const now = asInstant(Date.parse(as_of.time));
  const forms = seller === undefined ? [form] : [form, seller.form];
  const which = form.kind === "service" ? { service: form.id } : { instance: form.id };
  const [lists, offers] = await Promise.all([
    readPriceLists(ctx, forms, { size: as_of.size, now }),
    readOffers(ctx, which, as_of),
  ]);
  const priced = [...lists.values()].flatMap(({ lines }) => lines.filter((line) => line.now !== undefined));
  return [...new Set([...priced, ...offers].map(({ currency }) => currency))].sort();
}

async function checkOf(ctx: ReadCtx, payee: ProviderForm, query: PayQuery, asOf: AsOf): Promise<AddressCheck> {
  if (query.address === undefined) return NOT_ASKED;
  // "ETH:USDC" is money on the chain of ETH.
  const coin = query.currency.split(":")[0] ?? "";
  return addressCheckOf(ctx, payee, { address: query.address, coin }, asOf);
}

/** Upper ends of all who share a fate with one of these, those themselves among them; empty: nobody does. */
async function clusteredHighs(ctx: ReadCtx, of: readonly RatedAt[]): Promise<number[]> {
  const keys = of.flatMap(({ form }) => (form.cluster === undefined ? [] : [clusterKey(form.cluster)]));
  const [first] = of;
  if (keys.length === 0 || first === undefined) return [];
  const forms = await readForms(ctx, keys, first.place.size);
  const members = forms.flatMap((form) => (form.aggregate === "cluster" ? form.members : []));
  const marks = await marksAt(ctx, members, first.place);
  return [...marks.values()].map((found): Rated => ratedOf(found.marks)).map(({ band }) => band.high);
}

const nameOf = ({ id, name }: ProviderForm) => ({ id, name });
