import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MaintainerFigures } from "#components/figures/maintainer-figures.tsx";
import { DrawTable } from "#components/maintainers/draw-table.tsx";
import { InterestsView } from "#components/maintainers/interests-view.tsx";
import { MaintainerFacts } from "#components/maintainers/maintainer-facts.tsx";
import { InterestsAge } from "#components/maintainers/maintainer-table.tsx";
import { STATE_WORDS } from "#components/maintainers/maintainer-words.ts";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { EmptyState } from "#components/ui/states.tsx";
import { didSchema } from "#lib/contract/common.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getCaseFigures } from "#lib/server/services/case/get-case-figures.ts";
import { getMaintainer } from "#lib/server/services/governance/get-maintainer.ts";
import { nameParties } from "#lib/server/services/governance/name-parties.ts";
import { ComputedFrom } from "../../as-of.tsx";
import { orNotFound } from "../../or-not-found.ts";

type Params = { params: Promise<{ did: string }> };

async function readMaintainer({ params }: Params) {
  const did = didSchema.safeParse(decodeURIComponent((await params).did));
  if (!did.success) notFound();
  return orNotFound(getMaintainer(webContext(), did.data));
}

export async function generateMetadata(props: Params): Promise<Metadata> {
  const { data } = await readMaintainer(props);
  return { title: `${data.name ?? shorten(data.did)} · Maintainers` };
}

export default async function MaintainerPage(props: Params) {
  const { data, as_of } = await readMaintainer(props);
  const { interests } = data;
  const names = await nameParties(webContext(), interests?.related.map(({ party }) => party) ?? []);
  const { data: figures } = await getCaseFigures(webContext());
  const own = figures.maintainers.find(({ did }) => did === data.did);
  const now = Date.parse(as_of.time);
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Maintainers", href: "/maintainers" }, { text: "Interests" }]} />}
        title={data.name === null ? shorten(data.did) : <bdi>{data.name}</bdi>}
        lead={STATE_WORDS[data.state].says}
      />
      <div className="grid items-start gap-4 lg:grid-cols-3">
        <Panel
          className="lg:col-span-2"
          title="Interests"
          description={interests === null ? undefined : <InterestsAge interests={interests} now={now} />}
        >
          {interests === null ? (
            <EmptyState title="None stated yet">
              Before it states to whom it is bound, and as what, it is drawn for no panel.
            </EmptyState>
          ) : (
            <InterestsView stated={interests} names={names} />
          )}
        </Panel>
        <Panel title="Record" className="lg:row-span-2">
          <MaintainerFacts maintainer={data} now={now} />
        </Panel>
        {own === undefined ? null : (
          <Panel
            className="lg:col-span-2"
            title="Figures"
            description={
              <>
                Counted from the log, beside what all who decide here did.{" "}
                <Link href="/cases/figures">How cases are decided</Link>
              </>
            }
          >
            <MaintainerFigures own={own} all={figures.seats} />
          </Panel>
        )}
        {data.draws.length === 0 ? null : (
          <Panel
            className="lg:col-span-3"
            title="Drawn for"
            description="By lot; what it voted stands with the case, once votes are open."
          >
            <DrawTable draws={data.draws} now={now} />
          </Panel>
        )}
      </div>
      <div className="mt-8">
        <ComputedFrom asOf={as_of} />
      </div>
    </>
  );
}
