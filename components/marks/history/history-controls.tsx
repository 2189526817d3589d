"use client";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Measure } from "./history-drawing.tsx";
import { PRESETS, type PresetId } from "./history-model.ts";
import { type DaySpan, dayOfDate } from "./history-points.ts";
import { dateText } from "./history-words.ts";

const MEASURES = [
  ["risk", "Risk"],
  ["answers", "Answers"],
] as const;

/** What is drawn, and of which days. Presets are buttons, the two ends are dates. */
export function HistoryControls({
  measure,
  onMeasure,
  preset,
  onPreset,
  span,
  first,
  last,
  onSpan,
  isBusy,
}: {
  measure: Measure;
  onMeasure: (measure: Measure) => void;
  /** Undefined: two dates. */
  preset: PresetId | undefined;
  onPreset: (preset: PresetId) => void;
  span: DaySpan;
  first: number;
  last: number;
  onSpan: (span: DaySpan) => void;
  isBusy: boolean;
}) {
  const pick = (end: "from" | "to") => (date: string) => {
    const day = dayOfDate(date);
    if (Number.isNaN(day)) return;
    const inside = Math.min(last, Math.max(first, day));
    const next = { ...span, [end]: inside };
    if (next.from < next.to) onSpan(next);
  };
  return (
    <div data-print="hide" className="mb-3 flex flex-wrap items-end gap-x-5 gap-y-2">
      <fieldset className="flex gap-1">
        <legend className="sr-only">What is drawn</legend>
        {MEASURES.map(([id, text]) => (
          <Button
            key={id}
            size="sm"
            variant={id === measure ? "secondary" : "quiet"}
            aria-pressed={id === measure}
            onClick={() => onMeasure(id)}
          >
            {text}
          </Button>
        ))}
      </fieldset>
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">Of which days</legend>
        {PRESETS.map(({ id, text }) => (
          <Button
            key={id}
            size="sm"
            variant={id === preset ? "secondary" : "quiet"}
            aria-pressed={id === preset}
            busy={isBusy && id === preset}
            onClick={() => onPreset(id)}
          >
            {text}
          </Button>
        ))}
      </fieldset>
      <span className="flex gap-2 max-sm:w-full">
        {(["from", "to"] as const).map((end) => (
          <Field key={end} label={end === "from" ? "From" : "To"} className="min-w-0 flex-1 sm:w-36 sm:flex-none">
            <Input
              type="date"
              min={dateText(first)}
              max={dateText(last)}
              value={dateText(span[end])}
              onChange={(event) => pick(end)(event.target.value)}
            />
          </Field>
        ))}
      </span>
    </div>
  );
}
