/** Prices of a provider over time: what holds, what comes, and of each change whether the promised notice was kept. */
import { z } from "zod";
import { providerIdSchema, sizeSchema, timeSchema } from "./common.ts";
import { marketMoney } from "./market.ts";

const words = { category: z.string(), unit: z.string(), currency: z.string() };
const price = z.object({ price: marketMoney, from: timeSchema });

export const pricesSchema = z
  .object({
    id: providerIdSchema,
    lines: z.array(
      z.object({
        ...words,
        now: price.nullable().meta({ description: "null: its first price is still to come." }),
        next: price.nullable(),
        notice_days: z.number().int().min(0).meta({ description: "How long before a change it promises to say so." }),
      }),
    ),
    changes: z
      .array(
        z.object({
          ...words,
          before: marketMoney,
          after: marketMoney,
          announced_at: timeSchema,
          from: timeSchema,
          entry: sizeSchema,
          promised_days: z
            .number()
            .int()
            .min(0)
            .meta({ description: "As the list before promised, or an earlier one whose notice is not over." }),
          kept: z.boolean(),
        }),
      )
      .meta({ description: "Newest first, of the newest 100 versions of the list." }),
    kept: sizeSchema.meta({ description: "Changes that came with the notice promised, of all versions." }),
    broken: sizeSchema,
  })
  .meta({ id: "Prices" });
export type PricesView = z.infer<typeof pricesSchema>;
