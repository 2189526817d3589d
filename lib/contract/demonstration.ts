/** What a demonstration says of itself: its invented world, and who a visitor may act as. Public, keys and all. */
import { z } from "zod";
import { timeSchema } from "./common.ts";

export const demoPersonaSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** What a visitor may do as this one, in a few words: operator, maintainer, reporter. */
  role: z.string(),
  words: z.string(),
  did: z.string(),
  /** 32 bytes, base64url: it follows from the world's seed and is no secret. */
  seed: z.string(),
});

/** As its author keeps it, with the text of the code. */
const demoPromiseSchema = z.object({
  name: z.string(),
  summary: z.string(),
  code: z.string(),
  definition: z.record(z.string(), z.unknown()),
});
export type DemoPromise = z.infer<typeof demoPromiseSchema>;

/** A service of the world that really runs beside the site, answers whoever calls it, and lies each time. */
export const demoLiarSchema = z.object({
  provider: z.string(),
  name: z.string(),
  /** 32 bytes, base64url: signs its answers. */
  key: z.string(),
  promised: demoPromiseSchema,
  /** A question for it. */
  asks: z.object({ method: z.string(), path: z.string(), body: z.string(), contentType: z.string() }),
});
export type DemoLiar = z.infer<typeof demoLiarSchema>;

/** Two more indexes that run beside the site, the market that they and it know, and whose services really answer. */
export const demoNeighboursSchema = z.object({
  indexes: z.array(
    z.object({
      name: z.string(),
      origin: z.string(),
      /** Of its log. */
      vkey: z.string(),
      /** It names whoever pays it. */
      is_paid: z.boolean(),
    }),
  ),
  market: z.object({ category: z.string(), unit: z.string(), currency: z.string() }),
  promised: demoPromiseSchema,
  services: z.array(
    z.object({
      provider: z.string(),
      name: z.string(),
      /** 32 bytes, base64url: signs its answers. */
      key: z.string(),
      lies: z.boolean(),
    }),
  ),
  /** Id of the service that pays. */
  pays: z.string(),
  /** 64 hex digits: by which the agent that asks all of them draws. Public, so that each of its draws can be checked. */
  agent_seed: z.string(),
});
export type DemoNeighbours = z.infer<typeof demoNeighboursSchema>;

const demoStorySchema = z.object({
  id: z.string(),
  title: z.string(),
  words: z.string(),
  /** Where it can be seen, in words; paths of this site in backticks. Empty in worlds of before. */
  shows: z.string().default(""),
  /** Pages on which it shows, as paths of this site. */
  links: z.array(z.object({ label: z.string(), path: z.string() })),
});

/** In hundredths of a percent of what each user said that losing would not hurt. */
const demoLossSchema = z.object({
  /** Most of anybody at one blow, and within a year. */
  worst_blow: z.int(),
  worst_year: z.int(),
  /** Of all together, for each year. */
  mean_year: z.int(),
  users: z.int(),
});

export const demoLossesSchema = z.object({
  kept_limits: demoLossSchema,
  went_by_price: demoLossSchema,
  went_by_size: demoLossSchema,
});
export type DemoLosses = z.infer<typeof demoLossesSchema>;

export const demoWorldSchema = z.object({
  /** Everything follows from it: the same seed is the same log. */
  seed: z.string(),
  start: timeSchema,
  /** The end of what was seeded. */
  now: timeSchema,
  /** The last event that is planned. */
  end: timeSchema,
  personas: z.array(demoPersonaSchema),
  stories: z.array(demoStorySchema),
  /** When each case that is prepared for a visitor takes the last ballot, in order; none in worlds of before. */
  seats: z.array(z.object({ from: timeSchema, until: timeSchema })).default([]),
  liar: demoLiarSchema,
  /** Null in a world that was made before there were any. */
  neighbours: demoNeighboursSchema.nullable().default(null),
  /** What users lost by the end of what was seeded, computed from what its log shows; null before. */
  losses: demoLossesSchema.nullable(),
});
export type DemoWorld = z.infer<typeof demoWorldSchema>;
export type DemoPersona = z.infer<typeof demoPersonaSchema>;

/** `genesis`: entry 0. `keys`: seeds of the index's keys by purpose. All base64url. */
const demoIndexSchema = z.object({ genesis: z.string(), keys: z.record(z.string(), z.string()) });

/** What a new data folder is founded with. */
export const demoFoundingSchema = z.object({
  world: demoWorldSchema,
  ...demoIndexSchema.shape,
  /** Seeds of its witnesses by name; base64url. */
  witnesses: z.record(z.string(), z.string()),
  neighbours: z.record(z.string(), demoIndexSchema),
});
export type DemoFounding = z.infer<typeof demoFoundingSchema>;
