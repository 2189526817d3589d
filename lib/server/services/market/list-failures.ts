/** Failures newest first, out of what followers were told: whoever has the log finds the same. */
import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import {
  FAILURE_KINDS,
  failureView,
  isFailure,
  TIER_BEFORE_DAYS,
  type ToldAt,
  WARNING_DAYS,
} from "#lib/contract/failure-views.ts";
import type { FailureView } from "#lib/contract/failures.ts";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { ALERT_COLUMNS, type AlertRow } from "#lib/server/alerts/alert-view.ts";
import type { AlertKind } from "#lib/state/alerts.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import type { ReadCtx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { refuse, ServiceError } from "../service-error.ts";
import { type ListQuery, readForms } from "../state/read-aggregates.ts";

export type FailureQuery = ListQuery & { readonly provider?: string | undefined };

/** One failure by its id, or by entry and provider alone, `812.prv_…`, as of now. Errors: `not-found`. */
export async function getFailure(ctx: ReadCtx, name: string): Promise<{ data: FailureView; as_of: AsOf }> {
  const as_of = await resolveAsOf(ctx, undefined);
  const { rows } = await ctx.pool.query<AlertRow>(
    `SELECT ${ALERT_COLUMNS} FROM alert WHERE entry_index < $1 AND entry_index = $2 AND provider_id = $3 AND kind = ANY($4::text[]) LIMIT 1`,
    placeIn(name, as_of.size),
  );
  const [row] = rows;
  const [form] = row === undefined ? [] : await readForms(ctx, [providerKey(row.provider_id)], as_of.size);
  const [data] = row === undefined || form?.aggregate !== "provider" ? [] : await failureOf(ctx, row, form);
  if (data === undefined) throw new ServiceError("not-found", "There is no such failure.");
  return { data, as_of };
}

type FailuresPage = { data: FailureView[]; page: { next_cursor: string | null }; as_of: AsOf };

/** Errors: `gone`, `malformed` (cursor). */
export async function listFailures(ctx: ReadCtx, query: FailureQuery): Promise<FailuresPage> {
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const as_of = await resolveAsOf(ctx, cursor?.size ?? query.as_of);
  const limit = query.limit ?? PRESET_LIMIT;
  const after = cursor === undefined ? null : placeOf(cursor.after);
  const { rows } = await ctx.pool.query<AlertRow>(
    `SELECT ${ALERT_COLUMNS} FROM alert
      WHERE kind = ANY($1::text[]) AND entry_index < $2 AND ($3::text IS NULL OR provider_id = $3)
        AND ($4::bigint IS NULL OR (entry_index, id) < ($4, $5))
      ORDER BY entry_index DESC, id DESC LIMIT $6`,
    [FAILURE_KINDS, as_of.size, query.provider ?? null, after?.entry ?? null, after?.id ?? null, limit + 1],
  );
  const { data, next_cursor } = cutPage(rows, limit, as_of.size, ({ id }) => id);
  const forms = new Map(
    (
      await readForms(
        ctx,
        data.map(({ provider_id }) => providerKey(provider_id)),
        as_of.size,
      )
    ).flatMap((form) => (form.aggregate === "provider" ? [[form.id as string, form]] : [])),
  );
  const failures = await Promise.all(data.map((row) => failureOf(ctx, row, forms.get(row.provider_id))));
  return { data: failures.flat(), page: { next_cursor }, as_of };
}

/** Values of the question. Errors: `not-found`. */
function placeIn(name: string, size: number): unknown[] {
  const [, entry, provider, kind] = /^(\d{1,15})\.(prv_[a-z2-7]{26})(?:\.([a-z-]{1,20}))?$/.exec(name) ?? [];
  const kinds = FAILURE_KINDS.filter((one) => kind === undefined || one === kind);
  if (entry === undefined || kinds.length === 0) throw new ServiceError("not-found", "There is no such failure.");
  return [size, Number(entry), provider, kinds];
}

/** After the alert of that id, whose first part is its entry. Errors: `malformed`. */
function placeOf(id: string): { entry: number; id: string } {
  const entry = /^(\d{1,15})\./.exec(id)?.[1];
  if (entry !== undefined) return { entry: Number(entry), id };
  throw refuse({
    code: "malformed",
    pointer: "/cursor",
    detail: "This cursor does not come from a page of this list.",
  });
}

async function failureOf(ctx: ReadCtx, row: AlertRow, now: ProviderForm | undefined): Promise<FailureView[]> {
  const told = toldOf(row);
  const { kind } = told;
  if (now === undefined || !isFailure(kind)) return [];
  const [before, tierBefore, [then]] = await Promise.all([
    readBefore(ctx, row, told.at),
    readTier(ctx, now.id, told.at),
    readForms(ctx, [providerKey(now.id)], told.entry + 1),
  ]);
  const form = then?.aggregate === "provider" ? then : undefined;
  return [failureView({ ...told, kind }, before, { now, failed: form, tierBefore })];
}

function toldOf({ id, kind, entry_index, logged_at_ms, facts }: AlertRow): ToldAt {
  return {
    ...{ id, kind: kind as AlertKind, entry: Number(entry_index) as EntryIndex },
    ...{ at: asInstant(Number(logged_at_ms)), facts: JSON.parse(facts) as ToldAt["facts"] },
  };
}

/** What was told of it within a year before. */
async function readBefore(ctx: ReadCtx, { id, provider_id, entry_index }: AlertRow, at: Instant): Promise<ToldAt[]> {
  const { rows } = await ctx.pool.query<AlertRow>(
    `SELECT ${ALERT_COLUMNS} FROM alert
      WHERE provider_id = $1 AND id <> $2 AND entry_index <= $3 AND logged_at_ms >= $4
      ORDER BY entry_index, id LIMIT 200`,
    [provider_id, id, entry_index, at - WARNING_DAYS * DAY_MS],
  );
  return rows.map(toldOf);
}

async function readTier(ctx: ReadCtx, id: ProviderId, at: Instant): Promise<Tier | null> {
  const { rows } = await ctx.pool.query<{ tier: Tier | null }>(
    "SELECT tier FROM mark_row WHERE provider = $1 AND day <= $2 ORDER BY day DESC LIMIT 1",
    [id, Math.floor(at / DAY_MS) - TIER_BEFORE_DAYS],
  );
  return rows[0]?.tier ?? null;
}
