/** Facts of the whole market: balances disclosed, concentration, tiers, newcomers. */
import { z } from "zod";
import { providerIdSchema, timeSchema } from "./common.ts";
import { marketMoney, marketName } from "./market.ts";
import { tierSchema } from "./marks.ts";

const count = z.number().int().min(0);
const percent = z.string().meta({ description: "Percent with two decimals." });
const tiers = z
  .array(z.object({ tier: tierSchema, providers: count }))
  .meta({ description: "Those that there are, A first." });

export const NEWCOMER_DAYS = 90;

export const stripSchema = z
  .object({
    instances: count,
    services: count,
    tiers: z.object({ instance: tiers, service: tiers }),
    balances: z
      .array(
        z.object({
          currency: z.string(),
          total: marketMoney,
          holders: count,
          by_tier: z.array(z.object({ tier: tierSchema, amount: marketMoney, holders: count })),
          by_cluster: z
            .array(z.object({ of: z.array(marketName), amount: marketMoney, share_percent: percent }))
            .max(5)
            .meta({
              description: "The five largest; who shares nobody's fate is a cluster of one.",
            }),
          clusters: count,
          largest_percent: percent,
          effective: z.string().meta({
            description:
              "One over the sum of squared shares, two decimals: so many equal ones would be as concentrated.",
          }),
        }),
      )
      .meta({ description: "What instances say that they owe, by currency: nothing is converted." }),
    undisclosed: count.meta({ description: "Instances that do not say, or no longer: unknown, not nothing." }),
    newcomers: z.object({
      days: z.literal(NEWCOMER_DAYS),
      count,
      newest: z.array(
        z.object({
          id: providerIdSchema,
          name: z.string(),
          kind: z.enum(["instance", "service"]),
          registered_at: timeSchema,
        }),
      ),
    }),
  })
  .meta({ id: "MarketStrip" });
export type StripView = z.infer<typeof stripSchema>;
