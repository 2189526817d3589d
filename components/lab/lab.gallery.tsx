import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { sampleRecord, sampleRun } from "./lab-sample.ts";
import { RecordResult } from "./record-result.tsx";
import { RegretFigure } from "./regret-figure.tsx";
import { SpreadFigure } from "./spread-figure.tsx";

/** Runs of the laboratory, and what replays of records say. */
export const labGallery: GallerySection = {
  id: "lab",
  title: "Laboratory",
  specimens: [
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
