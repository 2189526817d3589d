/** What happened to a provider, of which the history tells. */
import { caseEvents, type Event, MOST_EVENTS, ROUTINE_KINDS, saidEvent } from "#lib/contract/history-events.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { unclaimedIdsOf } from "../case/unclaimed-ids.ts";
import type { ReadCtx } from "../context.ts";
import { IS_PUBLISHED, PUBLISHED_AT, PUBLISHED_IN, published } from "../provider/read-disclosures.ts";
import { parseForm } from "../state/projected-forms.ts";

/** Days from and to are included. */
export type Span = { readonly size: number; readonly from: number; readonly to: number };

/** Of the span, and cases also of before and after it. */
export async function readEvents(ctx: ReadCtx, form: ProviderForm, span: Span): Promise<Event[]> {
  const [said, cases] = await Promise.all([readSaid(ctx, form, span), readCases(ctx, form, span)]);
  return [...said, ...cases];
}

/** What its operator and the clocks said. */
async function readSaid(ctx: ReadCtx, form: ProviderForm, { size, from, to }: Span): Promise<Event[]> {
  const { rows } = await ctx.pool.query<{ index: string; kind: string; at: string; transition: string | null }>(
    `SELECT ${PUBLISHED_IN} AS index, r.kind, ${PUBLISHED_AT} AS at,
            CASE r.kind WHEN 'clock.record' THEN convert_from(e.leaf, 'UTF8')::json #>> '{statement,body,transition}' END
              AS transition
       FROM entry_row r JOIN log_entry e ON e.index = r.index ${published("$2")}
      WHERE (r.subject = $1 OR r.index = $7) AND r.index < $2 AND ${IS_PUBLISHED}
        AND (r.kind LIKE 'disclosure.%' OR r.kind LIKE 'key.%' OR r.kind LIKE 'provider.%' OR r.kind = 'clock.record')
        AND r.kind <> ALL($3::text[]) AND ${PUBLISHED_AT} BETWEEN $4 AND $5
      ORDER BY ${PUBLISHED_IN} DESC LIMIT $6`,
    [form.id, size, ROUTINE_KINDS, from * DAY_MS, (to + 1) * DAY_MS - 1, MOST_EVENTS, form.registeredIn],
  );
  return rows.map(({ index, kind, at, transition }) => saidEvent(Number(index), Number(at), kind, transition));
}

async function readCases(ctx: ReadCtx, form: ProviderForm, { size }: Span): Promise<Event[]> {
  const ids = [form.id, ...(await unclaimedIdsOf(ctx, form, size))];
  const { rows } = await ctx.pool.query<{ form: string }>(
    `SELECT v.form FROM (SELECT id FROM case_row WHERE provider = ANY($1::text[]) AND from_size <= $2
                          GROUP BY id ORDER BY max(filed_in) DESC LIMIT $3) AS c
      CROSS JOIN LATERAL (SELECT form FROM aggregate_version WHERE key = 'case:' || c.id AND from_size <= $2
                           ORDER BY from_size DESC LIMIT 1) AS v`,
    [ids, size, MOST_EVENTS],
  );
  return rows.flatMap(({ form: text }) => {
    const found = parseForm(text);
    return found.aggregate === "case" ? caseEvents(found) : [];
  });
}
