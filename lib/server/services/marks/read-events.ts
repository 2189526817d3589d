/** What happened to a provider, in four lanes: cases, disclosures, keys, prices and other. In codes, for whoever has words. */
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { type ChartEvent, caseEvents, ROUTINE_KINDS, saidEvent } from "#lib/state/marks/chart-events.ts";
import { unclaimedIdsOf } from "../case/unclaimed-ids.ts";
import type { Ctx } from "../context.ts";
import { IS_PUBLISHED, PUBLISHED_AT, PUBLISHED_IN, published } from "../provider/read-disclosures.ts";
import { parseForm } from "../state/projected-forms.ts";

/** Days from and to are included. */
export type Span = { readonly size: number; readonly from: number; readonly to: number };

/** An honest instance makes as many in years; beyond them the oldest are left out. */
const MOST = 2_000;
/** In log order. */
export async function readEvents(ctx: Ctx, form: ProviderForm, span: Span): Promise<ChartEvent[]> {
  const [said, cases] = await Promise.all([readSaid(ctx, form, span), readCases(ctx, form, span)]);
  const isWithin = ({ day }: ChartEvent) => day >= span.from && day <= span.to;
  return [...said, ...cases].filter(isWithin).sort((a, b) => a.entry - b.entry);
}

/** What its operator and the clocks said. */
async function readSaid(ctx: Ctx, form: ProviderForm, { size, from, to }: Span): Promise<ChartEvent[]> {
  const { rows } = await ctx.pool.query<{ index: string; kind: string; at: string; transition: string | null }>(
    `SELECT ${PUBLISHED_IN} AS index, r.kind, ${PUBLISHED_AT} AS at,
            CASE r.kind WHEN 'clock.record' THEN convert_from(e.leaf, 'UTF8')::json #>> '{statement,body,transition}' END
              AS transition
       FROM entry_row r JOIN log_entry e ON e.index = r.index ${published("$2")}
      WHERE (r.subject = $1 OR r.index = $7) AND r.index < $2 AND ${IS_PUBLISHED}
        AND (r.kind LIKE 'disclosure.%' OR r.kind LIKE 'key.%' OR r.kind LIKE 'provider.%' OR r.kind = 'clock.record')
        AND r.kind <> ALL($3::text[]) AND ${PUBLISHED_AT} BETWEEN $4 AND $5
      ORDER BY ${PUBLISHED_IN} DESC LIMIT $6`,
    [form.id, size, ROUTINE_KINDS, from * DAY_MS, (to + 1) * DAY_MS - 1, MOST, form.registeredIn],
  );
  return rows.map(({ index, kind, at, transition }) =>
    saidEvent({ entry: Number(index) as EntryIndex, kind, transition, at: asInstant(Number(at)) }),
  );
}

/** A case is filed, judged, and ruled. */
async function readCases(ctx: Ctx, form: ProviderForm, { size }: Span): Promise<ChartEvent[]> {
  const ids = [form.id, ...(await unclaimedIdsOf(ctx, form, size))];
  const { rows } = await ctx.pool.query<{ form: string }>(
    `SELECT v.form FROM (SELECT id FROM case_row WHERE provider = ANY($1::text[]) AND from_size <= $2
                          GROUP BY id ORDER BY max(filed_in) DESC LIMIT $3) AS c
      CROSS JOIN LATERAL (SELECT form FROM aggregate_version WHERE key = 'case:' || c.id AND from_size <= $2
                           ORDER BY from_size DESC LIMIT 1) AS v`,
    [ids, size, MOST],
  );
  return rows.flatMap(({ form: text }) => {
    const found = parseForm(text);
    return found.aggregate === "case" ? caseEvents(found) : [];
  });
}
