/** What a row of the table says beside what it is sorted and filtered by: read of one page, and only where it is shown. */
import type { AsOf } from "#lib/contract/common.ts";
import type { DirectoryRow } from "#lib/contract/directory.ts";
import { identityFacts } from "#lib/contract/identity-facts.ts";
import { dateOfDay } from "#lib/contract/mark-views.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import { priceText } from "#lib/contract/price-views.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { ReadCtx } from "../context.ts";
import { newestPlace } from "../marks/day-place.ts";
import { readNewestOfType } from "../provider/read-disclosures.ts";
import { heldAt } from "./directory-sql.ts";

type Beside = NonNullable<DirectoryRow["beside"]>;

const TREND_DAYS = 90;

/** By id. */
export async function readBeside(
  ctx: ReadCtx,
  ids: readonly string[],
  asOf: AsOf,
): Promise<ReadonlyMap<string, Beside>> {
  if (ids.length === 0) return new Map();
  const { day } = await newestPlace(ctx, asOf);
  const [marks, identities] = await Promise.all([
    ctx.pool.query<{ provider: string; day: number; high: number; score: number | null; tier: string | null }>(
      `SELECT provider, day, high, score, tier FROM mark_row
        WHERE provider = ANY($1::text[]) AND day > $2 AND day <= $3 AND size <= $4 ORDER BY day`,
      [ids, day - TREND_DAYS, day, asOf.size],
    ),
    readNewestOfType(ctx, ids as readonly ProviderId[], "identity", { size: asOf.size, each: 1 }),
  ]);
  const byId = new Map<string, { score: number | null; trend: Beside["trend"] }>();
  for (const row of marks.rows) {
    const own = byId.get(row.provider) ?? { score: null, trend: [] };
    byId.set(row.provider, own);
    if (row.day === day) own.score = row.score;
    if (row.tier !== null && row.tier !== "unrated") own.trend.push({ day: dateOfDay(row.day), high: row.high });
  }
  return new Map(
    ids.map((id) => {
      const { score = null, trend = [] } = byId.get(id) ?? {};
      return [id, { score, trend, regulation: identityFacts(identities.get(id)?.[0]?.body).regulation }];
    }),
  );
}

export type OwnPrice = MarketWords & { readonly price: string };

/**
 * The lowest price of each that names any for a word of its own, in whatever market; sellers' lines for one service by its id are
 * no market. Decimal text for 1,000 units.
 */
export async function readOwnPrices(
  ctx: ReadCtx,
  ids: readonly string[],
  asOf: AsOf,
): Promise<ReadonlyMap<string, OwnPrice>> {
  const { rows } = await ctx.pool.query<OwnPrice & { provider: string }>(
    `SELECT DISTINCT ON (f.provider) f.provider, f.category, f.unit, f.currency, f.price::text AS price FROM price_row f
      WHERE f.provider = ANY($1::text[]) AND f.from_size <= $2 AND (f.to_size IS NULL OR f.to_size > $2)
        AND ${heldAt("f", "$3")} AND f.category !~ '^prv_[a-z2-7]{26}$' ORDER BY f.provider, f.price, f.category, f.unit, f.currency`,
    [ids, asOf.size, Date.parse(asOf.time)],
  );
  return new Map(rows.map(({ provider, price, ...own }) => [provider, { ...own, price: priceText(price) }]));
}
