import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { PriceLine } from "#lib/disclosure/price-history.ts";
import { decimalText } from "#lib/kernel/amount.ts";

type PriceListProps = {
  lines: readonly PriceLine[];
  /** Of providers that lines name by their id. */
  names: ReadonlyMap<string, string>;
  now: number;
  caption: string;
};

/** What each line costs now, and what it will cost. */
export function PriceList({ lines, names, now, caption }: PriceListProps) {
  return (
    <Table caption={caption}>
      <THead>
        <Th>Service</Th>
        <Th numeric>Per 1,000 now</Th>
        <Th>Since</Th>
        <Th>Next</Th>
        <Th numeric>Notice promised</Th>
      </THead>
      <TBody>
        {lines.map(({ service, unit, currency, now: present, next, noticeDays }) => (
          <Tr key={`${service}|${unit}|${currency}`}>
            <Td head>
              <Service text={service} name={names.get(service)} />{" "}
              <span className="font-normal text-muted">by the {unit}</span>
            </Td>
            <Td label="Per 1,000 now" numeric>
              {present === undefined ? (
                <span className="text-muted">none yet</span>
              ) : (
                <Price text={present.price} currency={currency} />
              )}
            </Td>
            <Td label="Since">{present === undefined ? null : <TimeText at={present.from} precision="day" />}</Td>
            <Td label="Next">
              {next === undefined ? (
                <span className="text-muted">no change announced</span>
              ) : (
                <>
                  <Price text={next.price} currency={currency} /> from <TimeText at={next.from} precision="day" />{" "}
                  <span className="text-muted">
                    (<TimeText at={next.from} now={now} />)
                  </span>
                </>
              )}
            </Td>
            <Td label="Notice promised" numeric>
              {noticeDays} d
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function Service({ text, name }: { text: string; name: string | undefined }) {
  return name === undefined ? (
    <bdi>{text}</bdi>
  ) : (
    <Link href={`/providers/${text}`}>
      <bdi>{name}</bdi>
    </Link>
  );
}

function Price({ text, currency }: { text: string; currency: string }) {
  return (
    <span className="whitespace-nowrap">
      {decimalText(text)} {currency}
    </span>
  );
}
