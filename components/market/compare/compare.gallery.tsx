import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { sampleHistory } from "#components/marks/history/history-sample.ts";
import type { Compared } from "#lib/contract/compared.ts";
import { CompareView } from "./compare-view.tsx";
import type { Line } from "./overlay-points.ts";

const NAMES = ["Halden Store", "Vela Cloud", "Orrin Vault", "Tamsin Disk", "Brask Depot"] as const;
const STORIES = [
  { days: 400, faults: [60] },
  { days: 300 },
  { days: 160, quietFrom: 40 },
  { days: 220, faults: [120, 20] },
  { days: 90 },
];

/** As the model has them. */
const SHARES = { A: 100, B: 50, C: 25, D: 10, E: 0, unrated: 10 } as const;

function sample(nth: number): { provider: Compared; line: Line } {
  const name = NAMES[nth] ?? "";
  const { points } = sampleHistory(STORIES[nth] ?? { days: 90 });
  const shown = points.slice(-180);
  const { tier = "unrated", low = 0, estimate = 0, high = 0 } = shown.at(-1) ?? {};
  const provider: Compared = {
    ...{
      id: `prv_sample${nth}`,
      name,
      kind: "service",
      proven: nth !== 2,
      operator: nth < 2 ? "Nord GmbH" : `${name} Ltd`,
    },
    ...{ registeredAt: "2025-10-02T00:00:00.000Z", heartbeat: "beating", jurisdiction: nth === 1 ? "DE" : null },
    ...{ regulation: nth === 1 ? "licensed" : null, reports: { open: nth, upheld: nth === 0 ? 1 : 0 } },
    offers: [
      {
        category: "storage",
        unit: "GB",
        currency: nth === 3 ? "USD" : "EUR",
        price: `${1 + nth / 10}`,
        with: "Wren Exchange",
      },
    ],
    marks: {
      ...{ tier, is_shut: false, decided_by: "conduct", probability: { low, estimate, high } },
      ...{ limit_percent: SHARES[tier], prepay_days: tier === "E" ? 0 : 7, transparency: nth % 5, depth: "medium" },
    },
  };
  return { provider, line: { id: provider.id, name, points: shown } };
}

function view(count: number, isShared = false) {
  const samples = Array.from({ length: count }, (_, nth) => sample(nth));
  const [one, other] = samples.map(({ provider }) => provider.id);
  const of = one && other ? [one, other] : [];
  const shared = isShared ? ["same-owner", "same-jurisdiction"].map((because) => ({ of, because: [because] })) : [];
  return (
    <CompareView
      providers={samples.map(({ provider }) => provider)}
      lines={samples.map(({ line }) => line)}
      shared={shared}
      asOf={Date.UTC(2026, 10, 27)}
    />
  );
}

/** Providers side by side: two that would fall together, and as many as there can be. */
export const compareGallery: GallerySection = {
  id: "compare",
  title: "Comparison",
  specimens: [
    { title: "Two of one owner", wide: true, render: () => view(2, true) },
    { title: "Five, in two currencies", wide: true, render: () => view(5) },
  ],
};
