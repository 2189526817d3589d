import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { sampleMarket } from "#lib/contract/sample-market.ts";
import { mapViewOf } from "./map/map-view.ts";
import { MarketPicture } from "./map/market-picture.tsx";
import type { ToleratedTier } from "./map/tolerance.ts";

function picture(offers: number, theme: string, tolerance: ToleratedTier = "C") {
  return (
    <MarketPicture
      view={mapViewOf(sampleMarket(offers, 3))}
      tolerance={tolerance}
      loss="50"
      currency="EUR"
      fileName={`market-${offers}-${theme}`}
      level={3}
    />
  );
}

/** The market at every size that it can have. */
export const marketGallery: GallerySection = {
  id: "market",
  title: "Market",
  specimens: [
    { title: "No offer", render: (theme) => picture(0, theme) },
    { title: "One", render: (theme) => picture(1, theme) },
    { title: "Two", render: (theme) => picture(2, theme) },
    { title: "Three: all named, no frontier", wide: true, render: (theme) => picture(3, theme) },
    { title: "Twelve", wide: true, render: (theme) => picture(12, theme) },
    { title: "Twelve, A only", wide: true, render: (theme) => picture(12, theme, "A") },
    { title: "500: what is passed over is a dot", wide: true, render: (theme) => picture(500, theme) },
    { title: "10,000", wide: true, render: (theme) => picture(10_000, theme) },
  ],
};
