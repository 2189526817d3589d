/** What stands under the map, made once from all of its numbers. Pure. */
import { countText } from "#lib/kernel/amount.ts";
import type { MapCounts, MarketMapView } from "./map-points.ts";
import { countWords } from "./map-words.ts";
import { slopeSentence } from "./slope.ts";

/** How much of it there is, what is not on the map, and how price goes with risk. */
export function mapCaption(view: Omit<MarketMapView, "caption">): string {
  const { counts, noun, axis, points, dots } = view;
  const market = `${countWords(counts.offers, noun.one, noun.many)}, in ${axis}. A mark stands at the upper end of its 90 % band, which sets the tier; its line ends at the lower one.`;
  const drawn = dots.reduce((sum, { places }) => sum + places.length, 0);
  const rest = counts.offers - points.length;
  const inPart = drawn > 0 && drawn < rest;
  const parts = [
    market,
    drawn === 0 ? "" : `${inPart ? `${countText(drawn)} of ${countText(rest)}` : "All"} others are dots.`,
    aside(counts),
    slopeSentence(view),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** What has no usual place on the map. */
function aside({ withoutPrice, shut, stale }: MapCounts): string {
  const parts = [
    withoutPrice > 0 ? `${countWords(withoutPrice, "offer has", "offers have")} no price` : "",
    shut > 0 ? `${countWords(shut, "takes", "take")} no money now (suspended or closing)` : "",
    stale > 0 ? `${countWords(stale, "price list has", "price lists have")} ended` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `${parts.join("; ")}.`;
}
