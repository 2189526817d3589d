/**
 * What an index observes of a provider by itself (`peer.observation` about a provider): its own word, signed by its
 * statement key. Each body says what was seen, never what follows from it; that the fold and the reader decide.
 */
import { z } from "zod";
import { base64UrlOf, code, didKey, domainName, hexHash, httpsAddress, instantText } from "./fields.ts";

/** What stands in a DNS record, and as text of the well-known file: which provider of which log the name's owner means. */
export function nameRecord(providerId: string, log: string): string {
  return `touchstone=${providerId};log=${log}`;
}

/** Of the TXT record, below the domain. */
export const NAME_DNS_LABEL = "_touchstone";
export const NAME_FILE_PATH = "/.well-known/touchstone-provider.json";

// Visible ASCII: records and addresses are compared, not read.
const ascii = (max: number) =>
  z
    .string()
    .max(max, { abort: true })
    .regex(/^[ -~]+$/, "Must be printable ASCII.");
const count = z.int().min(0).max(1_000_000);

/** `none`: an answer came, and it was not there. `no-answer`: nothing came that could be judged. */
const lookOutcome = z.enum(["found", "none", "no-answer"]);

export const nameDnsBody = z.strictObject({
  type: z.literal("name-dns"),
  domain: domainName,
  outcome: lookOutcome,
  /** The record that names this log, as it came. */
  record: ascii(300).optional(),
});

export const nameFileBody = z.strictObject({
  type: z.literal("name-file"),
  url: httpsAddress,
  outcome: lookOutcome,
  /** The file's words as a record. */
  record: ascii(300).optional(),
});

export const probeBody = z.strictObject({
  type: z.literal("probe"),
  url: httpsAddress,
  from: instantText,
  to: instantText,
  looks: count.min(1),
  answered: count,
  /** Of the looks that were answered. */
  latencyMs: z.strictObject({ p50: count, p95: count }).optional(),
  /** Of the newest looks, which is why it was recorded. */
  state: z.enum(["answers", "silent"]),
});

export const paymentMethodsBody = z.strictObject({
  type: z.literal("payment-methods"),
  url: httpsAddress,
  outcome: lookOutcome,
  methods: z.array(z.strictObject({ coin: ascii(40), environment: ascii(40), address: ascii(200) })).max(64),
});

export const securityTxtBody = z.strictObject({
  type: z.literal("security-txt"),
  url: httpsAddress,
  outcome: lookOutcome,
  contacts: z.array(ascii(300)).max(8),
  expires: instantText.optional(),
  sha256: hexHash.optional(),
});

export const keyDirectoryBody = z.strictObject({
  type: z.literal("key-directory"),
  url: httpsAddress,
  outcome: lookOutcome,
  /** Ed25519 keys of the directory. */
  keys: z.array(didKey).max(64),
});

export const RE_EXECUTION = "re-execution";

/**
 * What came out when this index ran attached evidence again. `evidence`: hash of the statement that attached it, `by`: thumbprint
 * of who did. `exchange` names the answer whoever attaches it, `signedAt` is its own time; null: nothing that could be read.
 */
export const reExecutionBody = z.strictObject({
  type: z.literal(RE_EXECUTION),
  evidence: hexHash,
  by: base64UrlOf(32),
  outcome: z.enum(["agrees", "differs", "cannot-check"]),
  reason: code.nullable(),
  exchange: hexHash.nullable(),
  signedAt: instantText.nullable(),
});
export type ReExecutionBody = z.infer<typeof reExecutionBody>;

export const providerObservationBody = z.discriminatedUnion("type", [
  nameDnsBody,
  nameFileBody,
  probeBody,
  paymentMethodsBody,
  securityTxtBody,
  keyDirectoryBody,
]);
export type ProviderObservationBody = z.infer<typeof providerObservationBody>;
export type ObservationType = ProviderObservationBody["type"];
export type ObservationOf<Type extends ObservationType> = Extract<ProviderObservationBody, { type: Type }>;
