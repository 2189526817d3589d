import type { AsOf } from "#lib/contract/common.ts";
import { NEWCOMER_DAYS, type StripView } from "#lib/contract/strip.ts";
import { stripView } from "#lib/contract/strip-views.ts";
import { lifeOf } from "#lib/disclosure/staleness.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { Holder } from "#lib/reputation/market/strip.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import type { ReadCtx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { newestPlace } from "../marks/day-place.ts";
import { tiersAt } from "../marks/marks-at.ts";
import { remember } from "../marks/remember.ts";
import { readForms } from "../state/read-aggregates.ts";

/** Errors: `gone`. */
export async function getStrip(ctx: ReadCtx, size?: number): Promise<{ data: StripView; as_of: AsOf }> {
  const as_of = await resolveAsOf(ctx, size);
  return { data: await remember(ctx, `strip ${JSON.stringify(as_of)}`, () => readStrip(ctx, as_of)), as_of };
}

type Listed = { readonly id: ProviderId; readonly name: string; readonly kind: "instance" | "service" };

const AT = "p.from_size <= $1 AND (p.to_size IS NULL OR p.to_size > $1)";

async function readStrip(ctx: ReadCtx, asOf: AsOf): Promise<StripView> {
  const [{ rows: listed }, tiers, newcomers] = await Promise.all([
    ctx.pool.query<Listed>(`SELECT id, name, kind FROM provider_row p WHERE ${AT} ORDER BY id`, [asOf.size]),
    newestPlace(ctx, asOf).then((place) => tiersAt(ctx, place)),
    readNewcomers(ctx, asOf),
  ]);
  const instances = listed.filter(({ kind }) => kind === "instance");
  const forms = await readForms(
    ctx,
    instances.map(({ id }) => providerKey(id)),
    asOf.size,
  );
  const holders = forms.flatMap((form) => (form.aggregate === "provider" ? [holderOf(form, tiers, asOf)] : []));
  const rated = listed.map((one) => ({ ...one, tier: tiers.get(one.id) ?? ("unrated" as const) }));
  return stripView(rated, holders, newcomers);
}

/** What it owes by its newest liabilities, while they hold. */
function holderOf(form: ProviderForm, tiers: ReadonlyMap<ProviderId, Tier>, { time }: AsOf): Holder {
  const record = form.disclosures.liabilities;
  const until = lifeOf(record)?.until ?? null;
  const [newest] = record === undefined || record.notApplicable ? [] : epochsOf(record.facts);
  const holds = newest !== undefined && (until === null || until > Date.parse(time));
  return {
    ...{ id: form.id, tier: tiers.get(form.id) ?? "unrated", cluster: form.cluster ?? null },
    balance: holds ? { currency: newest.unit, amount: BigInt(newest.owed), decimals: newest.decimals } : null,
  };
}

async function readNewcomers(ctx: ReadCtx, asOf: AsOf): Promise<StripView["newcomers"]> {
  const since = Date.parse(asOf.time) - NEWCOMER_DAYS * DAY_MS;
  const { rows } = await ctx.pool.query<Listed & { ms: string; count: string }>(
    `SELECT p.id, p.name, p.kind, e.logged_at_ms AS ms, count(*) OVER () AS count
       FROM (SELECT id, min(from_size) AS first FROM provider_row WHERE from_size <= $1 GROUP BY id) f
       JOIN entry_row e ON e.index = f.first - 1 AND e.logged_at_ms >= $2
       JOIN provider_row p ON p.id = f.id AND ${AT}
      ORDER BY f.first DESC, p.id LIMIT 10`,
    [asOf.size, since],
  );
  const newest = rows.map(({ id, name, kind, ms }) => ({
    id,
    name,
    kind,
    registered_at: formatInstant(asInstant(Number(ms))),
  }));
  return { days: NEWCOMER_DAYS, count: Number(rows[0]?.count ?? 0), newest };
}
