import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { EntrySummary } from "#lib/contract/entries.ts";
import type { Names } from "#lib/contract/names.ts";
import { ProofChip } from "../proof/proof-chip.tsx";
import { EffectText, EntrySentence } from "./entry-sentence.tsx";
import { isVoid, kindNoun } from "./entry-words.ts";

/** Entries as a table, newest first; cards below 640 px. */
export function EntryTable({
  entries,
  names,
  now,
  caption,
}: {
  entries: readonly EntrySummary[];
  names: Names;
  now: number;
  caption: string;
}) {
  return (
    <Table caption={caption}>
      <THead>
        <Th numeric>Entry</Th>
        <Th>What</Th>
        <Th>Kind</Th>
        <Th>Effect</Th>
        <Th>Logged</Th>
        <Th>Proof</Th>
      </THead>
      <TBody>
        {entries.map((entry) => (
          <Tr key={entry.index}>
            <Td numeric head label="Entry">
              <Link look="quiet" href={`/log/entries/${entry.index}`}>
                {entry.index.toLocaleString("en")}
              </Link>
            </Td>
            <Td>
              <EntrySentence entry={entry} names={names} />
            </Td>
            <Td label="Kind" className="whitespace-nowrap max-sm:hidden">
              {kindNoun(entry.kind)}
            </Td>
            <Td label="Effect" {...(isVoid(entry) ? {} : { className: "max-sm:hidden" })}>
              <EffectText entry={entry} names={names} />
            </Td>
            <Td label="Logged">
              <TimeText at={Date.parse(entry.logged_at)} now={now} />
            </Td>
            <Td label="Proof">
              <ProofChip
                index={entry.index}
                statementHash={entry.statement_hash}
                what={`${kindNoun(entry.kind)}, entry ${entry.index.toLocaleString("en")}`}
              />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
