import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { PriceChange, PriceLine } from "#lib/disclosure/price-history.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { PriceChangeTable } from "./price-change-table.tsx";
import { PriceList } from "./price-list.tsx";

const NOW = asInstant(Date.parse("2026-03-10T09:00:00.000Z"));
const days = (count: number) => asInstant(NOW + count * DAY_MS);
const STORE = `prv_${"a".repeat(26)}`;
const NAMES = new Map([[STORE, "Halden Store"]]);
const LINE = { unit: "call", currency: "EUR", noticeDays: 21 };

const LINES: readonly PriceLine[] = [
  { ...LINE, service: STORE, now: { price: "0.80", from: days(-200) }, next: undefined },
  { ...LINE, service: "tax", now: { price: "1.40", from: days(-90) }, next: { price: "1.55", from: days(12) } },
  { ...LINE, service: "storage, first price to come", now: undefined, next: { price: "0.30", from: days(3) } },
];

const change = (service: string, rest: Pick<PriceChange, "givenMs" | "isKept" | "entry">): PriceChange => ({
  ...{ service, unit: "call", currency: "EUR", before: "0.39", after: "0.42" },
  ...{ from: days(-30), announcedAt: days(-51), promisedDays: 21 },
  ...rest,
});

export const pricesGallery: GallerySection = {
  id: "prices",
  title: "Prices",
  specimens: [
    {
      title: "A list: no change, a change to come, a first price to come",
      wide: true,
      render: (theme) => <PriceList lines={LINES} names={NAMES} now={NOW} caption={`Prices, ${theme}`} />,
    },
    {
      title: "Notice kept, too short, and none",
      wide: true,
      render: (theme) => (
        <PriceChangeTable
          changes={[
            change(STORE, { givenMs: 21 * DAY_MS, isKept: true, entry: 900 }),
            change("tax", { givenMs: 4 * DAY_MS, isKept: false, entry: 800 }),
            change("address text", { givenMs: 0, isKept: false, entry: 700 }),
          ]}
          names={NAMES}
          caption={`Changes, ${theme}`}
        />
      ),
    },
  ],
};
