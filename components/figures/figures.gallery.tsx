import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { CaseFiguresView } from "#lib/contract/case-figures.ts";
import { ClockTable, PartyTable, SeatTable, WaitTable } from "./figure-lists.tsx";
import { MaintainerFigures } from "./maintainer-figures.tsx";
import { MonthChart } from "./month-chart.tsx";
import { OperatorChart, SeatChart } from "./party-charts.tsx";

const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const SEATS = { asked: 9, accepted: 7, declined: 1, recused: 1, no_show: 0, barred: 0, counted: 6, dissenting: 1 };
const NO_SEATS: CaseFiguresView["seats"] = {
  ...{ asked: 0, accepted: 0, declined: 0, recused: 0, no_show: 0, barred: 0, counted: 0, dissenting: 0 },
};
const PARTY = {
  ...{ did: DID, name: "Halden", cases: 11, contested: 4, admitted: 2, silent: 1 },
  ...{ upheld: 5, cleared: 3, abusive: 1, overturned: 1, open: 2 },
};

const MANY: CaseFiguresView = {
  reports: 64,
  by_class: { self_proving: 30, signed_by_accused: 22, claim: 12 },
  decided: { by_machine: 28, admitted: 3, on_merits: 9, on_silence: 4 },
  not_admitted: 9,
  joined: 6,
  withdrawn: 1,
  nobody_decided: 0,
  outcomes: { upheld: 36, upheld_in_part: 2, not_upheld: 4, undecidable: 1, abusive_report: 1 },
  waits: {
    answer: { count: 16, median_hours: 50, p90_hours: 160 },
    ruling: { count: 44, median_hours: 170, p90_hours: 620 },
    final: { count: 31, median_hours: 890, p90_hours: 1_350 },
  },
  clocks: { index: { kept: 63, missed: 1 }, operators: { kept: 16, missed: 4 }, maintainers: { kept: 36, missed: 2 } },
  appeals: { rulings: 44, filed: 4, ended: 3, overturned: 1 },
  panels: 13,
  agreement: 0.74,
  seats: { ...SEATS, asked: 45, accepted: 40, declined: 3, recused: 2, no_show: 2, counted: 38, dissenting: 5 },
  open: { count: 4, median_age_hours: 200, oldest_filed_at: "2026-10-28T00:00:00.000Z" },
  months: [
    { month: "2026-05", filed: 4, by_machine: 1, admitted: 0, on_merits: 0, on_silence: 0 },
    { month: "2026-06", filed: 9, by_machine: 6, admitted: 1, on_merits: 0, on_silence: 0 },
    { month: "2026-07", filed: 12, by_machine: 5, admitted: 0, on_merits: 2, on_silence: 1 },
    { month: "2026-08", filed: 0, by_machine: 2, admitted: 1, on_merits: 3, on_silence: 0 },
    { month: "2026-09", filed: 21, by_machine: 4, admitted: 0, on_merits: 2, on_silence: 2 },
    { month: "2026-10", filed: 18, by_machine: 10, admitted: 1, on_merits: 2, on_silence: 1 },
  ],
  maintainers: [
    { did: DID, name: "Rada Milić", ...SEATS },
    { did: DID.replace("z6Mkha", "z6Mkhb"), name: null, ...SEATS, no_show: 2 },
  ],
  operators: [
    PARTY,
    {
      ...PARTY,
      did: DID.replace("z6Mkha", "z6Mkhc"),
      name: "An operator whose name is as long as names may be, for the table to hold",
    },
  ],
  reporters: [],
};

const NONE: CaseFiguresView["decided"] = { by_machine: 0, admitted: 0, on_merits: 0, on_silence: 0 };

export const figuresGallery: GallerySection = {
  id: "figures",
  title: "Figures of cases",
  specimens: [
    { title: "Half a year, month by month", wide: true, render: () => <MonthChart level={3} figures={MANY} /> },
    {
      title: "Nothing decided yet",
      wide: true,
      render: () => (
        <MonthChart level={3} figures={{ ...MANY, decided: NONE, months: [{ month: "2026-10", filed: 1, ...NONE }] }} />
      ),
    },
    {
      title: "Waits",
      wide: true,
      render: (theme) => <WaitTable {...MANY} caption={`How long cases take (${theme})`} />,
    },
    { title: "Clocks", wide: true, render: (theme) => <ClockTable {...MANY} caption={`Clocks (${theme})`} /> },
    { title: "Seats, drawn", wide: true, render: () => <SeatChart figures={MANY} /> },
    { title: "Operators, drawn", wide: true, render: () => <OperatorChart figures={MANY} /> },
    { title: "Seats", wide: true, render: (theme) => <SeatTable {...MANY} caption={`Seats (${theme})`} /> },
    {
      title: "Operators in cases",
      wide: true,
      render: (theme) => <PartyTable rows={MANY.operators} who="Operator" caption={`Operators (${theme})`} />,
    },
    {
      title: "One maintainer beside all",
      wide: true,
      render: () => <MaintainerFigures own={SEATS} all={MANY.seats} />,
    },
    {
      title: "A maintainer who never sat",
      wide: true,
      render: () => <MaintainerFigures own={NO_SEATS} all={MANY.seats} />,
    },
  ],
};
