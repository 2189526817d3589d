/**
 * Rows of the market: what lists of providers are sorted and filtered by, prices with the times for which they hold, and
 * who sells whose tokens. Each as it stood at a size; what stays the same has no new row.
 */
import { closingOf } from "#lib/disclosure/closing.ts";
import { isArmedAt } from "#lib/disclosure/heartbeat.ts";
import { type PriceTimeline, priceTimelines } from "#lib/disclosure/price-history.ts";
import { buildOf, jurisdictionOf, type Said } from "#lib/disclosure/traits.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { bigintArray, textArray } from "#lib/server/log-store/binary-array.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { Form, ProviderForm } from "#lib/state/forms.ts";
import { readNewestOfType } from "../services/provider/read-disclosures.ts";

type Touching = {
  readonly index: number;
  readonly loggedAt: number;
  readonly applied: {
    readonly touched: readonly { readonly form: Form }[];
    readonly before: readonly (Form | undefined)[];
  };
};

type Touched = {
  readonly form: ProviderForm;
  readonly before: ProviderForm | undefined;
  readonly size: number;
  readonly loggedAt: number;
};

/** Call inside the transaction that projects the entries, after their own rows. */
export async function projectMarket(sql: Sql, entries: readonly Touching[]): Promise<void> {
  const all = entries.flatMap(touchedBy);
  if (all.length === 0) return;
  await writeProviders(sql, all);
  for (const touched of all) {
    if (isNew(touched, "fees")) await writePrices(sql, touched);
    await writeSales(sql, touched);
  }
}

function touchedBy({ index, loggedAt, applied }: Touching): Touched[] {
  return applied.touched.flatMap(({ form }, at): Touched[] => {
    const before = applied.before[at];
    const known = before?.aggregate === "provider" ? before : undefined;
    return form.aggregate === "provider" ? [{ form, before: known, size: index + 1, loggedAt }] : [];
  });
}

function isNew({ form, before }: Touched, type: "fees" | "identity" | "software"): boolean {
  const [now, then] = [form.disclosures[type], before?.disclosures[type]];
  return now?.entry !== then?.entry || now?.versions !== then?.versions;
}

type Version = { readonly row: ProviderRow; readonly fromSize: number; toSize: number | null };

async function writeProviders(sql: Sql, all: readonly Touched[]): Promise<void> {
  const newest = await readNewest(sql, [...new Set(all.map(({ form }) => form.id))]);
  const versions: Version[] = [];
  const open = new Map<string, Version>();
  for (const touched of all) {
    const { form, size, loggedAt } = touched;
    const known = newest.get(form.id);
    const jurisdiction = isNew(touched, "identity")
      ? jurisdictionOf(await readBody(sql, touched, "identity"))
      : (known?.jurisdiction ?? null);
    const build = isNew(touched, "software")
      ? buildOf(await readBody(sql, touched, "software"))
      : (known?.build ?? null);
    const row: ProviderRow = { ...rowOf(form, loggedAt), jurisdiction, build };
    if (known !== undefined && JSON.stringify(known) === JSON.stringify(row)) continue;
    const last = open.get(form.id);
    if (last !== undefined) last.toSize = size;
    const version: Version = { row, fromSize: size, toSize: null };
    open.set(form.id, version);
    versions.push(version);
    newest.set(form.id, row);
  }
  // Of one entry that wrote a form twice the last holds.
  await insertProviders(
    sql,
    versions.filter(({ fromSize, toSize }) => fromSize !== toSize),
  );
}

async function insertProviders(sql: Sql, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const first = new Map<string, number>();
  for (const { row, fromSize } of versions) if (!first.has(row.id)) first.set(row.id, fromSize);
  await sql.query(
    `UPDATE provider_row p SET to_size = newer.from_size FROM unnest($1::text[], $2::bigint[]) AS newer(id, from_size)
      WHERE p.id = newer.id AND p.to_size IS NULL`,
    [textArray([...first.keys()]), bigintArray([...first.values()])],
  );
  const texts = (of: (row: ProviderRow) => string | null) => textArray(versions.map(({ row }) => of(row)));
  const numbers = (of: (version: Version) => number | null) => bigintArray(versions.map(of));
  await sql.query(
    `INSERT INTO provider_row (id, kind, operator, name, words, jurisdiction, build, is_closing, armed_ms, signal_ms, from_size,
                               to_size)
     SELECT id, kind, operator, name, words, jurisdiction, build, is_closing::boolean, armed_ms, signal_ms, from_size, to_size
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[],
                   $10::bigint[], $11::bigint[], $12::bigint[])
         AS listed(id, kind, operator, name, words, jurisdiction, build, is_closing, armed_ms, signal_ms, from_size, to_size)`,
    [
      ...[texts(({ id }) => id), texts(({ kind }) => kind), texts(({ operator }) => operator)],
      ...[texts(({ name }) => name), texts(({ words }) => words), texts((row) => row.jurisdiction)],
      ...[texts(({ build }) => build), texts(({ is_closing }) => `${is_closing}`)],
      ...[numbers(({ row }) => row.armed_ms), numbers(({ row }) => row.signal_ms)],
      ...[numbers(({ fromSize }) => fromSize), numbers(({ toSize }) => toSize)],
    ],
  );
}

type ProviderRow = {
  readonly id: string;
  readonly kind: string;
  readonly operator: string;
  readonly name: string;
  readonly words: string;
  readonly is_closing: boolean;
  readonly armed_ms: number | null;
  readonly signal_ms: number | null;
  readonly jurisdiction: string | null;
  readonly build: string | null;
};

async function readNewest(sql: Sql, ids: readonly string[]): Promise<Map<string, ProviderRow>> {
  const { rows } = await sql.query<ProviderRow>(
    `SELECT id, kind, operator, name, words, is_closing, armed_ms, signal_ms, jurisdiction, build
       FROM provider_row WHERE id = ANY($1::text[]) AND to_size IS NULL`,
    [textArray(ids)],
  );
  const number = (ms: number | null) => (ms === null ? null : Number(ms));
  return new Map(
    rows.map((row) => [row.id, { ...row, armed_ms: number(row.armed_ms), signal_ms: number(row.signal_ms) }]),
  );
}

function rowOf(
  { id, kind, operator, name, domain, disclosures, heartbeat }: ProviderForm,
  loggedAt: number,
): Omit<ProviderRow, keyof Said> {
  const signal = heartbeat === null ? null : Date.parse(heartbeat.last.loggedAt);
  const isArmed = heartbeat !== null && isArmedAt(heartbeat, asInstant(loggedAt));
  return {
    ...{ id, kind, operator, name, words: [name, domain ?? "", id].join("\n").toLowerCase() },
    is_closing: closingOf(disclosures.windup_notice) !== undefined,
    ...{ armed_ms: isArmed ? signal : null, signal_ms: signal },
  };
}

async function readBody(
  sql: Sql,
  { form, size }: Touched,
  type: "identity" | "software",
): Promise<JsonObject | undefined> {
  if (form.disclosures[type] === undefined) return undefined;
  const versions = await readNewestOfType({ pool: sql }, [form.id], type, { size, each: 1 });
  return versions.get(form.id)?.[0]?.body;
}

/** As many versions as prices are read from elsewhere (services/market/read-price-lists.ts). */
const VERSIONS = 20;

async function writePrices(sql: Sql, { form, size }: Touched): Promise<void> {
  await sql.query("UPDATE price_row SET to_size = $2 WHERE provider = $1 AND to_size IS NULL", [form.id, size]);
  if (form.disclosures.fees?.notApplicable !== false) return;
  const versions = await readNewestOfType({ pool: sql }, [form.id], "fees", { size, each: VERSIONS });
  const held = priceTimelines(versions.get(form.id) ?? []).flatMap(pricesOf);
  if (held.length === 0) return;
  const texts = (of: (one: HeldRow) => string) => textArray(held.map(of));
  await sql.query(
    `INSERT INTO price_row (provider, from_size, category, unit, currency, price, line, from_ms, until_ms)
     SELECT $1, $2, category, unit, currency, price::numeric, line, from_ms, until_ms
       FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[], $9::bigint[])
         AS held(category, unit, currency, price, line, from_ms, until_ms)
     ON CONFLICT DO NOTHING`,
    [
      ...[form.id, size],
      ...[texts(({ service }) => service), texts(({ unit }) => unit), texts(({ currency }) => currency)],
      ...[texts(({ price }) => price), bigintArray(held.map(({ line }) => line))],
      ...[bigintArray(held.map(({ from }) => from)), bigintArray(held.map(({ until }) => until))],
    ],
  );
}

type HeldRow = Pick<PriceTimeline, "service" | "unit" | "currency"> &
  PriceTimeline["prices"][number] & { line: number };

function pricesOf({ service, unit, currency, prices }: PriceTimeline, line: number): HeldRow[] {
  return prices.map((price) => ({ ...price, service, unit, currency, line }));
}

async function writeSales(sql: Sql, { form, before, size }: Touched): Promise<void> {
  const [now, then] = [soldBy(form), before === undefined ? [] : soldBy(before)];
  const ended = then.filter((service) => !now.includes(service));
  const begun = now.filter((service) => !then.includes(service));
  if (ended.length > 0)
    await sql.query(
      "UPDATE sale_row SET to_size = $3 WHERE instance = $1 AND service = ANY($2::text[]) AND to_size IS NULL",
      [form.id, textArray(ended), size],
    );
  if (begun.length > 0)
    await sql.query(
      `INSERT INTO sale_row (service, instance, from_size) SELECT service, $1, $3 FROM unnest($2::text[]) AS begun(service)
       ON CONFLICT DO NOTHING`,
      [form.id, textArray(begun), size],
    );
}

/** A link stands in both forms as soon as both operators have said so; the seller is whose statement it was. */
function soldBy({ kind, links }: ProviderForm): string[] {
  if (kind !== "instance") return [];
  return links.flatMap(({ other, relation, from }) =>
    relation === "sells-tokens-of" && from === "this" ? [other] : [],
  );
}
