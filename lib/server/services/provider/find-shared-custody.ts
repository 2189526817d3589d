import { custodyNamesOf } from "#lib/statement/disclosures/custody-addresses.ts";
import type { Ctx } from "../context.ts";

/** An address under which several providers say that they keep their users' money. */
export type SharedCustody = {
  /** As `custodyName` writes it. */
  readonly name: string;
  /** The other providers, in key order. */
  readonly providers: readonly { readonly id: string; readonly name: string }[];
};

type Row = { id: string; name: string; facts: string | null };

/**
 * The addresses of a provider that another one also claims, at a size. Shown, never refused: who was first proves nothing,
 * and only one of them can own it.
 */
export async function findSharedCustody(
  ctx: Ctx,
  id: string,
  names: readonly string[],
  size: number,
): Promise<SharedCustody[]> {
  if (names.length === 0) return [];
  const { rows } = await ctx.pool.query<Row>(
    `SELECT form::json->>'id' AS id, form::json->>'name' AS name,
            form::json->'disclosures'->'custody_addresses'->>'facts' AS facts
       FROM aggregate_version
      WHERE kind = 'provider' AND from_size <= $1 AND (to_size IS NULL OR to_size > $1) AND key <> $2
        AND form::jsonb->'disclosures'->'custody_addresses'->'facts'->'addresses' ?| $3::text[]
      ORDER BY key LIMIT 200`,
    [size, `provider:${id}`, [...names]],
  );
  return names.flatMap((name) => {
    const providers = rows.filter(({ facts }) => custodyNamesOf(JSON.parse(facts ?? "{}")).includes(name));
    return providers.length === 0
      ? []
      : [{ name, providers: providers.map(({ id: other, name: called }) => ({ id: other, name: called })) }];
  });
}
