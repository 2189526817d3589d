/** Failures newest first, out of what followers were told: whoever has the log finds the same. */
import { ALERT_TONES } from "#lib/contract/alerts.ts";
import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import type { FailureView } from "#lib/contract/failures.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { ALERT_COLUMNS, type AlertRow, viewOfAlert } from "#lib/server/alerts/alert-view.ts";
import { type Form, type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import type { ReadCtx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { refuse, ServiceError } from "../service-error.ts";
import { type ListQuery, readForms } from "../state/read-aggregates.ts";
import { decimalText } from "./get-strip.ts";

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

const CAUSES = { failed: "vanished", "winding-down": "closed" } as const;
const PENDING = "downgrade-pending";
const BEFORE_DAYS = 365;
const TIER_DAYS = 30;

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
    [Object.keys(CAUSES), as_of.size, query.provider ?? null, after?.entry ?? null, after?.id ?? null, limit + 1],
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
  const kinds = Object.keys(CAUSES).filter((one) => kind === undefined || one === kind);
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

async function failureOf(ctx: ReadCtx, row: AlertRow, form: ProviderForm | undefined): Promise<FailureView[]> {
  if (form === undefined) return [];
  const at = asInstant(Number(row.logged_at_ms));
  const [signs, tier_before, then] = await Promise.all([
    readSigns(ctx, row, at),
    readTier(ctx, form.id, at),
    readForms(ctx, [providerKey(form.id)], Number(row.entry_index) + 1),
  ]);
  const [first] = signs;
  return [
    {
      id: row.id,
      provider: { id: form.id, name: form.name, kind: form.kind },
      cause: CAUSES[row.kind as keyof typeof CAUSES],
      ...{ entry: Number(row.entry_index), at: formatInstant(at), signs, tier_before },
      warned_days: first === undefined ? null : Math.floor((at - Date.parse(first.at)) / DAY_MS),
      balances: balancesBefore(then, at),
      returned: form.heartbeat !== null && Date.parse(form.heartbeat.last.loggedAt) > at,
    },
  ];
}

/** What told against it, or said that it would fall. */
async function readSigns(
  ctx: ReadCtx,
  { id, provider_id, entry_index }: AlertRow,
  at: Instant,
): Promise<FailureView["signs"]> {
  const { rows } = await ctx.pool.query<AlertRow>(
    `SELECT ${ALERT_COLUMNS} FROM alert
      WHERE provider_id = $1 AND id <> $2 AND entry_index <= $3 AND logged_at_ms >= $4
      ORDER BY entry_index, id LIMIT 200`,
    [provider_id, id, entry_index, at - BEFORE_DAYS * DAY_MS],
  );
  return withoutAverted(rows).flatMap((row) => {
    const { entry, logged_at, kind, says } = viewOfAlert(row, new Map());
    const isSign = ALERT_TONES[kind] === "bad" || kind === PENDING;
    return isSign && !Object.hasOwn(CAUSES, kind) ? [{ entry, at: logged_at, kind, says }] : [];
  });
}

/** That something runs out is told each time; where it was renewed, and told anew of the next time, nothing was amiss. */
function withoutAverted(rows: readonly AlertRow[]): AlertRow[] {
  const last = rows.findLast(({ kind }) => kind === PENDING);
  return rows.filter((row) => row.kind !== PENDING || row === last);
}

async function readTier(ctx: ReadCtx, id: ProviderId, at: Instant): Promise<Tier | null> {
  const { rows } = await ctx.pool.query<{ tier: Tier | null }>(
    "SELECT tier FROM mark_row WHERE provider = $1 AND day <= $2 ORDER BY day DESC LIMIT 1",
    [id, Math.floor(at / DAY_MS) - TIER_DAYS],
  );
  return rows[0]?.tier ?? null;
}

/** As it stood at the failure: a form keeps the newest of what was said, and whoever closes goes on saying it. */
function balancesBefore([form]: readonly Form[], at: Instant): FailureView["balances"] {
  const epochs = form?.aggregate === "provider" ? epochsOf(form.disclosures.liabilities?.facts) : [];
  const last = epochs.find((epoch) => Date.parse(epoch.at) <= at);
  if (last === undefined) return null;
  return { currency: last.unit, amount: decimalText(BigInt(last.owed), last.decimals), at: last.at };
}
