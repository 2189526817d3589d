import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PrintButton } from "#components/case/print-button.tsx";
import { RulingPaper } from "#components/ruling/ruling-paper.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { caseIdSchema } from "#lib/contract/common.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getCase } from "#lib/server/services/case/get-case.ts";
import { readRulingSheet } from "#lib/server/services/case/read-ruling-sheet.ts";
import { ComputedFrom } from "../../../as-of.tsx";
import { orNotFound } from "../../../or-not-found.ts";

type Params = { params: Promise<{ id: string }> };

async function readRuled({ params }: Params) {
  const id = caseIdSchema.safeParse((await params).id);
  if (!id.success) notFound();
  const { data, as_of: asOf } = await orNotFound(getCase(webContext(), id.data));
  if (data.ruling === null) notFound();
  return { data, ruling: data.ruling, asOf };
}

export async function generateMetadata(props: Params): Promise<Metadata> {
  const { data } = await readRuled(props);
  return { title: `Ruling in ${data.id}` };
}

/** The ruling with its reasons as one document, made to be printed; the same on screen. */
export default async function RulingPage(props: Params) {
  const ctx = webContext();
  const { data, ruling, asOf } = await readRuled(props);
  const one = { ...data, form: { ...data.form } };
  const sheet = await readRulingSheet(ctx, data);
  return (
    <article className="mx-auto max-w-3xl">
      <PageHeading
        eyebrow={<Breadcrumbs crumbs={[{ text: "Case", href: `/cases/${one.id}` }, { text: "Ruling" }]} />}
        title={`Ruling in a case against ${one.provider_name ?? "an unlisted provider"}`}
        lead="With its reasons, votes and dissent, as the log has them."
        actions={<PrintButton />}
      />
      <div className="flex flex-col gap-6">
        <RulingPaper one={one} ruling={ruling} {...sheet} address={ctx.webOrigin} origin={ctx.publicKeys.origin} />
        <ComputedFrom asOf={asOf} />
      </div>
    </article>
  );
}
