import type { Metadata } from "next";
import { Doors } from "#components/home/doors.tsx";
import { HowKept } from "#components/home/how-kept.tsx";
import { EntryList } from "#components/log/entry-list.tsx";
import { ProofChip } from "#components/log/proof-chip.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { webContext } from "#lib/server/http/web-context.ts";
import { listEntries } from "#lib/server/services/log/list-entries.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { countProviders } from "#lib/server/services/provider/count-providers.ts";
import { ComputedFrom } from "./as-of.tsx";

export const metadata: Metadata = { title: { absolute: "Touchstone: who can you trust with a prepaid balance?" } };

const LATEST = 6;

export default async function HomePage() {
  const ctx = webContext();
  const { data: entries, as_of: asOf } = await listEntries(ctx, { limit: LATEST });
  const [names, providers] = await Promise.all([nameEntries(ctx, entries), countProviders(ctx, asOf.size)]);
  const now = Date.parse(asOf.time);
  const newest = entries[0];
  return (
    <div className="flex flex-col gap-12">
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-12">
        <div className="flex min-w-0 flex-col gap-6 lg:col-span-7">
          <div>
            <h1 className="text-2xl sm:text-3xl">Who can you trust with a prepaid balance?</h1>
            <p className="mt-2 max-w-prose text-lg text-muted">
              No provider here can buy, hide or delete its record. Check it in your browser.
            </p>
          </div>
          <Doors providers={providers} webOrigin={ctx.webOrigin} />
          <ComputedFrom asOf={asOf}>
            {newest === undefined ? null : (
              <ProofChip
                index={newest.index}
                statementHash={newest.statement_hash}
                what={`Newest entry, ${newest.index.toLocaleString("en")}`}
              />
            )}
          </ComputedFrom>
        </div>
        <section className="min-w-0 lg:col-span-5">
          <SectionHeading
            id="latest"
            actions={
              <Link look="quiet" href="/log" className="inline-flex min-h-6 items-center">
                All entries
              </Link>
            }
          >
            Latest entries
          </SectionHeading>
          {entries.length === 0 ? null : <EntryList entries={entries} names={names} now={now} />}
          {providers === 0 ? (
            <EmptyState
              className="mt-4"
              title="No provider has registered yet"
              action={<ButtonLink href="/operator">Register the first one</ButtonLink>}
            >
              Each registration and each signed disclosure will appear here as a sentence, with its proof.
            </EmptyState>
          ) : null}
        </section>
      </div>
      <HowKept />
    </div>
  );
}
