"use client";
import { Download } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
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

/** Moves the reading position: arrows by one, Home and End to the edges, Escape leaves. */
function moved(key: string, at: number | undefined, length: number): number | undefined | "other" {
  const last = length - 1;
  if (key === "ArrowRight" || key === "ArrowDown") return Math.min(last, (at ?? -1) + 1);
  if (key === "ArrowLeft" || key === "ArrowUp") return Math.max(0, (at ?? length) - 1);
  if (key === "Home") return 0;
  if (key === "End") return last;
  return key === "Escape" ? undefined : "other";
}

/** Upper rail: what this index signed. Lower rail: what watchers saw. The ties between them are the finding. */
export function TwoRails({ facts, level }: { facts: RailFacts; level?: 2 | 3 }) {
  const [at, setAt] = useState<number | undefined>(undefined);
  const { stations, fork, memory } = facts;
  const read = at === undefined ? undefined : stations[at];
  const title = titleOf(facts);

  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const next = moved(event.key, at, stations.length);
    if (next === "other") return;
    event.preventDefault();
    setAt(next);
    if (next === undefined) event.currentTarget.blur();
  };
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
            role="slider"
            tabIndex={0}
            aria-label={`${title}. Arrow keys read head by head.`}
            aria-valuemin={1}
            aria-valuemax={stations.length}
            aria-valuenow={(at ?? stations.length - 1) + 1}
            aria-valuetext={`head ${(at ?? stations.length - 1) + 1} of ${stations.length}`}
            onKeyDown={pressed}
            onPointerMove={pointed}
            onPointerDown={pointed}
            onPointerLeave={() => setAt(undefined)}
            onBlur={() => setAt(undefined)}
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
