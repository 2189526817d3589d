/** The table of providers: sorted, filtered and cut by the database; forms and marks are read of one page only. */
import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import type {
  DirectoryQuery,
  DirectoryRow,
  DirectorySort,
  DirectoryView,
  MarketCount,
} from "#lib/contract/directory.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import { priceText, staleSince } from "#lib/contract/price-views.ts";
import { SUSPENDED_AFTER_MS } from "#lib/disclosure/heartbeat.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { decidingScore, ratedOf } from "#lib/reputation/marks.ts";
import { moneyText } from "#lib/reputation/money.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { isShutAt } from "#lib/state/marks/gate-facts.ts";
import type { ReadCtx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { findMarket } from "../market/get-market.ts";
import { moneyOf } from "../market/refuse-money.ts";
import { newestPlace } from "../marks/day-place.ts";
import { marksAt } from "../marks/marks-at.ts";
import { summariesAt } from "../marks/rated-providers.ts";
import { remember } from "../marks/remember.ts";
import { readClock } from "../provider/heartbeat-state.ts";
import { refuse } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { countCases } from "./count-cases.ts";
import { countSql, type DirectoryChoice, heldAt, pageSql, type Rerated } from "./directory-sql.ts";
import { readBeside, readOwnPrices } from "./read-beside.ts";

export type DirectoryPage = { data: DirectoryView; page: { next_cursor: string | null }; as_of: AsOf };

type Found = {
  readonly id: ProviderId;
  readonly sort: string;
  readonly price: string | null;
  readonly jurisdiction: string | null;
  readonly signal_ms: string | null;
};

/** Errors: `gone`, `malformed` (cursor, no such market), `unknown-currency`, `not-an-amount` at `/price_most`. */
export async function readDirectory(ctx: ReadCtx, query: DirectoryQuery): Promise<DirectoryPage> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  return readDirectoryAt(ctx, query, await resolveAsOf(ctx, cursor?.size ?? query.as_of));
}

/** A page at a size and time; what pins them in the query is not looked at. */
export async function readDirectoryAt(ctx: ReadCtx, query: DirectoryQuery, as_of: AsOf): Promise<DirectoryPage> {
  const after = query.cursor === undefined ? undefined : afterOf(decodeCursor(query.cursor).after, sortOf(query).sort);
  const facets = await readFacets(ctx, as_of);
  const choice = await choiceOf(ctx, query, as_of, facets.markets);
  const limit = query.limit ?? PRESET_LIMIT;
  const [found, counts] = await Promise.all([
    ctx.pool.query<Found>(pageSql(choice, { ...sortOf(query), after, limit: limit + 1 })),
    remember(ctx, `directory counts ${JSON.stringify([{ ...query, cursor: "", limit: 0, sort: "" }, as_of])}`, () =>
      readCounts(ctx, choice),
    ),
  ]);
  const { data, next_cursor } = cutPage(found.rows, limit, as_of.size, placeOf);
  const plain = await rowsOf(ctx, data, as_of, choice.isPriced);
  const rows = query.beside === "1" ? await withBeside(ctx, plain, as_of) : plain;
  return { data: { market: choice.market, counts, rows, facets }, page: { next_cursor }, as_of };
}

/** Whom the filters keep now. Errors: as for a page. */
export async function idsOfDirectory(ctx: ReadCtx, query: DirectoryQuery): Promise<string[]> {
  return fitting(ctx, query, await resolveAsOf(ctx, undefined), undefined);
}

/** Whom of these the filters keep at a size and time; undefined: of all. Errors: as for a page. */
export async function fitting(
  ctx: ReadCtx,
  query: DirectoryQuery,
  as_of: AsOf,
  ids: readonly string[] | undefined,
): Promise<string[]> {
  const { markets } = await readFacets(ctx, as_of);
  const choice = { ...(await choiceOf(ctx, { ...query, sort: "name" }, as_of, markets)), ids };
  const { rows } = await ctx.pool.query<Found>(
    pageSql(choice, { sort: "name", isDown: false, after: undefined, limit: null }),
  );
  return rows.map(({ id }) => id);
}

function sortOf({ sort = "risk" }: DirectoryQuery): { sort: DirectorySort; isDown: boolean } {
  const isDown = sort.startsWith("-");
  // The contract let only these through.
  return { sort: (isDown ? sort.slice(1) : sort) as DirectorySort, isDown };
}

const placeOf = ({ id, sort }: Found) => `${encodeURIComponent(sort)}/${id}`;

/** Errors: `malformed`, also for the cursor of another order. */
function afterOf(text: string, sort: DirectorySort): { value: string; id: string } {
  const parts = /^([^/]{0,800})\/(prv_[a-z2-7]{26})$/.exec(text);
  const value = parts === null ? undefined : decoded(parts[1] ?? "");
  if (parts !== null && value !== undefined && isValueOf(sort, value)) return { value, id: parts[2] ?? "" };
  throw refuse({
    code: "malformed",
    pointer: "/cursor",
    detail: "This cursor does not come from a page of this list.",
  });
}

/** What the database takes: text without control characters, or a number. */
function isValueOf(sort: DirectorySort, value: string): boolean {
  return sort === "name" ? !/\p{Cc}/u.test(value) : /^-?(Infinity|\d{1,40}(\.\d{1,20})?)$/.test(value);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

async function choiceOf(
  ctx: ReadCtx,
  query: DirectoryQuery,
  asOf: AsOf,
  markets: readonly MarketCount[],
): Promise<DirectoryChoice> {
  const { category, unit, currency, price_most, kind, tier, operator, jurisdiction, q, open } = query;
  const market = findMarket(markets, { category, unit, currency });
  const { day } = await newestPlace(ctx, asOf);
  const [silent, rerated] = await Promise.all([
    remember(ctx, `directory silent ${JSON.stringify(asOf)}`, () => readSilent(ctx, asOf)),
    remember(ctx, `directory rerated ${asOf.size}`, () => readRerated(ctx, { day, size: asOf.size })),
  ]);
  return {
    ...{ size: asOf.size, nowMs: Date.parse(asOf.time), day, market, silent, rerated },
    isPriced: [category, unit, currency].some((word) => word !== undefined),
    ...{ kind, tier, operator, jurisdiction, q, isOpen: open === "1" },
    priceMost: price_most === undefined ? undefined : moneyText(moneyOf(price_most, "price_most")),
    cases: sortOf(query).sort === "cases" ? await countAll(ctx, asOf.size) : undefined,
  };
}

function countAll(ctx: ReadCtx, size: number): Promise<ReadonlyMap<string, number>> {
  return remember(ctx, `directory cases ${size}`, async () => {
    const counts = await countCases(ctx, size);
    return new Map([...counts].map(([id, { open, upheld }]) => [id, open + upheld]));
  });
}

async function readCounts(ctx: ReadCtx, choice: DirectoryChoice): Promise<DirectoryView["counts"]> {
  const { rows } = await ctx.pool.query<{ all: string; open: string }>(countSql(choice));
  return { all: Number(rows[0]?.all ?? 0), open: Number(rows[0]?.open ?? 0) };
}

/** Armed heartbeats that have been silent for long enough, outages of the log left out. */
async function readSilent(ctx: ReadCtx, asOf: AsOf): Promise<string[]> {
  const clock = await readClock(ctx, asOf);
  const { rows } = await ctx.pool.query<{ id: ProviderId }>(
    `SELECT id FROM provider_row WHERE armed_ms <= $1 AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
    [clock.now - SUSPENDED_AFTER_MS, asOf.size],
  );
  const forms = await readForms(
    ctx,
    rows.map(({ id }) => providerKey(id)),
    asOf.size,
  );
  return forms.flatMap((form) => (form.aggregate === "provider" && isShutAt(form, clock) ? [form.id] : []));
}

/** Whose row of the day is of a later state: computed as of the size. */
async function readRerated(ctx: ReadCtx, place: { readonly day: number; readonly size: number }): Promise<Rerated[]> {
  const { rows } = await ctx.pool.query<{ provider: ProviderId }>(
    "SELECT provider FROM mark_row WHERE day = $1 AND size > $2",
    [place.day, place.size],
  );
  const found = await marksAt(
    ctx,
    rows.map(({ provider }) => provider),
    place,
  );
  return [...found].map(([id, { marks }]) => {
    const { tier, isShut, transparency } = marks;
    return { id, tier, isShut, high: ratedOf(marks).band.high, score: decidingScore(marks), steps: transparency };
  });
}

/** What can be chosen, whatever was. */
function readFacets(ctx: ReadCtx, asOf: AsOf): Promise<DirectoryView["facets"]> {
  return remember(ctx, `directory facets ${JSON.stringify(asOf)}`, async () => {
    const at = "from_size <= $1 AND (to_size IS NULL OR to_size > $1)";
    const [markets, jurisdictions, all] = await Promise.all([
      ctx.pool.query<MarketWords & { providers: string }>(
        `SELECT category, unit, currency, count(DISTINCT provider) AS providers FROM price_row f
          WHERE ${at} AND ${heldAt("f", "$2")} GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 200`,
        [asOf.size, Date.parse(asOf.time)],
      ),
      ctx.pool.query<{ jurisdiction: string; providers: string }>(
        `SELECT jurisdiction, count(*) AS providers FROM provider_row
          WHERE ${at} AND jurisdiction IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1`,
        [asOf.size],
      ),
      ctx.pool.query<{ count: string }>(`SELECT count(*) FROM provider_row WHERE ${at}`, [asOf.size]),
    ]);
    return {
      markets: markets.rows.map((row) => ({ ...row, providers: Number(row.providers) })),
      jurisdictions: jurisdictions.rows.map((row) => ({ ...row, providers: Number(row.providers) })),
      providers: Number(all.rows[0]?.count ?? 0),
    };
  });
}

async function rowsOf(ctx: ReadCtx, found: readonly Found[], asOf: AsOf, isPriced: boolean): Promise<DirectoryRow[]> {
  const ids = found.map(({ id }) => id);
  const forms = (await readForms(ctx, ids.map(providerKey), asOf.size)).flatMap((form) =>
    form.aggregate === "provider" ? [form] : [],
  );
  const byId = new Map(forms.map((form) => [form.id, form]));
  const priceless = isPriced ? [] : found.flatMap(({ id, price }) => (price === null ? [id] : []));
  const [marks, cases, own] = await Promise.all([
    summariesAt(ctx, forms, asOf),
    countCases(ctx, asOf.size, ids),
    readOwnPrices(ctx, priceless, asOf),
  ]);
  return found.flatMap((row): DirectoryRow[] => {
    const form = byId.get(row.id);
    if (form === undefined) return [];
    const { id, name, kind, operator, domain, cluster } = form;
    return [
      {
        ...{ id, name, kind, operator, domain, jurisdiction: row.jurisdiction, marks: marks.get(id) ?? null },
        price: row.price === null ? null : priceText(row.price),
        own_price: own.get(id) ?? null,
        price_stale_since: row.price === null && !own.has(id) ? null : staleTextOf(form, asOf),
        cases: cases.get(id) ?? { open: 0, upheld: 0 },
        last_signal: row.signal_ms === null ? null : formatInstant(asInstant(Number(row.signal_ms))),
        cluster: cluster ?? null,
      },
    ];
  });
}

async function withBeside(ctx: ReadCtx, rows: readonly DirectoryRow[], asOf: AsOf): Promise<DirectoryRow[]> {
  const beside = await readBeside(
    ctx,
    rows.map(({ id }) => id),
    asOf,
  );
  return rows.map((row) => ({ ...row, beside: beside.get(row.id) }));
}

function staleTextOf({ disclosures }: ProviderForm, { time }: AsOf): string | null {
  const since = staleSince(disclosures, asInstant(Date.parse(time)));
  return since && formatInstant(since);
}
