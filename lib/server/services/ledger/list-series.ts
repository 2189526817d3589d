import type { AsOf } from "#lib/contract/common.ts";
import type { LedgerSeries } from "#lib/contract/ledger.ts";
import { ageReport } from "#lib/disclosure/ledger-digest/check-series.ts";
import type { SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { keptSeries } from "#lib/statement/ledger/series-facts.ts";
import type { Ctx } from "../context.ts";
import { getProvider } from "../provider/get-provider.ts";
import { readOutages } from "../provider/heartbeat-state.ts";

export type SeriesPage = { data: LedgerSeries[]; as_of: AsOf };

/** All series of a provider, newest incarnation first, each with what the rules say now. Errors: `not-found`. */
export async function listLedgerSeries(ctx: Ctx, providerId: string): Promise<SeriesPage> {
  const { data, as_of } = await getProvider(ctx, providerId);
  return { data: await readSeries(ctx, data.form, as_of), as_of };
}

/** The series of a provider whose form is at hand; `only`: one of them. */
export async function readSeries(ctx: Ctx, form: ProviderForm, asOf: AsOf, only?: string): Promise<LedgerSeries[]> {
  const kept = [...keptSeries(form.disclosures.database_ledger_digest?.facts)].filter(
    ([id]) => only === undefined || id === only,
  );
  if (kept.length === 0) return [];
  const { rows } = await ctx.pool.query<{ series: string; report: string }>(
    "SELECT series, report FROM ledger_report WHERE provider = $1 AND ($2::text IS NULL OR series = $2)",
    [form.id, only ?? null],
  );
  const { rows: cursor } = await ctx.pool.query<{ size: number }>("SELECT size FROM ledger_cursor WHERE id = 1");
  const reports = new Map(rows.map(({ series, report }): [string, SeriesReport] => [series, JSON.parse(report)]));
  const now = asInstant(Date.parse(asOf.time));
  const outages = await readOutages(ctx, asOf.size);
  return kept
    .map(([id, facts]) => {
      const report = reports.get(id);
      return {
        id,
        provider: form.id,
        ledger: facts.ledger,
        server: facts.server,
        database: facts.database,
        created_at: facts.createdAt,
        signed_by: facts.signedBy,
        statements: facts.statements,
        read_size: cursor[0]?.size ?? 0,
        report: report === undefined ? null : { ...ageReport(report, now, outages) },
      };
    })
    .sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}
