/** Versioned aggregates, one by key or listed by kind, as they stood at a tree size. */
import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { parseForm } from "./projected-forms.ts";
import { proveState } from "./state-proofs.ts";

export type Aggregate<F extends Form = Form> = {
  readonly key: string;
  readonly form: F;
  readonly digest: string;
  readonly chain_head: string;
  readonly chain_length: number;
  readonly from_size: number;
};

/** One aggregate with the size that it is of, and its proof when that is a state root's. */
export type Proven<A> = { readonly data: A; readonly as_of: AsOf; readonly proof?: JsonObject };

export function withProof(proof: JsonObject | undefined): { proof?: JsonObject } {
  return proof === undefined ? {} : { proof };
}

export type ListQuery = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly as_of?: number | undefined;
};

export type Row = {
  key: string;
  form: string;
  digest: Buffer;
  chain_head: Buffer;
  chain_length: number | string;
  from_size: number | string;
};

export const COLUMNS = "key, form, digest, chain_head, chain_length, from_size";

/** The newest size, a pinned one, or that of the latest logged state root, with its proof. */
export type Pin = number | "state-root" | undefined;

/**
 * The aggregate as it stands at that size; undefined when it did not exist then. `proof` of presence or absence when it
 * is pinned to the state root. Errors: `gone`; `not-found` while no state root is logged.
 */
export async function readAggregate(
  ctx: ReadCtx,
  key: AggregateKey,
  pin: Pin,
): Promise<{ data: Aggregate | undefined; as_of: AsOf; proof?: JsonObject }> {
  const proven = pin === "state-root" ? await proveState(ctx, key) : undefined;
  const asOf = await resolveAsOf(ctx, proven?.size ?? (pin === "state-root" ? undefined : pin));
  const { rows } = await ctx.pool.query<Row>(
    `SELECT ${COLUMNS} FROM aggregate_version WHERE key = $1 AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
    [key, asOf.size],
  );
  const data = rows[0] && aggregateOf(rows[0]);
  return { data, as_of: asOf, ...withProof(proven?.proof) };
}

/** Those of the aggregates that existed at that size, in the order of their keys as given. */
export async function readForms(ctx: ReadCtx, keys: readonly AggregateKey[], size: number): Promise<Form[]> {
  const { rows } = await ctx.pool.query<{ key: string; form: string }>(
    "SELECT key, form FROM aggregate_version WHERE key = ANY($1::text[]) AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)",
    [[...new Set(keys)], size],
  );
  const forms = new Map(rows.map((row) => [row.key, parseForm(row.form)]));
  return keys.flatMap((key) => forms.get(key) ?? []);
}

/** A page of one kind of aggregate in key order; `contains` keeps the forms that hold these members, `only` those keys. */
export async function listAggregates(
  ctx: ReadCtx,
  kind: Form["aggregate"],
  query: ListQuery,
  contains: JsonObject = {},
  only?: readonly AggregateKey[],
): Promise<{ data: Aggregate[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const asOf = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const limit = query.limit ?? PRESET_LIMIT;
  const values: (string | number | AggregateKey[])[] = [`${kind}:`, cursor?.after ?? `${kind}:`, asOf.size, limit + 1];
  const filters: string[] = [];
  if (Object.keys(contains).length > 0)
    filters.push(`AND form::jsonb @> $${values.push(JSON.stringify(contains))}::jsonb`);
  if (only !== undefined) filters.push(`AND key = ANY($${values.push([...only])}::text[])`);
  const { rows } = await ctx.pool.query<Row>(
    `SELECT ${COLUMNS} FROM aggregate_version
      WHERE starts_with(key, $1) AND key > $2 AND from_size <= $3 AND (to_size IS NULL OR to_size > $3) ${filters.join(" ")}
      ORDER BY key LIMIT $4`,
    values,
  );
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, (row) => row.key);
  return { data: data.map(aggregateOf), page: { next_cursor }, as_of: asOf };
}

export function aggregateOf(row: Row): Aggregate {
  return {
    key: row.key,
    form: parseForm(row.form),
    digest: hexEncode(row.digest),
    chain_head: hexEncode(row.chain_head),
    chain_length: Number(row.chain_length),
    from_size: Number(row.from_size),
  };
}
