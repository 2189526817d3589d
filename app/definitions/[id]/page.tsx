import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CaseTable } from "#components/case/case-table.tsx";
import { AgreementTable } from "#components/definition/agreement-table.tsx";
import { agreementTitle } from "#components/definition/agreement-words.ts";
import { DefinitionAside } from "#components/definition/definition-aside.tsx";
import { whyNobodyIsHeld } from "#components/definition/definition-words.ts";
import { DocumentFacts } from "#components/definition/document-facts.tsx";
import { TestList } from "#components/definition/test-list.tsx";
import { VersionList } from "#components/definition/version-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { definitionIdSchema } from "#lib/contract/common.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { readDefinition } from "#lib/server/services/definition/read-definition.ts";
import { ComputedFrom } from "../../as-of.tsx";
import { orNotFound } from "../../or-not-found.ts";
import { agreementLine } from "./agreement-line.ts";

type Params = { params: Promise<{ id: string }> };

async function readOne(text: string) {
  const id = definitionIdSchema.safeParse(text);
  if (!id.success) notFound();
  return orNotFound(readDefinition(webContext(), id.data));
}

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { form } = await readOne((await params).id);
  return { title: `Definition: ${form.name}` };
}

export default async function DefinitionPage({ params }: Params) {
  const { form, version, document, code, cases, moreUnder, agreement, asOf, ...facts } = await readOne(
    (await params).id,
  );
  const now = asInstant(Date.parse(asOf.time));
  const { withdrawn } = form;
  const whyNobody = whyNobodyIsHeld(document);
  return (
    <>
      <PageHeading
        eyebrow={
          <Breadcrumbs crumbs={[{ href: "/definitions", text: "Definitions" }, { text: <bdi>{form.name}</bdi> }]} />
        }
        title={<bdi>{form.name}</bdi>}
        lead={version.summary === null ? undefined : <bdi>{version.summary}</bdi>}
      />
      {withdrawn === null ? null : (
        <Alert tone="info" title="Withdrawn by its publisher" className="mb-6">
          On <TimeText at={Date.parse(withdrawn.loggedAt)} precision="day" />: “<bdi>{withdrawn.reason}</bdi>” Reports
          that were filed before are judged by it still.
        </Alert>
      )}
      {whyNobody === undefined ? null : (
        <Alert tone="attention" title="Nobody can be held to it" className="mb-6">
          {whyNobody} That a service answers by it says nothing.
        </Alert>
      )}
      {facts.suspected ? (
        <Alert tone="attention" title="Suspected: cases under it wait" className="mb-6">
          {facts.accused.toLocaleString("en")} providers are accused of breaking it. That more likely shows a fault of
          the definition than of all of them.
        </Alert>
      ) : null}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
        <div className="flex min-w-0 flex-col gap-10 lg:col-span-8">
          <section>
            <SectionHeading
              id="document"
              lead="The newest version, in words. That an answer fits it does not say that it is a good rule."
            >
              What it says
            </SectionHeading>
            <DocumentFacts document={document} />
            <div className="mt-4 flex flex-col gap-3">
              <Details summary={`Its ${document.tests.length} tests`}>
                <TestList document={document} name={form.name} />
              </Details>
              <Details summary="The document, exactly">
                <CodeBlock json tall text={canonicalText(document as unknown as JsonValue)} label="The document" />
              </Details>
            </div>
          </section>
          {version.code === null ? null : (
            <section>
              <SectionHeading
                id="code"
                lead="What says of an answer whether it is right. It is shown here as text, and never run by this page."
              >
                Code
              </SectionHeading>
              {code === undefined ? (
                <EmptyState title="Its code is not there as text">
                  It was withheld, or is no text. What the definition names is its hash, which stays.
                </EmptyState>
              ) : (
                <CodeBlock tall text={code} label="JavaScript, as published" />
              )}
            </section>
          )}
          <section>
            <SectionHeading
              id="agreement"
              lead="Of each service the newest answer under it that somebody showed and this index ran again."
            >
              {agreementTitle(agreement)}
            </SectionHeading>
            {agreement.length === 0 ? (
              <EmptyState title="No answer under it was run again yet">
                Here the answers of its services will stand beside one another: what each was asked, what it answered,
                and whether the definition gives the same.
              </EmptyState>
            ) : (
              <AgreementTable rows={agreement.map(agreementLine)} now={now} name={form.name} />
            )}
          </section>
          <section>
            <SectionHeading id="versions">Versions</SectionHeading>
            <VersionList form={form} now={now} />
          </section>
          <section>
            <SectionHeading id="cases" lead="What was reported of answers that name a version of it.">
              Cases under it
            </SectionHeading>
            {cases.length === 0 ? (
              <EmptyState title="Nothing has been judged by it">
                That nobody reported anything says nothing of how its providers behave.
              </EmptyState>
            ) : (
              <CaseTable cases={cases} now={now} caption={`Cases under ${form.name}, newest first`} />
            )}
            {moreUnder.length === 0 ? null : (
              <p className="mt-3 flex flex-wrap gap-x-4 text-sm">
                <span className="text-muted">There are more:</span>
                {moreUnder.map((hash) => (
                  <Link key={hash} href={`/cases?definition=${hash}`}>
                    {hash === version.hash ? "all under the newest version" : `all under ${shorten(hash)}`}
                  </Link>
                ))}
              </p>
            )}
          </section>
        </div>
        <aside className="min-w-0 lg:col-span-4">
          <DefinitionAside form={form} version={version} now={now} {...facts} />
        </aside>
      </div>
      <div className="mt-8">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
