/**
 * The evidence bundle, `touchstone/evidence/1`: everything that a stranger needs to check one claim against a provider,
 * in one file (docs/protocol/evidence.md). Canonical JSON; what stands in it verifies without the network.
 */
import { z } from "zod";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject, type Places, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { didKey, paragraph, providerId } from "#lib/statement/fields.ts";
import { refusalBy } from "#lib/statement/schema-refusal.ts";
import { type Exchange, keepBody, readExchange } from "../exchange.ts";
import { BUNDLE_RULES } from "../rules.ts";
import { CLAIM_KIND_NAMES, CLAIM_KINDS, type ClaimKind } from "./claim-kinds.ts";
import { notSecretSchema } from "./not-secret.ts";
import { receiptIn } from "./receipt-in.ts";

export const BUNDLE_SCHEMA = "touchstone/evidence/1";

/** Longest bundle in bytes, as canonical JSON and as the files of its zip form together. */
export const BUNDLE_MAX_BYTES = 4 * 1_048_576;

/** Most entries of one key's history. */
export const KEY_EVENTS_MAX = 32;

const LIMITS = { maxBytes: BUNDLE_MAX_BYTES, maxDepth: 40, maxKeys: 20_000 };

const whom = z.union([providerId, didKey]);
/** A document of a form of its own, read by its own parser. */
const document = z.record(z.string(), z.unknown());
/** A hash in base64 with padding. */
const hashText = z.string().regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, "Must be the base64 of 32 bytes.");
const receipts = (most: number) => z.array(document).max(most);

/** One part of a token as it was sent. */
const segment = z
  .string()
  .max(4096, { abort: true })
  .regex(/^[A-Za-z0-9_-]+$/, "Must be unpadded base64url.");
/** A token's header and claims as they were sent, without the signature that would let others spend it. */
const tokenSchema = z.strictObject({ header: segment, claims: segment });

export const bundleSchema = z.strictObject({
  schema: z.literal(BUNDLE_SCHEMA),
  rules: z.strictObject({
    ed25519: z.literal(BUNDLE_RULES.ed25519),
    http: z.literal(BUNDLE_RULES.http),
    definition: z.literal(BUNDLE_RULES.definition),
    verdict: z.literal(BUNDLE_RULES.verdict),
  }),
  /** Against whom. A provider that never registered is named by the key that signed, as did:key. */
  subject: z.strictObject({ provider: whom, service: providerId.optional(), instance: whom.optional() }),
  claim: z.strictObject({
    kind: z.enum(CLAIM_KIND_NAMES),
    /** What the kind asks for besides; see `CLAIM_KINDS`. */
    params: document,
    text: paragraph(500).optional(),
  }),
  /** Each of one of two forms, which {@link readExchange} reads. */
  exchanges: z.array(document).max(4),
  /** Keys that signed, each with the receipts of the entries of its history and proofs that none is left out. */
  keys: z
    .array(z.strictObject({ publicKey: didKey, events: receipts(KEY_EVENTS_MAX), proofs: z.array(document).max(4) }))
    .max(4),
  /** The definition as its publisher signed it. */
  definition: document.optional(),
  token: tokenSchema.optional(),
  /** The entries that fix when the exchanges were known (`exchange.commit`); `batch` where one hash fixed several. */
  time: z
    .array(
      z.strictObject({
        receipt: document,
        batch: z.strictObject({ position: z.int().min(0), proof: z.array(hashText).max(20) }).optional(),
      }),
    )
    .max(8),
  /** What the reporter's own run gave: a hint, never decisive. */
  reexecution: document.optional(),
  /** Names nobody: a name that nothing proves would stand in proven evidence. Who reports signs the report (ADR 0234). */
  reporter: z.strictObject({}),
  /** Receipts of statements that the claim is about: price lists, disclosures. */
  receipts: receipts(8),
  /** Places of the answers that look like a secret, of which the reporter says that they are none. */
  notSecret: notSecretSchema.optional(),
});

export type Bundle = Omit<z.infer<typeof bundleSchema>, "exchanges"> & { exchanges: Exchange[] };

/** A bundle's bytes, and where its parts stand in them: what is asked of them need not be written again. */
export type Written = { readonly bytes: Uint8Array; readonly places: Places };

const refused = refusalBy(bundleSchema);
const refusedParams = Object.fromEntries(
  CLAIM_KIND_NAMES.map((kind) => [kind, refusalBy(CLAIM_KINDS[kind].params)]),
) as Record<ClaimKind, ReturnType<typeof refusalBy>>;

/** A bundle with a claim and what it is about, and nothing that others must add. */
export function newBundle(given: Pick<Bundle, "subject" | "claim" | "exchanges"> & Partial<Bundle>): Bundle {
  return { schema: BUNDLE_SCHEMA, rules: BUNDLE_RULES, keys: [], time: [], reporter: {}, receipts: [], ...given };
}

/** Of a bundle whose signer's history nobody has given yet: an answer may name its key by the thumbprint alone. */
export function keyAlone(publicKey: Did): Bundle["keys"][number] {
  return { publicKey, events: [], proofs: [] };
}

/** Canonical bytes: the content of a `.evidence.json`. */
export function encodeBundle(bundle: Bundle): Uint8Array {
  return canonicalBytes(bundle as unknown as JsonObject);
}

/**
 * Reads a bundle; then {@link encodeBundle} gives it back exactly. Sizes, canonical form, duplicates, strict base64, the
 * fields and what the kind of claim asks for; whether it is true is the checks' question. `places`: as in `parseCanonical`.
 * Total.
 */
export function parseBundle(bytes: Uint8Array, places?: Places): Result<Bundle, Refusal> {
  const json = parseCanonical(bytes, LIMITS, places);
  if (!json.ok) return json;
  if (places?.long !== undefined) keepBody(places.long);
  const breach = refused(json.value, "") ?? formBreach(json.value as unknown as Bundle);
  return breach === undefined ? ok(json.value as unknown as Bundle) : err(breach);
}

/** What the schema leaves to others: the exchanges' own form, receipts, and the rules of the kind of claim. */
function formBreach({ claim, exchanges, keys, time, receipts: more }: Bundle): Refusal | undefined {
  const { exchanges: range } = CLAIM_KINDS[claim.kind];
  const [least, most]: readonly [number, number] = range;
  const params = refusedParams[claim.kind](claim.params as JsonObject, "/claim/params");
  if (params !== undefined) return params;
  if (exchanges.length < least || exchanges.length > most) {
    const many = least === most ? `exactly ${least}` : `${least} to ${most}`;
    return refusal("schema", "/exchanges", `A claim of "${claim.kind}" comes with ${many} exchanges.`);
  }
  for (const [at, exchange] of exchanges.entries()) {
    const read = readExchange(exchange as unknown as JsonObject, `/exchanges/${at}`);
    if (!read.ok) return read.error;
  }
  return (
    receiptBreach(
      time.map(({ receipt }) => receipt),
      (at) => `/time/${at}/receipt`,
    ) ??
    receiptBreach(more, (at) => `/receipts/${at}`) ??
    keys
      .map(({ events }, at) => receiptBreach(events, (event) => `/keys/${at}/events/${event}`))
      .find((found) => found !== undefined)
  );
}

function receiptBreach(list: readonly Record<string, unknown>[], placeOf: (at: number) => string): Refusal | undefined {
  for (const [at, item] of list.entries()) {
    const read = receiptIn(item);
    if (!read.ok) return { ...read.error, pointer: placeOf(at) + read.error.pointer };
  }
  return undefined;
}

/** Whether a file begins as a bundle does: canonical JSON puts `claim` first and nothing else Touchstone writes does. */
export function startsAsBundle(bytes: Uint8Array): boolean {
  return START.every((byte, at) => bytes[at] === byte);
}

const START = Array.from('{"claim":{', (letter) => letter.charCodeAt(0));
