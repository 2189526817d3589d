/** What marks are computed by, what is offered, and whether an address is the provider's own. */
import { z } from "zod";
import { choiceSchema } from "../choose.ts";
import { asOfQuery, checkpointed, listOf, listQuery, oneOf, providerIdSchema, wordsQuery } from "../common.ts";
import { bytes, type Endpoint, hashParam, json, PINNED, READ } from "../endpoint.ts";
import { failureSchema } from "../failures.ts";
import { COMPARISONS, marketSchema } from "../market.ts";
import { methodSchema } from "../method.ts";
import { modelsSchema } from "../models.ts";
import { addressCheckSchema, addressText, offerSchema, payCheckSchema } from "../offers.ts";
import { recommendationSchema } from "../recommendations.ts";
import { stripSchema } from "../strip.ts";

/** Judged by the service, so that whatever is typed gets a name for what is wrong with it. */
const moneyText = z.string().max(200, { abort: true });

/** A market by its words, and what somebody tolerates there. */
const tasteQuery = {
  category: z
    .string()
    .max(120, { abort: true })
    .optional()
    .meta({ description: "A word of the price lists. Preset: most rated offers." }),
  unit: wordsQuery(40).optional(),
  currency: wordsQuery(80).optional().meta({ description: "One; nothing is converted." }),
  tolerance: z
    .enum(["A", "B", "C", "D", "E"])
    .optional()
    .meta({ description: "The riskiest tier that you would use. Preset C." }),
  days: z
    .string()
    .regex(/^(0|[1-9]\d{0,2})$/)
    .transform(Number)
    .refine((days) => days <= 365, "At most 365 days.")
    .optional()
    .meta({ description: "For how many days you would pay ahead: 0 to 365, preset 30." }),
};

export const MARKET_ENDPOINTS = {
  getModels: {
    id: "getModels",
    method: "get",
    path: "/api/v1/model",
    summary: "The model of marks in force, those announced, those before, and the constants",
    tag: "providers",
    access: "public",
    query: z.object(asOfQuery),
    answers: { 200: json("The models.", checkpointed(oneOf(modelsSchema))) },
    problems: PINNED,
  },
  getModelFile: {
    id: "getModelFile",
    method: "get",
    path: "/api/v1/model/{hash}",
    summary: "The file of a model by its SHA-256: canonical JSON, byte for byte",
    tag: "providers",
    access: "public",
    params: hashParam,
    answers: { 200: bytes("The file.", "application/vnd.touchstone.model.v1+json") },
    problems: PINNED,
  },
  getMethod: {
    id: "getMethod",
    method: "get",
    path: "/api/v1/method",
    summary: "What the forecasts of this index were worth, and the shortest honest path to each tier",
    tag: "providers",
    access: "public",
    answers: {
      200: json("All figures of /method beside the model's own constants.", checkpointed(oneOf(methodSchema))),
    },
    problems: READ,
  },
  getMarket: {
    id: "getMarket",
    method: "get",
    path: "/api/v1/market",
    summary: "One market: every offer by price and risk, which no other beats, and three answers to a need",
    tag: "providers",
    access: "public",
    query: z.object({
      ...asOfQuery,
      ...tasteQuery,
      compare: z.enum(COMPARISONS).optional().meta({
        description: "`offers` (preset), or `instances` by their markup in percent.",
      }),
      loss: moneyText
        .optional()
        .meta({ description: "What you could lose at one blow without harm: asks for answers." }),
    }),
    answers: { 200: json("The market.", checkpointed(oneOf(marketSchema))) },
    problems: [...PINNED, "not-an-amount", "unknown-currency"],
  },
  getChoice: {
    id: "getChoice",
    method: "get",
    path: "/api/v1/choose",
    summary: "A set to hold for a need: how much where, for how long, and what may be lost",
    tag: "providers",
    access: "public",
    query: z.object({
      ...asOfQuery,
      ...tasteQuery,
      loss: moneyText.meta({ description: "What you could lose at one blow without harm. Nothing is presumed." }),
      amount: moneyText
        .optional()
        .meta({ description: "What you would hold in all; left out: as much as limits let." }),
      parts: z
        .enum(["1", "2", "3", "4", "5"])
        .transform(Number)
        .optional()
        .meta({ description: "In how many equal holdings, preset 2." }),
      call: moneyText.optional().meta({ description: "What one wrong answer would cost you." }),
      held: wordsQuery(600).optional().meta({
        description: "What you hold already: name or id and amount, by commas: `Halden Prex 20, Aldermoor 5`.",
      }),
    }),
    answers: { 200: json("The set, and what it rests on.", checkpointed(oneOf(choiceSchema))) },
    problems: [...PINNED, "not-an-amount", "unknown-currency"],
  },
  getRecommendation: {
    id: "getRecommendation",
    method: "get",
    path: "/api/v1/recommendations",
    summary: "Whom this index names to an agent, and all that it chose among: of the newest state root",
    tag: "providers",
    access: "public",
    query: z.object({
      ...tasteQuery,
      category: wordsQuery(120),
      unit: wordsQuery(40),
      currency: wordsQuery(80).meta({ description: "One; nothing is converted." }),
      loss: moneyText
        .optional()
        .meta({ description: "What you could lose at one blow without harm: asks for limits." }),
      budget: moneyText
        .optional()
        .meta({ description: "What you would keep there: only within its limit. Needs `loss`." }),
      max_price: moneyText.optional().meta({ description: "The most that you pay for 1,000 units." }),
    }),
    answers: { 200: json("The offer that is named, and the others.", checkpointed(oneOf(recommendationSchema))) },
    problems: [...READ, "malformed", "not-an-amount"],
  },
  getMarketStrip: {
    id: "getMarketStrip",
    method: "get",
    path: "/api/v1/market/strip",
    summary: "The whole market: balances disclosed, concentration, tiers, newcomers",
    tag: "providers",
    access: "public",
    query: z.object(asOfQuery),
    answers: { 200: json("The facts.", checkpointed(oneOf(stripSchema))) },
    problems: PINNED,
  },
  listFailures: {
    id: "listFailures",
    method: "get",
    path: "/api/v1/failures",
    summary: "What failed, the warnings before it in log order, and what was lost as far as it was disclosed",
    tag: "providers",
    access: "public",
    query: z.object({ ...listQuery, provider: providerIdSchema.optional() }),
    answers: { 200: json("A page, the newest first.", checkpointed(listOf(failureSchema))) },
    problems: PINNED,
  },
  getFailure: {
    id: "getFailure",
    method: "get",
    path: "/api/v1/failures/{id}",
    summary: "One failure by its id, as of now",
    tag: "providers",
    access: "public",
    params: z.object({
      id: z.string().max(80, { abort: true }).meta({ description: "As lists say: `812.prv_….failed`." }),
    }),
    answers: { 200: json("The failure.", checkpointed(oneOf(failureSchema))) },
    problems: READ,
  },
  listOffers: {
    id: "listOffers",
    method: "get",
    path: "/api/v1/offers",
    summary: "Services, the instances that sell their tokens, and the prices",
    tag: "providers",
    access: "public",
    query: z.object({
      ...listQuery,
      currency: wordsQuery(80).optional().meta({ description: "Only in this currency; nothing is converted." }),
      category: wordsQuery(120).optional().meta({ description: "Only of this word of the price lists." }),
      service: providerIdSchema.optional().meta({ description: "Only of this service." }),
      instance: providerIdSchema.optional().meta({ description: "Only at this instance." }),
    }),
    answers: { 200: json("A page, in the order of services and instances.", checkpointed(listOf(offerSchema))) },
    problems: PINNED,
  },
  payCheck: {
    id: "payCheck",
    method: "get",
    path: "/api/v1/paycheck",
    summary: "Before you pay: within your limit, split it, or don't; and whether the address is the provider's own",
    tag: "providers",
    access: "public",
    query: z.object({
      ...asOfQuery,
      provider: providerIdSchema,
      amount: moneyText.meta({ description: "What you would pay." }),
      loss: moneyText.meta({ description: "What you could lose at one blow without harm. Nothing is presumed." }),
      currency: z
        .string()
        .max(80, { abort: true })
        .meta({ description: "One of the provider's prices; nothing is converted." }),
      address: addressText.optional().meta({ description: "The address that you were told to pay." }),
      instance: providerIdSchema.optional().meta({
        description:
          "Of a service: where you would buy its tokens. Left out: its only seller, or the riskiest of several.",
      }),
    }),
    answers: { 200: json("The verdict and all that it rests on.", checkpointed(oneOf(payCheckSchema))) },
    problems: [...PINNED, "not-an-amount", "unknown-currency", "no-model"],
  },
  checkAddress: {
    id: "checkAddress",
    method: "get",
    path: "/api/v1/addresscheck",
    summary: "Whether a provider has disclosed the address that somebody was told to pay",
    tag: "providers",
    access: "public",
    query: z.object({ ...asOfQuery, provider: providerIdSchema, address: addressText }),
    answers: { 200: json("What its custody disclosures say.", checkpointed(oneOf(addressCheckSchema))) },
    problems: PINNED,
  },
} as const satisfies Record<string, Endpoint>;
