/** The market of one category, unit and currency: every offer as a point, which no other beats, and answers to a need. */
import { z } from "zod";
import { ANSWER_REASONS } from "#lib/reputation/market/answers.ts";
import { providerIdSchema, timeSchema } from "./common.ts";
import { dateSchema, ppmSchema, tierSchema } from "./marks.ts";

export const marketMoney = z.string().meta({ description: "A decimal number as text, exact." });
export const marketName = z.object({ id: providerIdSchema, name: z.string() });
const keySchema = z.string().max(600, { abort: true }).meta({ description: "Names the point within its market." });
const count = z.number().int().min(0);

/** `offers`: by price in one currency. `instances`: by markup over the services' list prices, in percent. */
export const COMPARISONS = ["offers", "instances"] as const;
export type Comparison = (typeof COMPARISONS)[number];

const marketWords = { category: z.string(), unit: z.string(), currency: z.string() };
export const marketWordsSchema = z.object(marketWords);
export type MarketWords = z.infer<typeof marketWordsSchema>;

const oneMarketSchema = z.object({ ...marketWords, offers: count, rated: count });
export type OneMarket = z.infer<typeof oneMarketSchema>;

export const marketPointSchema = z
  .object({
    key: keySchema,
    service: marketName.nullable().meta({ description: "null where instances are compared." }),
    instance: marketName,
    price: marketMoney.nullable().meta({ description: "For 1,000 units; null where instances are compared." }),
    markup_percent: z.string().nullable().meta({
      description: "Over the service's list price, two decimals; of an instance, the median over what it sells.",
    }),
    next: z.object({ price: marketMoney, from: timeSchema }).nullable().meta({ description: "An announced change." }),
    stale_since: timeSchema.nullable().meta({ description: "Since when its price list has ended; null: it holds." }),
    low: ppmSchema,
    estimate: ppmSchema,
    high: ppmSchema.meta({ description: "Of service and instance together; decides tier, limit and frontier." }),
    tier: tierSchema,
    is_shut: z.boolean(),
    limit_percent: z.number().int().min(0).max(100).meta({
      description:
        "Of what one could lose at one blow, as the check before paying has it: with the caps on shared fates.",
    }),
    prepay_days: count,
    expected_loss_ppm: ppmSchema.meta({
      description: "Of what lies there for `prepay_days`, lost on average, by the upper end: rounded up.",
    }),
    cost_rank: count.nullable().meta({
      description:
        "Place by price plus expected loss among the rated and open, 0: the least; null: it is none of them.",
    }),
    on_frontier: z
      .boolean()
      .meta({ description: "Rated and open, and no other is as cheap and as safe and better in one." }),
    dominated_by: keySchema.nullable().meta({ description: "Of those that beat it, that on the frontier beside it." }),
  })
  .meta({ id: "MarketPoint" });
export type MarketPoint = z.infer<typeof marketPointSchema>;

export const marketAnswerSchema = z
  .object({
    key: keySchema,
    reasons: z.array(z.enum(ANSWER_REASONS)).min(1).meta({
      description:
        "`least-cost`: lowest price plus expected loss within the tolerance. `safest`, `cheapest`: of all rated that have a limit above nothing. `next`: next lowest price plus expected loss. `too-little-known`: unrated.",
    }),
    limit: marketMoney.meta({ description: "The most to keep there, rounded down to two digits." }),
    limit_percent: z.number().int().min(0).max(100),
    prepay_days: count,
  })
  .meta({ id: "MarketAnswer" });
export type MarketAnswerView = z.infer<typeof marketAnswerSchema>;

export const marketSchema = z
  .object({
    compare: z.enum(COMPARISONS),
    shown: marketWordsSchema.nullable().meta({
      description: "Preset: that with most rated offers. null: there is no offer, or instances are compared.",
    }),
    markets: z.array(oneMarketSchema).meta({ description: "All there are, the most rated offers first." }),
    points: z.array(marketPointSchema).meta({ description: "By rising price." }),
    counts: z.object({
      rated: count.meta({ description: "Rated and open." }),
      unrated: count,
      shut: count,
      stale: count.meta({ description: "Whose price list has ended; they are counted above too." }),
      without_price: count.meta({ description: "Instances that sell a service's tokens and name no price with it." }),
    }),
    tolerance: tierSchema,
    days: count.meta({ description: "For which one pays ahead." }),
    choice: keySchema.nullable().meta({ description: "Lowest price plus expected loss within the tolerance." }),
    answers: z
      .object({ loss: marketMoney, rows: z.array(marketAnswerSchema).max(3) })
      .nullable()
      .meta({ description: "null: nobody said what could be lost." }),
    day: dateSchema.nullable().meta({ description: "The UTC day that the marks are of; null: nothing is rated." }),
  })
  .meta({ id: "Market", description: "One category, unit and currency at a time; nothing is converted." });
export type MarketView = z.infer<typeof marketSchema>;
