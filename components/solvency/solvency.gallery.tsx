import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { checkCustody } from "#lib/disclosure/solvency/custody/check-custody.ts";
import { foundWith } from "#lib/disclosure/solvency/detection.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { custodyName } from "#lib/statement/disclosures/custody-addresses.ts";
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import { chancePoints } from "./chance-points.ts";
import { ClimbDrawing } from "./climb-drawing.tsx";
import { CoverageChart } from "./coverage-chart.tsx";
import { CustodyChecks, CustodyList } from "./custody-list.tsx";
import { DetectionChart } from "./detection-chart.tsx";
import { BalanceFormSample } from "./form-samples.tsx";
import { SolvencyFacts } from "./solvency-facts.tsx";
import {
  CUSTODY,
  climbOf,
  epoch,
  instanceWith,
  NOW,
  ORIGIN,
  PROVIDER,
  reserves,
  SURPRISES,
} from "./solvency-samples.ts";
import { SolvencySection } from "./solvency-section.tsx";

const EPOCHS = [1, 2, 3, 4, 5, 6].map((week) => epoch(week, 84_000_000 + week * 900_000));
const COVERED = [1, 2, 3, 4, 5, 6].map((week) => reserves(week, 91_000_000 + week * 400_000));
const SHORT = [1, 2, 3, 4, 5, 6].map((week) => reserves(week, 70_000_000 + week * 3_500_000));
/** Reserves of other instants than the liabilities': no ratio. */
const APART = COVERED.map((snapshot) => ({ ...snapshot, at: formatInstant(addMs(NOW, -3 * DAY_MS)) }));

const [NEWEST = epoch(1, 1)] = EPOCHS;
const UNIT = { unit: "EUR", decimals: 2 };
const NO_DRAW = { surprise: undefined, surpriseOfReserves: undefined };
const BROKEN: EpochRecord = { ...NEWEST, equation: "broken", off: "-4500000", mismatch: 2, owed: "90000000" };
const PLEDGED = COVERED.map((snapshot) => ({
  ...{ ...snapshot, encumbered: "12000000", ownToken: "6000000" },
  ...{ otherDebts: "stated" as const, debts: "500000" },
}));
const SHARED = [
  {
    name: custodyName(CUSTODY.addresses[1] ?? { chain: "", address: "" }),
    providers: [
      { id: `prv_${"b".repeat(26)}`, name: "Vela Exchange" },
      { id: `prv_${"c".repeat(26)}`, name: "Nomi Exchange of the Northern Coast and Isles" },
    ],
  },
];
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
      title: "Facts, covered, at an instant that nobody knew before",
      render: () => (
        <SolvencyFacts
          epoch={NEWEST}
          snapshots={COVERED}
          surprise={SURPRISES.drawn}
          surpriseOfReserves={SURPRISES.unknown}
          now={NOW}
        />
      ),
    },
    {
      title: "Facts, nothing owed is stated",
      render: () => <SolvencyFacts epoch={undefined} snapshots={COVERED} {...NO_DRAW} now={NOW} />,
    },
    {
      title: "Facts that do not add up; some of it pledged, some in its own token, and users who are not counted",
      render: () => <SolvencyFacts epoch={BROKEN} snapshots={PLEDGED} {...NO_DRAW} now={NOW} />,
    },
    {
      title: "On its page: covered, with custody addresses of which one is claimed twice",
      wide: true,
      render: () => (
        <SolvencySection
          form={instanceWith(EPOCHS, COVERED)}
          custody={{ fields: CUSTODY, shared: SHARED }}
          {...{ ...NO_DRAW, now: NOW, origin: ORIGIN }}
        />
      ),
    },
    {
      title: "On its page: nothing shown; one proof of what it owes, and nothing of what it holds",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          <SolvencySection
            form={instanceWith([], [])}
            custody={undefined}
            {...{ ...NO_DRAW, now: NOW, origin: ORIGIN }}
          />
          <SolvencySection
            form={instanceWith([NEWEST], [])}
            custody={undefined}
            {...{ ...NO_DRAW, now: NOW, origin: ORIGIN }}
          />
        </div>
      ),
    },
    {
      title: "One custody address",
      render: () => (
        <CustodyList
          origin={ORIGIN}
          provider={PROVIDER}
          fields={{ ...CUSTODY, addresses: CUSTODY.addresses.slice(0, 1) }}
          shared={[]}
        />
      ),
    },
    {
      title: "Its signatures, checked: it signed, it did not, nobody here can tell",
      render: () => <CustodyChecks checks={checkCustody(CUSTODY, { origin: ORIGIN, provider: PROVIDER })} />,
    },
    { title: "Am I counted? What one has", render: () => <BalanceFormSample /> },
    { title: "Am I counted? While it is checked", render: () => <BalanceFormSample isBusy /> },
    {
      title: "Am I counted? The way up from one's own balance",
      render: () => <ClimbDrawing finding={climbOf(7)} unit={UNIT} />,
    },
    {
      title: "Am I counted? A way that does not end at the published total",
      render: () => <ClimbDrawing finding={climbOf(7, 1_200_000n)} unit={UNIT} />,
    },
    { title: "Am I counted? The only account", render: () => <ClimbDrawing finding={climbOf(1)} unit={UNIT} /> },
  ],
};
