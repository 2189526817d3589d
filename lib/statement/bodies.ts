/** Body schemas of the kinds that are not disclosures. Strict: an unknown field is refused, never ignored. */
import { z } from "zod";
import { base64UrlOf, didKey, domainName, hexHash, httpsAddress, instantText, line, originText } from "./fields.ts";
import { controlThreshold } from "./organisation-bodies.ts";

/** What a key may be used for; one purpose per key, for ever. */
export const KEY_PURPOSES = ["control", "response", "disclosure", "token", "report"] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

export function isKeyPurpose(value: unknown): value is KeyPurpose {
  return KEY_PURPOSES.some((purpose) => purpose === value);
}

/** What `clock.record` can record: a key became active (a recovery included), its overlap ended, a proposal lapsed. */
export const TRANSITIONS = ["activate", "retire", "lapse"] as const;
export type Transition = (typeof TRANSITIONS)[number];

const count = (least: number, most: number) => z.int().min(least).max(most);

/** Numbers that the fold and the intake read; hard bounds hold whatever an index decides. */
export const policySchema = z.strictObject({
  budgets: z.strictObject({
    registeredPerHour: count(1, 10_000_000),
    unregisteredPerHour: count(1, 10_000_000),
    addressPerMinute: count(1, 10_000_000),
    unregisteredPerAddressPerHour: count(1, 10_000_000),
  }),
});
export type Policy = z.infer<typeof policySchema>;

const admins = z
  .array(didKey)
  .min(1)
  .max(32)
  .refine((list) => new Set(list).size === list.length, "Each admin once.");

export const genesisBody = z.strictObject({
  origin: originText,
  logKey: didKey,
  promiseKey: didKey,
  answerKey: didKey,
  witnessKey: didKey,
  statementKey: didKey,
  admins,
  threshold: count(1, 32),
  policy: policySchema,
  foldVersion: count(0, 1_000_000),
  modelHash: hexHash.nullable(),
  verifierSha256: hexHash.nullable(),
  drawChainEnd: hexHash.nullable(),
});

export const indexKeyBody = z
  .strictObject({
    promiseKey: didKey.optional(),
    answerKey: didKey.optional(),
    witnessKey: didKey.optional(),
    statementKey: didKey.optional(),
    verifierSha256: hexHash.optional(),
    admins: admins.optional(),
    threshold: count(1, 32).optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "Must change something.");

export const participantRegisterBody = z.strictObject({
  displayName: line(80),
  nextKeyDigest: hexHash.optional(),
  recoveryKey: didKey.optional(),
});

export const participantUpdateBody = z
  .strictObject({
    displayName: line(80).optional(),
    nextKeyDigest: hexHash.nullable().optional(),
    recoveryKey: didKey.nullable().optional(),
    threshold: controlThreshold.optional(),
    publicKey: didKey.optional(),
  })
  .refine((body) => Object.keys(body).some((field) => field !== "publicKey"), "Must change something.");

export const nameProofSchema = z.strictObject({ publicKey: didKey, signature: base64UrlOf(64) });

const listing = {
  kind: z.enum(["instance", "service"]),
  name: line(80),
  domain: domainName.optional(),
  address: httpsAddress.optional(),
  /** Consent: the index may look at the address, at security.txt and at the key directory by itself. */
  observe: z.boolean().optional(),
  /** Where the provider publishes its keys as a JSON Web Key Set. */
  keyDirectory: httpsAddress.optional(),
};

const nameProofs = z.array(nameProofSchema).min(1).max(4);

export const providerRegisterBody = z.strictObject({ ...listing, proofs: nameProofs.optional() });

export const providerUpdateBody = z
  .strictObject({
    name: line(80).optional(),
    domain: domainName.nullable().optional(),
    address: httpsAddress.nullable().optional(),
    observe: z.boolean().optional(),
    keyDirectory: httpsAddress.nullable().optional(),
    proofs: nameProofs.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "Must change something.");

/** `providerKey` is the key that the provider is named by; `proof` is its proof of name for this operator. */
export const providerClaimBody = z.strictObject({ ...listing, providerKey: didKey, proof: base64UrlOf(64) });

export const keyAddBody = z.strictObject({
  purpose: z.enum(KEY_PURPOSES),
  newKey: didKey,
  proof: base64UrlOf(64),
  publicKey: didKey.optional(),
});

export const keyRevokeBody = z
  .strictObject({
    thumbprint: base64UrlOf(32),
    reason: z.enum(["superseded", "ceased", "compromised"]),
    compromisedSince: instantText.optional(),
    publicKey: didKey.optional(),
  })
  .refine((body) => body.compromisedSince === undefined || body.reason === "compromised", {
    path: ["compromisedSince"],
    message: "Only a compromised key has a time since which it is compromised.",
  });

export const keyRetireBody = z.strictObject({
  thumbprint: base64UrlOf(32),
  /** End of the overlap: from this log time on the key signs no more. */
  retiresAt: instantText,
  publicKey: didKey.optional(),
});

export const keyRecoverBody = z.strictObject({
  newKey: didKey,
  proof: base64UrlOf(64),
  /** The spare key that comes with the recovered control key; without it the account has none. */
  nextKeyDigest: hexHash.optional(),
  publicKey: didKey,
});

export const clockRecordBody = z.strictObject({
  aggregate: z
    .string()
    .regex(
      /^(key:[A-Za-z0-9_-]{43}|proposal:[0-9a-f]{64})$/,
      "Must be the aggregate key of a signing key or a proposal.",
    ),
  transition: z.enum(TRANSITIONS),
  deadline: instantText,
});
