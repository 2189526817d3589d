import type { DirectoryFeedQuery } from "#lib/contract/directory.ts";
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { unclaimedKey } from "#lib/state/case/case-forms.ts";
import { providerKey } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { idsOfDirectory } from "../directory/read-directory.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { listAlerts } from "./list-alerts.ts";
import { alertItem, type Feed } from "./make-feed.ts";

/** Items of a feed; older alerts stand in `/api/v1/alerts`. */
export const ITEMS = 50;

/** `path`: of the feed, without a query. */
export async function readFeed(ctx: Ctx, path: string, provider: readonly string[] | undefined): Promise<Feed> {
  const { data } = await listAlerts(ctx, { provider, limit: ITEMS });
  const query = provider === undefined ? "" : `?provider=${provider.join(",")}`;
  return {
    ...baseOf(ctx),
    title: `${ctx.publicKeys.name}: what happened to ${provider === undefined ? "all providers" : `${provider.length} providers`}`,
    self: path + query,
    page: "/following",
    of: provider?.toSorted().join(",") ?? "all",
    since: await readFounded(ctx),
    items: data.map(alertItem),
  };
}

/** Of the providers that filters keep now. Errors: those of the table. */
export async function readDirectoryFeed(
  ctx: Ctx,
  path: string,
  query: DirectoryFeedQuery,
  search: string,
): Promise<Feed> {
  const provider = await idsOfDirectory(ctx, query);
  const { data } = provider.length === 0 ? { data: [] } : await listAlerts(ctx, { provider, limit: ITEMS });
  return {
    ...baseOf(ctx),
    title: `${ctx.publicKeys.name}: what happened to the providers of a search`,
    self: path + search,
    page: `/providers${search}`,
    of: `search${search}`,
    since: await readFounded(ctx),
    items: data.map(alertItem),
  };
}

/** Errors: `not-found` for a provider that nobody registered or reported. */
export async function readProviderFeed(ctx: Ctx, path: string, id: string): Promise<Feed> {
  const { data, as_of } = await listAlerts(ctx, { provider: [id], limit: ITEMS });
  const [form] = await readForms(ctx, [providerKey(id), unclaimedKey(id)], as_of.size);
  if (form?.aggregate !== "provider" && form?.aggregate !== "unclaimed")
    throw new ServiceError("not-found", `No provider ${id} is known at size ${as_of.size}.`);
  const [name, since] =
    form.aggregate === "provider" ? [form.name, form.registeredAt] : ["a provider without an operator", form.openedAt];
  return {
    ...baseOf(ctx),
    title: `${ctx.publicKeys.name}: what happened to ${name}`,
    self: path,
    page: `/providers/${id}`,
    of: id,
    since: parseInstant(since) ?? asInstant(0),
    items: data.map(alertItem),
  };
}

export const baseOf = (ctx: Ctx) => ({ origin: ctx.origin, indexName: ctx.publicKeys.name, site: ctx.webOrigin });

/** Log time of the first entry. */
async function readFounded(ctx: Ctx): Promise<Instant> {
  const { rows } = await ctx.pool.query<{ logged_at_ms: number }>("SELECT logged_at_ms FROM log_entry WHERE index = 0");
  return asInstant(Number(rows[0]?.logged_at_ms ?? 0));
}
