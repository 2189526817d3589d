import type { ComponentProps } from "react";
import { SeriesList } from "#components/ledger-digest/series-list.tsx";
import { EntryTable } from "#components/log/entry/entry-table.tsx";
import { counted } from "#components/ui/counted.ts";
import { FoldSection } from "#components/ui/fold-section.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { HeartbeatFacts } from "./heartbeat/heartbeat-facts.tsx";
import { NameProof } from "./name-proof.tsx";
import { OwnObservations } from "./own-observations.tsx";
import { ProviderDownloads } from "./provider-downloads.tsx";
import { ProviderLinks } from "./provider-links.tsx";

/** The last sections of a provider's page: signs of life, books, what was seen, its name, its entries, and all as files. */
export function RecordSections({
  form,
  outages,
  series,
  observations,
  entries,
  entryCount,
  names,
  providers,
  proven,
  now,
}: {
  form: ProviderForm;
  outages: ComponentProps<typeof HeartbeatFacts>["outages"];
  series: ComponentProps<typeof SeriesList>["series"];
  observations: ComponentProps<typeof OwnObservations>["observations"];
  /** The newest of them. */
  entries: ComponentProps<typeof EntryTable>["entries"];
  entryCount: number;
  names: ComponentProps<typeof EntryTable>["names"];
  /** What those that it is linked with are called, by id. */
  providers: ReadonlyMap<string, string>;
  proven: boolean;
  now: Instant;
}) {
  return (
    <>
      <FoldSection
        id="heartbeat"
        title="Heartbeat"
        count={form.heartbeat === null ? "none" : counted(form.heartbeat.beats, "beat", "none")}
      >
        <HeartbeatFacts heartbeat={form.heartbeat} outages={outages} now={now} />
      </FoldSection>
      <FoldSection
        id="digests"
        title="Ledger digests"
        count={counted(series.length, "series", "none", "series")}
        lead="Hashes of its books, published as they are made: what is pinned here cannot be rewritten unnoticed."
      >
        <SeriesList series={series} now={now} />
      </FoldSection>
      <FoldSection
        id="seen"
        title="What this index saw"
        lead="This index's own observation: what it saw when it looked, not what the provider says of itself."
      >
        <OwnObservations observations={observations} observe={form.observe} now={now} />
      </FoldSection>
      <FoldSection
        id="name"
        title="Name"
        count={proven ? "proved" : "not proved"}
        lead="How it proved what it is called, and what it belongs together with."
      >
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <NameProof form={form} now={now} />
          <ProviderLinks links={form.links} names={providers} />
        </div>
      </FoldSection>
      <FoldSection
        id="entries"
        title="Entries"
        count={entryCount.toLocaleString("en")}
        actions={
          <Link look="quiet" className="inline-block py-0.5" href={`/log?subject=${form.id}#entries`}>
            {entries.length < entryCount ? `All ${entryCount.toLocaleString("en")} in the log` : "In the log"}
          </Link>
        }
        lead={`${entries.length < entryCount ? `The newest ${entries.length} of everything` : "Everything"} that was recorded about it, void attempts included.`}
      >
        <EntryTable entries={entries} names={names} now={now} caption={`Entries about ${form.name}`} />
      </FoldSection>
      <FoldSection
        id="files"
        title="Take it with you"
        lead="Its state as this index computed it, with the digest that an audit compares, and the proof that it registered."
      >
        <ProviderDownloads providerId={form.id} entry={form.registeredIn} />
      </FoldSection>
    </>
  );
}
