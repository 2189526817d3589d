import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { directoryAskOf } from "./directory-ask.ts";
import { PRESET_COLUMNS } from "./directory-columns.ts";
import { DirectoryFilter } from "./directory-filter.tsx";
import type { DirectoryLine } from "./directory-row.ts";
import { PickSample } from "./directory-samples.tsx";
import { DirectoryTable } from "./directory-table.tsx";
import { directoryTitle, fewWords } from "./directory-words.ts";

const NOW = asInstant(Date.UTC(2026, 10, 22, 12));
const MARKET = { category: "storage", unit: "call", currency: "EUR" };
const CLOSING = { words: "Closing: do not add money, and withdraw until 2027-02-18.", isOver: false };
/** Of a page; what follows looks the same. */
const ROWS = 12;

const lines = (providers: number): DirectoryLine[] =>
  sampleMarket(providers, 3)
    .points.slice(0, ROWS)
    .map(({ service, instance, price, stale_since, tier, is_shut, low, estimate, high, ...point }, at) => {
      const { id, name } = service ?? instance;
      const named = { operator: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK", operatorName: "Ada" };
      const marks = { tier, is_shut, decided_by: "conduct" as const, transparency: at % 5, ...limits(point) };
      return {
        ...{
          id,
          name,
          proven: at % 7 !== 3,
          lookAlikes: [],
          kind: "service",
          ...named,
          closing: at === 5 ? CLOSING : null,
        },
        ...{ identity: "ok", identityUntil: NOW + 90 * DAY_MS, heartbeat: at % 3 === 0 ? "beating" : "none" },
        lastBeat: at % 3 === 0 ? NOW - at * 3_600_000 : null,
        marks: { ...marks, probability: { low, estimate, high } },
        ...{ priced: price === null || at % 6 === 4 ? null : { ...MARKET, price }, isPriceStale: stale_since !== null },
        ...{ cases: { open: at % 4 === 1 ? 1 : 0, upheld: at % 5 === 2 ? 2 : 0 }, depth: "fair", jurisdiction: "DK" },
        beside: { score: null, trend: [], regulation: null },
      };
    });

const limits = ({ limit_percent, prepay_days }: { limit_percent: number; prepay_days: number }) => ({
  limit_percent,
  prepay_days,
});

function table(providers: number) {
  const rows = lines(providers);
  const counts = { all: providers, open: Math.ceil(providers * 0.9) };
  const view = { market: null, counts, rows: [], facets: { markets: [], jurisdictions: [], providers } };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-2xl">{directoryTitle(view, false)}</p>
      {fewWords(view) === "" ? null : <p className="text-muted">{fewWords(view)}</p>}
      <DirectoryTable
        rows={rows}
        columns={PRESET_COLUMNS}
        isDense={providers > 100}
        sort="price"
        loss="50"
        isNeedShown={providers > 12}
        now={NOW}
      />
      {providers > ROWS ? (
        <p>
          <Button>Next page</Button>
        </p>
      ) : null}
    </div>
  );
}

const FACETS = {
  markets: [
    { category: "storage", unit: "GB", currency: "EUR", providers: 12 },
    { category: "inference", unit: "call", currency: "USD", providers: 4 },
  ],
  jurisdictions: [
    { jurisdiction: "DE", providers: 9 },
    { jurisdiction: "US-WY", providers: 2 },
  ],
  providers: 16,
};

/** The table of providers at every size that it can have. */
export const directoryGallery: GallerySection = {
  id: "directory",
  title: "Table of providers",
  specimens: [
    {
      title: "Nobody",
      wide: true,
      render: () => (
        <EmptyState
          title="No provider is listed yet"
          action={<ButtonLink href="/operator">Register the first one</ButtonLink>}
        >
          Here each Prex instance and each PAID service will stand with its operator, its disclosures and what is
          missing.
        </EmptyState>
      ),
    },
    {
      title: "What keeps rows: nothing asked; asked for much",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          <DirectoryFilter ask={directoryAskOf({})} facets={FACETS} />
          <DirectoryFilter
            ask={directoryAskOf({ q: "Halden", category: "storage", tier: "A,B", kind: "service", loss: "50" })}
            facets={FACETS}
          />
        </div>
      ),
    },
    { title: "Chosen for a comparison: one, three; no more fit", render: () => <PickSample /> },
    { title: "One", wide: true, render: () => table(1) },
    { title: "Three", wide: true, render: () => table(3) },
    { title: "Twelve", wide: true, render: () => table(12) },
    { title: "500, dense: the beginning of a page", wide: true, render: () => table(500) },
    { title: "10,000, dense: the beginning of a page", wide: true, render: () => table(10_000) },
  ],
};
