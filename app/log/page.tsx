import type { Metadata } from "next";
import { CountChart } from "#components/charts/count-chart.tsx";
import { EntryTable } from "#components/log/entry/entry-table.tsx";
import { KIND_NOUNS, kindNoun } from "#components/log/entry/entry-words.ts";
import { KindFilter } from "#components/log/entry/kind-filter.tsx";
import { LiveRails } from "#components/log/live-rails.tsx";
import { LogFacts } from "#components/log/log-facts.tsx";
import { BrowserMemory } from "#components/log/memory/browser-memory.tsx";
import { WatcherAlarms } from "#components/log/memory/watcher-alarms.tsx";
import { AuditCommand } from "#components/log/proof/audit-command.tsx";
import { RailsSketch } from "#components/log/rails/rails-sketch.tsx";
import { StateRootLine } from "#components/log/state-root-line.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { EmptyState } from "#components/ui/states.tsx";
import { parseDid } from "#lib/kernel/ids.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { countWatchers } from "#lib/server/services/log/count-watchers.ts";
import { listEntries } from "#lib/server/services/log/list-entries.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { readLogOverview } from "#lib/server/services/log/read-log-overview.ts";
import { readRails } from "#lib/server/services/log/read-rails.ts";
import { readWitnesses } from "#lib/server/services/log/read-witnesses.ts";
import { indexOf } from "#lib/state/view.ts";
import { ComputedFrom } from "../as-of.tsx";

export const metadata: Metadata = {
  title: "Log",
  description: "Every entry of this index in log order, with checkpoints, proofs and the ways to audit it.",
};

/** A screen or two; older entries are a page further. */
const ROWS = 25;

type Search = Promise<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (typeof value === "string" && value !== "" ? value : undefined);

export default async function LogPage({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const ctx = webContext();
  const issuerText = one(search.issuer);
  const filter = {
    kind: one(search.kind),
    subject: one(search.subject),
    issuer: issuerText === undefined ? undefined : parseDid(issuerText),
  };
  const cursor = one(search.cursor);
  const [overview, rails, watchers, stateRoot, list] = await Promise.all([
    readLogOverview(ctx),
    readRails(ctx),
    countWatchers(ctx),
    ctx.forms.ask((view) => indexOf(view)?.stateRoot ?? undefined),
    listEntries(ctx, { ...filter, cursor, limit: ROWS }),
  ]);
  const names = await nameEntries(ctx, list.data);
  const { witnesses } = await readWitnesses(ctx);
  const alarms = witnesses.flatMap(({ name, alarm }) =>
    alarm === undefined ? [] : [{ name, says: alarm.detail, at: alarm.atMs }],
  );
  const now = Date.parse(list.as_of.time);
  const { latest, health, growth } = overview;
  const isFiltered = Object.values(filter).some((value) => value !== undefined);

  return (
    <>
      <PageHeading
        title="Log"
        lead="Everything that this index shows follows from these entries. They are added, never changed and never removed."
      />
      {health.code === "ok" ? null : (
        <Alert
          className="mb-6"
          tone="failed"
          title={`This index signs nothing at the moment (${health.code}); reading goes on`}
        >
          {health.detail}
        </Alert>
      )}
      <WatcherAlarms alarms={alarms} now={now} />
      <div className="flex flex-col gap-8">
        <LogFacts latest={latest} watchers={watchers} origin={ctx.origin} now={now} />
        <StateRootLine last={stateRoot && { ...stateRoot, at: Date.parse(stateRoot.loggedAt) }} now={now} />
        {rails === undefined ? null : (
          <LiveRails facts={rails}>
            <RailsSketch facts={rails} />
          </LiveRails>
        )}
        <section id="memory" aria-label="What this browser remembers" className="scroll-mt-20">
          <BrowserMemory />
        </section>
        <section>
          <SectionHeading id="entries" lead={filterWords(filter)} actions={<KindFilter kinds={KIND_NOUNS} />}>
            Entries
          </SectionHeading>
          {list.data.length === 0 ? (
            <EmptyState title={isFiltered ? "No entry like that" : "No entry yet"}>
              {isFiltered ? <Link href="/log#entries">Show all entries</Link> : "The founding entry comes first."}
            </EmptyState>
          ) : (
            <>
              <EntryTable entries={list.data} names={names} now={now} caption="Entries, newest first" />
              <Pagination
                label="Pages of entries"
                summary={rangeWords(list.data, list.as_of.size)}
                previousHref={cursor === undefined ? undefined : logHref(filter)}
                previousText="Newest"
                nextHref={list.page.next_cursor === null ? undefined : logHref(filter, list.page.next_cursor)}
              />
            </>
          )}
        </section>
        {growth.length < 2 ? null : (
          <CountChart
            points={growth}
            noun="entries"
            title={`${list.as_of.size.toLocaleString("en")} entries since the log was founded`}
            fileName="entries-over-time"
            note="The log only grows."
          />
        )}
        <section className="flex flex-col gap-3">
          <SectionHeading
            id="audit"
            lead="A page served by the accused proves little. This command fetches every entry, checks every signature, recomputes every state and compares it with what this site shows."
          >
            Audit it yourself
          </SectionHeading>
          <AuditCommand webOrigin={ctx.webOrigin} />
          <p className="text-muted text-sm">
            <Link href="/docs/how-to/audit-a-log">What an audit checks, and what it cannot see</Link> ·{" "}
            <Link href="/log/fraud-proofs">Proofs of fraud, handed in by anyone</Link>
          </p>
        </section>
        <ComputedFrom asOf={list.as_of} />
      </div>
    </>
  );
}

type Filter = { kind: string | undefined; subject: string | undefined; issuer: string | undefined };

function logHref(filter: Filter, cursor?: string): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...filter, cursor })) if (value !== undefined) params.set(name, value);
  return `/log${params.size === 0 ? "" : `?${params}`}#entries`;
}

function filterWords({ kind, subject, issuer }: Filter): string | undefined {
  const parts = [
    kind === undefined ? undefined : `of kind “${kindNoun(kind)}”`,
    subject === undefined ? undefined : `about ${shorten(subject)}`,
    issuer === undefined ? undefined : `signed by ${shorten(issuer)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : `Only entries ${parts.join(", ")}.`;
}

function rangeWords(entries: readonly { index: number }[], size: number): string {
  const [first, last] = [entries.at(-1)?.index ?? 0, entries[0]?.index ?? 0];
  const shown =
    first === last
      ? `Entry ${first.toLocaleString("en")}`
      : `Entries ${first.toLocaleString("en")} to ${last.toLocaleString("en")}`;
  return `${shown}; ${size.toLocaleString("en")} in all`;
}
