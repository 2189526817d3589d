import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { HistoryChart } from "./history-chart.tsx";
import type { DaySpan, History } from "./history-points.ts";
import { quietly, SAMPLE_DAY, sampleHistory } from "./history-sample.ts";

const STRICTER = {
  ...MODEL_1,
  name: "made-up",
  tiers: MODEL_1.tiers,
  faultTable: { ...MODEL_1.faultTable, ppm: MODEL_1.faultTable.ppm.map((chance) => Math.min(1_000_000, chance * 2)) },
};

function chart(history: History, down: readonly DaySpan[] = [], first = history.points[0]?.day ?? SAMPLE_DAY) {
  return (
    <HistoryChart provider="prv_gallery" initial={history} first={first} last={SAMPLE_DAY} down={down} level={3} />
  );
}

/** How a rating went: a fault, a quiet year, other rules, an index that was down, too quiet and too young to draw. */
export const historyGallery: GallerySection = {
  id: "history",
  title: "History",
  specimens: [
    {
      title: "A fault proven two months ago",
      wide: true,
      render: () => chart(sampleHistory({ days: 400, faults: [60] })),
    },
    {
      title: "Nobody looked for three months; the index was down",
      wide: true,
      render: () =>
        chart(sampleHistory({ days: 300, quietFrom: 90 }), [{ from: SAMPLE_DAY - 130, to: SAMPLE_DAY - 118 }]),
    },
    {
      title: "The rules changed",
      wide: true,
      render: () => chart(sampleHistory({ days: 260, changed: { ago: 50, model: STRICTER } })),
    },
    { title: "Rated for the first time", wide: true, render: () => chart(sampleHistory({ days: 120 })) },
    { title: "A quiet half-year", render: () => chart(quietly(sampleHistory({ days: 500 })), [], SAMPLE_DAY - 499) },
    { title: "Too young", render: () => chart(sampleHistory({ days: 9 })) },
  ],
};
