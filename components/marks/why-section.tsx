"use client";
import { Tabs } from "#components/ui/tabs.tsx";
import type { Alone } from "./mark-tiles.tsx";
import type { ShownMarks } from "./marks-words.ts";
import { Waterfall } from "./waterfall/waterfall.tsx";
import type { Waterfall as Drawn } from "./waterfall/waterfall-model.ts";
import { factWords } from "./waterfall/waterfall-rows.tsx";
import { WhatIfNot } from "./waterfall/what-if-not.tsx";

/** "Why C?": the score that decides first, the other behind a tab. */
export function WhySection({
  provider,
  date,
  marks,
  alone,
  conduct,
  failure,
  rules,
}: {
  provider: { readonly id: string; readonly name: string };
  /** UTC day of the marks, `2026-11-27`. */
  date: string;
  marks: ShownMarks;
  alone: Alone;
  conduct: Drawn;
  failure: Drawn | null;
  rules: readonly string[];
}) {
  const isRated = marks.byPoints !== "unrated";
  const drawn = (of: Drawn, byItself: Alone["conduct"]) => {
    const decides = marks.decidedBy === of.of;
    return (
      <Waterfall
        drawn={of}
        byPoints={decides ? marks.byPoints : byItself}
        tier={decides ? marks.tier : null}
        rules={rules}
        fileName={`${provider.id}-${of.of}-${date}`}
        whatIfNot={(bar) => (
          <WhatIfNot provider={provider.id} day={date} item={bar.id} what={`${factWords(bar)}, ${bar.day}`} />
        )}
      />
    );
  };
  const byConduct = drawn(conduct, alone.conduct);
  if (failure === null || alone.failure === null) return byConduct;
  const failureTab = { value: "failure", label: "Solvency", content: drawn(failure, alone.failure) };
  const conductTab = { value: "conduct", label: "Answers", content: byConduct };
  return (
    <div className="flex flex-col gap-3">
      <p>{decidesWords(marks, alone, isRated)}</p>
      <Tabs
        label="Scores"
        items={marks.decidedBy === "failure" ? [failureTab, conductTab] : [conductTab, failureTab]}
      />
    </div>
  );
}

/** "Solvency decides here; answers alone would be B." A rule that lowers the tier comes before both. */
function decidesWords({ tier, byPoints, decidedBy, conduct }: ShownMarks, alone: Alone, isRated: boolean): string {
  if (!isRated) return "Too little is known for a tier, whatever the points.";
  if (tier !== byPoints) return `A rule decides here, which no points outweigh; by points it would be ${byPoints}.`;
  if (decidedBy === "conduct") return `Answers decide here; solvency alone would be ${alone.failure}.`;
  if (conduct.score === conduct.start) return "Solvency decides here; its own answers were never tested.";
  return `Solvency decides here; answers alone would be ${alone.conduct}.`;
}
