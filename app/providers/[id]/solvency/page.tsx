import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BalanceCheck } from "#components/solvency/balance-check.tsx";
import { chancePoints } from "#components/solvency/chance-points.ts";
import { CoverageChart } from "#components/solvency/coverage-chart.tsx";
import { DetectionChart } from "#components/solvency/detection-chart.tsx";
import { SolvencyFacts } from "#components/solvency/solvency-facts.tsx";
import { CANNOT_PROVE, checksSentence } from "#components/solvency/solvency-words.ts";
import { Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { foundWith } from "#lib/disclosure/solvency/detection.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { readSolvency } from "#lib/server/services/provider/read-solvency.ts";
import { participantOf } from "#lib/state/view.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import { snapshotsOf } from "#lib/statement/disclosures/reserves.ts";
import { ComputedFrom } from "../../../as-of.tsx";
import { orNotFound } from "../../../or-not-found.ts";

type Params = { params: Promise<{ id: string }> };

const LIKELY = 950_000;

async function readInstance(text: string) {
  const id = parseProviderId(text);
  if (id === undefined) notFound();
  const found = await orNotFound(getProvider(webContext(), id));
  if (found.data.form.kind !== "instance") notFound();
  return found;
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { form } = (await readInstance((await params).id)).data;
  return { title: `Solvency of ${form.provenBy.length > 0 ? form.name : `unproven name: ${form.name}`}` };
}

export default async function SolvencyPage({ params }: Params) {
  const { data, as_of: asOf } = await readInstance((await params).id);
  const { form } = data;
  const epochs = epochsOf(form.disclosures.liabilities?.facts);
  const snapshots = snapshotsOf(form.disclosures.reserves?.facts);
  const now = asInstant(Date.parse(asOf.time));
  const [newest] = epochs;
  const { surprise, surpriseOfReserves } = await readSolvency(webContext(), form, asOf.size);
  const controlKeys = await webContext().forms.ask((view) => participantOf(view, form.operator)?.controlKeys ?? []);
  return (
    <>
      <PageHeading
        eyebrow={
          <Link href={`/providers/${form.id}`}>
            {form.provenBy.length > 0 ? form.name : `Unproven name: ${form.name}`}
          </Link>
        }
        title="Are your balances counted?"
        lead="Check your own balance against the total that was published. It is computed here, in your browser."
      />
      {newest === undefined ? (
        <EmptyState title="It has not published what it owes">
          There is no total that your balance could be checked against.{" "}
          <Link href="/docs/how-to/prove-what-you-owe">What it would publish</Link>
        </EmptyState>
      ) : (
        <div className="grid gap-x-10 gap-y-10 lg:grid-cols-12">
          <section className="min-w-0 lg:col-span-7">
            <SectionHeading id="check">Check your balance</SectionHeading>
            <BalanceCheck
              provider={form.id}
              epochs={epochs}
              operatorKeys={[...controlKeys, ...form.keys.map(({ thumbprint }) => thumbprint)]}
            />
          </section>
          <aside className="flex min-w-0 flex-col gap-6 lg:col-span-5">
            <section>
              <SectionHeading id="said">{`Epoch ${newest.epoch}`}</SectionHeading>
              <SolvencyFacts epoch={newest} {...{ snapshots, surprise, surpriseOfReserves, now }} />
            </section>
            <section>
              <SectionHeading id="limits">What this cannot prove</SectionHeading>
              <p className="max-w-prose">{CANNOT_PROVE}</p>
            </section>
          </aside>
          <section className="min-w-0 lg:col-span-7">
            <CoverageChart epochs={epochs} snapshots={snapshots} />
          </section>
          <section className="min-w-0 lg:col-span-5">
            {newest.verified === 0 || newest.leafCount < 2 ? (
              <EmptyState title="No user has signed a check of this epoch">
                {checksSentence(newest)} With each one it becomes harder to leave accounts out.
              </EmptyState>
            ) : (
              <DetectionChart
                points={chancePoints(newest)}
                checks={newest.verified}
                accounts={newest.leafCount}
                foundFrom={foundWith(newest.leafCount, newest.verified, LIKELY)}
              />
            )}
          </section>
        </div>
      )}
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
