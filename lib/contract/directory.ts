/** All providers as one table: what its rows say, how it is sorted, filtered and cut, and what can be chosen. */
import { z } from "zod";
import { asOfQuery, didSchema, hashSchema, listQuery, providerIdSchema, timeSchema, wordsQuery } from "./common.ts";
import { marketMoney, marketWordsSchema } from "./market.ts";
import { dateSchema, markSummarySchema, ppmSchema, tiersQuery } from "./marks.ts";

/** `risk`: tier, then upper end of the band; where no money may go stands last. `cases`: open and upheld together. A minus before it: the other way round. */
export const DIRECTORY_SORTS = ["name", "tier", "risk", "price", "shows", "cases", "signal", "score"] as const;
export type DirectorySort = (typeof DIRECTORY_SORTS)[number];

const count = z.number().int().min(0);

const besideSchema = z.object({
  score: z.number().int().nullable().meta({
    description: "Milli-points of the mark that decides, of the day; null: there is none.",
  }),
  trend: z
    .array(z.object({ day: dateSchema, high: ppmSchema }))
    .meta({ description: "Upper end of the band on the rated days of the last ninety, ascending." }),
  regulation: z.string().nullable().meta({ description: "As its identity says; null: it does not say." }),
});

export const directoryRowSchema = z
  .object({
    id: providerIdSchema,
    name: z.string(),
    kind: z.enum(["instance", "service"]),
    operator: didSchema,
    domain: z
      .string()
      .nullable()
      .meta({ description: "As registered; whether it is proven is on the provider's page." }),
    jurisdiction: z.string().nullable().meta({ description: "ISO 3166, as its identity says; null: it does not say." }),
    marks: markSummarySchema.nullable(),
    price: marketMoney.nullable().meta({ description: "Of the market shown, for 1,000 units; null: it names none." }),
    own_price: marketWordsSchema.extend({ price: marketMoney }).nullable().meta({
      description:
        "Its lowest price in another market, where it names none in the market shown and none was asked for; for 1,000 units.",
    }),
    price_stale_since: timeSchema.nullable().meta({ description: "Since when its price list has ended." }),
    cases: z.object({ open: count, upheld: count }),
    last_signal: timeSchema.nullable().meta({ description: "Log time of its newest heartbeat; null: it sent none." }),
    cluster: providerIdSchema.nullable().meta({ description: "Of those whose fate it shares." }),
    beside: besideSchema.optional().meta({ description: "Only where `beside=1` asks for it." }),
  })
  .meta({ id: "DirectoryRow" });
export type DirectoryRow = z.infer<typeof directoryRowSchema>;

const marketCount = marketWordsSchema.extend({ providers: count });
export type MarketCount = z.infer<typeof marketCount>;

export const directorySchema = z
  .object({
    market: marketWordsSchema
      .nullable()
      .meta({ description: "Whose prices the rows show; preset: that of most providers." }),
    counts: z.object({
      all: count.meta({ description: "Providers that the filters keep." }),
      open: count.meta({ description: "Of them, where a limit above nothing holds." }),
    }),
    rows: z.array(directoryRowSchema),
    facets: z.object({
      markets: z.array(marketCount).meta({ description: "The most providers first." }),
      jurisdictions: z.array(z.object({ jurisdiction: z.string(), providers: count })),
      providers: count.meta({ description: "Without any filter." }),
    }),
  })
  .meta({ id: "Directory" });
export type DirectoryView = z.infer<typeof directorySchema>;

const sortText = z
  .string()
  .regex(
    new RegExp(`^-?(${DIRECTORY_SORTS.join("|")})$`),
    `One of ${DIRECTORY_SORTS.join(", ")}; with a minus before it the other way round.`,
  );

/** What keeps rows: the same for pages, exports and feeds. */
export const directoryFilter = {
  ...asOfQuery,
  kind: z.enum(["instance", "service"]).optional().meta({ description: "Only instances, or only services." }),
  tier: tiersQuery.optional().meta({ description: "Only of these tiers, by commas: `A,B`." }),
  operator: didSchema.optional(),
  jurisdiction: z
    .string()
    .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?(,[A-Z]{2}(-[A-Z0-9]{1,3})?){0,19}$/, "Codes of ISO 3166 by commas: DE,US-WY.")
    .transform((text) => text.split(","))
    .optional()
    .meta({ description: "Only of these, by commas; a country keeps its parts too." }),
  category: wordsQuery(120).optional().meta({ description: "Only who names a price for it." }),
  unit: wordsQuery(40).optional(),
  currency: wordsQuery(80).optional().meta({ description: "One; nothing is converted." }),
  price_most: z
    .string()
    .max(200, { abort: true })
    .optional()
    .meta({ description: "Only at this price or below, for 1,000 units." }),
  open: z.literal("1").optional().meta({ description: "`1`: only where a limit above nothing holds." }),
  q: wordsQuery(80)
    .optional()
    .meta({ description: "Only whose name, domain or id contains it, or whose operator's name does." }),
  sort: sortText.optional().meta({
    description:
      "Preset `risk`: the safest first, by tier, then by the upper end of the band, and last where no money may go. What a row lacks sorts last.",
  }),
};

/** What the whole table is, in one line: what a signature of the file stands over. */
export const directoryDigestSchema = z
  .object({
    rows: count.meta({ description: "Providers, each a line of canonical JSON, in the order of their names." }),
    bytes: count.meta({ description: "Of all lines with their ends." }),
    sha256: hashSchema,
  })
  .meta({ id: "DirectoryDigest" });
export type DirectoryDigest = z.infer<typeof directoryDigestSchema>;

const besideQuery = {
  beside: z.literal("1").optional().meta({
    description: "`1`: with score, the last ninety days and regulation of each row.",
  }),
};

export const directoryExportQuery = z.object({
  ...directoryFilter,
  ...besideQuery,
  format: z.enum(["csv", "json"]).optional().meta({ description: "Preset `csv`." }),
});
export type DirectoryExportQuery = z.infer<typeof directoryExportQuery>;

/** A feed has the providers that the filters keep when it is read. */
const { as_of: _, sort: __, ...feedFilter } = directoryFilter;
export const directoryFeedQuery = z.object(feedFilter);
export type DirectoryFeedQuery = z.infer<typeof directoryFeedQuery>;

export const directoryQuery = z.object({ ...listQuery, ...directoryFilter, ...besideQuery });
export type DirectoryQuery = z.infer<typeof directoryQuery>;
