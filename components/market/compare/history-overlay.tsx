"use client";
import { useState } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { ReadingFrame } from "#components/charts/reading-frame.tsx";
import { SeriesSample } from "#components/charts/series-look.tsx";
import { useWidth } from "#components/charts/use-width.ts";
import { Button } from "#components/ui/button.tsx";
import { OverlayDrawing } from "./overlay-drawing.tsx";
import { type Line, overlayReading, overlayTwin, spanOfLines, stopsOfLines } from "./overlay-points.ts";

/** How all of them were rated, on one panel; the band of one at a time. */
export function HistoryOverlay({ lines, title }: { lines: readonly Line[]; title: string }) {
  const { ref, width } = useWidth<HTMLDivElement>(720);
  const [focus, setFocus] = useState<string | undefined>(undefined);
  const span = spanOfLines(lines);
  if (span === undefined) return null;
  const stops = stopsOfLines(lines, span);
  return (
    <ChartFigure
      title={title}
      caption="Estimates as rated then, by the chance to fail or to be found at fault within a year. The tier beside a name goes by the upper end of its band, which may lie tiers above the line. Where a line is missing, it was unrated."
      twin={overlayTwin(lines, span)}
    >
      <fieldset data-print="hide" className="mb-2 flex flex-wrap items-center gap-1">
        <legend className="float-left mr-2 text-muted text-sm leading-6">Band of</legend>
        {lines.map(({ id, name }, slot) => (
          <Button
            key={id}
            size="sm"
            variant={focus === id ? "secondary" : "quiet"}
            aria-pressed={focus === id}
            onClick={() => setFocus(focus === id ? undefined : id)}
          >
            <SeriesSample slot={slot} />
            {name}
          </Button>
        ))}
      </fieldset>
      <div ref={ref} className="w-full">
        <ReadingFrame
          title={title}
          length={stops.length}
          say={(at) => overlayReading(lines, stops[at] ?? span.to)}
          idle={overlayReading(lines, span.to)}
        >
          {(at) => (
            <OverlayDrawing
              lines={lines}
              span={span}
              focus={focus}
              readDay={at === undefined ? undefined : stops[at]}
              width={width}
            />
          )}
        </ReadingFrame>
      </div>
    </ChartFigure>
  );
}
