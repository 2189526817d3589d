"use client";
import { Unlink } from "lucide-react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { ReadingFrame } from "#components/charts/reading-frame.tsx";
import { cx } from "#components/ui/cx.ts";
import { formatUtc } from "#components/ui/format-time.ts";
import type { SeriesReport, Split, Station } from "#lib/disclosure/ledger-digest/report.ts";
import { shortenHash } from "#lib/kernel/did-key.ts";
import { count } from "./series-words.ts";

/** Where a block stands on the rail, in percent: stations lie at equal distances. */
function placeOf(block: number, stations: readonly Station[]): number {
  const after = stations.findIndex((station) => station.block >= block);
  const index = after < 0 ? stations.length - 1 : after;
  return stations.length < 2 ? 50 : 4 + (index / (stations.length - 1)) * 92;
}

/** The pinned blocks as a rail; at the first block with two hashes it splits, and stays split. */
export function DigestRail({ report, fileName }: { report: SeriesReport; fileName: string }) {
  const { stations, splits } = report;
  const [split] = splits;
  const last = stations.at(-1);
  if (last === undefined) return null;
  const say = (position: number) => sentenceOf(stations[position] ?? last, splits);
  return (
    <ChartFigure
      title={titleOf(report, split)}
      caption={captionOf(report)}
      twin={{
        fileName,
        columns: ["block", "hash", "received (UTC)", "entry", "blocks", "not pinned before"],
        rows: stations.map(({ block, hash, receivedAt, entry, blocks, skipped }) => [
          block,
          hash,
          receivedAt,
          entry,
          blocks,
          skipped,
        ]),
      }}
    >
      <ReadingFrame
        title="Pinned blocks"
        length={stations.length}
        say={say}
        idle={`Newest: ${say(stations.length - 1)}`}
        className="h-28"
      >
        {(at) => <Rail stations={stations} split={split} at={at} />}
      </ReadingFrame>
    </ChartFigure>
  );
}

function Rail({
  stations,
  split,
  at,
}: {
  stations: readonly Station[];
  split: Split | undefined;
  at: number | undefined;
}) {
  const cut = split === undefined ? 100 : placeOf(split.block, stations);
  const line = { vectorEffect: "non-scaling-stroke", strokeWidth: 2 } as const;
  return (
    <>
      <svg aria-hidden="true" viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full">
        {stations.slice(1).map((station, index) => (
          <path
            key={station.block}
            d={`M${placeOf(stations[index]?.block ?? 0, stations)} 50H${placeOf(station.block, stations)}`}
            className="fill-none stroke-ink"
            strokeDasharray={station.skipped > 0 ? "3 4" : undefined}
            {...line}
          />
        ))}
        {split === undefined ? null : (
          <path
            d={`M${cut} 50C${cut + 3} 50 ${cut + 2} 84 ${Math.min(100, cut + 6)} 84H100`}
            className="fill-none stroke-failed"
            strokeDasharray="6 3"
            {...line}
          />
        )}
      </svg>
      {stations.map((station, index) => (
        <span
          key={station.block}
          aria-hidden
          style={{ left: `${placeOf(station.block, stations)}%` }}
          className={cx(
            "absolute top-1/2 size-3 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-ink",
            at === index ? "bg-link" : "bg-surface",
          )}
        />
      ))}
      <Ends stations={stations} />
      {split === undefined ? null : <Break split={split} cut={cut} />}
    </>
  );
}

/** First and last block, named under the rail. */
function Ends({ stations }: { stations: readonly Station[] }) {
  const [first, last] = [stations[0], stations.at(-1)];
  return (
    <div aria-hidden className="absolute inset-x-1 top-3 flex justify-between text-muted text-xs">
      <span>{stations.length > 1 ? `block ${first?.block.toLocaleString("en")}` : ""}</span>
      <span>block {last?.block.toLocaleString("en")}</span>
    </div>
  );
}

function Break({ split, cut }: { split: Split; cut: number }) {
  const hashes = split.sides.map(({ hash }) => hash.slice(0, 8));
  const isRight = cut > 55;
  return (
    <span
      aria-hidden
      style={isRight ? { right: `${Math.max(1, 100 - cut)}%` } : { left: `${Math.min(98, cut + 7)}%` }}
      className="absolute bottom-0 flex items-center gap-1 bg-surface px-1 font-medium text-failed text-xs"
    >
      <Unlink className="size-3.5" />
      split at {split.block.toLocaleString("en")}: {hashes.join(" / ")}
    </span>
  );
}

function titleOf({ blocks, splits }: SeriesReport, split: Split | undefined): string {
  if (split === undefined) return `${count(blocks, "block")} pinned, no two hashes for any`;
  const more = splits.length > 1 ? ` and ${splits.length - 1} more` : "";
  return `Split at block ${split.block.toLocaleString("en")}${more}: two hashes were published`;
}

function captionOf({ first, head, unpinned, splits }: SeriesReport): string {
  const gaps = unpinned === 0 ? "" : ` ${count(unpinned, "block")} in between not pinned (dashed).`;
  const sides = splits.length === 0 ? "" : " What was published after a split speaks for one side only.";
  return `From block ${first?.block.toLocaleString("en")} to block ${head?.block.toLocaleString("en")}.${gaps}${sides}`;
}

function sentenceOf({ block, hash, receivedAt, entry }: Station, splits: readonly Split[]): string {
  const time = formatUtc(Date.parse(receivedAt), "minute");
  const isSplit = splits.some((split) => split.block === block) ? ", one of two hashes" : "";
  return `Block ${block.toLocaleString("en")}: ${shortenHash(hash)}${isSplit}, received ${time} in entry ${entry.toLocaleString("en")}`;
}
