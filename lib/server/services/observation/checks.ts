/** An operator's own view of the looks at its provider, and the wish for one now. The worker looks; web only asks. */
import type { SessionView } from "#lib/contract/accounts.ts";
import type { ProviderChecks } from "#lib/contract/observations.ts";
import { addMs, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import { readRemembered } from "#lib/server/observer/observation-store.ts";
import type { Ctx } from "../context.ts";
import { getProvider } from "../provider/get-provider.ts";
import { ServiceError } from "../service-error.ts";

const ASK_EVERY_MS = MINUTE_MS;

/** Errors: `not-found`, `no-authority`. */
export async function getChecks(ctx: Ctx, session: SessionView, id: string): Promise<ProviderChecks> {
  await requireOperator(ctx, session, id);
  const [remembered, wish] = await Promise.all([readRemembered(ctx.pool, id), readWish(ctx, id)]);
  const looks = [...(remembered.get(id) ?? [])];
  const last = Math.max(0, ...looks.map(([, { lookedAt }]) => lookedAt));
  const again = last + ASK_EVERY_MS;
  const isWaiting = wish || again > ctx.clock();
  return {
    asked: wish,
    again_at: isWaiting ? formatInstant(addMs(ctx.clock(), wish ? ASK_EVERY_MS : again - ctx.clock())) : null,
    checks: looks
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([type, { place, outcome, lookedAt, nextAt }]) => ({
        type,
        place,
        outcome,
        looked_at: formatInstant(lookedAt),
        next_at: formatInstant(nextAt),
      })),
  };
}

/** Errors: `not-found`, `no-authority`, `rate-limited` while a wish waits and for a minute after a look. */
export async function requestChecks(ctx: Ctx, session: SessionView, id: string): Promise<ProviderChecks> {
  const { again_at } = await getChecks(ctx, session, id);
  if (again_at !== null) throw tooSoon((Date.parse(again_at) - ctx.clock()) / 1000);
  const { rowCount } = await ctx.pool.query(
    "INSERT INTO observation_request (provider_id, asked_at_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [id, ctx.clock()],
  );
  if (rowCount === 0) throw tooSoon(ASK_EVERY_MS / 1000);
  await ctx.pool.query("SELECT pg_notify('ts_observe', '')");
  return await getChecks(ctx, session, id);
}

function tooSoon(retryAfterSeconds: number): ServiceError {
  return new ServiceError("rate-limited", "A provider is looked at on request at most once a minute.", {
    retryAfterSeconds: Math.max(1, Math.ceil(retryAfterSeconds)),
  });
}

async function readWish(ctx: Ctx, id: string): Promise<boolean> {
  const { rowCount } = await ctx.pool.query("SELECT 1 FROM observation_request WHERE provider_id = $1", [id]);
  return rowCount !== 0;
}

async function requireOperator(ctx: Ctx, session: SessionView, id: string): Promise<void> {
  const { data } = await getProvider(ctx, id);
  if (data.form.operator !== session.did)
    throw new ServiceError("no-authority", "Only the provider's operator may ask for this.");
}
