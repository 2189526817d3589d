import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { PRESET } from "#lib/selection/lab/settings.ts";
import { sampleRecord, sampleRun } from "./lab-sample.ts";
import { FormSample } from "./lab-samples.tsx";
import { RecordResult } from "./record-result.tsx";
import { RegretFigure } from "./regret-figure.tsx";
import { RunState } from "./run-state.tsx";
import { SpreadFigure } from "./spread-figure.tsx";

/** How a run can stand: of 200 runs so many are done, after so many ms. */
const RUNS = [
  ["idle", 0, 0],
  ["working", 0, 0],
  ["working", 120, 9_000],
  ["stopped", 120, 9_000],
  ["failed", 0, 0],
  ["failed", 120, 9_000],
  ["done", 200, 15_200],
] as const;

/** Runs of the laboratory, and what replays of records say. */
export const labGallery: GallerySection = {
  id: "lab",
  title: "Laboratory",
  specimens: [
    { title: "What is asked", render: () => <FormSample /> },
    {
      title: "What is asked, while it runs: a world that changes, told late, with a seed",
      render: () => <FormSample world="dispute-stalling" knobs={{ delayRounds: 400 }} firstSeed={7} isRunning />,
    },
    ...RUNS.map(([name, doneRuns, ms]) => ({
      title: `A run: ${name}, ${doneRuns} of 200`,
      render: () => <RunState state={{ name, doneRuns, ms }} settings={{ ...PRESET, runs: 200 }} />,
    })),
    {
      title: "Three engines, 100 runs",
      wide: true,
      render: () => <RegretFigure view={sampleRun({}, 100)} level={3} />,
    },
    {
      title: "Running: 8 of 200, six engines, told late, one index away",
      wide: true,
      render: () => (
        <RegretFigure
          level={3}
          view={sampleRun(
            { world: "vanish-and-return", engines: ["dch-ix", "tc-ix", "tsallis-rv", "exp3", "ucb1", "thompson"] },
            8,
          )}
        />
      ),
    },
    {
      title: "Disputes are stalled: tickets stay open",
      wide: true,
      render: () => (
        <RegretFigure
          level={3}
          view={sampleRun({ world: "dispute-stalling", knobs: { delayRounds: 100 }, engines: ["dch-ix", "tc-ix"] }, 30)}
        />
      ),
    },
    {
      title: "One run of one engine",
      wide: true,
      render: () => <RegretFigure view={sampleRun({ engines: ["ucb1"], runs: 1 }, 1)} level={3} />,
    },
    { title: "All runs", wide: true, render: () => <SpreadFigure view={sampleRun({}, 100)} level={3} /> },
    {
      title: "A record that is exact",
      wide: true,
      render: () => <RecordResult fileName="record.jsonl" cut={false} view={sampleRecord(400)} />,
    },
    {
      title: "A record with one probability changed, cut off",
      wide: true,
      render: () => <RecordResult fileName="record.jsonl" cut view={sampleRecord(300, true)} />,
    },
    {
      title: "A record of 12 choices",
      wide: true,
      render: () => <RecordResult fileName="record.jsonl" cut={false} view={sampleRecord(12)} />,
    },
  ],
};
