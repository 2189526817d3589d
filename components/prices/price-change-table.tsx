import { Badge } from "#components/ui/badge.tsx";
import { formatSpan } from "#components/ui/format-time.ts";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { PriceChange } from "#lib/disclosure/price-history.ts";
import { decimalText } from "#lib/kernel/amount.ts";

type PriceChangeTableProps = {
  changes: readonly PriceChange[];
  /** Of providers that lines name by their id. */
  names: ReadonlyMap<string, string>;
  caption: string;
};

/** Every change of a price, newest first, with the notice that it came with. */
export function PriceChangeTable({ changes, names, caption }: PriceChangeTableProps) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>Announced</Th>
        <Th>Service</Th>
        <Th>Change per 1,000</Th>
        <Th>From</Th>
        <Th>Notice</Th>
      </THead>
      <TBody>
        {changes.map((change) => (
          <Tr key={`${change.entry}|${change.service}|${change.unit}|${change.currency}`}>
            <Td head>
              <Link href={`/log/entries/${change.entry}`}>
                <TimeText at={change.announcedAt} precision="day" />
              </Link>
            </Td>
            <Td label="Service">
              <bdi>{names.get(change.service) ?? change.service}</bdi>{" "}
              <span className="text-muted">by the {change.unit}</span>
            </Td>
            <Td label="Change">
              {decimalText(change.before)} → {decimalText(change.after)} {change.currency}
            </Td>
            <Td label="From">
              <TimeText at={change.from} precision="day" />
            </Td>
            <Td label="Notice">
              <Badge tone={change.isKept ? "verified" : "attention"}>{change.isKept ? "kept" : "broken"}</Badge>{" "}
              <span className="text-muted text-sm">{noticeWords(change)}</span>
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function noticeWords({ givenMs, promisedDays }: PriceChange): string {
  const promised = `${promisedDays} d promised`;
  return givenMs <= 0 ? `none given, ${promised}` : `${formatSpan(givenMs)} given, ${promised}`;
}
