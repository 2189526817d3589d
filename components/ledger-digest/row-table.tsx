import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { LedgerRow } from "#lib/contract/ledger.ts";

/** Rows as they were logged, newest first. Digest times are shown to their seventh digit. */
export function RowTable({ rows }: { rows: readonly LedgerRow[] }) {
  const hasTimes = rows.some((row) => row.digest_time !== null);
  return (
    <Table caption="Digests as logged" dense>
      <THead>
        <Th numeric>Block</Th>
        <Th>Hash</Th>
        {hasTimes ? <Th>Digest time, taken as UTC</Th> : null}
        <Th>Received</Th>
        <Th>Entry</Th>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={`${row.entry}-${row.position}`}>
            <Td label="Block" head numeric>
              {row.block === null ? "none" : row.block.toLocaleString("en")}
            </Td>
            <Td label="Hash">
              {row.hash === null ? (
                <span className="text-failed text-sm">not a digest: {row.fault}</span>
              ) : (
                <HashText value={row.hash} what="hash" />
              )}
            </Td>
            {hasTimes ? (
              <Td label="Digest time">
                <span className="whitespace-nowrap text-sm">{row.digest_time?.replace("T", " ") ?? "none"}</span>
              </Td>
            ) : null}
            <Td label="Received">
              <TimeText at={Date.parse(row.received_at)} />
            </Td>
            <Td label="Entry">
              <Link href={`/log/entries/${row.entry}`}>{row.entry.toLocaleString("en")}</Link>
              {row.observer === null ? null : <bdi className="ml-2 text-muted text-sm">read by {row.observer}</bdi>}
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
