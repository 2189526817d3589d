import { Download } from "lucide-react";
import { Alert } from "#components/ui/alert.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { HashText } from "#components/ui/hash-text.tsx";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Split } from "#lib/disclosure/ledger-digest/report.ts";

/** Blocks with two hashes: who signed what when, and the proof to take along. Nothing makes them go away. */
export function SplitList({ splits, proofHref }: { splits: readonly Split[]; proofHref: (block: number) => string }) {
  return (
    <div className="flex flex-col gap-5">
      {splits.map((split) => (
        <Alert
          key={split.block}
          tone="failed"
          title={`Block ${split.block.toLocaleString("en")} has ${split.sides.length} hashes`}
          actions={
            <>
              {/* A plain anchor: a file of the API, not a page of this site. */}
              <a className={buttonClass("secondary", "sm")} href={proofHref(split.block)} download>
                <Download aria-hidden />
                Download the proof
              </a>
              <ButtonLink size="sm" variant="quiet" href="/verify">
                Check it
              </ButtonLink>
            </>
          }
        >
          <p className="mb-2">
            {split.kind === "fork"
              ? "Its operator signed both. The proof is a file that anybody can check without this site."
              : "Two readers were given two versions. The proof is a file that anybody can check without this site."}
          </p>
          <Sides split={split} />
        </Alert>
      ))}
    </div>
  );
}

function Sides({ split }: { split: Split }) {
  return (
    <Table caption={`Hashes of block ${split.block}`} dense>
      <THead>
        <Th>Hash</Th>
        <Th>Received</Th>
        <Th>Read by</Th>
        <Th>Signed in</Th>
      </THead>
      <TBody>
        {split.sides.map(({ hash, entry, position, receivedAt, observer }) => (
          <Tr key={`${entry}-${position}`}>
            <Td label="Hash" head>
              <HashText value={hash} what="hash" />
            </Td>
            <Td label="Received">
              <TimeText at={Date.parse(receivedAt)} precision="minute" />
            </Td>
            <Td label="Read by">
              <bdi>{observer === "" ? "its operator" : observer}</bdi>
            </Td>
            <Td label="Signed in">
              <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
