import type { Metadata } from "next";
import { PrintButton } from "#components/case/print-button.tsx";
import { FailureReport } from "#components/market/failures/failure-report.tsx";
import { failureSentence } from "#components/market/failures/failure-words.ts";
import { dayOfDate, historyOf } from "#components/marks/history/history-points.ts";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import type { FailureView } from "#lib/contract/failures.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getFailure } from "#lib/server/services/market/list-failures.ts";
import { getHistory } from "#lib/server/services/marks/get-history.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { ComputedFrom } from "../../as-of.tsx";
import { orNotFound } from "../../or-not-found.ts";

type Params = { params: Promise<{ id: string }> };

const readOne = async ({ params }: Params) => orNotFound(getFailure(webContext(), (await params).id));

export async function generateMetadata(props: Params): Promise<Metadata> {
  return { title: failureSentence((await readOne(props)).data) };
}

export default async function FailurePage(props: Params) {
  const { data, as_of: asOf } = await readOne(props);
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Failures", href: "/failures" }, { text: data.provider.name }]} />}
        title={<bdi>{failureSentence(data)}</bdi>}
        actions={<PrintButton />}
      />
      <div className="flex flex-col gap-8">
        <FailureReport failure={data} rated={await readRated(data)} now={Date.parse(asOf.time)} />
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

/** How it was rated in the half year before, as of then. */
async function readRated({ provider: { id, name }, at }: FailureView) {
  const to = at.slice(0, 10);
  try {
    const { data } = await getHistory(webContext(), id, { to });
    return { id, name, points: historyOf(data).points.filter(({ day }) => day <= dayOfDate(to)) };
  } catch (error) {
    if (isServiceError(error)) return { id, name, points: [] };
    throw error;
  }
}
