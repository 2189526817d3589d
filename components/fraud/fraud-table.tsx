import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { FraudProofView } from "#lib/contract/fraud.ts";
import { FRAUD_WORDS } from "./fraud-words.ts";

/** Proofs of fraud, newest first; cards below 640 px. `own` is the origin of the log that shows them. */
export function FraudTable({ proofs, own, now }: { proofs: readonly FraudProofView[]; own: string; now: number }) {
  return (
    <Table caption="Proofs of fraud, newest first">
      <THead>
        <Th>What was proven</Th>
        <Th>Accused log</Th>
        <Th>Came in</Th>
        <Th numeric>Entry</Th>
        <Th>File</Th>
      </THead>
      <TBody>
        {proofs.map((proof) => (
          <Tr key={proof.sha256}>
            <Td head label="What was proven">
              <Link look="quiet" href={`/log/fraud-proofs/${proof.sha256}`}>
                {FRAUD_WORDS[proof.kind].noun}
              </Link>
            </Td>
            <Td label="Accused log">
              <span className="break-all">
                {proof.accused === own ? <strong>this index itself</strong> : proof.accused}
              </span>
            </Td>
            <Td label="Came in">
              <TimeText at={Date.parse(proof.received_at)} now={now} />
            </Td>
            <Td numeric label="Entry">
              {proof.entry === null ? (
                <span className="text-muted">not yet</span>
              ) : (
                <Link look="quiet" href={`/log/entries/${proof.entry}`}>
                  {proof.entry.toLocaleString("en")}
                </Link>
              )}
            </Td>
            <Td label="File">
              <HashText value={proof.sha256} what="file's SHA-256" />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
