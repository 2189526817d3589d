import { Download } from "lucide-react";
import type { Metadata } from "next";
import { FraudCheck } from "#components/fraud/fraud-check.tsx";
import { FRAUD_WORDS, fraudFileName, fraudSentence } from "#components/fraud/fraud-words.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { MINUTE_MS } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { readFraudProof } from "#lib/server/services/fraud/list-fraud-proofs.ts";
import { ComputedFrom } from "../../../as-of.tsx";
import { orNotFound } from "../../../or-not-found.ts";

type Params = { params: Promise<{ sha256: string }> };

export const metadata: Metadata = { title: "Proof of fraud" };

/** What is true of a proof that has no entry so long after it came in. */
function notLogged(ageMs: number): string {
  if (ageMs < 2 * MINUTE_MS) return "not yet: within a minute, while this index signs";
  return "no: this index has not been signing, or its log refused the accusation; the proof holds without it";
}

function readProof(sha256: string) {
  return orNotFound(readFraudProof(webContext(), sha256));
}

export default async function FraudProofPage({ params }: Params) {
  const ctx = webContext();
  const { data: proof, withheldIn, as_of: asOf } = await readProof((await params).sha256);
  const isOwn = proof.accused === ctx.origin;
  const now = Date.parse(asOf.time);
  const crumbs = [
    { text: "Log", href: "/log" },
    { text: "Proofs of fraud", href: "/log/fraud-proofs" },
    { text: FRAUD_WORDS[proof.kind].noun },
  ];
  return (
    <>
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={crumbs} />}
        title={FRAUD_WORDS[proof.kind].noun}
        lead={fraudSentence(proof)}
        actions={
          // A plain anchor: a file, not a page of this site.
          withheldIn === undefined ? (
            <a className={buttonClass("primary")} href={`/api/v1/fraud-proofs/${proof.sha256}`} download>
              <Download aria-hidden />
              Download the proof
            </a>
          ) : null
        }
      />
      {isOwn ? (
        <Alert className="mb-6" tone="failed" title="The accused is this index itself">
          It is recorded in the very log that it convicts. Judge it elsewhere than on this page: by the command line, or
          by another index.
        </Alert>
      ) : null}
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
        <section className="min-w-0 lg:col-span-5">
          <SectionHeading id="facts">What came in</SectionHeading>
          <KeyValueList
            items={[
              {
                key: "Accused",
                value: (
                  <>
                    <code className="break-all font-mono text-sm">{proof.accused}</code>
                    {isOwn ? " (this index)" : null}
                  </>
                ),
              },
              { key: "Kind", value: <code className="font-mono text-sm">{proof.kind}</code> },
              { key: "Came in", value: <TimeText at={Date.parse(proof.received_at)} now={now} show="both" /> },
              {
                key: "In the log",
                value:
                  proof.entry === null ? (
                    notLogged(now - Date.parse(proof.received_at))
                  ) : (
                    <Link href={`/log/entries/${proof.entry}`}>entry {proof.entry.toLocaleString("en")}</Link>
                  ),
              },
              ...proof.heads.map(({ size, root }, at) => ({
                key: proof.heads.length === 1 ? "Head" : ["First head", "Second head"][at],
                value: (
                  <>
                    {size.toLocaleString("en")} entries, root <HashText value={root} what="root" />
                  </>
                ),
              })),
              { key: "File", value: <HashText value={proof.sha256} what="file's SHA-256" /> },
              { key: "Length", value: `${proof.bytes.toLocaleString("en")} bytes` },
            ].map(({ key, value }) => ({ key: key ?? "Head", value }))}
          />
        </section>
        <section className="min-w-0 lg:col-span-7">
          <SectionHeading id="checked">Checked here</SectionHeading>
          {withheldIn === undefined ? (
            <FraudCheck
              sha256={proof.sha256}
              fileName={fraudFileName(proof)}
              accused={proof.accused}
              site={{ origin: ctx.origin, vkey: ctx.publicKeys.vkeys.log }}
            />
          ) : (
            <p>
              The file was withheld by the official route, so that nothing can be checked here:{" "}
              <Link href={`/log/entries/${withheldIn}`}>entry {withheldIn.toLocaleString("en")}</Link> says who decided
              it and why. Whoever holds the file can still verify it.
            </p>
          )}
        </section>
      </div>
      <div className="mt-6">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
