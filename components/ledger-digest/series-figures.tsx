import { CodeBlock } from "#components/ui/code-block.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { Stat, StatRow } from "#components/ui/stat.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { LedgerSeries } from "#lib/contract/ledger.ts";
import { duration } from "#lib/disclosure/ledger-digest/check-series.ts";
import type { SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { LEDGER_WORDS } from "./series-words.ts";

/** The numbers of a series with their units, and what it is. */
export function SeriesFigures({
  series,
  report,
  now,
}: {
  series: LedgerSeries;
  report: SeriesReport | null;
  now: number;
}) {
  return (
    <section className="flex flex-col gap-5">
      {report === null ? null : <Figures report={report} />}
      <KeyValueList items={factsOf(series, report, now)} />
      <CodeBlock
        label="Recompute all of it from the log, on your own machine"
        text={`npm run touchstone -- digests check ${series.provider} --url <this index>`}
      />
    </section>
  );
}

function Figures({ report }: { report: SeriesReport }) {
  const { blocks, unpinned, lag, timely, cadenceMinutes } = report;
  return (
    <StatRow>
      <Stat
        label="Blocks pinned"
        value={blocks.toLocaleString("en")}
        detail={`${report.rows.toLocaleString("en")} rows`}
      />
      <Stat
        label="Not pinned in between"
        value={unpinned.toLocaleString("en")}
        unit={unpinned === 1 ? "block" : "blocks"}
      />
      <Stat
        label="Time to reach the log"
        value={lag === null ? "not given" : duration(lag.p50Ms)}
        unit={lag === null ? "" : "half of them"}
        detail={
          lag === null
            ? "These documents carry no time."
            : `95 of 100 within ${duration(lag.p95Ms)}, slowest ${duration(lag.maxMs)}`
        }
      />
      <Stat
        label="In time and in order"
        value={timely === null ? "not known" : timely.toLocaleString("en")}
        unit={timely === null ? "" : `of ${blocks.toLocaleString("en")}`}
        detail={
          cadenceMinutes === null
            ? "No cadence was declared."
            : `Declared: one every ${duration(cadenceMinutes * 60_000)}`
        }
      />
    </StatRow>
  );
}

function factsOf(series: LedgerSeries, report: SeriesReport | null, now: number): KeyValueItem[] {
  const head = report?.head;
  const storage = report?.events.findLast(({ kind }) => kind === "storage");
  return [
    { key: "Ledger", value: LEDGER_WORDS[series.ledger] },
    { key: "Server", value: <bdi>{series.server}</bdi> },
    {
      key: "Created",
      value: (
        <span>
          {series.created_at.replace("T", " ")}{" "}
          <span className="text-muted text-sm">A restored database has another one.</span>
        </span>
      ),
    },
    ...(head === null || head === undefined
      ? []
      : [
          {
            key: "Newest",
            value: (
              <span className="flex flex-wrap items-baseline gap-x-2">
                block {head.block.toLocaleString("en")} <HashText value={head.hash} what="hash" />{" "}
                <TimeText at={Date.parse(head.receivedAt)} now={now} />{" "}
                <Link href={`/log/entries/${head.entry}`}>entry {head.entry.toLocaleString("en")}</Link>
              </span>
            ),
          },
        ]),
    { key: "Digests are kept", value: storage === undefined ? "nobody says where" : <bdi>{storage.detail}</bdi> },
    ...(series.signed_by === null
      ? []
      : [{ key: "Signed by", value: <HashText value={series.signed_by} what="key of the ledger" /> }]),
  ];
}
