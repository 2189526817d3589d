import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReaderView } from "#components/disclosure/reader-view.tsx";
import { CoverageLine } from "#components/provider/disclosures/coverage-line.tsx";
import { StalenessWords } from "#components/provider/disclosures/staleness-words.tsx";
import { VersionComparison } from "#components/provider/disclosures/version-comparison.tsx";
import { VersionTable } from "#components/provider/disclosures/version-table.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { coverageOf } from "#lib/disclosure/gaps.ts";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { parseEntryIndex, parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { readLives, readVersions } from "#lib/server/services/provider/read-disclosures.ts";
import { readPeople } from "#lib/server/services/provider/read-history.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import { ComputedFrom } from "../../../../as-of.tsx";
import { orNotFound } from "../../../../or-not-found.ts";

type Props = {
  params: Promise<{ id: string; type: string }>;
  searchParams: Promise<{ old?: string | string[]; new?: string | string[]; before?: string | string[] }>;
};

async function read({ params }: Pick<Props, "params">) {
  const { id: text, type } = await params;
  const id = parseProviderId(text);
  if (id === undefined || !isDisclosureName(type) || type === "heartbeat") notFound();
  return { ...(await orNotFound(getProvider(webContext(), id))), type };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { data, type } = await read(props);
  return { title: `${DISCLOSURES[type].title} of ${data.form.name}` };
}

const indexOf = (text: string | string[] | undefined) => (typeof text === "string" ? parseEntryIndex(text) : undefined);

/** Every version of one disclosure: its gaps, what differs between any two, and each one's files. */
export default async function DisclosurePage(props: Props) {
  const { data, as_of: asOf, type } = await read(props);
  const { form } = data;
  const query = await props.searchParams;
  const ctx = webContext();
  const before = indexOf(query.before);
  const [{ versions, more }, lives, { keys }] = await Promise.all([
    readVersions(ctx, form.id, type, { size: asOf.size, ...(before === undefined ? {} : { before }) }),
    readLives(ctx, form.id, asOf.size, type),
    readPeople(ctx, form),
  ]);
  const rule = DISCLOSURES[type];
  const fields = fieldsOf(rule.body);
  const now = asInstant(Date.parse(asOf.time));
  const life = lifeOf(form.disclosures[type]);
  const newest = versions[0];
  const at = (index: number | undefined) => versions.find(({ entry }) => entry.index === index);
  const coverage = coverageOf(lives.get(type) ?? [], now);
  const here = `/providers/${form.id}/disclosures/${type}`;
  return (
    <>
      <PageHeading
        eyebrow={
          <Breadcrumbs
            crumbs={[
              { text: "Providers", href: "/providers" },
              { text: <bdi>{form.name}</bdi>, href: `/providers/${form.id}` },
              { text: rule.title },
            ]}
          />
        }
        title={
          <>
            {rule.title} of {isNameProven(form, now) ? null : <span className="text-attention">unproven name </span>}
            <bdi>{form.name}</bdi>
          </>
        }
        lead={rule.purpose}
      />
      <p className="mb-6">
        <StalenessWords staleness={stalenessAt(life, now)} until={life?.until ?? null} now={now} />
      </p>
      {newest === undefined ? (
        <EmptyState title="No version was published">
          {before === undefined
            ? "Nothing of this kind stands in the log for this provider."
            : "There is none before that entry."}{" "}
          <Link href={before === undefined ? `/providers/${form.id}` : here}>Back</Link>
        </EmptyState>
      ) : (
        <div className="flex min-w-0 flex-col gap-10">
          {coverage.spans.length === 0 ? null : <CoverageLine coverage={coverage} now={now} />}
          {versions.length < 2 ? null : (
            <section>
              <SectionHeading id="compare">Two versions compared</SectionHeading>
              <VersionComparison
                versions={versions}
                old={at(indexOf(query.old)) ?? versions[1] ?? newest}
                fresh={at(indexOf(query.new)) ?? newest}
                fields={fields}
              />
            </section>
          )}
          <section>
            <SectionHeading id="says">
              {before === undefined ? "What it says now" : "What the first of these said"}
            </SectionHeading>
            <ReaderView fields={fields} body={newest.body} />
          </section>
          <section>
            <SectionHeading id="versions" lead="Each with its receipt, which proves offline that it was recorded.">
              Versions
            </SectionHeading>
            <VersionTable
              versions={versions}
              keys={keys}
              operator={form.operator}
              caption={`Versions of ${rule.title}`}
            />
            <p className="mt-3 flex gap-4">
              {before === undefined ? null : <Link href={here}>Newest versions</Link>}
              {more ? <Link href={`${here}?before=${versions.at(-1)?.publishedIn}`}>Older versions</Link> : null}
            </p>
          </section>
        </div>
      )}
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
