/**
 * What `?proof=1` adds to an answer: the state root that the index logged, and the way from one aggregate to it, or the
 * neighbours that show that there is none (docs/protocol/state-root.md). Canonical JSON, verified offline.
 */
import { base64Decode, base64Encode, hexDecode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { asHash, HASH_BYTES, type Hash, sha256 } from "#lib/kernel/hash.ts";
import type { Did } from "#lib/kernel/ids.ts";
import {
  canonicalBytes,
  canonicalText,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseCanonical,
} from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { buildReceipt, parseReceipt, type Receipt, receiptObject } from "#lib/log/receipt.ts";
import {
  type AbsenceProof,
  positionOf,
  type StateTrie,
  type TriePath,
  type TrieStep,
  verifyAbsence,
  verifyPresence,
} from "#lib/log/trie.ts";
import { stateRootBody } from "./log-bodies.ts";
import { type StatementTrust, verifyStatementReceipt } from "./verify-receipt.ts";

export const AGGREGATE_PROOF_TYPE = "touchstone-aggregate-proof/v1";

/** `form` is the aggregate's canonical form; `receipt` is that of the state root under which it stands, or does not. */
export type AggregateProof = { readonly key: string; readonly receipt: Receipt } & (
  | {
      readonly presence: { readonly form: JsonObject; readonly chainHead: Hash; readonly steps: readonly TrieStep[] };
    }
  | { readonly absence: AbsenceProof }
);

const MAX_BYTES = 1_048_576;
const LIMITS = { maxBytes: MAX_BYTES, maxDepth: 40, maxKeys: 100_000 };
/** Bits of a position: no way to the root is longer. */
const MAX_STEPS = 256;

/** The proof about `key` from the trie whose root the receipt's state root names; `row` is undefined for absence. */
export function proveAggregate(
  trie: StateTrie,
  key: string,
  row: { readonly form: JsonObject; readonly chainHead: Hash } | undefined,
  receipt: Receipt,
): AggregateProof {
  const position = positionOf(key);
  if (row === undefined) {
    const absence = trie.proveAbsence(position);
    if (absence === undefined) throw new RangeError(`${key} stands in the trie.`);
    return { key, receipt, absence };
  }
  const path = trie.provePresence(position);
  if (path === undefined) throw new RangeError(`${key} does not stand in the trie.`);
  return { key, receipt, presence: { form: row.form, chainHead: row.chainHead, steps: path.steps } };
}

/** The proof as the JSON object that answers carry. */
export function aggregateProofObject(proof: AggregateProof): JsonObject {
  const { key, receipt } = proof;
  const about: JsonObject =
    "presence" in proof
      ? {
          presence: {
            chainHead: base64Encode(proof.presence.chainHead),
            form: proof.presence.form,
            steps: proof.presence.steps.map(stepText),
          },
        }
      : { absence: { after: pathObject(proof.absence.after), before: pathObject(proof.absence.before) } };
  return { ...about, key, receipt: receiptObject(receipt), type: AGGREGATE_PROOF_TYPE };
}

/** Canonical bytes. */
export function encodeAggregateProof(proof: AggregateProof): Uint8Array {
  return canonicalBytes(aggregateProofObject(proof));
}

/** Reads a proof; then {@link encodeAggregateProof} gives it back exactly. Verifies nothing but the form. Total. */
export function parseAggregateProof(bytes: Uint8Array): Result<AggregateProof, Refusal> {
  const json = parseCanonical(bytes, LIMITS);
  if (!json.ok) return json;
  const value = isJsonObject(json.value) ? json.value : {};
  if (value.type !== AGGREGATE_PROOF_TYPE || Object.keys(value).length !== 4)
    return err(refusal("schema", "/type", `Not a ${AGGREGATE_PROOF_TYPE}.`));
  const { key } = value;
  if (typeof key !== "string") return err(refusal("schema", "/key", "Not the key of an aggregate."));
  if (value.receipt === undefined) return err(refusal("schema", "/receipt", "The receipt is missing."));
  const receipt = parseReceipt(canonicalBytes(value.receipt));
  if (!receipt.ok) return err({ ...receipt.error, pointer: `/receipt${receipt.error.pointer}` });
  const about = value.presence === undefined ? readAbsence(value.absence) : readPresence(value.presence);
  if (about === undefined) return err(refusal("schema", "", "Neither a proof of presence nor a proof of absence."));
  return ok({ key, receipt: receipt.value, ...about });
}

/** `issuer`: the index's did from genesis or an earlier visit; undefined when the reader knows none. */
export type AggregateTrust = StatementTrust & { readonly issuer?: Did };

export type AggregateFinding = Finding & {
  readonly proof?: AggregateProof;
  /** The number of entries after which the aggregate was so. */
  readonly size?: number;
};

/**
 * Checks, in order: `form`; those of the state root's receipt (`verifyStatementReceipt`, from `checkpoint` on);
 * `state-root`: the entry is one; `issuer`: it speaks for the index that the reader knows; `presence` or `absence`.
 * Complete as far as the state root is honest, which a full audit tells. Never throws.
 */
export function verifyAggregateProof(bytes: Uint8Array, trust: AggregateTrust): AggregateFinding {
  const parsed = parseAggregateProof(bytes);
  if (!parsed.ok) {
    const { code, pointer, detail } = parsed.error;
    return findingOf([
      { name: "form", outcome: "fail", reason: code, detail: `${pointer || "the whole document"}: ${detail}` },
      ...["receipt", "state-root", "issuer", "presence"].map((name) => ({ name, outcome: "not-run" as const })),
    ]);
  }
  const proof = parsed.value;
  const logged = verifyStatementReceipt(buildReceipt(proof.receipt), trust);
  const statement = logged.parsed?.statement;
  const claim = statement?.kind === "state.root" ? stateRootBody.safeParse(statement.body).data : undefined;
  const root = claim === undefined ? undefined : hexDecode(isOfMarks(proof.key) ? claim.marks : claim.facts);
  const checks: Check[] = [
    ...logged.checks,
    claim === undefined
      ? { name: "state-root", outcome: "fail", reason: "not-a-state-root" }
      : { name: "state-root", outcome: "pass", detail: `after the first ${claim.size} entries` },
    checkIssuer(statement?.issuer, trust.issuer),
    checkPlace(proof, root),
  ];
  return { ...findingOf(checks), proof, ...(claim === undefined ? {} : { size: claim.size }) };
}

function checkIssuer(issuer: Did | undefined, known: Did | undefined): Check {
  const name = "issuer";
  if (issuer === undefined) return { name, outcome: "not-run" };
  if (known === undefined) {
    const detail = "Who speaks for this index stands in its genesis, which this file does not hold.";
    return { name, outcome: "cannot-check", reason: "issuer-not-known", detail };
  }
  return issuer === known ? { name, outcome: "pass" } : { name, outcome: "fail", reason: "other-issuer" };
}

/** Marks follow from facts and stand under a root of their own. */
function isOfMarks(key: string): boolean {
  return key.startsWith("marks:");
}

function checkPlace(proof: AggregateProof, root: Uint8Array | undefined): Check {
  const name = "presence" in proof ? "presence" : "absence";
  if (root === undefined) return { name, outcome: "not-run" };
  const holds =
    "presence" in proof
      ? verifyPresence(
          { key: proof.key, digest: digestOfForm(proof.presence.form), chainHead: proof.presence.chainHead },
          proof.presence.steps,
          root,
        )
      : verifyAbsence(proof.key, proof.absence, root);
  return holds
    ? { name, outcome: "pass" }
    : { name, outcome: "fail", reason: "bad-proof", detail: "The proof does not lead to the state root." };
}

function digestOfForm(form: JsonObject): Hash {
  return sha256(utf8Encode(canonicalText(form)));
}

function readPresence(value: JsonValue) {
  if (!isJsonObject(value) || Object.keys(value).length !== 3 || !isJsonObject(value.form)) return undefined;
  const chainHead = hashOf(value.chainHead);
  const steps = readSteps(value.steps);
  if (chainHead === undefined || steps === undefined) return undefined;
  return { presence: { form: value.form, chainHead, steps } };
}

function readAbsence(value: JsonValue | undefined) {
  if (!isJsonObject(value) || Object.keys(value).length !== 2) return undefined;
  const [before, after] = [readPath(value.before), readPath(value.after)];
  return before === null || after === null ? undefined : { absence: { before, after } };
}

/** JSON null is a neighbour that does not exist; null here is a malformed one. */
function readPath(value: JsonValue | undefined): TriePath | undefined | null {
  if (value === null) return undefined;
  if (!isJsonObject(value) || Object.keys(value).length !== 4) return null;
  const [chainHead, digest] = [hashOf(value.chainHead), hashOf(value.digest)];
  const [position, steps] = [hashOf(value.position), readSteps(value.steps)];
  if (chainHead === undefined || digest === undefined || position === undefined || steps === undefined) return null;
  return { leaf: { position, digest, chainHead }, steps };
}

function pathObject(path: TriePath | undefined): JsonObject | null {
  if (path === undefined) return null;
  const { leaf, steps } = path;
  return {
    chainHead: base64Encode(leaf.chainHead),
    digest: base64Encode(leaf.digest),
    position: base64Encode(leaf.position),
    steps: steps.map(stepText),
  };
}

/** `L` or `R` for the sibling's side, and its hash in base64. */
function stepText({ side, hash }: TrieStep): string {
  return `${side === "left" ? "L" : "R"}${base64Encode(hash)}`;
}

function readSteps(value: JsonValue | undefined): TrieStep[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_STEPS) return undefined;
  const steps: TrieStep[] = [];
  for (const text of value) {
    const hash = typeof text === "string" ? hashOf(text.slice(1)) : undefined;
    if (hash === undefined || (text[0] !== "L" && text[0] !== "R")) return undefined;
    steps.push({ side: text[0] === "L" ? "left" : "right", hash });
  }
  return steps;
}

function hashOf(value: JsonValue | undefined): Hash | undefined {
  const bytes = typeof value === "string" ? base64Decode(value) : undefined;
  return bytes?.length === HASH_BYTES ? asHash(bytes) : undefined;
}
