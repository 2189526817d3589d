import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { foundWith } from "#lib/disclosure/solvency/detection.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import type { ReservesRecord } from "#lib/statement/disclosures/reserves.ts";
import { chancePoints } from "./chance-points.ts";
import { CoverageChart } from "./coverage-chart.tsx";
import { DetectionChart } from "./detection-chart.tsx";
import { SolvencyFacts } from "./solvency-facts.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const at = (week: number) => formatInstant(addMs(NOW, -7 * week * DAY_MS));
const UNIT = { unit: "EUR", decimals: 2 };

function epoch(week: number, owed: number): EpochRecord {
  return {
    ...{ epoch: 9 - week, at: at(week), ...UNIT, root: "ab".repeat(32), total: `${owed}`, owed: `${owed}` },
    ...{ leafCount: 12_400, entry: 40 + week, equation: "holds", off: null, verified: 320, mismatch: 0 },
  };
}

function reserves(week: number, held: number): ReservesRecord {
  return {
    ...{ at: at(week), ...UNIT, total: `${held}`, encumbered: "0", ownToken: "0", otherDebts: "none" },
    ...{ debts: "0", entry: 60 + week },
  } as ReservesRecord;
}

const EPOCHS = [1, 2, 3, 4, 5, 6].map((week) => epoch(week, 84_000_000 + week * 900_000));
const COVERED = [1, 2, 3, 4, 5, 6].map((week) => reserves(week, 91_000_000 + week * 400_000));
const SHORT = [1, 2, 3, 4, 5, 6].map((week) => reserves(week, 70_000_000 + week * 3_500_000));
/** Reserves of other instants than the liabilities': no ratio. */
const APART = COVERED.map((snapshot) => ({ ...snapshot, at: formatInstant(addMs(NOW, -3 * DAY_MS)) }));

const [NEWEST = epoch(1, 1)] = EPOCHS;
const FOUND = foundWith(NEWEST.leafCount, NEWEST.verified, 950_000);

/** What is owed and what is held: covered, short, and where nobody can say. */
export const solvencyGallery: GallerySection = {
  id: "solvency",
  title: "Solvency",
  specimens: [
    { title: "Covered", wide: true, render: () => <CoverageChart epochs={EPOCHS} snapshots={COVERED} /> },
    { title: "Short since three weeks", wide: true, render: () => <CoverageChart epochs={EPOCHS} snapshots={SHORT} /> },
    { title: "No common instant", wide: true, render: () => <CoverageChart epochs={EPOCHS} snapshots={APART} /> },
    { title: "One epoch", wide: true, render: () => <CoverageChart epochs={[NEWEST]} snapshots={COVERED} /> },
    {
      title: "The chance that a dropped account is found",
      wide: true,
      render: () => (
        <DetectionChart
          points={chancePoints(NEWEST)}
          checks={NEWEST.verified}
          accounts={NEWEST.leafCount}
          foundFrom={FOUND}
        />
      ),
    },
    {
      title: "Facts, covered",
      render: () => (
        <SolvencyFacts
          epoch={NEWEST}
          snapshots={COVERED}
          surprise={undefined}
          surpriseOfReserves={undefined}
          now={NOW}
        />
      ),
    },
    {
      title: "Facts, nothing owed is stated",
      render: () => (
        <SolvencyFacts
          epoch={undefined}
          snapshots={COVERED}
          surprise={undefined}
          surpriseOfReserves={undefined}
          now={NOW}
        />
      ),
    },
  ],
};
