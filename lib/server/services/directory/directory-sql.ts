/** One page of the table as one statement over rows of its own, so that ten thousand providers are as quick as ten. */
import type { DirectorySort } from "#lib/contract/directory.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import type { Tier } from "#lib/reputation/tier.ts";

/** Marks of who was rated later than the size that is asked. */
export type Rerated = {
  readonly id: string;
  readonly tier: Tier;
  readonly high: number;
  readonly isShut: boolean;
  readonly score: number;
  readonly steps: number;
};

export type DirectoryChoice = {
  readonly size: number;
  readonly nowMs: number;
  readonly day: number;
  readonly market: MarketWords | null;
  /** Keep only who names a price in the market. */
  readonly isPriced: boolean;
  readonly kind?: string | undefined;
  readonly tier?: readonly Tier[] | undefined;
  readonly operator?: string | undefined;
  readonly jurisdiction?: readonly string[] | undefined;
  /** Decimal. */
  readonly priceMost?: string | undefined;
  readonly isOpen: boolean;
  readonly q?: string | undefined;
  /** Only these. */
  readonly ids?: readonly string[] | undefined;
  /** Shut by the clock, whatever the marks of the day say. */
  readonly silent: readonly string[];
  readonly rerated: readonly Rerated[];
  /** By provider; only where cases are sorted by. */
  readonly cases: ReadonlyMap<string, number> | undefined;
};

export type Page = {
  readonly sort: DirectorySort;
  readonly isDown: boolean;
  readonly after: { readonly value: string; readonly id: string } | undefined;
  /** Null: all. */
  readonly limit: number | null;
};

type Statement = { readonly text: string; readonly values: unknown[] };

const TIER = "coalesce(o.tier, m.tier, 'unrated')";
const IS_SHUT = "(coalesce(o.is_shut, m.is_shut, false) OR p.is_closing OR s.id IS NOT NULL)";
/** Unrated is treated as D and stands behind it. */
const RANK = `array_position(ARRAY['A','B','C','D','unrated','E'], ${TIER})::numeric`;

const SORTED_BY: Readonly<Record<Exclude<DirectorySort, "name">, string>> = {
  tier: RANK,
  // Tiers are bands of the chance, so that this moves only whom a rule lowered, whom no tier has and where no money may go.
  risk: `((CASE WHEN ${IS_SHUT} THEN 7 ELSE ${RANK} END) * 10000000 + coalesce(o.high, m.high))::numeric`,
  price: "x.price",
  shows: "coalesce(o.steps, m.steps)::numeric",
  // Of whom none is known, there are none.
  cases: "coalesce(k.count, 0)::numeric",
  signal: "p.signal_ms::numeric",
  score: "coalesce(o.score, m.score)::numeric",
};

/** Rows of `id` and `sort`, one more than the page takes. */
export function pageSql(choice: DirectoryChoice, { sort, isDown, after, limit }: Page): Statement {
  const values: unknown[] = [];
  const place = (value: unknown) => `$${values.push(value)}`;
  const from = fromSql(choice, place);
  const last = isDown ? "'-Infinity'" : "'Infinity'";
  const by = sort === "name" ? `lower(p.name COLLATE "C")` : `coalesce(${SORTED_BY[sort]}, ${last}::numeric)`;
  const type = sort === "name" ? "text" : "numeric";
  const next =
    after === undefined
      ? ""
      : `AND (${by}, p.id) ${isDown ? "<" : ">"} (${place(after.value)}::${type}, ${place(after.id)}::text)`;
  const way = isDown ? "DESC" : "ASC";
  const text = `SELECT p.id, (${by})::text AS sort, x.price::text AS price, p.jurisdiction, p.signal_ms ${from} ${next}
    ORDER BY ${by} ${way}, p.id ${way} LIMIT ${place(limit)}`;
  return { text, values };
}

/** One row: `all`, and `open`, where a limit above nothing holds. */
export function countSql(choice: DirectoryChoice): Statement {
  const values: unknown[] = [];
  const from = fromSql(choice, (value) => `$${values.push(value)}`);
  const open = `count(*) FILTER (WHERE NOT ${IS_SHUT} AND ${TIER} <> 'E')`;
  return { text: `SELECT count(*) AS all, ${open} AS open ${from}`, values };
}

function fromSql(choice: DirectoryChoice, place: (value: unknown) => string): string {
  const size = place(choice.size);
  const at = (row: string) => `${row}.from_size <= ${size} AND (${row}.to_size IS NULL OR ${row}.to_size > ${size})`;
  const { rerated, market, cases } = choice;
  const columns = (of: (one: Rerated) => unknown, type: string) => `${place(rerated.map(of))}::${type}[]`;
  const texts = [columns(({ id }) => id, "text"), columns(({ tier }) => tier, "text")];
  const flags = columns(({ isShut }) => isShut, "boolean");
  const numbers = [({ high }: Rerated) => high, ({ score }: Rerated) => score, ({ steps }: Rerated) => steps];
  const others = numbers.map((of) => columns(of, "int")).join(", ");
  const counted = [...(cases ?? [])];
  return `FROM provider_row p
    LEFT JOIN mark_row m ON m.provider = p.id AND m.day = ${place(choice.day)} AND m.size <= ${size}
    LEFT JOIN unnest(${texts.join(", ")}, ${flags}, ${others}) AS o(id, tier, is_shut, high, score, steps) ON o.id = p.id
    LEFT JOIN unnest(${place(choice.silent)}::text[]) AS s(id) ON s.id = p.id
    LEFT JOIN unnest(${place(counted.map(([id]) => id))}::text[], ${place(counted.map(([, count]) => count))}::int[])
      AS k(id, count) ON k.id = p.id
    ${choice.isPriced ? "" : "LEFT "}JOIN (${pricesSql(market, at("f"), place(choice.nowMs), place)}) AS x ON x.provider = p.id
    WHERE ${[at("p"), ...filters(choice, place)].join(" AND ")}`;
}

/** The lowest price of each provider in the market. */
function pricesSql(market: MarketWords | null, at: string, now: string, place: (value: unknown) => string): string {
  const words = market ?? { category: "", unit: "", currency: "" };
  return `SELECT f.provider, min(f.price) AS price FROM price_row f
     WHERE f.category = ${place(words.category)} AND f.unit = ${place(words.unit)} AND f.currency = ${place(words.currency)}
       AND ${at} AND ${heldAt("f", now)} GROUP BY f.provider`;
}

export const heldAt = (row: string, now: string) =>
  `${row}.from_ms <= ${now} AND (${row}.until_ms IS NULL OR ${row}.until_ms > ${now})`;

/** Who is called so, or is run by somebody who is. What a form holds is text: it is read as JSON only where it holds the words. */
function wordsSql(words: string, size: string): string {
  return `(strpos(p.words, ${words}) > 0 OR p.operator IN (
    SELECT substr(a.key, 13) FROM aggregate_version a
     WHERE a.kind = 'participant' AND a.from_size <= ${size} AND (a.to_size IS NULL OR a.to_size > ${size})
       AND strpos(lower(a.form), ${words}) > 0 AND strpos(lower(a.form::json->>'displayName'), ${words}) > 0))`;
}

function filters(choice: DirectoryChoice, place: (value: unknown) => string): string[] {
  const { kind, tier, operator, jurisdiction, priceMost, isOpen, q, ids } = choice;
  const found: string[] = [];
  if (ids !== undefined) found.push(`p.id = ANY(${place([...ids])}::text[])`);
  if (kind !== undefined) found.push(`p.kind = ${place(kind)}`);
  if (tier !== undefined) found.push(`${TIER} = ANY(${place([...tier])}::text[])`);
  if (operator !== undefined) found.push(`p.operator = ${place(operator)}`);
  if (jurisdiction !== undefined) {
    const codes = `ANY(${place([...jurisdiction])}::text[])`;
    found.push(`(p.jurisdiction = ${codes} OR split_part(p.jurisdiction, '-', 1) = ${codes})`);
  }
  if (priceMost !== undefined) found.push(`x.price <= ${place(priceMost)}::numeric`);
  if (isOpen) found.push(`NOT ${IS_SHUT} AND ${TIER} <> 'E'`);
  if (q !== undefined && q !== "") found.push(wordsSql(place(q.toLowerCase()), place(choice.size)));
  return found;
}
