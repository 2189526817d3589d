/** Who governs the index and by which rules, as the read API shows it: administrators, maintainers, the policy. */
import { z } from "zod";
import { SEAT_STATES } from "#lib/dispute/dispute.ts";
import { MAINTAINER_STATES } from "#lib/state/governance/maintainer-state.ts";
import { policySchema as policyDocument } from "#lib/statement/bodies.ts";
import { INTEREST_RELATIONS } from "#lib/statement/dispute-words.ts";
import { caseIdSchema, didSchema, hashSchema, sizeSchema, timeSchema } from "./common.ts";
import { aggregate } from "./entries.ts";

export const personSchema = z
  .object({
    did: didSchema,
    name: z.string().nullable().meta({ description: "As registered; null: this did:key is no participant." }),
  })
  .meta({ id: "Person" });
export type Person = z.infer<typeof personSchema>;

export const adminsSchema = z
  .object({
    admins: z.array(personSchema),
    threshold: z.number().int().meta({ description: "So many of them must agree to an act." }),
  })
  .meta({ id: "Admins" });
export type AdminsView = z.infer<typeof adminsSchema>;

const actSchema = z.object({ entry: sizeSchema, at: timeSchema });

export const maintainerSchema = z
  .object({
    did: didSchema,
    name: z.string().nullable().meta({ description: "As registered; null: not registered, so that it cannot accept." }),
    state: z.enum(MAINTAINER_STATES).meta({
      description:
        "At the time of `as_of`. appointed: has not accepted. no-interests: has stated none. ready: can be drawn. stale: its interests are older than 180 days. resting: left a seat empty lately. removed.",
    }),
    appointed: actSchema,
    accepted: actSchema.nullable(),
    removed: actSchema.nullable(),
    interests: z
      .object({
        organisation: z.string().nullable(),
        related: z.array(
          z.object({
            party: z.string().meta({ description: "A provider's id, or somebody's did:key." }),
            how: z.enum(INTEREST_RELATIONS),
          }),
        ),
        categories: z.array(z.string()).meta({ description: "Of services that it offers itself." }),
        entry: sizeSchema,
        at: timeSchema,
        stale_from: timeSchema,
      })
      .nullable()
      .meta({ description: "As it last stated them itself; what it left out has ended." }),
    resting_until: timeSchema.nullable(),
    seats: z
      .object({
        asked: sizeSchema,
        accepted: sizeSchema,
        declined: sizeSchema,
        recused: sizeSchema,
        no_show: sizeSchema,
        voted: sizeSchema,
        dissented: sizeSchema,
      })
      .meta({ description: "Of all the panels for which it was drawn." }),
    key: z.string(),
    ...aggregate,
  })
  .meta({ id: "Maintainer", description: "Somebody who decides cases that machines cannot." });
export type MaintainerView = z.infer<typeof maintainerSchema>;

const drawOfSchema = z
  .object({
    case: caseIdSchema,
    round: sizeSchema.meta({ description: "1: the first panel; above: of an appeal, or of the case reopened." }),
    drawn_at: timeSchema,
    entry: sizeSchema,
    state: z.enum(SEAT_STATES).meta({ description: "Of its seat, as of the last entry about it." }),
  })
  .meta({ id: "DrawOf" });
export type DrawOf = z.infer<typeof drawOfSchema>;

export const maintainerWithDrawsSchema = maintainerSchema
  .extend({
    draws: z.array(drawOfSchema).meta({ description: "For which cases it was drawn, newest first, at most 200." }),
  })
  .meta({ id: "MaintainerWithDraws" });
export type MaintainerWithDraws = z.infer<typeof maintainerWithDrawsSchema>;

export const policyViewSchema = z
  .object({
    in_force: z.object({
      policy: policyDocument,
      hash: hashSchema.nullable().meta({ description: "Of its announcement; null: the first entry's." }),
      entry: sizeSchema.meta({ description: "Which put it in force." }),
      at: timeSchema,
    }),
    announced: z
      .object({
        policy: policyDocument,
        hash: hashSchema,
        draw_chain_end: hashSchema.nullable().meta({ description: "Of another chain of draws; null: it stays." }),
        entry: sizeSchema,
        at: timeSchema,
        not_before: timeSchema.meta({ description: "It cannot be put in force sooner." }),
      })
      .nullable()
      .meta({ description: "The newest announcement; a newer one takes its place, and its notice begins anew." }),
    history: z.array(z.object({ hash: hashSchema, entry: sizeSchema, at: timeSchema })).meta({
      description: "Every activation, oldest first.",
    }),
    draw_chain: z
      .object({ end: hashSchema, since: timeSchema })
      .nullable()
      .meta({ description: "Out of which panels are drawn; null: none is set." }),
  })
  .meta({ id: "PolicyState", description: "Clocks, panels and budgets, and what is announced of them." });
export type PolicyView = z.infer<typeof policyViewSchema>;
