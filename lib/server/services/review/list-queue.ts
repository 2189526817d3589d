import type { SessionView } from "#lib/contract/accounts.ts";
import { type AsOf, PRESET_LIMIT } from "#lib/contract/common.ts";
import type { QueueFilter, QueueItem } from "#lib/contract/review.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DUE_NEVER } from "#lib/server/projector/project-review.ts";
import type { Ctx } from "../context.ts";
import { cutPage, decodeCursor, resolveAsOf } from "../log/as-of.ts";
import { readProviderNames } from "../provider/read-provider-names.ts";
import { refuse, ServiceError } from "../service-error.ts";
import { triageViewOf } from "./put-triage.ts";
import { type QueueRow, queueSql } from "./queue-sql.ts";
import { requireMaintainer } from "./require-maintainer.ts";

export type QueueQuery = {
  readonly limit?: number | undefined;
  readonly cursor?: string | undefined;
  readonly filter?: QueueFilter | undefined;
  readonly maintainer?: string | undefined;
  readonly state?: string | undefined;
  readonly claim?: string | undefined;
  readonly due_before?: string | undefined;
  readonly blind?: "1" | undefined;
};

/**
 * What is due first stands first. Notes are those of the session's own account, whoever is asked about. Errors:
 * `not-signed-in` and `no-authority` for what only a maintainer's session shows, `malformed` (cursor; `mine` of nobody).
 */
export async function listQueue(
  ctx: Ctx,
  query: QueueQuery,
  session: SessionView | undefined,
): Promise<{ data: QueueItem[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const { filter = "all", limit = PRESET_LIMIT } = query;
  const own = filter === "triage" || filter === "snoozed" ? (await requireDesk(ctx, session)).did : session?.did;
  const maintainer = query.maintainer ?? session?.did;
  if (filter === "mine" && maintainer === undefined)
    throw refuse({ code: "malformed", pointer: "/maintainer", detail: "Say whose seats, or sign in." });
  const asOf = await resolveAsOf(ctx, undefined);
  const after = query.cursor === undefined ? undefined : placeOf(decodeCursor(query.cursor).after);
  const { text, values } = queueSql({ ...query, filter, own, maintainer, now: asOf.time, after, limit: limit + 1 });
  const { rows } = await ctx.pool.query<QueueRow>(text, values);
  const { data, next_cursor } = cutPage(rows, limit, asOf.size, ({ sort_due, id }) => `${sort_due}/${id}`);
  const names =
    query.blind === undefined
      ? await readProviderNames(
          ctx,
          data.map(({ provider }) => provider as ProviderId),
          asOf.size,
        )
      : undefined;
  return { data: data.map((row) => itemOf(row, names)), page: { next_cursor }, as_of: asOf };
}

async function requireDesk(ctx: Ctx, session: SessionView | undefined): Promise<SessionView> {
  if (session === undefined) throw new ServiceError("not-signed-in", "Notes are shown to their own maintainer only.");
  return await requireMaintainer(ctx, session);
}

function placeOf(after: string): { due: string; id: string } {
  const [due, id, more] = after.split("/");
  if (due === undefined || id === undefined || more !== undefined)
    throw refuse({
      code: "malformed",
      pointer: "/cursor",
      detail: "This cursor does not come from a page of this list.",
    });
  return { due, id };
}

/** `names` undefined: nobody is named. */
function itemOf(row: QueueRow, names: ReadonlyMap<string, string> | undefined): QueueItem {
  const dueOf = (text: string) => (text === DUE_NEVER ? null : text);
  return {
    case: row.id,
    state: row.state as QueueItem["state"],
    claim: row.claim as QueueItem["claim"],
    verdict: row.verdict as QueueItem["verdict"],
    reason: row.reason,
    provider: names === undefined ? null : row.provider,
    provider_name: names?.get(row.provider) ?? null,
    filed_in: Number(row.filed_in),
    filed_at: row.filed_at,
    due_at: dueOf(row.due_at),
    seat:
      row.seat_round === null
        ? null
        : {
            round: row.seat_round,
            does: row.does as "vote" | null,
            due_at: dueOf(row.seat_due ?? DUE_NEVER),
            open: row.open === true,
          },
    triage:
      row.triage_state === null || row.triage_at === null
        ? null
        : triageViewOf({
            ...{ caseId: row.id, state: row.triage_state, until: row.until },
            ...{ note: row.note ?? "", updatedAt: row.triage_at },
          }),
  };
}
