import { directoryAskOf, exportHref, feedHref, followHref } from "#components/provider/directory/directory-ask.ts";
import { DirectoryFilter } from "#components/provider/directory/directory-filter.tsx";
import { hrefWith } from "#components/provider/directory/directory-href.ts";
import { directoryLine } from "#components/provider/directory/directory-row.ts";
import { DirectoryTable } from "#components/provider/directory/directory-table.tsx";
import { directoryTitle, fewWords, unclaimedWords } from "#components/provider/directory/directory-words.ts";
import { providerRow } from "#components/provider/provider-row.ts";
import { UnclaimedList } from "#components/provider/unclaimed-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Later } from "#components/ui/later.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { DirectoryQuery } from "#lib/contract/directory.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { listStandingUnclaimed } from "#lib/server/services/case/list-standing-unclaimed.ts";
import { type DirectoryPage, readDirectory } from "#lib/server/services/directory/read-directory.ts";
import { readListed } from "#lib/server/services/directory/read-listed.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { ComputedFrom } from "../as-of.tsx";
import { ViewLinks } from "./view-links.tsx";

type Params = Readonly<Record<string, string | string[] | undefined>>;

const LINK = "text-link underline underline-offset-2";

/** Providers as a table: all of it in the address, sorted, filtered and cut by the server. */
export async function TableView({ params }: { params: Params }) {
  const ctx = webContext();
  const ask = directoryAskOf(params);
  const { page: found, problem } = await read(ask.query);
  const { data, page, as_of: asOf } = found;
  const now = asInstant(Date.parse(asOf.time));
  const [listed, unclaimed] = await Promise.all([
    readListed(
      ctx,
      data.rows.map(({ id }) => id),
      asOf,
    ),
    listStandingUnclaimed(ctx, asOf),
  ]);
  const rows = data.rows.flatMap((row) => {
    const known = listed.get(row.id);
    if (known === undefined) return [];
    const own = providerRow(known.form, known, known.heartbeat, row.marks ?? undefined, now);
    return [directoryLine(own, row, data.market)];
  });
  const { category, unit, currency } = ask.query;
  const isPriced = [category, unit, currency].some((word) => word !== undefined);
  const here = searchOf(params);
  const few = fewWords(data);
  const problems = [...ask.problems, ...(problem === undefined ? [] : [problem])];
  return (
    <>
      <PageHeading
        title={directoryTitle(data, isPriced)}
        lead="Whom one can trust with how much, who runs it, and what it shows."
        actions={
          <>
            <ViewLinks view="table" />
            <ButtonLink href="/operator">List yours</ButtonLink>
          </>
        }
      />
      <div className="flex flex-col gap-5">
        {problems.length === 0 ? null : (
          <Alert title="Part of this address says nothing here">{problems.join(" ")}</Alert>
        )}
        {data.facets.providers === 0 ? (
          <EmptyState
            title="No provider is listed yet"
            action={
              <ButtonLink variant="primary" href="/operator">
                Register the first one
              </ButtonLink>
            }
          >
            Here each Prex instance and each PAID service will stand with its operator, its disclosures and what is
            missing.
          </EmptyState>
        ) : (
          <>
            <DirectoryFilter ask={ask} facets={data.facets} />
            {few === "" ? null : <p className="text-muted">{few}</p>}
            {unclaimed.length === 0 ? null : (
              <p className="text-muted">
                {unclaimedWords(unclaimed.length)} <Link href="#unclaimed">Which</Link>
              </p>
            )}
            {rows.length === 0 ? (
              <EmptyState title="No provider is like that" action={<ButtonLink href="/providers">Show all</ButtonLink>}>
                {data.facets.providers.toLocaleString("en")} are listed in all.
              </EmptyState>
            ) : (
              <Later unseen className="flex flex-col gap-5">
                <DirectoryTable
                  rows={rows}
                  columns={ask.columns}
                  isDense={ask.isDense}
                  sort={ask.query.sort ?? "risk"}
                  loss={ask.loss}
                  isNeedShown={category === undefined}
                  now={now}
                />
              </Later>
            )}
            <div className="flex flex-wrap items-center gap-x-5 gap-y-2 text-sm">
              {ask.query.cursor === undefined ? null : <Link href={hrefWith(here, { cursor: null })}>First page</Link>}
              {page.next_cursor === null ? null : (
                <ButtonLink href={hrefWith(here, { cursor: page.next_cursor })}>Next page</ButtonLink>
              )}
              <Link href={hrefWith(here, { as_of: String(asOf.size) })}>Link to this state</Link>
              {ask.query.as_of === undefined ? null : (
                <Link href={hrefWith(here, { as_of: null })}>The newest state</Link>
              )}
              <a className={LINK} href={exportHref(ask, "csv")} download>
                All as CSV
              </a>
              <a className={LINK} href={exportHref(ask, "json")} download>
                All as JSON
              </a>
              <a className={LINK} href="/api/v1/signed/directory/file" download>
                Whole directory, signed
              </a>
              <Link look="quiet" href="/docs/protocol/signed-answers#the-whole-directory">
                How to check it
              </Link>
              <a className={LINK} href={feedHref(ask)}>
                Follow this search (feed)
              </a>
              <Link href={followHref(ask)}>Follow this search by message</Link>
            </div>
          </>
        )}
        <UnclaimedList rows={unclaimed.map(({ form, cases }) => ({ id: form.id, publicKey: form.publicKey, cases }))} />
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

/** Where there is no such market, page or size, the list without it, and why. */
async function read(query: DirectoryQuery): Promise<{ page: DirectoryPage; problem: string | undefined }> {
  const ctx = webContext();
  try {
    return { page: await readDirectory(ctx, query), problem: undefined };
  } catch (error) {
    const isAsked =
      isServiceError(error) && ["gone", "malformed", "unknown-currency", "not-an-amount"].includes(error.code);
    if (!isAsked) throw error;
    const { cursor: _1, as_of: _2, category: _3, unit: _4, currency: _5, price_most: _6, ...rest } = query;
    return { page: await readDirectory(ctx, rest), problem: error.message };
  }
}

/** The address as it was asked; a name that stands twice is joined. */
function searchOf(params: Params): URLSearchParams {
  const pairs = Object.entries(params).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, typeof value === "string" ? value : value.join(",")]],
  );
  return new URLSearchParams(pairs.filter(([, value]) => value !== ""));
}
