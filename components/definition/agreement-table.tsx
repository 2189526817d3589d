import { Check, X } from "lucide-react";
import { MarksLine } from "#components/marks/marks-line.tsx";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { type AgreementLine, seenWords } from "./agreement-words.ts";

/** Services under one definition side by side: rated how, at which price, and what each answered. */
export function AgreementTable({ rows, now, name }: { rows: readonly AgreementLine[]; now: number; name: string }) {
  return (
    <Table caption={`Services under ${name}`}>
      <THead>
        <Th>Service</Th>
        <Th>Tier</Th>
        <Th numeric>Price</Th>
        <Th>Asked and answered</Th>
        <Th>Run again</Th>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td head>
              <Link look="name" href={`/providers/${row.id}`}>
                <bdi>{row.name}</bdi>
              </Link>
            </Td>
            <Td label="Tier">
              {row.tier === null ? (
                <span className="text-muted">not rated</span>
              ) : (
                <MarksLine tier={row.tier} isShut={row.isShut} short />
              )}
            </Td>
            <Td label="Price" numeric>
              <span className="whitespace-nowrap">
                {row.price === null ? (
                  <span className="text-muted">none stated</span>
                ) : (
                  `${row.price.price} ${row.price.currency}`
                )}
              </span>
            </Td>
            <Td>
              <code className="block break-all font-mono text-muted text-xs">{row.question}</code>
              <code className="block break-all font-mono text-xs">{row.answer}</code>
            </Td>
            <Td label="Run again">
              <Outcome isRight={row.isRight} />
              <span className="block text-muted text-sm">
                <TimeText at={Date.parse(row.at)} now={now} />,{" "}
                <Link href={`/log/entries/${row.entry}`}>entry {row.entry.toLocaleString("en")}</Link>
              </span>
              <span className="block text-muted text-sm">{seenWords(row)}</span>
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function Outcome({ isRight }: Pick<AgreementLine, "isRight">) {
  return isRight ? (
    <span className="inline-flex items-center gap-1 text-verified">
      <Check aria-hidden className="size-4" />
      the same
    </span>
  ) : (
    <span className="inline-flex items-center gap-1 text-failed">
      <X aria-hidden className="size-4" />
      another answer
    </span>
  );
}
