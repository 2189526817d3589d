import type { Metadata } from "next";
import { LimitsWorked } from "#components/demonstration/limits-worked.tsx";
import { FourWalks } from "#components/guide/four-walks.tsx";
import { Doors } from "#components/home/doors.tsx";
import { HowKept } from "#components/home/how-kept.tsx";
import { Newcomers } from "#components/home/newcomers.tsx";
import { NewsList } from "#components/home/news-list.tsx";
import { EntryList } from "#components/log/entry/entry-list.tsx";
import { ProofChip } from "#components/log/proof/proof-chip.tsx";
import type { Params } from "#components/market/front/ask.ts";
import { FrontMarket } from "#components/market/front/front-market.tsx";
import { MarketStrip } from "#components/market/strip/market-strip.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Later } from "#components/ui/later.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { listEntries } from "#lib/server/services/log/list-entries.ts";
import { listNews } from "#lib/server/services/log/list-news.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { getStrip } from "#lib/server/services/market/get-strip.ts";
import { countProviders } from "#lib/server/services/provider/count-providers.ts";
import { listNewcomers } from "#lib/server/services/provider/list-newcomers.ts";
import { findWalkStarts } from "#lib/server/services/service/find-walk-starts.ts";
import { ComputedFrom } from "./as-of.tsx";
import { askMarket } from "./ask-market.ts";

export const metadata: Metadata = { title: { absolute: "Touchstone: who can you trust with a prepaid balance?" } };

const NEWS = 5;

/** What this is, one question, three answers, the market, and one line of proof (design: layouts). */
export default async function HomePage({ searchParams }: { searchParams: Promise<Params> }) {
  const ctx = webContext();
  const { ask, market, asOf, problem } = await askMarket(ctx, await searchParams);
  const [latest, news, providers, newcomers, { data: strip }, walks] = await Promise.all([
    listEntries(ctx, { limit: NEWS, as_of: asOf.size }),
    listNews(ctx, asOf, NEWS),
    countProviders(ctx, asOf.size),
    listNewcomers(ctx, asOf, NEWS),
    getStrip(ctx, asOf.size),
    findWalkStarts(ctx),
  ]);
  const names = news.length === 0 ? await nameEntries(ctx, latest.data) : undefined;
  const now = Date.parse(asOf.time);
  const newest = latest.data[0];
  return (
    <div className="flex flex-col gap-12">
      <FrontMarket
        market={market}
        ask={ask}
        lead={
          <>
            <div>
              <h1 className="text-xl sm:text-3xl">Who can you trust with a prepaid balance, and how much?</h1>
              <p className="mt-1 max-sm:text-sm sm:mt-2">
                Touchstone compares providers of prepaid services: what they cost, and how likely your money is lost.{" "}
                <span className="text-muted max-sm:hidden">
                  No provider here can buy, hide or delete its record. Check it in your browser.
                </span>
              </p>
            </div>
            {problem === undefined ? null : <Alert title="There is no such market here">{problem}</Alert>}
          </>
        }
        proof={
          <ComputedFrom asOf={asOf}>
            {newest === undefined ? null : (
              <ProofChip
                index={newest.index}
                statementHash={newest.statement_hash}
                what={`Newest entry, ${newest.index.toLocaleString("en")}`}
              />
            )}
          </ComputedFrom>
        }
      />
      {walks === undefined ? null : (
        <Later unseen>
          <FourWalks {...walks} />
        </Later>
      )}
      <Later className="grid gap-x-12 gap-y-10 lg:grid-cols-12">
        <section className="min-w-0 lg:col-span-7">
          <SectionHeading
            id="happened"
            lead={news.length === 0 ? "Nothing was proven or ruled so far. The newest entries:" : undefined}
            actions={
              <Link look="quiet" href="/log" className="inline-flex min-h-6 items-center">
                All entries
              </Link>
            }
          >
            What happened
          </SectionHeading>
          {names === undefined ? (
            <NewsList news={news} now={now} />
          ) : (
            <EntryList entries={latest.data} names={names} now={now} />
          )}
        </section>
        <section className="min-w-0 lg:col-span-5">
          <SectionHeading
            id="newcomers"
            actions={
              <Link look="quiet" href="/providers" className="inline-flex min-h-6 items-center">
                {providers === 0 ? "Providers" : `All ${providers.toLocaleString("en")} providers`}
              </Link>
            }
          >
            Newcomers
          </SectionHeading>
          {newcomers.length === 0 ? (
            <EmptyState
              title="No provider has registered yet"
              action={<ButtonLink href="/operator">Register the first one</ButtonLink>}
            >
              Each Prex instance and each PAID service will stand here with what it shows and what is missing.
            </EmptyState>
          ) : (
            <Newcomers rows={newcomers} now={now} />
          )}
        </section>
      </Later>
      <Later className="flex flex-col gap-12">
        {ctx.world?.losses == null ? null : (
          <section>
            <SectionHeading id="limits">Limits worked</SectionHeading>
            <LimitsWorked losses={ctx.world.losses} />
          </section>
        )}
        <section>
          <SectionHeading
            id="market"
            actions={
              <Link look="quiet" href="/failures" className="inline-flex min-h-6 items-center">
                What failed
              </Link>
            }
          >
            The whole market
          </SectionHeading>
          <MarketStrip strip={strip} />
        </section>
        <Doors />
        <HowKept />
      </Later>
    </div>
  );
}
