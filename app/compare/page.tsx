import type { Metadata } from "next";
import { PrintButton } from "#components/case/print-button.tsx";
import { type CompareAsk, compareAskOf, compareHref, MOST_COMPARED } from "#components/market/compare/compare-ask.ts";
import { compareTitle } from "#components/market/compare/compare-rows.ts";
import { CompareView } from "#components/market/compare/compare-view.tsx";
import { dayOfDate, historyOf } from "#components/marks/history/history-points.ts";
import { Alert } from "#components/ui/alert.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { type ComparedAt, readCompared } from "#lib/server/services/compare/read-compared.ts";
import { getHistory } from "#lib/server/services/marks/get-history.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Compare",
  description: "Two to five providers side by side: what differs, what falls together, and how they were rated.",
};

type Params = { searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function ComparePage({ searchParams }: Params) {
  const ask = compareAskOf(await searchParams);
  const { compared, problem } = await compare(ask);
  const { data, shared, missing, day, as_of: asOf } = compared;
  const lines = data.length < 2 ? [] : await Promise.all(data.map((provider) => readLine(provider, day)));
  const permalink = compareHref(
    data.map(({ id }) => id),
    asOf.size,
  );
  return (
    <>
      <PageHeading
        title={data.length < 2 ? "Compare providers" : compareTitle(data)}
        lead={data.length < 2 ? "Two to five side by side, what differs first." : undefined}
        actions={
          data.length < 2 ? null : (
            <>
              <span data-print="hide">
                <ButtonLink href={permalink}>
                  {ask.asOf === undefined
                    ? "Link to this state"
                    : `As of entry ${(asOf.size - 1).toLocaleString("en")}`}
                </ButtonLink>
              </span>
              <PrintButton />
            </>
          )
        }
      />
      <div className="flex flex-col gap-6">
        <Notes ask={ask} missing={missing} problem={problem} />
        {data.length < 2 ? (
          <EmptyState
            title={data.length === 0 ? "Nobody is chosen" : `Only ${data[0]?.name} is chosen: take one more`}
            action={
              <ButtonLink variant="primary" href="/providers">
                Choose from the list
              </ButtonLink>
            }
          >
            Tick two to five providers in the list, and they stand here side by side.
          </EmptyState>
        ) : (
          <CompareView providers={data} shared={shared} lines={lines} asOf={Date.parse(asOf.time)} />
        )}
        <ComputedFrom asOf={asOf} />
        {data.length < 2 ? null : (
          <p data-print="only" className="break-all text-sm">
            The same for ever: {webContext().webOrigin}
            {permalink}
          </p>
        )}
      </div>
    </>
  );
}

/** A size that the log does not have yields the newest, and says so. */
async function compare({ ids, asOf }: CompareAsk): Promise<{ compared: ComparedAt; problem: string | undefined }> {
  const ctx = webContext();
  try {
    return { compared: await readCompared(ctx, ids, asOf), problem: undefined };
  } catch (error) {
    if (!isServiceError(error) || error.code !== "gone") throw error;
    return { compared: await readCompared(ctx, ids), problem: error.message };
  }
}

/** Of half a year up to that day; nobody who is not rated has a line. */
async function readLine({ id, name }: { id: string; name: string }, day: string) {
  try {
    const { data } = await getHistory(webContext(), id, { to: day });
    const { points } = historyOf(data);
    return { id, name, points: points.filter((point) => point.day <= dayOfDate(day)) };
  } catch (error) {
    if (isServiceError(error)) return { id, name, points: [] };
    throw error;
  }
}

function Notes({
  ask,
  missing,
  problem,
}: {
  ask: CompareAsk;
  missing: readonly string[];
  problem: string | undefined;
}) {
  const gone = [...ask.wrong, ...missing];
  return (
    <>
      {problem === undefined ? null : <Alert title="That state is not to be had">{problem} The newest is shown.</Alert>}
      {ask.tooMany === 0 ? null : (
        <Alert title={`At most ${MOST_COMPARED} fit side by side`}>
          The first {MOST_COMPARED} are shown, {ask.tooMany} more {ask.tooMany === 1 ? "is" : "are"} left out.
        </Alert>
      )}
      {gone.length === 0 ? null : (
        <Alert
          title={gone.length === 1 ? "One of them is not listed here" : `${gone.length} of them are not listed here`}
        >
          <span className="break-all">{gone.join(", ")}</span>. <Link href="/providers">All that are listed</Link>
        </Alert>
      )}
    </>
  );
}
