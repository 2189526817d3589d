import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { RulingView } from "#lib/contract/dispute.ts";
import { type Stop, trackLead } from "./case-words.ts";
import { RulingLabels } from "./ruling-panel.tsx";
import { StateTrack } from "./state-track.tsx";

const NOW = Date.parse("2026-03-10T09:00:00.000Z");
const at = (day: number) => `2026-03-${String(day).padStart(2, "0")}T09:00:00.000Z`;

const stop = (id: Stop["id"], title: string, state: Stop["state"], when: string | null, note?: string): Stop => ({
  ...{ id, title, state, at: when },
  ...(note === undefined ? {} : { note }),
});
const FILED = [stop("filed", "Filed", "done", at(1)), stop("checked", "Checked", "done", at(1))];

const WAITS: readonly Stop[] = [
  ...FILED,
  stop("answered", "Answered", "current", at(12)),
  stop("ruled", "Ruled", "waiting", at(28)),
  stop("final", "Final", "waiting", null),
];
const LATE: readonly Stop[] = [
  ...FILED,
  stop("answered", "Answered", "done", at(3)),
  stop("ruled", "Ruled", "current", at(8)),
  stop("final", "Final", "waiting", null),
];
const BY_MACHINE: readonly Stop[] = [
  ...FILED,
  stop("answered", "Answered", "skipped", null, "not needed: machines decided"),
  stop("ruled", "Ruled", "done", at(8)),
  stop("final", "Final", "waiting", at(30)),
];
const REFUSED: readonly Stop[] = [
  ...FILED,
  stop("answered", "Answered", "skipped", null),
  stop("ruled", "Ruled", "skipped", null),
  stop("final", "Final", "done", at(9)),
];

const labelled = (labels: RulingView["labels"], onSilence: boolean) => ({ labels, on_silence: onSilence });

export const caseGallery: GallerySection = {
  id: "cases",
  title: "Cases",
  specimens: [
    {
      title: "An answer is waited for, and a ruling promised",
      wide: true,
      render: () => <StateTrack stops={WAITS} lead={trackLead({ ruling_due_by: at(28) }, NOW)} now={NOW} />,
    },
    {
      title: "The index is late",
      wide: true,
      render: () => <StateTrack stops={LATE} lead={trackLead({ ruling_due_by: at(8) }, NOW)} now={NOW} />,
    },
    { title: "Decided by machine", wide: true, render: () => <StateTrack stops={BY_MACHINE} now={NOW} /> },
    { title: "Refused, and final", wide: true, render: () => <StateTrack stops={REFUSED} now={NOW} /> },
    {
      title: "What must stand beside a ruling",
      render: () => <RulingLabels ruling={labelled(["single-reviewer", "no-appeal-panel"], true)} isFinal={false} />,
    },
  ],
};
