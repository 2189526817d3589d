/** What the index saw of a provider, and what its operator may ask it to look at. */
import { z } from "zod";
import { providerIdSchema, sizeSchema, timeSchema } from "./common.ts";

const seenIn = { entry: sizeSchema, logged_at: timeSchema };
const outcomeSchema = z.enum(["found", "none", "no-answer"]);

const nameSeenSchema = z.object({
  state: z.enum(["proven", "lapsed", "none"]),
  place: z.string().nullable().meta({ description: "Where the index looks; null without a domain." }),
  until: timeSchema.nullable().meta({ description: "When the proof lapses unless it is seen again." }),
  seen_in: sizeSchema.nullable().meta({ description: "The entry of the last look that found it." }),
  missed_in: sizeSchema.nullable().meta({ description: "The entry of the last look that did not, when it is newer." }),
});

export const paymentMethodSchema = z.object({
  coin: z.string(),
  environment: z.string(),
  address: z.string(),
  disclosed: z.boolean().meta({ description: "Whether the provider's custody disclosure names this address." }),
  chains: z.array(z.string()).meta({ description: "For which chains the disclosure names it: perhaps for others." }),
});

/** `disclosed`: a later custody disclosure named it; `no-longer-told`: the provider stopped telling its users. */
export const undisclosedSchema = z.object({
  coin: z.string(),
  environment: z.string(),
  address: z.string(),
  since: z.object(seenIn),
  ended: z.object({ ...seenIn, by: z.enum(["disclosed", "no-longer-told"]) }).nullable(),
});

export const lookAlikeSchema = z
  .object({ id: providerIdSchema, name: z.string() })
  .meta({ id: "LookAlike", description: "A proven provider whose name another one can be taken for." });
export type LookAlike = z.infer<typeof lookAlikeSchema>;

export const providerObservationsSchema = z
  .object({
    id: providerIdSchema,
    name: z.object({
      proven: z.boolean(),
      by_key: z.array(z.string()),
      dns: nameSeenSchema,
      file: nameSeenSchema,
      record: z.string().meta({ description: "What the DNS record must say." }),
    }),
    look_alikes: z
      .array(lookAlikeSchema)
      .meta({ description: "Proven providers whose name this one can be taken for." }),
    probe: z
      .object({
        ...seenIn,
        state: z.enum(["answers", "silent"]),
        from: timeSchema,
        to: timeSchema,
        looks: sizeSchema,
        answered: sizeSchema,
        latency_ms: z.object({ p50: sizeSchema, p95: sizeSchema }).nullable(),
      })
      .nullable(),
    payment_methods: z
      .object({
        ...seenIn,
        outcome: outcomeSchema.meta({ description: "Of the newest look." }),
        told_in: sizeSchema.nullable().meta({
          description: "The entry of the last look that found a list of methods; null: none did.",
        }),
        methods: z.array(paymentMethodSchema).meta({ description: "As last found: no answer takes nothing back." }),
        alarm: z.boolean().meta({
          description: "The provider tells its users to pay to an address that it has not disclosed.",
        }),
        undisclosed: z.array(undisclosedSchema).meta({
          description: "Every address that was told while it was not disclosed, newest first: what ended stays.",
        }),
      })
      .nullable(),
    security_txt: z
      .object({
        ...seenIn,
        outcome: outcomeSchema,
        contacts: z.array(z.string()),
        expires: timeSchema.nullable(),
        agrees: z.boolean().nullable().meta({
          description: "Whether it names the security contact of the disclosure; null when one of the two is missing.",
        }),
      })
      .nullable(),
    key_directory: z
      .object({
        ...seenIn,
        outcome: outcomeSchema,
        only_there: z.array(z.string()).meta({ description: "Keys of the directory that the log does not know." }),
        only_here: z.array(z.string()).meta({ description: "Keys in force here that the directory does not name." }),
      })
      .nullable(),
  })
  .meta({ id: "ProviderObservations", description: "This index's own word: what it saw, and what follows." });
export type ProviderObservations = z.infer<typeof providerObservationsSchema>;

export const providerChecksSchema = z
  .object({
    asked: z.boolean().meta({ description: "A look was asked for and has not been taken yet." }),
    again_at: timeSchema.nullable().meta({ description: "When a look may be asked for again; null: now." }),
    checks: z.array(
      z.object({
        type: z.string(),
        place: z.string(),
        outcome: outcomeSchema,
        looked_at: timeSchema,
        next_at: timeSchema,
      }),
    ),
  })
  .meta({ id: "ProviderChecks" });
export type ProviderChecks = z.infer<typeof providerChecksSchema>;
