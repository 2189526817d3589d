import type { Specimen } from "#components/gallery/gallery-section.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { Doors } from "./doors.tsx";
import { HowKept } from "./how-kept.tsx";
import { Newcomers } from "./newcomers.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 23, 12));
const listed = (days: number) => formatInstant(addMs(NOW, -days * DAY_MS));
const id = (letter: string) => `prv_${letter.repeat(26)}`;

type Row = Parameters<typeof Newcomers>[0]["rows"][number];

const ROWS: readonly Row[] = [
  {
    ...{ id: id("a"), name: "Halden", kind: "instance", proven: true, registeredAt: listed(0.2) },
    marks: { tier: "unrated", is_shut: false, transparency: 0 },
  },
  {
    ...{ id: id("b"), name: "Verband der Paketdienste an der Donau und ihrer Nebenflüsse", kind: "service" },
    ...{ proven: false, registeredAt: listed(9) },
    marks: { tier: "C", is_shut: true, transparency: 3 },
  },
];

/** The parts of the front page that stand below its market. */
export const HOME_SPECIMENS: readonly Specimen[] = [
  { title: "Front page: newcomers, rated", render: () => <Newcomers rows={ROWS} now={NOW} /> },
  {
    title: "Front page: one newcomer, where no model is in force",
    render: () => <Newcomers rows={ROWS.slice(0, 1).map((row) => ({ ...row, marks: null }))} now={NOW} />,
  },
  { title: "Front page: doors", wide: true, render: () => <Doors /> },
  { title: "Front page: how the record is kept", wide: true, render: () => <HowKept /> },
];
