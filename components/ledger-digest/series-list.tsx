import { Badge } from "#components/ui/badge.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { LedgerSeries } from "#lib/contract/ledger.ts";
import type { SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { LEDGER_WORDS, lagWords, seriesStanding } from "./series-words.ts";

/** The ledgers whose digests a provider publishes. */
export function SeriesList({ series, now }: { series: readonly LedgerSeries[]; now: number }) {
  if (series.length === 0)
    return (
      <EmptyState title="No ledger is pinned">
        Its books could be rewritten without anybody noticing: no hash of them stands here.{" "}
        <Link href="/docs/how-to/pin-your-ledger">What it would take</Link>
      </EmptyState>
    );
  return (
    <Table caption="Ledgers with published digests">
      <THead>
        <Th>Ledger</Th>
        <Th>Standing</Th>
        <Th numeric>Blocks</Th>
        <Th>Last digest</Th>
        <Th>Lag</Th>
      </THead>
      <TBody>
        {series.map((one) => (
          <SeriesRow key={one.id} series={one} now={now} />
        ))}
      </TBody>
    </Table>
  );
}

function SeriesRow({ series, now }: { series: LedgerSeries; now: number }) {
  const report = series.report as SeriesReport | null;
  const { tone, word } = seriesStanding(report);
  const received = report?.head?.receivedAt;
  return (
    <Tr>
      <Td head>
        <Link href={`/providers/${series.provider}/digests/${series.id}`}>
          <bdi>{series.database}</bdi>
        </Link>
        <span className="block font-normal text-muted text-sm">
          {LEDGER_WORDS[series.ledger]} on <bdi>{series.server}</bdi>, created {series.created_at.slice(0, 10)}
        </span>
      </Td>
      <Td label="Standing">
        <Badge tone={tone}>{word}</Badge>
      </Td>
      <Td label="Blocks" numeric>
        {(report?.blocks ?? 0).toLocaleString("en")}
      </Td>
      <Td label="Last digest">
        {received === undefined ? "none yet" : <TimeText at={Date.parse(received)} now={now} />}
      </Td>
      <Td label="Lag">{report === null ? "not given" : lagWords(report)}</Td>
    </Tr>
  );
}
