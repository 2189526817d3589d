import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import type { Sale } from "#lib/contract/market-rows.ts";
import { offersIn, type Pair, placeOf } from "#lib/contract/offer-views.ts";
import type { Offer } from "#lib/contract/offers.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { providerKey } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { newestPlace } from "../marks/day-place.ts";
import { marksAt } from "../marks/marks-at.ts";
import { remember } from "../marks/remember.ts";
import { readClock } from "../provider/heartbeat-state.ts";
import { refuse } from "../service-error.ts";
import { type ListQuery, readForms } from "../state/read-aggregates.ts";
import { readPriceLists } from "./read-price-lists.ts";

export type OfferQuery = ListQuery & {
  readonly currency?: string | undefined;
  readonly category?: string | undefined;
  readonly service?: string | undefined;
  readonly instance?: string | undefined;
};

/** In the order of services and instances. Errors: `gone`, `malformed` (cursor). */
export async function listOffers(
  ctx: ReadCtx,
  query: OfferQuery,
): Promise<{ data: Offer[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const as_of = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const after = cursor?.after ?? "";
  const limit = query.limit ?? PRESET_LIMIT;
  const key = JSON.stringify([{ ...query, cursor: after, limit }, as_of]);
  const found = await remember(ctx, `offers page ${key}`, () => readPage(ctx, query, as_of, after, limit + 1));
  const { data, next_cursor } = cutPage(found, limit, as_of.size, placeOf);
  return { data, page: { next_cursor }, as_of };
}

/** As many offers after a place as are asked for; pairs are read in pieces, since one can have no offer, or several. */
async function readPage(ctx: ReadCtx, query: OfferQuery, asOf: AsOf, after: string, count: number): Promise<Offer[]> {
  const found: Offer[] = [];
  // The pair of the last row may have more offers.
  let from: Sale | undefined = saleOf(after);
  let isAfter = false;
  while (found.length < count) {
    const sales = await readSales(ctx, query, asOf.size, { from, isAfter, count });
    const pairs = await readPairs(ctx, sales, asOf.size);
    const offers = await findOffers(ctx, query, asOf, pairs);
    found.push(...offers.filter((offer) => placeOf(offer) > after));
    if (sales.length < count) break;
    [from, isAfter] = [sales.at(-1), true];
  }
  return found.slice(0, count);
}

/** All of them, at a size. */
export function readOffers(
  ctx: ReadCtx,
  { currency, category, service, instance }: Omit<OfferQuery, keyof ListQuery>,
  asOf: AsOf,
): Promise<Offer[]> {
  const query = { currency, category, service, instance };
  // Whoever asks while the head stays shares one reading, also those who ask at once.
  return remember(ctx, `offers ${JSON.stringify([query, asOf])}`, async () =>
    findOffers(ctx, query, asOf, await readPairs(ctx, await readSales(ctx, query, asOf.size), asOf.size)),
  );
}

async function findOffers(
  ctx: ReadCtx,
  query: Pick<OfferQuery, "currency" | "category">,
  asOf: AsOf,
  pairs: readonly Pair[],
): Promise<Offer[]> {
  const forms = new Map(pairs.flatMap(({ service, instance }) => [service, instance].map((form) => [form.id, form])));
  const clock = await readClock(ctx, asOf);
  const lists = await readPriceLists(ctx, [...forms.values()], { size: asOf.size, now: clock.now });
  const rated = await marksAt(ctx, [...forms.keys()], await newestPlace(ctx, asOf));
  const marks = new Map([...rated].map(([id, at]) => [id, at.marks]));
  return offersIn(pairs, { lists, marks, clock }).filter(
    ({ currency, category }) => (query.currency ?? currency) === currency && (query.category ?? category) === category,
  );
}

type Piece = { readonly from: Sale | undefined; readonly isAfter: boolean; readonly count: number };

/** In the order of the list. Those that name no price of the currency or category are left out. */
export async function readSales(
  ctx: Pick<ReadCtx, "pool">,
  { service, instance, currency, category }: OfferQuery,
  size: number,
  piece?: Piece,
): Promise<Sale[]> {
  const { rows } = await ctx.pool.query<Sale>(
    `SELECT service, instance FROM sale_row s
      WHERE from_size <= $1 AND (to_size IS NULL OR to_size > $1)
        AND ($2::text IS NULL OR service = $2) AND ($3::text IS NULL OR instance = $3)
        AND (($4::text IS NULL AND $5::text IS NULL) OR EXISTS (
          SELECT FROM price_row p WHERE p.provider IN (s.service, s.instance)
             AND p.from_size <= $1 AND (p.to_size IS NULL OR p.to_size > $1)
             AND ($4::text IS NULL OR p.currency = $4) AND ($5::text IS NULL OR p.category IN ($5, s.service))))
        AND ($6::text IS NULL OR (service COLLATE "C", instance COLLATE "C") > ($6, $7) OR ($8 AND service = $6 AND instance = $7))
      ORDER BY service COLLATE "C", instance COLLATE "C" LIMIT $9`,
    [
      ...[size, service ?? null, instance ?? null, currency ?? null, category ?? null],
      ...[piece?.from?.service ?? null, piece?.from?.instance ?? null, piece?.isAfter === false, piece?.count ?? null],
    ],
  );
  return rows;
}

/** With their forms; the seller is an instance, what it sells a service. */
async function readPairs(ctx: ReadCtx, sales: readonly Sale[], size: number): Promise<Pair[]> {
  const ids = [...new Set(sales.flatMap(({ service, instance }) => [service, instance]))];
  const forms = new Map(
    (await readForms(ctx, ids.map(providerKey), size)).flatMap((form) =>
      form.aggregate === "provider" ? [[form.id, form]] : [],
    ),
  );
  return sales.flatMap((sale): Pair[] => {
    const [service, instance] = [forms.get(sale.service), forms.get(sale.instance)];
    return service?.kind === "service" && instance !== undefined ? [{ service, instance }] : [];
  });
}

/** The pair that a place names; undefined at the beginning. Errors: `malformed`. */
function saleOf(place: string): Sale | undefined {
  if (place === "") return undefined;
  const [service = "", instance = ""] = place.split("/");
  if (isProviderId(service) && isProviderId(instance)) return { service, instance };
  throw refuse({
    code: "malformed",
    pointer: "/cursor",
    detail: "This cursor does not come from a page of this list.",
  });
}

const isProviderId = (text: string): text is ProviderId => /^prv_[a-z2-7]{26}$/.test(text);
