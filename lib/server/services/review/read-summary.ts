import type { SessionView } from "#lib/contract/accounts.ts";
import type { AsOf } from "#lib/contract/common.ts";
import type { ReviewSummary } from "#lib/contract/review.ts";
import { evidenceClosesAt, sharesBy } from "#lib/dispute/clocks.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { type CaseForm, caseKey } from "#lib/state/case/case-forms.ts";
import { maintainerKey, NO_SEATS } from "#lib/state/governance/maintainer-forms.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { readForms } from "../state/read-aggregates.ts";
import { requireMaintainer } from "./require-maintainer.ts";

/** Verdicts of the week that are named, so that one can be taken at random. */
const MOST_NAMED = 200;

/** The desk's top line. Errors: `no-authority`. */
export async function readSummary(ctx: Ctx, session: SessionView): Promise<{ data: ReviewSummary; as_of: AsOf }> {
  const { did } = await requireMaintainer(ctx, session);
  const asOf = await resolveAsOf(ctx, undefined);
  const [form] = await readForms(ctx, [maintainerKey(did)], asOf.size);
  const seats = form?.aggregate === "maintainer" ? form.seats : NO_SEATS;
  const [index, week, nextDraw] = await Promise.all([readIndex(ctx), readWeek(ctx, asOf), readNextDraw(ctx, asOf)]);
  const data: ReviewSummary = {
    maintainer: did,
    clocks: { kept: seats.voted + seats.declined + seats.recused, missed: seats.noShow },
    ...index,
    ...week,
    next_draw_at: nextDraw,
  };
  return { data, as_of: asOf };
}

async function readIndex(ctx: Ctx): Promise<Pick<ReviewSummary, "ruled" | "median_days">> {
  const { rows } = await ctx.pool.query<{ ruled: string; median: number | null }>(
    `SELECT count(*) AS ruled, percentile_cont(0.5) WITHIN GROUP (
              ORDER BY extract(epoch FROM at::timestamptz - filed_at::timestamptz)) AS median
       FROM precedent p WHERE NOT EXISTS (SELECT 1 FROM precedent q WHERE q.case_id = p.case_id AND q.round < p.round)`,
  );
  const median = rows[0]?.median ?? null;
  return {
    ruled: Number(rows[0]?.ruled ?? 0),
    median_days: median === null ? null : Math.round(median / 8_640) / 10,
  };
}

async function readWeek(ctx: Ctx, { time }: AsOf): Promise<Pick<ReviewSummary, "week" | "audit">> {
  const { rows } = await ctx.pool.query<{ id: string; all: string }>(
    `SELECT id, count(*) OVER () AS all FROM case_row
      WHERE to_size IS NULL AND judged_at >= $1 ORDER BY judged_at DESC, id LIMIT $2`,
    [formatInstant(addMs(asInstant(Date.parse(time)), -7 * DAY_MS)), MOST_NAMED],
  );
  return { week: Number(rows[0]?.all ?? 0), audit: rows.map(({ id }) => id) };
}

/** Of the case that is nearest to a draw, if nothing stops it. */
async function readNextDraw(ctx: Ctx, { size }: AsOf): Promise<string | null> {
  const { rows } = await ctx.pool.query<{ id: string }>(
    `SELECT id FROM (
       (SELECT id, 0 AS place, due_at FROM review_row WHERE state = 'drawing' AND round = 0 ORDER BY due_at LIMIT 1)
       UNION ALL
       (SELECT id, 1, due_at FROM review_row WHERE state = 'evidence_open' ORDER BY due_at LIMIT 1)
       UNION ALL
       (SELECT id, 2, due_at FROM review_row WHERE state = 'awaiting_response' ORDER BY due_at LIMIT 1)) AS near
      ORDER BY place LIMIT 1`,
  );
  const [form] = rows[0] === undefined ? [] : await readForms(ctx, [caseKey(rows[0].id)], size);
  return form?.aggregate === "case" ? drawOf(form) : null;
}

function drawOf({ dispute, rules }: CaseForm): string | null {
  if (dispute === null) return null;
  const { respondBy, evidenceClosesAt: closesAt } = dispute;
  const closes = closesAt ?? (respondBy === null ? null : evidenceClosesAt(respondBy, rules.hours.evidence));
  return closes === null ? null : sharesBy(closes, rules);
}
