import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { askOf } from "./front/ask.ts";
import { FrontMarket } from "./front/front-market.tsx";
import { mapViewOf } from "./map/map-view.ts";
import { MarketPicture } from "./map/market-picture.tsx";
import type { ToleratedTier } from "./map/tolerance.ts";

const SEED = 3;

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
    { title: "10,000", wide: true, render: (theme) => picture(10_000, theme) },
  ],
};
