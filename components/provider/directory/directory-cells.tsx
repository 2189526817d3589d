import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import { MarksLine } from "#components/marks/marks-line.tsx";
import { days } from "#components/marks/marks-words.ts";
import { scoreText } from "#components/marks/waterfall/waterfall-words.ts";
import { Badge } from "#components/ui/badge.tsx";
import { countryWords } from "#components/ui/country-text.ts";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { HEARTBEAT_WORDS } from "../heartbeat/heartbeat-words.ts";
import { limitText, STALENESS_TONES, STALENESS_WORDS } from "../row-words.ts";
import type { ColumnId } from "./directory-columns.ts";
import type { DirectoryLine } from "./directory-row.ts";
import { besidePrice } from "./directory-words.ts";
import { RiskWhisker } from "./risk-whisker.tsx";
import { Sparkline } from "./sparkline.tsx";

export type CellContext = {
  readonly loss: string;
  /** False where one need was asked for: all prices are for that. */
  readonly isNeedShown: boolean;
  /** Of all prices of the page, said once, above them; undefined: they have several. */
  readonly unit: string | undefined;
  readonly now: number;
};

/** What stands in each column. */
export const CELLS: Readonly<Record<ColumnId, (row: DirectoryLine, context: CellContext) => ReactNode>> = {
  tier: ({ marks, closing }) =>
    // Who closes says so beside its name.
    marks === null ? unknown("not rated") : <MarksLine tier={marks.tier} isShut={marks.is_shut && closing === null} />,
  limit: ({ marks }, { loss }) =>
    marks === null ? unknown("unknown") : <span className="whitespace-nowrap">{limitText(marks, loss)}</span>,
  price: (row, context) => <Price row={row} context={context} />,
  risk: ({ marks }) =>
    marks === null ? unknown("not rated") : <RiskWhisker tier={marks.tier} {...marks.probability} />,
  cases: ({ cases }) => `${cases.open}, ${cases.upheld}`,
  shows: ({ marks }) => (marks === null ? unknown("unknown") : `${marks.transparency} of 4`),
  signal: (row, { now }) => <LastBeat row={row} now={now} />,
  ahead: ({ marks }) => (marks === null ? unknown("unknown") : `at most ${days(marks.prepay_days)}`),
  trend: ({ beside }) => <Sparkline trend={beside.trend} />,
  score: ({ beside }) =>
    beside.score === null ? unknown("unrated") : <span className="tabular-nums">{scoreText(beside.score)}</span>,
  regulation: ({ beside }) => beside.regulation ?? unknown("not said"),
  depth: ({ depth }) => depth ?? unknown("unknown"),
  kind: ({ kind }) => kind,
  operator: ({ operator, operatorName }) => (
    <Link look="quiet" href={`/log?issuer=${encodeURIComponent(operator)}`}>
      <bdi>{operatorName}</bdi>
    </Link>
  ),
  identity: (row, { now }) => <IdentityState row={row} now={now} />,
  jurisdiction: ({ jurisdiction }) => (jurisdiction === null ? unknown("not said") : countryWords(jurisdiction)),
};

const unknown = (words: string) => <span className="whitespace-nowrap text-muted">{words}</span>;

function Price({ row: { kind, priced, isPriceStale }, context }: { row: DirectoryLine; context: CellContext }) {
  if (priced === null) return unknown(kind === "instance" ? "by service" : "none stated");
  const beside = besidePrice(priced, context);
  return (
    <span className="whitespace-nowrap tabular-nums">
      {priced.price} {priced.currency}
      {isPriceStale ? (
        <>
          {" "}
          <Clock aria-hidden className="inline size-3 align-baseline" />
          <span className="sr-only">, ended</span>
        </>
      ) : null}
      {beside === "" ? null : <bdi className="block text-muted text-sm">{beside}</bdi>}
    </span>
  );
}

function LastBeat({ row, now }: { row: DirectoryLine; now: number }) {
  if (row.lastBeat === null) return unknown("none offered");
  const { word, tone } = HEARTBEAT_WORDS[row.heartbeat];
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      {tone === "neutral" ? null : <Badge tone={tone}>{word}</Badge>}
      <TimeText at={row.lastBeat} now={now} />
      {row.heartbeat === "unarmed" ? <span className="text-muted text-sm">{word}</span> : null}
    </span>
  );
}

function IdentityState({ row, now }: { row: DirectoryLine; now: number }) {
  const tone = STALENESS_TONES[row.identity];
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      {tone === "neutral" ? STALENESS_WORDS[row.identity] : <Badge tone={tone}>{STALENESS_WORDS[row.identity]}</Badge>}
      {row.identityUntil === null ? null : (
        <span className="text-muted text-sm">
          {row.identityUntil > now ? "renew " : "ended "}
          <TimeText at={row.identityUntil} now={now} />
        </span>
      )}
    </span>
  );
}
