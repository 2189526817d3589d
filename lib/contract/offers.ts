/** What one can buy, where, at which price and risk; and the question before paying. Money is decimal text in one currency. */
import { z } from "zod";
import { providerIdSchema, sizeSchema, timeSchema } from "./common.ts";
import { dateSchema, ppmSchema, stackedSchema, tierSchema } from "./marks.ts";

const moneySchema = z.string().meta({ description: "A decimal number as text, exact." });
const namedProvider = z.object({ id: providerIdSchema, name: z.string() });

export const offerSchema = z
  .object({
    service: namedProvider,
    instance: namedProvider,
    category: z.string().meta({ description: "The price line's own word: a service definition or a category." }),
    unit: z.string(),
    currency: z.string(),
    price: moneySchema.meta({ description: "For 1,000 units, in force at `as_of`." }),
    next: z.object({ price: moneySchema, from: timeSchema }).nullable().meta({ description: "An announced change." }),
    by: z.enum(["service", "instance"]).meta({
      description: "Whose price list it is: the instance's own where it names one, else the service's.",
    }),
    entry: sizeSchema.meta({ description: "The entry of that list." }),
    stale_since: timeSchema.nullable().meta({ description: "Since when the list has ended; null: it holds." }),
    list_price: moneySchema.nullable().meta({ description: "The service's own price for the same; null: none." }),
    markup_percent: z
      .string()
      .nullable()
      .meta({ description: "The instance's price over the service's, in percent with two decimals; null: unknown." }),
    stacked: stackedSchema.nullable().meta({ description: "null: no model is in force." }),
    service_tier: tierSchema.nullable(),
    instance_tier: tierSchema.nullable(),
  })
  .meta({ id: "Offer", description: "A service × an instance that sells its tokens, as both state, × a price." });
export type Offer = z.infer<typeof offerSchema>;

export const ADDRESS_STATES = ["disclosed", "ended", "not-disclosed", "not-asked"] as const;

/** An address as a chain writes it. */
export const addressText = z
  .string()
  .max(1_000, { abort: true })
  .trim()
  .regex(/^[!-~]{4,120}$/, "Paste the address as the chain writes it: 4 to 120 characters without spaces.");

export const addressCheckSchema = z
  .object({
    state: z.enum(ADDRESS_STATES).meta({
      description: "`ended`: it was disclosed, and the disclosure has ended or no longer names it.",
    }),
    since: timeSchema.nullable().meta({ description: "Since when it is disclosed, or since when no longer." }),
    entry: sizeSchema.nullable().meta({ description: "The entry that disclosed it, or that ended it." }),
    chains: z.array(z.string()).meta({ description: "For which chains the disclosure names it." }),
    told: z.boolean().meta({ description: "This index saw the provider tell its users to pay to it." }),
  })
  .meta({ id: "AddressCheck" });
export type AddressCheck = z.infer<typeof addressCheckSchema>;

export const PAY_VERDICTS = ["within", "split", "dont"] as const;
export const PAY_REASONS = [
  "within-limit",
  "over-limit",
  "over-bearable-loss",
  "limit-is-nothing",
  "tier-e",
  "shut",
  "address-not-disclosed",
] as const;

/** How the instance was found with which a service is judged. */
export const BOUGHT_BY = [
  "itself",
  "asked",
  "only-seller",
  "riskiest-seller",
  "answers-for-address",
  "nobody-sells",
] as const;

export const payCheckSchema = z
  .object({
    provider: namedProvider,
    instance: namedProvider.nullable().meta({ description: "Where it is bought; null: the provider alone." }),
    bought_by: z.enum(BOUGHT_BY).meta({
      description:
        "Why that instance: the asker named it (`asked`), nobody else sells the service's tokens (`only-seller`), of " +
        "several it is the riskiest of all (`riskiest-seller`) or of those whose address it is (`answers-for-address`). " +
        "`itself`: the provider is an instance. `nobody-sells`: no instance sells the service's tokens, so it is judged alone.",
    }),
    sellers: z.number().int().meta({ description: "Instances that sell the service's tokens, as both have said." }),
    currency: z.string(),
    amount: moneySchema,
    loss: moneySchema.meta({ description: "What one could lose at one blow without harm." }),
    verdict: z.enum(PAY_VERDICTS),
    reason: z.enum(PAY_REASONS).meta({
      description: "`shut`: silent for 72 hours or closing at the time of `as_of`, whatever the marks of the day say.",
    }),
    limit: moneySchema.meta({ description: "The most to hold there." }),
    limit_percent: z.number().int(),
    prepay_days: z.number().int(),
    parts: z.number().int().meta({
      description: "Providers of this tier over which the amount would have to be split; 0: no split helps.",
    }),
    break_even_ppm: z
      .number()
      .int()
      .nullable()
      .meta({ description: "Discount for paying so many days ahead at which it is even; null: none is enough." }),
    expected_loss: moneySchema.meta({ description: "Of the amount within 30 days, by the high end, rounded up." }),
    together_cap: moneySchema
      .nullable()
      .meta({ description: "The most to hold with a stack or a cluster together; null: it stands alone." }),
    tier: tierSchema,
    high: ppmSchema,
    day: dateSchema,
    address: addressCheckSchema,
  })
  .meta({ id: "PayCheck" });
export type PayCheckView = z.infer<typeof payCheckSchema>;
