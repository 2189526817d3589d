import type { ReactNode } from "react";
import { DifferenceView } from "#components/disclosure/difference-view.tsx";
import { ReaderView } from "#components/disclosure/reader-view.tsx";
import { ProofChip } from "#components/log/proof/proof-chip.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { costText } from "#lib/disclosure/overhead.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { keyWords } from "../keys/key-words.ts";
import { ProviderDownloads } from "../provider-downloads.tsx";
import type { DisclosureRow, ReadVersion } from "./disclosure-rows.ts";
import { GapWords } from "./gap-words.tsx";
import { StalenessWords } from "./staleness-words.tsx";

type Provider = { readonly id: string; readonly name: string; readonly operator: string };

/** Every disclosure of a provider: what no step can do without and is missing, then what is there, by due date. */
export function DisclosureSection({
  provider,
  rows,
  keys,
  now,
}: {
  provider: Provider;
  rows: readonly DisclosureRow[];
  keys: readonly KeyForm[];
  now: number;
}) {
  const listed = rows.filter(({ newest, step }) => newest !== undefined || step !== null);
  const optional = rows.filter((row) => !listed.includes(row) && !row.isEvent);
  return (
    <div className="flex flex-col gap-3">
      <ul className="divide-y divide-divider rounded-lg border border-divider">
        {listed.map((row) => (
          <li key={row.type} id={`disclosure-${row.type}`} className="min-w-0 px-4 py-3">
            {row.newest === undefined ? (
              <MissingRow row={row} />
            ) : (
              <PublishedRow provider={provider} row={row} version={row.newest} keys={keys} now={now} />
            )}
          </li>
        ))}
      </ul>
      {optional.length === 0 ? null : (
        <p className="text-muted text-sm">
          Nor did it publish what no step asks for: {optional.map(({ title }) => title.toLowerCase()).join(", ")}.
        </p>
      )}
    </div>
  );
}

function RowHead({ row, cost, children }: { row: DisclosureRow; cost?: string; children: ReactNode }) {
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h3 className="text-base">{row.title}</h3>
        <span className="flex flex-wrap items-center gap-2">{children}</span>
      </div>
      <p className="text-muted text-sm">
        {row.purpose} {cost}
      </p>
    </>
  );
}

function MissingRow({ row }: { row: DisclosureRow }) {
  return (
    <RowHead row={row}>
      <StalenessWords staleness="never" until={null} now={0} />
      <span className="text-muted text-sm">asked for by step {row.step}</span>
    </RowHead>
  );
}

function PublishedRow({
  provider,
  row,
  version,
  keys,
  now,
}: {
  provider: Provider;
  row: DisclosureRow;
  version: ReadVersion;
  keys: readonly KeyForm[];
  now: number;
}) {
  const { entry, body, statement } = version;
  const cost = costText(body);
  return (
    <>
      <RowHead row={row} cost={cost === undefined ? "" : `Costs the operator ${cost}.`}>
        {body.notApplicable === undefined ? null : <Badge tone="attention">not applicable</Badge>}
        <StalenessWords staleness={row.staleness} until={row.until} recorded={row.recorded} now={now} />
        <ProofChip index={entry.index} statementHash={entry.statement_hash} what={`${row.title} of ${provider.name}`} />
      </RowHead>
      <GapWords gaps={row.gaps} />
      {/* Who answers for it is what most come for. */}
      <Details className="mt-1.5" summary="What it says" open={row.type === "identity"}>
        <div className="flex flex-col gap-3">
          <ReaderView fields={row.fields} body={body} due={false} />
          <Published row={row} version={version} keys={keys} operator={provider.operator} now={now} />
          {row.changes === undefined ? null : (
            <Details summary={`Difference to version ${row.versions - 1}: ${changeWords(row.changes.length)}`}>
              <DifferenceView changes={row.changes} />
            </Details>
          )}
          <Details summary="The exact statement">
            <CodeBlock json tall label={`${row.title}, as signed`} text={statement} />
          </Details>
          <ProviderDownloads providerId={provider.id} entry={entry.index} statement={statement} />
          <p>
            <Link href={`/providers/${provider.id}/disclosures/${row.type}`}>
              {row.versions === 1
                ? "Its one version and its gaps"
                : `All ${row.versions} versions, compared, and its gaps`}
              <span className="sr-only"> of {row.title}</span>
            </Link>
          </p>
        </div>
      </Details>
    </>
  );
}

function changeWords(count: number): string {
  return count === 0 ? "renewed, no fact changed" : count === 1 ? "1 fact" : `${count} facts`;
}

function Published({
  row,
  version,
  keys,
  operator,
  now,
}: {
  row: DisclosureRow;
  version: ReadVersion;
  keys: readonly KeyForm[];
  operator: string;
  now: number;
}) {
  const { entry } = version;
  return (
    <p className="text-muted text-sm">
      Published <TimeText at={Date.parse(entry.logged_at)} now={now} show="both" />, version {row.versions}, in{" "}
      <Link href={`/log/entries/${entry.index}`}>entry {entry.index.toLocaleString("en")}</Link>, signed with{" "}
      {keyWords(version, keys, operator)} <HashText value={entry.key} what="key" />
    </p>
  );
}
