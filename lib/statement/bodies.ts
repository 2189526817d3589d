/** Body schemas of the kinds that are not disclosures. Strict: an unknown field is refused, never ignored. */
import { z } from "zod";
import { parseVkey } from "#lib/log/vkey.ts";
import { disputeRulesSchema } from "./dispute-rules.ts";
import {
  base64UrlOf,
  didKey,
  domainName,
  hexHash,
  httpsAddress,
  instantText,
  line,
  originText,
  providerId,
  textOf,
} from "./fields.ts";
import { controlThreshold } from "./organisation-bodies.ts";

/** What a key may be used for; one purpose per key, for ever. */
export const KEY_PURPOSES = ["control", "response", "disclosure", "token", "report"] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

export function isKeyPurpose(value: unknown): value is KeyPurpose {
  return KEY_PURPOSES.some((purpose) => purpose === value);
}

/** What `clock.record` can record: a key became active (a recovery included), or its overlap ended. */

const count = (least: number, most: number) => z.int().min(least).max(most);

/** Numbers that the fold and the intake read; hard bounds hold whatever an index decides. */
export const policySchema = z.strictObject({
  budgets: z.strictObject({
    registeredPerHour: count(1, 10_000_000),
    unregisteredPerHour: count(1, 10_000_000),
    addressPerMinute: count(1, 10_000_000),
    unregisteredPerAddressPerHour: count(1, 10_000_000),
  }),
  /** Logs (vkeys) whose receipts count as signs of life for whoever was refused here. */
  peers: z
    .array(textOf(400, "Must be the vkey of a log.", (text) => parseVkey(text)?.type === "ed25519"))
    .max(16)
    .exactOptional(),
  /** Panels and clocks of disputes; absent: the presets. */
  disputes: disputeRulesSchema.exactOptional(),
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

/** The new operator agrees by `cosign`. */
export const providerTransferBody = z.strictObject({ to: didKey });

export const LINK_RELATIONS = ["sells-tokens-of", "same-owner", "same-custody", "same-host"] as const;
export type LinkRelation = (typeof LINK_RELATIONS)[number];

/** The operator of the other provider agrees by `cosign`; either ends it alone. */
export const providerLinkBody = z.strictObject({
  other: providerId,
  relation: z.enum(LINK_RELATIONS),
  ended: z.literal(true).optional(),
});

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

/**
 * What time makes due of a provider: a heartbeat's silence (`suspend` after 72 h, `fail` after 14 d), a disclosure's age
 * (`stale/<type>`, `long-stale/<type>`), an incident without its full report (`overdue/<incident>`).
 */
const PROVIDER_TRANSITION = /^(suspend|fail|(stale|long-stale|overdue)\/[a-z0-9][a-z0-9_-]{1,39})$/;

/** What time makes due of a case: lib/dispute/advance.ts says what each is. */
const CASE_TRANSITION = /^(silence|rule|close|expire|seats|votes|reveals|hand-over|final)$/;

/** What time makes due of each aggregate: of a key its activation (a recovery's included) and the end of its overlap. */
const CLOCKED = [
  { aggregate: /^key:[A-Za-z0-9_-]{43}$/, transition: /^(activate|retire)$/ },
  { aggregate: /^provider:prv_[a-z2-7]{26}$/, transition: PROVIDER_TRANSITION },
  { aggregate: /^proposal:[0-9a-f]{64}$/, transition: /^lapse$/ },
  { aggregate: /^index$/, transition: /^outage$/ },
  { aggregate: /^case:case_[a-z2-7]{26}$/, transition: CASE_TRANSITION },
];

/** `since`: only of an outage, which is no deadline but a span that ended at `deadline`. */
export const clockRecordBody = z
  .strictObject({
    aggregate: textOf(
      100,
      "Must be the aggregate key of a signing key, a provider, a proposal, a case or the index.",
      (key) => CLOCKED.some((clock) => clock.aggregate.test(key)),
    ),
    transition: z.string().max(60, { abort: true }),
    deadline: instantText,
    since: instantText.optional(),
  })
  .superRefine(({ aggregate, transition, since }, context) => {
    const clock = CLOCKED.find((one) => one.aggregate.test(aggregate));
    if (clock?.transition.test(transition) === false)
      context.addIssue({ code: "custom", path: ["transition"], message: "Not a transition of this aggregate." });
    if ((since !== undefined) !== (transition === "outage"))
      context.addIssue({ code: "custom", path: ["since"], message: "An outage, and nothing else, has a beginning." });
  });
