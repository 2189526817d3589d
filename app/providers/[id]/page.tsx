import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EntryTable } from "#components/log/entry-table.tsx";
import { ProofChip } from "#components/log/proof-chip.tsx";
import { HeartbeatFacts } from "#components/provider/heartbeat-facts.tsx";
import { IdentityCard } from "#components/provider/identity-card.tsx";
import { identityVersions } from "#components/provider/identity-versions.ts";
import { KeyTable } from "#components/provider/key-table.tsx";
import { MissingList } from "#components/provider/missing-list.tsx";
import { NameProof } from "#components/provider/name-proof.tsx";
import { ProviderDownloads } from "#components/provider/provider-downloads.tsx";
import { ProviderHeading } from "#components/provider/provider-heading.tsx";
import { knownSentence, missingOf } from "#components/provider/provider-summary.ts";
import { SolvencySection } from "#components/solvency/solvency-section.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { lifeOf, stalenessAt } from "#lib/disclosure/staleness.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { readProviderHistory } from "#lib/server/services/provider/read-history.ts";
import { readSolvency } from "#lib/server/services/provider/read-solvency.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { ComputedFrom } from "../../as-of.tsx";

type Params = { params: Promise<{ id: string }> };

async function readProvider(text: string) {
  const id = parseProviderId(text);
  if (id === undefined) notFound();
  try {
    return await getProvider(webContext(), id);
  } catch (error) {
    if (isServiceError(error) && error.code === "not-found") notFound();
    throw error;
  }
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { data, as_of: asOf } = await readProvider((await params).id);
  const { form } = data;
  return { title: isNameProven(form, asInstant(Date.parse(asOf.time))) ? form.name : `Unproven name: ${form.name}` };
}

export default async function ProviderPage({ params }: Params) {
  const { data, as_of: asOf } = await readProvider((await params).id);
  const { form } = data;
  const ctx = webContext();
  const history = await readProviderHistory(ctx, form, asOf.size);
  const names = await nameEntries(ctx, history.entries);
  const solvency = await readSolvency(ctx, form, asOf.size);
  const now = asInstant(Date.parse(asOf.time));
  const staleness = stalenessAt(lifeOf(form.disclosures.identity), now);
  const known = { ...form, proven: isNameProven(form, now), identity: staleness };
  const versions = identityVersions(history.identities, history.keys);
  const newest = history.identities[0];

  return (
    <>
      <ProviderHeading form={form} operatorName={history.operatorName} now={now} />
      <p className="mb-8 max-w-prose text-xl">{knownSentence(known)}</p>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
        {/* First in reading order, since what is missing matters most; at the right where there is room. */}
        <aside className="flex min-w-0 flex-col gap-5 lg:col-span-4 lg:col-start-9 lg:row-start-1">
          <MissingList missing={missingOf(known)} />
          <NameProof form={form} now={now} />
        </aside>
        <div className="flex min-w-0 flex-col gap-10 lg:col-span-8 lg:col-start-1 lg:row-start-1">
          <section>
            <SectionHeading id="identity">Identity</SectionHeading>
            {newest === undefined ? (
              <EmptyState title="No identity has been published">
                Nobody is named yet who answers for this provider.{" "}
                <Link href="/docs/concepts/disclosures">What it would say</Link>
              </EmptyState>
            ) : (
              <IdentityCard
                versions={versions}
                count={form.disclosures.identity?.versions ?? versions.length}
                staleness={staleness}
                now={now}
                chip={
                  <ProofChip
                    index={newest.entry.index}
                    statementHash={newest.entry.statement_hash}
                    what={`Identity of ${form.name}`}
                  />
                }
                actions={
                  <ProviderDownloads providerId={form.id} entry={newest.entry.index} statement={newest.statement} />
                }
              />
            )}
            {newest === undefined ? null : (
              <Details summary="The exact statement" className="mt-4">
                <CodeBlock json tall label="Identity, as signed" text={newest.statement} />
              </Details>
            )}
          </section>
          <SolvencySection form={form} now={now} origin={ctx.origin} {...solvency} />
          <section>
            <SectionHeading id="heartbeat">Heartbeat</SectionHeading>
            <HeartbeatFacts heartbeat={form.heartbeat} now={now} />
          </section>
          <section>
            <SectionHeading id="keys" lead="A signature counts only while its key is in force, by the log's time.">
              Signing keys
            </SectionHeading>
            {history.keys.length === 0 ? (
              <EmptyState title="No signing key of its own">
                Its operator signs with the account key.{" "}
                <Link href="/docs/concepts/signing-keys">What keys are for</Link>
              </EmptyState>
            ) : (
              <KeyTable keys={history.keys} now={now} caption={`Signing keys of ${form.name}`} />
            )}
          </section>
          <section>
            <SectionHeading
              id="entries"
              actions={
                <Link look="quiet" href={`/log?subject=${form.id}#entries`}>
                  In the log
                </Link>
              }
              lead="Everything that was recorded about it, void attempts included."
            >
              Entries
            </SectionHeading>
            <EntryTable entries={history.entries} names={names} now={now} caption={`Entries about ${form.name}`} />
          </section>
          <section>
            <SectionHeading
              id="files"
              lead="Its state as this index computed it, with the digest that an audit compares, and the proof that it registered."
            >
              Take it with you
            </SectionHeading>
            <ProviderDownloads providerId={form.id} entry={form.registeredIn} />
          </section>
        </div>
      </div>
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
