import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { HOME_SPECIMENS } from "#components/home/home-samples.tsx";
import type { FailureView } from "#lib/contract/failures.ts";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { chooseAskOf } from "./choose/choose-ask.ts";
import { ChooseForm } from "./choose/choose-form.tsx";
import { ChosenSet } from "./choose/chosen-set.tsx";
import { DaysSlider } from "./choose/days-slider.tsx";
import { FailureReport } from "./failures/failure-report.tsx";
import { askOf } from "./front/ask.ts";
import { FrontMarket } from "./front/front-market.tsx";
import { mapViewOf } from "./map/map-view.ts";
import { MarketPicture } from "./map/market-picture.tsx";
import type { ToleratedTier } from "./map/tolerance.ts";
import { choiceOf, MARKETS, SEED, stripOf } from "./market-samples.ts";
import { MarketStrip } from "./strip/market-strip.tsx";

function picture(offers: number, theme: string, tolerance: ToleratedTier = "C") {
  return (
    <MarketPicture
      view={mapViewOf(sampleMarket(offers, SEED))}
      tolerance={tolerance}
      loss="50"
      currency="EUR"
      fileName={`market-${offers}-${theme}`}
      level={3}
    />
  );
}

const front = (offers: number, loss = "50") => (
  <FrontMarket market={sampleMarket(offers, SEED)} ask={askOf({ loss })} level={3} />
);

/** Sank from B to E in 60 days, and fell silent. */
const SUNK = {
  id: "prv_sunk",
  name: "Sunk Exchange",
  points: Array.from({ length: 60 }, (_, at) => {
    const high = 40_000 + 6_000 * at;
    const tier = high <= 50_000 ? "B" : high <= 120_000 ? "C" : high <= 300_000 ? "D" : "E";
    const rated = { tier, low: high / 4, estimate: high / 2, high } as const;
    return { day: 20_700 + at, ...rated, score: 0, effective: 0, model: "" };
  }),
};

const FAILURE: FailureView = {
  id: "812.prv_sunk.failed",
  provider: { id: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", name: "Sunk Exchange", kind: "instance" },
  cause: "vanished",
  entry: 812,
  at: "2026-11-04T10:00:00.000Z",
  signs: [
    {
      entry: 640,
      at: "2026-10-02T09:00:00.000Z",
      kind: "tier-dropped",
      says: "It fell from B, low risk, to C, elevated risk.",
    },
    {
      entry: 777,
      at: "2026-10-24T10:00:00.000Z",
      kind: "suspended",
      says: "Suspended: no sign of life for 72 hours. Do not add money.",
    },
  ],
  warned_days: 33,
  tier_before: "B",
  balances: { currency: "EUR", amount: "1984848.48", at: "2026-09-30T00:00:00.000Z" },
  returned: false,
};

const failed = (failure: FailureView, rated: typeof SUNK) => (
  <div className="flex flex-col gap-8">
    <FailureReport failure={failure} rated={rated} now={Date.parse("2026-11-27T12:00:00Z")} />
  </div>
);

const chosen = (wish: Parameters<typeof choiceOf>[0], isProfit = false) => (
  <ChosenSet choice={choiceOf(wish)} isProfit={isProfit} />
);

const FEW = stripOf([["Halden", "C", 84_000_000n]], {}, 1);
const WHOLE = stripOf(
  [
    ["Halden", "A", 84_000_000n],
    ["Vela Exchange", "B", 41_250_000n, "EUR", "vela"],
    ["Vela Cash", "C", 12_000_000n, "EUR", "vela"],
    ["Nomi Exchange of the Northern Coast", "D", 3_100_050n],
    ["Quill", "B", 7_500_000n, "USD"],
    ["Brask", "unrated", null],
  ],
  { A: 3, B: 11, C: 8, D: 2, unrated: 1240 },
  14,
);

/** The market at every size that it can have, with the question of the front page where somebody would ask it. */
export const marketGallery: GallerySection = {
  id: "market",
  title: "Market",
  specimens: [
    { title: "No offer", wide: true, render: () => front(0) },
    { title: "One", wide: true, render: () => front(1) },
    { title: "Two, and a loss that is no amount", wide: true, render: () => front(2, "a lot") },
    { title: "Three: all named, no frontier", wide: true, render: () => front(3) },
    { title: "Twelve", wide: true, render: () => front(12) },
    { title: "Twelve, A only", wide: true, render: (theme) => picture(12, theme, "A") },
    { title: "500: what is passed over is a dot", wide: true, render: (theme) => picture(500, theme) },
    {
      title: "A failure",
      wide: true,
      render: () => failed(FAILURE, SUNK),
    },
    {
      title: "A failure without a warning, of who never said what it owed",
      wide: true,
      render: () =>
        failed(
          { ...FAILURE, signs: [], warned_days: null, tier_before: null, balances: null },
          { ...SUNK, points: [] },
        ),
    },
    {
      title: "What somebody asks of a set to hold; a loss that is no amount",
      wide: true,
      render: () => (
        <ChooseForm
          ask={chooseAskOf({ loss: "a lot", held: "Halden Exchange 20" })}
          shown={MARKETS[0] ?? null}
          markets={MARKETS}
          presetHref={(loss) => `/choose?loss=${loss}`}
        />
      ),
    },
    { title: "For how long money lies there", render: () => <DaysSlider days={30} /> },
    { title: "A set to hold: two places, and what spreading does", wide: true, render: () => chosen({ call: 30 }) },
    {
      title: "A set to hold, with what may be lost: for who trades for profit",
      wide: true,
      render: () => chosen({ parts: 5, call: 400 }, true),
    },
    {
      title: "A set to hold: as much as was asked for, at one place; a call that nobody can secure",
      wide: true,
      render: () => chosen({ offers: 3, amount: 4, parts: 1, call: 1_000_000 }),
    },
    { title: "A set to hold: some is held already", wide: true, render: () => chosen({ offers: 3, held: 8 }) },
    {
      title: "Nothing to hold: the one offer is held already, nothing fits, nothing is offered",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-8">
          {chosen({ offers: 1, held: 400 })}
          {chosen({ offers: 1, tolerance: "A" })}
          {chosen({ offers: 0 })}
        </div>
      ),
    },
    {
      title: "The whole market: nobody, one",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-8">
          <MarketStrip strip={stripOf([], {})} />
          <MarketStrip strip={FEW} />
        </div>
      ),
    },
    { title: "The whole market", wide: true, render: () => <MarketStrip strip={WHOLE} /> },
    ...HOME_SPECIMENS,
    { title: "10,000", wide: true, render: (theme) => picture(10_000, theme) },
  ],
};
