import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { ThemeName } from "#components/ui/tokens.ts";
import type { ActionItem, Incident } from "#lib/disclosure/incident-clocks.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { ClockLines } from "./clock-lines.tsx";
import { IncidentList } from "./incident-list.tsx";
import { FillSample, ItemSample } from "./incident-samples.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const days = (count: number) => asInstant(NOW + count * DAY_MS);

const item = (name: string, due: number, change: Partial<ActionItem> = {}): ActionItem => ({
  ...{ name, due: days(due), status: "open", changedAt: null, saidAt: null },
  ...change,
});

const FRESH: Incident = {
  ...{ name: "inc-2026-07", status: "investigating", detectedAt: days(-2), firstAt: days(-1), fullAt: null },
  ...{ entry: 48_120, items: [], questions: [] },
};
const LATE: Incident = {
  ...{ name: "inc-2026-06", status: "resolved", detectedAt: days(-40), firstAt: days(-33), fullAt: null },
  ...{ entry: 47_300, items: [], questions: [{ askedAt: days(-20), answeredAt: null }] },
};

/** Items have an anchor each: their names differ between the themes. */
const closed = (theme: ThemeName, name = "inc-2026-05"): Incident => ({
  ...{ name, status: "closed", detectedAt: days(-90), firstAt: days(-89), fullAt: days(-80), entry: 44_007 },
  items: [
    item(`${name}-second-person-${theme}`, -30, { status: "done", changedAt: days(-31), saidAt: days(-31) }),
    item(`${name}-restore-drill-${theme}`, 20, { status: "in-progress", changedAt: days(-3), saidAt: days(-2) }),
    item(`${name}-new-host-${theme}`, -6),
  ],
  questions: [{ askedAt: days(-70), answeredAt: days(-66) }],
});
const LONG = `inc-${"a-name-without-an-end-".repeat(4)}`;

export const incidentGallery: GallerySection = {
  id: "incidents",
  title: "Incidents",
  specimens: [
    {
      title: "Just noticed: first word kept, full report running",
      render: () => <IncidentList incidents={[FRESH]} now={NOW} />,
    },
    {
      title: "First word late, full report and an answer overdue",
      render: () => <IncidentList incidents={[LATE]} now={NOW} />,
    },
    {
      title: "Closed: items done, under way, and one that nobody spoke of",
      render: (theme) => <IncidentList incidents={[closed(theme)]} now={NOW} />,
    },
    {
      title: "Several, and a long name",
      render: (theme) => <IncidentList incidents={[FRESH, closed(theme, LONG)]} now={NOW} />,
    },
    {
      title: "Clocks, before it is said when it was noticed",
      render: () => <ClockLines noticedAt={undefined} now={NOW} />,
    },
    { title: "Clocks: the first word is late", render: () => <ClockLines noticedAt={days(-5)} now={NOW} /> },
    {
      title: "The report, at its first question: two answers refused",
      wide: true,
      once: true,
      render: () => <FillSample />,
    },
    {
      title: "What became of an item",
      render: () => <ItemSample incident="inc-2026-05" item="restore-drill" isKeyHere />,
    },
    {
      title: "What became of an item: the key is elsewhere",
      render: () => <ItemSample incident="inc-2026-05" item="restore-drill" />,
    },
    {
      title: "For its operator: the way on, and the form for an item",
      wide: true,
      render: (theme) => (
        <IncidentList
          incidents={[FRESH, closed(theme, "inc-2026-04")]}
          now={NOW}
          own={{
            providerId: "prv_mfrggzdfmztwq2lknnwg23tpoa",
            updateOf: (incident, name) => <ItemSample incident={incident} item={name} />,
          }}
        />
      ),
    },
  ],
};
