/** Whom an index names to an agent, and all that it chose among: a function of the question and of a size of the log. */
import { z } from "zod";
import { FITS, RECOMMENDED_FOR } from "#lib/reputation/market/recommend.ts";
import { timeSchema } from "./common.ts";
import { marketMoney, marketName, marketWordsSchema } from "./market.ts";
import { dateSchema, ppmSchema, tierSchema } from "./marks.ts";

/** Another content or rule needs another type: two answers of one type, question and size that differ convict an index. */
export const RECOMMENDATION_TYPE = "touchstone-recommendation/v1";

const count = z.number().int().min(0);

const consideredSchema = z
  .object({
    key: z.string().max(600, { abort: true }).meta({ description: "Names the offer: service/instance." }),
    service: marketName,
    instance: marketName,
    price: marketMoney.meta({ description: "For 1,000 units." }),
    stale_since: timeSchema.nullable().meta({ description: "Since when its price list has ended; null: it holds." }),
    low: ppmSchema,
    estimate: ppmSchema,
    high: ppmSchema.meta({ description: "Of service and instance together." }),
    tier: tierSchema,
    is_shut: z.boolean(),
    limit: marketMoney.nullable().meta({ description: "The most to keep there; null: no loss was asked for." }),
    prepay_days: count,
    fit: z.enum(FITS).meta({
      description:
        "`fits`, or the first that is not so: open, within the tolerance, within the price, a limit that carries the budget, rated.",
    }),
  })
  .meta({ id: "ConsideredOffer" });

export const recommendationSchema = z
  .object({
    type: z
      .literal(RECOMMENDATION_TYPE)
      .meta({ description: "What the answer holds, and by which rule it names one." }),
    market: marketWordsSchema,
    tolerance: tierSchema,
    days: count,
    loss: marketMoney.nullable(),
    budget: marketMoney.nullable(),
    max_price: marketMoney.nullable(),
    model: z.string().nullable().meta({ description: "SHA-256 of the model of the marks; null: nothing is rated." }),
    day: dateSchema.nullable().meta({ description: "The UTC day that the marks are of." }),
    recommended: z.string().nullable().meta({ description: "Key of the offer; null: none fits." }),
    reason: z.enum(RECOMMENDED_FOR).nullable().meta({
      description:
        "`least-cost`: lowest price plus expected loss of all that fit. `too-little-known`: nothing rated fits, the tolerance is D or E, and this is the cheapest unrated.",
    }),
    considered: z.array(consideredSchema).meta({ description: "Every offer of the market, by rising price." }),
  })
  .meta({
    id: "Recommendation",
    description: "Whoever has the considered offers and the model names the same one.",
  });
export type RecommendationView = z.infer<typeof recommendationSchema>;
