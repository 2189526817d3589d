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

/** A service of the world that really runs beside the site, answers whoever calls it, and lies each time. */
export const demoLiarSchema = z.object({
  provider: z.string(),
  name: z.string(),
  /** 32 bytes, base64url: signs its answers. */
  key: z.string(),
  /** What it has promised, as its author keeps it, with the text of the code. */
  promised: z.object({
    name: z.string(),
    summary: z.string(),
    code: z.string(),
    definition: z.record(z.string(), z.unknown()),
  }),
  /** A question for it. */
  asks: z.object({ method: z.string(), path: z.string(), body: z.string(), contentType: z.string() }),
});
export type DemoLiar = z.infer<typeof demoLiarSchema>;

const demoStorySchema = z.object({
  id: z.string(),
  title: z.string(),
  words: z.string(),
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
  /** What users lost by the end of what was seeded, computed from what its log shows; null before. */
  losses: demoLossesSchema.nullable(),
});
export type DemoWorld = z.infer<typeof demoWorldSchema>;
export type DemoPersona = z.infer<typeof demoPersonaSchema>;

/** What a new data folder is founded with. */
export const demoFoundingSchema = z.object({
  world: demoWorldSchema,
  /** Entry 0, base64url. */
  genesis: z.string(),
  /** Seeds of the index's keys by purpose, and of its witnesses by name; base64url. */
  keys: z.record(z.string(), z.string()),
  witnesses: z.record(z.string(), z.string()),
});
export type DemoFounding = z.infer<typeof demoFoundingSchema>;
