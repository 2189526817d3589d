import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Activity } from "react";
import { AddEvidence } from "#components/case/acts/add-evidence.tsx";
import { BothSides } from "#components/case/both-sides.tsx";
import { CaseAside } from "#components/case/case-aside.tsx";
import { CaseEffect } from "#components/case/case-effect.tsx";
import { CaseEvidence } from "#components/case/case-evidence.tsx";
import { CaseHeadline } from "#components/case/case-headline.tsx";
import { CaseNotes } from "#components/case/case-notes.tsx";
import { CasePanels } from "#components/case/case-panels.tsx";
import { stopsOf, trackLead } from "#components/case/case-words.ts";
import { RecomputeDraw } from "#components/case/recompute-draw.tsx";
import { RulingPanel } from "#components/case/ruling-panel.tsx";
import { StateTrack } from "#components/case/state-track.tsx";
import { CaseNext } from "#components/case/what-next.tsx";
import { CheckGroups } from "#components/evidence/check-groups.tsx";
import { counted } from "#components/ui/counted.ts";
import { Details } from "#components/ui/details.tsx";
import { FoldSection } from "#components/ui/fold-section.tsx";
import { Later } from "#components/ui/later.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { actsOf } from "#lib/client/case/case-acts.ts";
import { liveChecks } from "#lib/client/evidence/live-checks.ts";
import { caseIdSchema } from "#lib/contract/common.ts";
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import type { Check, Outcome } from "#lib/kernel/checks.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getCase } from "#lib/server/services/case/get-case.ts";
import { readCaseEffect } from "#lib/server/services/case/read-case-effect.ts";
import { readSignedAnswers } from "#lib/server/services/case/read-signed-answers.ts";
import { ComputedFrom } from "../../as-of.tsx";
import { orNotFound } from "../../or-not-found.ts";

type Params = { params: Promise<{ id: string }> };

async function readCase(text: string) {
  const id = caseIdSchema.safeParse(text);
  if (!id.success) notFound();
  return orNotFound(getCase(webContext(), id.data));
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { data } = await readCase((await params).id);
  const feed = `/cases/${data.id}/feed`;
  return {
    title: `Case against ${data.provider_name ?? "an unlisted provider"}`,
    alternates: { types: { "application/atom+xml": `${feed}.atom`, "application/feed+json": `${feed}.json` } },
  };
}

export default async function CasePage({ params }: Params) {
  const { data, as_of: asOf } = await readCase((await params).id);
  const one = { ...data, form: { ...data.form } };
  const now = asInstant(Date.parse(asOf.time));
  const [effect, pieces] = await Promise.all([
    readCaseEffect(webContext(), data.form, asOf),
    readSignedAnswers(webContext(), data, data.form),
  ]);
  const { verdict, verdict_statement: said } = one;
  const attach = actsOf(one, "other", now).find(({ act }) => act === "attach");
  const isSuspected = said?.checks.some(({ reason }) => reason === "definition-suspected") === true;
  return (
    <>
      <PageHeading eyebrow={<AboutWhom one={one} />} title={<CaseHeadline one={one} pieces={pieces} />} />
      <div className="flex flex-col gap-4">
        <StateTrack stops={stopsOf(one)} lead={trackLead(one, now)} now={now} />
        <CaseNotes one={one} />
      </div>
      {one.ruling === null && one.draft === null ? null : (
        <div className="mt-6">
          <RulingPanel one={one} now={now} />
        </div>
      )}
      <div className="mt-8 grid gap-x-10 gap-y-8 lg:grid-cols-12">
        <section aria-labelledby="evidence" className="min-w-0 lg:col-span-8">
          <SectionHeading id="evidence" lead="Checked by your own browser, not taken from this index.">
            The evidence
          </SectionHeading>
          {one.bundle.withheld ? (
            <EmptyState title="The evidence was withheld">
              Its bytes were removed, and the log says so. What was signed about it, its hash and what the machine
              found, stays.
            </EmptyState>
          ) : (
            <Activity>
              <CaseEvidence
                id={one.id}
                bytes={one.bundle.bytes}
                verdict={verdict === null ? undefined : { verdict, reason: one.form.verdict?.reason ?? null }}
                providerName={one.provider_name ?? undefined}
                filed={{
                  filed: { index: one.filed_in as EntryIndex, at: asInstant(Date.parse(one.filed_at)) },
                  earlier: one.joined_to,
                  similar: isSuspected ? SUSPICIOUS_PROVIDERS : 0,
                }}
              />
            </Activity>
          )}
          {said === null ? null : (
            <Details summary="What this index logged about each check" className="mt-6 print:hidden">
              <Later>
                <CheckGroups checks={liveChecks(said.checks.map(loggedCheck))} label="Checks as logged" />
              </Later>
            </Details>
          )}
        </section>
        <aside className="min-w-0 lg:col-span-4">
          <Later className="flex flex-col gap-5">
            <CaseNext one={one} now={now} />
            {effect === null ? null : <CaseEffect effect={effect} one={one} now={now} />}
            <CaseAside one={one} now={now} />
          </Later>
        </aside>
      </div>
      {one.dispute === null ? null : (
        <div className="mt-10 flex flex-col gap-8">
          <FoldSection id="sides" title="Both sides" count={counted(one.statements.length, "statement", "none")} isOpen>
            <BothSides one={one} now={now} />
          </FoldSection>
          {attach === undefined ? null : (
            <AddEvidence
              id={one.id}
              state={one.state}
              origin={webContext().publicKeys.origin}
              closesAt={attach.until === undefined ? null : formatInstant(attach.until)}
              now={now}
            />
          )}
          {one.panels.length === 0 ? null : (
            <FoldSection id="panel" title="Who decides" count={counted(one.panels.length, "panel", "none")}>
              <div className="flex flex-col gap-4">
                <CasePanels panels={one.panels} now={now} />
                <RecomputeDraw id={one.id} />
              </div>
            </FoldSection>
          )}
        </div>
      )}
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

function loggedCheck({
  name,
  outcome,
  reason,
}: {
  name: string;
  outcome: Outcome;
  reason?: string | undefined;
}): Check {
  return { name, outcome, ...(reason === undefined ? {} : { reason }) };
}

/** A sentence that begins with "Reported: it …" names nobody by itself. */
function AboutWhom({
  one: { provider, provider_name: name },
}: {
  one: { provider: string; provider_name: string | null };
}) {
  return (
    <>
      Case about{" "}
      <Link href={`/providers/${provider}`}>
        {name === null ? "a provider that nobody has claimed" : <bdi>{name}</bdi>}
      </Link>
    </>
  );
}
