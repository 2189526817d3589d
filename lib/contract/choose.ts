/** A set to hold: which, how much each, for how long; what spreading does, and what may be lost. */
import { z } from "zod";

import { marketMoney, marketName, marketWordsSchema } from "./market.ts";
import { dateSchema, ppmSchema, tierSchema } from "./marks.ts";

const count = z.number().int().min(0);
const ppb = z.number().int().min(0).max(1_000_000_000).meta({ description: "Parts per billion." });

const spreadFields = {
  some: ppb.meta({ description: "Chance to lose anything within the days." }),
  most: ppb.meta({ description: "Chance to lose more than half of it." }),
  all: ppb.meta({ description: "Chance to lose all of it." }),
  expected_loss: marketMoney,
};

const holdingSchema = z.object({
  key: z.string(),
  service: marketName,
  instance: marketName,
  price: marketMoney,
  tier: tierSchema,
  high: ppmSchema,
  amount: marketMoney,
  limit: marketMoney.meta({ description: "The most to keep there, rounded down to two digits." }),
  prepay_days: count.meta({ description: "No longer than the tier lets, and no longer than was asked." }),
  break_even_ppm: count.nullable().meta({
    description: "Discount for paying so many days ahead at which it is even; null: none is enough.",
  }),
  expected_loss: marketMoney.meta({ description: "Within the days asked, by the high end, rounded up." }),
});

export const CHOSEN_BOUNDS = [
  "asked",
  "limit",
  "weak-together",
  "shared-fate",
  "in-common",
  "held-already",
  "nothing-fits",
] as const;

export const choiceSchema = z
  .object({
    market: marketWordsSchema.nullable(),
    loss: marketMoney.meta({ description: "What one could lose at one blow without harm." }),
    amount: marketMoney.nullable().meta({ description: "What shall be held in all; null: as much as the limits let." }),
    held: z.array(z.object({ provider: marketName, amount: marketMoney, tier: tierSchema })).meta({
      description:
        "What was said to be held already: counted in limits, in all at C and below together, and in what may be lost.",
    }),
    tolerance: tierSchema,
    days: count,
    parts: count.meta({ description: "Holdings that were asked for; there can be fewer." }),
    holdings: z.array(holdingSchema).max(5),
    total: marketMoney,
    bound: z.enum(CHOSEN_BOUNDS).meta({
      description:
        "What bounds the total: the wish, the smallest limit, all at C and below together within the loss, the cap of those who share a fate, or a jurisdiction or build (`in-common`), or what is held already.",
    }),
    spread: z.object(spreadFields),
    outcomes: z.array(z.object({ lost: marketMoney, chance: ppb })).meta({
      description: "What may be lost of the total within the days, nothing first; chances sum to a billion.",
    }),
    spreadings: z.array(z.object({ parts: count, total: marketMoney, ...spreadFields })).meta({
      description: "The same for one holding, two and so on, as far as there are enough that share no fate.",
    }),
    call: z
      .object({
        cost: marketMoney,
        verdict: z.enum(["within", "compare", "re-executable-only"]),
        needed: count,
        available: count,
      })
      .nullable()
      .meta({ description: "A single call whose wrong answer costs so much; null: not asked." }),
    day: dateSchema.nullable(),
  })
  .meta({ id: "Choice" });
export type ChoiceView = z.infer<typeof choiceSchema>;
