import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DigestRail } from "#components/ledger-digest/digest-rail.tsx";
import { LagChart } from "#components/ledger-digest/lag-chart.tsx";
import { RowTable } from "#components/ledger-digest/row-table.tsx";
import { RuleTable } from "#components/ledger-digest/rule-table.tsx";
import { SeriesEvents } from "#components/ledger-digest/series-events.tsx";
import { SeriesFigures } from "#components/ledger-digest/series-figures.tsx";
import { seriesSentence } from "#components/ledger-digest/series-words.ts";
import { SplitList } from "#components/ledger-digest/split-list.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Link } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import type { SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getLedgerSeries } from "#lib/server/services/ledger/get-series.ts";
import { listLedgerRows } from "#lib/server/services/ledger/list-rows.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { ComputedFrom } from "../../../../as-of.tsx";

type Params = { params: Promise<{ id: string; series: string }> };
type Search = { searchParams: Promise<{ before?: string | string[] }> };

const ROWS = 50;

async function readPage({ id, series }: { id: string; series: string }, before: string | undefined) {
  const provider = parseProviderId(id);
  if (provider === undefined) notFound();
  const ctx = webContext();
  const cursor = before === undefined ? {} : { cursor: before };
  try {
    const [{ data }, found, rows] = await Promise.all([
      getProvider(ctx, provider),
      getLedgerSeries(ctx, provider, series),
      listLedgerRows(ctx, provider, series, { limit: ROWS, ...cursor }),
    ]);
    return { form: data.form, series: found.data, rows, asOf: found.as_of };
  } catch (error) {
    if (isServiceError(error) && (error.code === "not-found" || error.code === "malformed")) notFound();
    throw error;
  }
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { series } = await readPage(await params, undefined);
  return { title: `Ledger digests of ${series.database}` };
}

export default async function SeriesPage({ params, searchParams }: Params & Search) {
  const { before } = await searchParams;
  const { form, series, rows, asOf } = await readPage(await params, typeof before === "string" ? before : undefined);
  const report = series.report as unknown as SeriesReport | null;
  const own = `/providers/${form.id}/digests/${series.id}`;
  const api = `/api/v1/providers/${form.id}/digests/${series.id}`;
  const name = isNameProven(form, asInstant(Date.parse(asOf.time))) ? form.name : `Unproven name: ${form.name}`;
  const next = rows.page.next_cursor;
  return (
    <>
      <PageHeading
        eyebrow={
          <Breadcrumbs
            crumbs={[
              { text: "Providers", href: "/providers" },
              { text: name, href: `/providers/${form.id}` },
              { text: "Ledger digests" },
            ]}
          />
        }
        title={<bdi>{series.database}</bdi>}
        lead={seriesSentence(report)}
      />
      <div className="flex flex-col gap-10">
        <SeriesFigures series={series} report={report} now={Date.parse(asOf.time)} />
        {report === null || report.head === null ? null : (
          <>
            {report.splits.length === 0 ? null : (
              <section>
                <SectionHeading id="splits" lead="Permanent: two signed statements contradict each other.">
                  Two versions of one ledger
                </SectionHeading>
                <SplitList splits={report.splits} proofHref={(block) => `${api}/splits/${block}`} />
              </section>
            )}
            <DigestRail report={report} fileName={`digests-${series.id}-rail`} />
            <LagChart report={report} fileName={`digests-${series.id}-lag`} />
            <section>
              <SectionHeading
                id="rules"
                lead="Run over every published row in the order of the log. Anybody can run them again."
                actions={
                  <Link look="quiet" href="/docs/protocol/ledger-digests">
                    The rules in full
                  </Link>
                }
              >
                Sixteen rules
              </SectionHeading>
              <RuleTable rules={report.rules} />
            </section>
            <section>
              <SectionHeading id="events" lead="What its operator stated, and when nothing came.">
                What happened
              </SectionHeading>
              <SeriesEvents events={report.events} silences={report.silences} />
            </section>
          </>
        )}
        <section>
          <SectionHeading
            id="rows"
            lead="Newest first. Times come from the database without a zone and are taken as UTC."
            actions={
              <a className={buttonClass("secondary", "sm")} href={`${api}/rows.csv`} download>
                All rows as CSV
              </a>
            }
          >
            Digests as logged
          </SectionHeading>
          <RowTable rows={rows.data} />
          <Pagination
            label="Digests"
            summary={`${rows.data.length.toLocaleString("en")} of ${(report?.rows ?? 0).toLocaleString("en")} rows`}
            previousHref={before === undefined ? undefined : `${own}#rows`}
            previousText="Newest"
            nextHref={next === null ? undefined : `${own}?before=${encodeURIComponent(next)}#rows`}
          />
        </section>
      </div>
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
