/** The key directory of a provider, and proposals that wait for more signatures. */
import { z } from "zod";
import {
  asOfSchema,
  didSchema,
  documentSchema,
  hashSchema,
  sizeSchema,
  thumbprintSchema,
  timeSchema,
} from "./common.ts";

const seconds = z.number().int().meta({ description: "Seconds since 1970." });

const directoryKeySchema = z
  .object({
    kty: z.literal("OKP"),
    crv: z.literal("Ed25519"),
    x: z.string().meta({ description: "The public key's 32 bytes, base64url." }),
    kid: thumbprintSchema,
    use: z.literal("sig"),
    alg: z.literal("EdDSA"),
    iat: seconds.meta({ description: "Published." }),
    nbf: seconds.optional().meta({ description: "Signs from here on." }),
    exp: seconds.optional().meta({ description: "Signs no more from here on." }),
    revoked: z.object({ revoked_at: seconds, reason: z.string(), compromised_since: timeSchema.nullable() }).optional(),
    purpose: z.enum(["control", "response", "disclosure", "token", "report"]),
    state: z.enum(["proven", "pending", "active", "retiring", "retired", "revoked"]),
    participant: didSchema.meta({
      description: "Who published it: of an earlier operator, where that is not the present one.",
    }),
    flags: z.array(z.object({ by: didSchema, entry: sizeSchema, at: timeSchema })).meta({
      description: "Maintainers who warn of it, with the entry that says why. Nothing else follows from that.",
    }),
  })
  .meta({ id: "DirectoryKey", description: "A JSON Web Key (RFC 8037) with its life." });

const directory = {
  keys: z.array(directoryKeySchema).meta({ description: "Keys that sign now, or will after their wait." }),
  past_keys: z.array(directoryKeySchema).meta({
    description:
      "Keys that sign no more, disclosure keys of an earlier operator among them: they verify what they signed before.",
  }),
  recovery: z
    .object({
      kid: thumbprintSchema,
      announced_at: timeSchema,
      entry: sizeSchema,
      in_force_from: timeSchema,
    })
    .nullable()
    .meta({
      description:
        "An account key of the operator that its recovery key announced and that is not in force yet; the spare key can veto it until then.",
    }),
  history: z.array(
    z.object({
      kid: thumbprintSchema,
      event: z.enum(["published", "active", "retiring", "retired", "revoked"]),
      at: timeSchema,
      entry: sizeSchema.nullable().meta({ description: "Null: time alone brought it about." }),
    }),
  ),
};

export const keyDirectorySchema = z.object(directory).meta({
  id: "KeyDirectory",
  description: "The provider's keys and its operator's account keys (purpose `control`).",
});
export const keySetSchema = z
  .object({ ...directory, as_of: asOfSchema })
  .meta({ id: "KeySet", description: "A JSON Web Key Set (RFC 7517) with the keys that have ended and the history." });

export const proposalStandingSchema = z
  .object({
    statement: hashSchema,
    state: z.enum(["open", "carried", "lapsed"]).meta({ description: "At the time of `as_of`, recorded or not." }),
    proposed_in: sizeSchema,
    lapses_at: timeSchema,
    not_before: timeSchema
      .nullable()
      .meta({ description: "Earlier the last signature is void; null: it counts at once." }),
    carried_in: sizeSchema.nullable().meta({ description: "The entry that completed it." }),
    consents: z.array(
      z.object({
        of: z.string().meta({ description: "A participant's did:key, or `index-admins`." }),
        needed: z.number().int(),
        signed: z.array(z.string()).meta({ description: "Thumbprints of control keys; dids of admins." }),
        missing: z.number().int().meta({ description: "Signatures that are wanting, by the keys that sign now." }),
      }),
    ),
  })
  .meta({
    id: "ProposalStanding",
    description: "Who has signed an act that several keys must agree to, and who must still.",
  });
export type ProposalStanding = z.infer<typeof proposalStandingSchema>;

export const proposalSchema = z
  .object({
    statement: hashSchema,
    key: z.string(),
    issuer: didSchema,
    standing: proposalStandingSchema,
    form: documentSchema.meta({
      description: "The aggregate's canonical form, with what is proposed while it is open.",
    }),
    digest: hashSchema,
    chain_head: hashSchema,
    chain_length: sizeSchema,
    from_size: sizeSchema,
  })
  .meta({ id: "Proposal", description: "An act that waits for the signatures of more keys." });
