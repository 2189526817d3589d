/**
 * Whom an index names to an agent: one offer of a market within what the agent tolerates, pays and would keep there. A
 * function of what each offer shows, so that whoever has the considered set names the same.
 */
import type { Model } from "../model.ts";
import type { Tier } from "../tier.ts";
import { byCost, type Taste } from "./cost.ts";
import { byPrice, isComparable, isTolerated, type Point } from "./point.ts";

/** Why an offer is not named, in the order of the questions; `fits`: it may be. */
export const FITS = ["fits", "shut", "too-risky", "too-dear", "limit-too-small", "unrated"] as const;
export type Fit = (typeof FITS)[number];

/** `unrated`: nothing rated fits, and what is tolerated is as bad as an unrated offer counts. */
export const RECOMMENDED_FOR = ["least-cost", "too-little-known"] as const;

/** Amounts in millionths. `price`: the most for 1,000 units. `budget`: what would be kept there. Null: not said. */
export type RecommendationAsk = Taste & { readonly price: bigint | null; readonly budget: bigint | null };

/** What decides about an offer. `limit`: the most to keep there; null where nobody said what they could lose. */
export type Considered = Pick<Point, "key" | "price" | "rated"> & { readonly limit: bigint | null };

export type Recommended = {
  readonly key: string | null;
  readonly reason: (typeof RECOMMENDED_FOR)[number] | null;
  readonly fits: ReadonlyMap<string, Fit>;
};

/** Lowest price plus expected loss of all rated that fit; where there is none, the cheapest unrated, if that is tolerated. */
export function recommend(offers: readonly Considered[], ask: RecommendationAsk, model: Model): Recommended {
  const points = offers.map((offer) => ({ ...offer, together: [], fates: [], traits: [] }));
  const fits = new Map(offers.map((offer) => [offer.key, fitOf(offer, ask)]));
  const [best] = byCost(
    points.filter(({ key }) => fits.get(key) === "fits"),
    ask.days,
    model,
  );
  if (best !== undefined) return { key: best.key, reason: "least-cost", fits };
  const unrated = points.filter(({ key }) => fits.get(key) === "unrated").sort(byPrice);
  const isTried = ask.tolerance === UNRATED_COUNTS_AS || ask.tolerance === "E";
  return isTried && unrated[0] !== undefined
    ? { key: unrated[0].key, reason: "too-little-known", fits }
    : { key: null, reason: null, fits };
}

/** Unrated is treated as this, and never as better. */
const UNRATED_COUNTS_AS: Tier = "D";

function fitOf({ price, rated, limit }: Considered, ask: RecommendationAsk): Fit {
  if (rated.isShut) return "shut";
  const isUnrated = !isComparable({ rated });
  if (!isUnrated && !isTolerated(rated.tier, ask.tolerance)) return "too-risky";
  if (ask.price !== null && price > ask.price) return "too-dear";
  if (ask.budget !== null && limit !== null && limit < ask.budget) return "limit-too-small";
  return isUnrated ? "unrated" : "fits";
}
