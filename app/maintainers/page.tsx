import type { Metadata } from "next";
import { MaintainerTable } from "#components/maintainers/maintainer-table.tsx";
import { maintainersSentence } from "#components/maintainers/maintainer-words.ts";
import { Details } from "#components/ui/details.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { listMaintainers } from "#lib/server/services/governance/list-maintainers.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Maintainers",
  description: "Who decides here what machines cannot, since when, and what binds them to those whom cases are about.",
};

const HOW = "/docs/how-to/decide-cases";
const PAGE = 200;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MaintainersPage({ searchParams }: Props) {
  const { cursor } = await searchParams;
  const given = typeof cursor === "string" ? cursor : undefined;
  const { data, page, as_of } = await listMaintainers(webContext(), { limit: PAGE, cursor: given });
  const now = Date.parse(as_of.time);
  const serving = data.filter(({ state }) => state !== "removed");
  const removed = data.filter(({ state }) => state === "removed");
  return (
    <>
      <PageHeading
        title="Maintainers"
        lead="What machines cannot decide, these people do, by lot and in public. They say to whom they are bound, and are skipped where that matters."
        actions={<ButtonLink href="/maintainers/me">Were you appointed?</ButtonLink>}
      />
      <div className="flex flex-col gap-8">
        {serving.length === 0 ? (
          <EmptyState
            title="This index has no maintainers yet: what people must decide waits"
            action={<ButtonLink href={HOW}>How somebody becomes one</ButtonLink>}
          >
            What a machine can prove is decided without them. Here each of them will stand with its interests, since
            when it decides, and what became of the seats for which it was drawn.
          </EmptyState>
        ) : (
          <section>
            <SectionHeading id="now" lead={maintainersSentence(serving)}>
              Who decides now
            </SectionHeading>
            <MaintainerTable maintainers={serving} now={now} caption="Maintainers" />
          </section>
        )}
        {removed.length === 0 ? null : (
          <Details summary={`Who decided before (${removed.length})`}>
            <MaintainerTable maintainers={removed} now={now} caption="Former maintainers" />
          </Details>
        )}
        {page.next_cursor === null && given === undefined ? null : (
          <Pagination
            summary={`Page of ${PAGE}`}
            previousHref={given === undefined ? undefined : "/maintainers"}
            nextHref={page.next_cursor === null ? undefined : `/maintainers?cursor=${page.next_cursor}`}
            previousText="First"
          />
        )}
        <p className="max-w-prose text-muted">
          They are appointed and removed by <Link href="/admin">the administrators</Link>, who decide no case
          themselves. <Link href={HOW}>How cases are decided by people</Link>
        </p>
        <ComputedFrom asOf={as_of} />
      </div>
    </>
  );
}
