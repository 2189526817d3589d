/** What would make a provider's tier better, each way tried by the code that rates. */
import { z } from "zod";
import type { Way, WaysUp } from "#lib/reputation/ways-up.ts";
import { hashSchema, providerIdSchema, sizeSchema } from "./common.ts";
import { dateOfDay } from "./mark-views.ts";
import { dateSchema, tierSchema } from "./marks.ts";

const actSchema = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("lift").meta({ description: "Mends what bounds the tier, whatever its points." }),
    rule: z.enum(["stale", "suspended", "failed"]),
    of: z.array(z.string()).meta({ description: "Of `stale`: the disclosures to renew." }),
  }),
  z.object({ act: z.literal("steps"), steps: z.number().int().meta({ description: "Shows so many of the four." }) }),
  z.object({
    act: z.literal("coverage"),
    percent: z.number().int().meta({ description: "Proves that it holds at least that of what it owes, every month." }),
  }),
  z.object({ act: z.literal("heartbeat").meta({ description: "Arms its heartbeat and keeps it going." }) }),
  z.object({ act: z.literal("audits").meta({ description: "Strangers check it on five days of seven." }) }),
  z.object({ act: z.literal("wait").meta({ description: "Nothing but time." }) }),
]);

const waySchema = z
  .object({
    acts: z.array(actSchema).meta({ description: "All done on the day of the marks, and kept up." }),
    tier: tierSchema,
    day: dateSchema.meta({ description: "First day with that tier." }),
    days_ahead: z.number().int().min(0),
    clean_checks: z.number().int().min(0).meta({ description: "New ones by that day, of which none finds anything." }),
  })
  .meta({ id: "Way" });

export const waysSchema = z
  .object({
    id: providerIdSchema,
    day: dateSchema.meta({ description: "Of the marks that are changed." }),
    size: sizeSchema,
    digest: hashSchema,
    from: tierSchema,
    is_shut: z.boolean().meta({ description: "By the marks of the day; the ways then are those that open it again." }),
    goal: tierSchema.nullable().meta({ description: "The least tier that would be better; null: nothing is above." }),
    ways: z.array(waySchema).meta({ description: "The soonest first; none: not within three years." }),
    rated: waySchema.nullable().meta({ description: "Of who is unrated: the soonest to a tier that is no worse." }),
    rated_e: waySchema
      .nullable()
      .meta({ description: "Of who is unrated and has faults: what rates it, and rates it E." }),
    faded: waySchema.nullable().meta({
      description: "Of who is E: when evidence has faded so far that nothing is rated, which is no better.",
    }),
  })
  .meta({ id: "WaysUp" });
export type WaysView = z.infer<typeof waysSchema>;

/** `day`: whole UTC days since 1970-01-01, of the marks. */
export function waysView(
  { from, isShut, goal, ways, rated, ratedE, faded }: WaysUp,
  day: number,
): Omit<WaysView, "id" | "size" | "digest"> {
  const wayView = ({ acts, tier, day: then, audits }: Way): WaysView["ways"][number] => ({
    acts: acts.map((act) => (act.act === "lift" ? { ...act, of: [...act.of] } : act)),
    ...{ tier, day: dateOfDay(then), days_ahead: then - day, clean_checks: audits },
  });
  return {
    ...{ day: dateOfDay(day), from, is_shut: isShut, goal, ways: ways.map(wayView) },
    ...{ rated: rated && wayView(rated), rated_e: ratedE && wayView(ratedE), faded: faded && wayView(faded) },
  };
}
