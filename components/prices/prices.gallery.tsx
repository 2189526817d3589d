import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { PriceChange, PriceLine, PriceVersion } from "#lib/disclosure/price-history.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { PriceChangeTable } from "./price-change-table.tsx";
import { PriceList } from "./price-list.tsx";
import { PricesSection } from "./prices-section.tsx";

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

/** A list announced so many days ago, whose prices hold so many days after. */
const list = (entry: number, ago: number, prices: Readonly<Record<string, string>>, notice: number): PriceVersion => ({
  ...{ entry, loggedAt: days(-ago) },
  body: {
    lines: Object.entries(prices).map(([service, pricePer1000]) => ({
      ...{ service, unit: "call", currency: "EUR", pricePer1000, noticeDays: 21 },
      from: formatInstant(days(notice - ago)),
    })),
  },
});
const FIRST = list(700, 200, { [STORE]: "0.70", tax: "1.40" }, 0);
const KEPT = list(800, 90, { [STORE]: "0.80", tax: "1.40" }, 30);
const SHORT = list(900, 9, { [STORE]: "0.90", tax: "1.55" }, 12);

const section = (versions: readonly PriceVersion[], kept: number, broken: number, isCut = false) => (
  <PricesSection name="Halden" names={NAMES} counts={{ kept, broken }} {...{ versions, isCut, now: NOW }} />
);

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
    { title: "On a page: none published", render: () => section([], 0, 0) },
    {
      title: "On a page: the newest version says that prices do not apply",
      render: () => section([{ ...FIRST, body: { notApplicable: "Free for all." } }], 0, 0),
    },
    { title: "On a page: the first list", wide: true, render: () => section([FIRST], 0, 0) },
    { title: "On a page: one change, announced in time", wide: true, render: () => section([FIRST, KEPT], 1, 0) },
    {
      title: "On a page: changes with too little notice, and older ones in the log",
      wide: true,
      render: () => section([FIRST, KEPT, SHORT], 4, 2, true),
    },
  ],
};
