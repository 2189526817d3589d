"use client";
import { Download } from "lucide-react";
import type { PointerEvent } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { useReading } from "#components/charts/use-reading.ts";
import { formatUtc } from "#components/ui/format-time.ts";
import { ButtonLink } from "#components/ui/link.tsx";
import { RailCaption, RailLabels } from "./rail-caption.tsx";
import { RailColumn } from "./rail-column.tsx";
import { DRAWING_HEIGHT, RailDrawing } from "./rail-drawing.tsx";
import {
  countOf,
  memorySentence,
  placeOf,
  type RailFacts,
  stationSentence,
  TIE_WORDS,
  tieOf,
  titleOf,
} from "./rail-model.ts";

/** Upper rail: what this index signed. Lower rail: what watchers saw. The ties between them are the finding. */
export function TwoRails({ facts, level }: { facts: RailFacts; level?: 2 | 3 }) {
  const { stations, fork, memory } = facts;
  const title = titleOf(facts);
  const { at, setAt, slider } = useReading(
    stations.length,
    `${title}. Arrow keys read head by head.`,
    (at) => `head ${(at ?? stations.length - 1) + 1} of ${stations.length}`,
  );
  const read = at === undefined ? undefined : stations[at];

  const pointed = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(nearest(facts, ((event.clientX - box.left) / box.width) * 100));
  };

  return (
    <ChartFigure
      title={title}
      {...(level ? { level } : {})}
      caption={<RailCaption facts={facts} />}
      twin={twinOf(facts)}
    >
      <RailColumn facts={facts} />
      <div className="hidden sm:block">
        <RailLabels>
          <div
            {...slider}
            onPointerMove={pointed}
            onPointerDown={pointed}
            onPointerLeave={() => setAt(undefined)}
            className="rounded-sm"
            style={{ height: DRAWING_HEIGHT }}
          >
            <RailDrawing facts={facts} focused={at} />
          </div>
        </RailLabels>
        <p aria-live="polite" className="mt-2 min-h-6 text-sm">
          {read === undefined ? (
            <span className="text-muted">
              {memory === undefined ? "Point at a head, or use the arrow keys." : memorySentence(memory)}
            </span>
          ) : (
            stationSentence(read, facts)
          )}
        </p>
      </div>
      {fork === undefined ? null : (
        <ButtonLink href={fork.proofHref} variant="primary" className="mt-2">
          <Download aria-hidden />
          Download the proof
        </ButtonLink>
      )}
    </ChartFigure>
  );
}

function nearest(facts: RailFacts, percent: number): number {
  const distances = facts.stations.map(({ signedAt }) => Math.abs(placeOf(signedAt, facts) - percent));
  return distances.indexOf(Math.min(...distances));
}

function twinOf(facts: RailFacts) {
  const { stations, watchers } = facts;
  return {
    fileName: "heads-and-watchers",
    columns: ["size", "signed (UTC)", "root", "added", "seen", ...watchers.map(({ name }) => name)],
    rows: stations.toReversed().map((station) => [
      station.size,
      formatUtc(station.signedAt),
      station.root,
      countOf(station.added),
      TIE_WORDS[tieOf(station, watchers)],
      ...watchers.map(({ name }) => {
        const seen = station.seenBy.find((each) => each.name === name);
        return seen === undefined ? "not seen" : formatUtc(seen.at);
      }),
    ]),
  };
}
