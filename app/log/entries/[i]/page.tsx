import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReaderView } from "#components/disclosure/reader-view.tsx";
import { EntryFacts } from "#components/log/entry/entry-facts.tsx";
import { EntryKeys } from "#components/log/entry/entry-keys.tsx";
import { EntryParts } from "#components/log/entry/entry-parts.tsx";
import { EntryProof } from "#components/log/entry/entry-proof.tsx";
import { EffectText, EntrySentence } from "#components/log/entry/entry-sentence.tsx";
import { isProposal, isVoid, kindNoun, voidReason } from "#components/log/entry/entry-words.ts";
import { drawProof } from "#components/log/proof/drawn-proof.ts";
import { InclusionDrawing } from "#components/log/proof/proof-drawing.tsx";
import { ReceiptDownloads } from "#components/log/proof/receipt-downloads.tsx";
import { ProposalProgress } from "#components/log/proposal-progress.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Breadcrumbs } from "#components/ui/breadcrumbs.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Link } from "#components/ui/link.tsx";
import { Pagination } from "#components/ui/pagination.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import type { ProposalStanding } from "#lib/contract/keys.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { base64Decode, hexDecode } from "#lib/kernel/base.ts";
import { parseEntryIndex } from "#lib/kernel/ids.ts";
import { canonicalText, isJsonObject, type JsonObject } from "#lib/kernel/json.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getEntry } from "#lib/server/services/log/get-entry.ts";
import { getReceiptAt } from "#lib/server/services/log/get-receipt.ts";
import { nameEntries } from "#lib/server/services/log/name-entries.ts";
import { DISCLOSURES, isDisclosureName } from "#lib/statement/disclosures/all.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { PartCommit } from "#lib/statement/envelope.ts";
import { ComputedFrom } from "../../../as-of.tsx";
import { orNotFound } from "../../../or-not-found.ts";

type Params = { params: Promise<{ i: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  const { i } = await params;
  return { title: `Entry ${i}` };
}

/** The entry with its receipt; a page that does not exist for what is not in the log. */
async function readEntry(text: string) {
  const index = parseEntryIndex(text);
  if (index === undefined) notFound();
  const ctx = webContext();
  const [entry, included] = await orNotFound(Promise.all([getEntry(ctx, index), getReceiptAt(ctx, index)]));
  const parties = entry.data.proposal?.consents.map(({ of }) => of) ?? [];
  return { ...entry, receipt: included.receipt, names: await nameEntries(ctx, [entry.data], parties) };
}

/** A disclosure with the fields of its type; undefined for every other kind. */
function disclosureOf(kind: string, statement: JsonObject) {
  const type = kind.startsWith("disclosure.") ? kind.slice("disclosure.".length) : "";
  if (!isDisclosureName(type) || !isJsonObject(statement.body)) return undefined;
  const { title, body } = DISCLOSURES[type];
  return { title, fields: fieldsOf(body), body: statement.body };
}

/** The statement's parts, from the entry's own bytes. */
function partsOf(leaf: string): PartCommit[] {
  const entry = parseEntry(base64Decode(leaf) ?? new Uint8Array());
  return entry.ok ? (entry.value.parsed.statement.parts ?? []) : [];
}

function proposalTitle(proposes: boolean, state: ProposalStanding["state"]): string {
  if (state === "carried")
    return proposes ? "A proposal that was carried" : "A signature under a proposal that was carried";
  if (state === "lapsed") return proposes ? "A proposal that lapsed" : "A signature under a proposal that lapsed";
  return proposes ? "Proposed: more keys must sign" : "A signature under a proposal that waits for more";
}

export default async function EntryPage({ params }: Params) {
  const { data: entry, as_of: asOf, receipt, names } = await readEntry((await params).i);
  const { index } = entry;
  const now = Date.parse(asOf.time);
  const checkpoint = parseCheckpoint(parseNote(receipt.checkpoint)?.text ?? "");
  if (!checkpoint.ok) throw new Error(`The checkpoint over entry ${index} does not parse.`);
  const { size, root } = checkpoint.value;
  const previous = index > 0 ? `/log/entries/${index - 1}` : undefined;
  const next = index + 1 < asOf.size ? `/log/entries/${index + 1}` : undefined;
  const parts = partsOf(entry.leaf);
  const disclosure = disclosureOf(entry.kind, entry.statement as JsonObject);
  const leaf = hexDecode(entry.leaf_hash) ?? new Uint8Array();
  const drawing = drawProof({ index, size, root }, leaf, receipt.proof);

  return (
    <>
      <PageHeading
        eyebrow={
          <Breadcrumbs crumbs={[{ text: "Log", href: "/log" }, { text: `Entry ${index.toLocaleString("en")}` }]} />
        }
        title={<EntrySentence entry={entry} names={names} />}
        lead={`Entry ${index.toLocaleString("en")}, ${kindNoun(entry.kind).toLowerCase()}`}
        actions={<ReceiptDownloads receipt={receipt} />}
      />
      {isVoid(entry) ? (
        <Alert className="mb-6" tone="attention" title={`Void: ${voidReason(entry, names)}`}>
          It stands in the log, signed and for ever, but changes nothing. What it says is not a fact of this index.{" "}
          <Link href={`/docs/problems/${entry.effect.code}`}>What this rule says</Link>
        </Alert>
      ) : null}
      {entry.proposal === null ? null : (
        <Alert
          className="mb-6"
          tone={entry.proposal.state === "carried" ? "info" : "attention"}
          title={proposalTitle(isProposal(entry), entry.proposal.state)}
        >
          <ProposalProgress proposal={entry.proposal} names={names} now={now} />
          <p className="mt-1.5">
            {isProposal(entry) ? (
              "By itself the entry changes nothing. "
            ) : (
              <>
                It signs what{" "}
                <Link href={`/log/entries/${entry.proposal.proposed_in}`}>
                  entry {entry.proposal.proposed_in.toLocaleString("en")}
                </Link>{" "}
                proposes.{" "}
              </>
            )}
            <Link href="/docs/protocol/statement#several-keys">How several keys act</Link>
          </p>
        </Alert>
      )}
      <EntryKeys next={next} previous={previous} />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-12">
        <div className="flex min-w-0 flex-col gap-8 lg:col-span-7">
          <section>
            <SectionHeading id="facts">What was recorded</SectionHeading>
            <EntryFacts entry={entry} names={names} now={now} effect={<EffectText entry={entry} names={names} />} />
          </section>
          {disclosure === undefined ? null : (
            <section>
              <SectionHeading id="says" lead={`${disclosure.title}, in words: what its author declared.`}>
                What it says
              </SectionHeading>
              <ReaderView fields={disclosure.fields} body={disclosure.body} />
            </section>
          )}
          <section>
            <SectionHeading id="statement" lead="As its author signed it, and as it was logged: not a byte differs.">
              Statement
            </SectionHeading>
            <CodeBlock json tall label="Statement" text={canonicalText(entry.statement as JsonObject)} />
          </section>
          {parts.length === 0 ? null : (
            <section>
              <SectionHeading
                id="parts"
                lead="What the statement commits to beside its own text. Nothing that was decided rests on reading them."
              >
                Parts
              </SectionHeading>
              <EntryParts parts={parts} withheld={entry.withheld} now={now} />
            </section>
          )}
          {drawing === undefined ? null : <InclusionDrawing drawing={drawing} />}
          <section>
            <SectionHeading
              id="checkpoint"
              lead={`The smallest one that covers the entry, over ${size.toLocaleString("en")} entries.`}
            >
              Checkpoint
            </SectionHeading>
            <CodeBlock label="Signed note" text={receipt.checkpoint} />
          </section>
        </div>
        <aside className="min-w-0 lg:col-span-5" aria-labelledby="checked">
          <div className="lg:sticky lg:top-20">
            <SectionHeading id="checked">Checked here</SectionHeading>
            <EntryProof receipt={receipt} statementHash={entry.statement_hash} />
          </div>
        </aside>
      </div>
      <div className="mt-8 border-divider border-t">
        <Pagination
          label="Neighbours"
          summary="Also by the keys p and n."
          previousHref={previous}
          previousText="Previous"
          nextHref={next}
          nextText="Next"
        />
      </div>
      <div className="mt-6">
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}
