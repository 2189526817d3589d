/**
 * Fraud proofs: one format, `touchstone-fraud/v1`, for what a log can be convicted of by a file alone
 * (docs/protocol/fraud-proofs.md). Canonical JSON; this file reads and writes it, verify.ts judges it.
 */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { asHash, HASH_BYTES, type Hash } from "#lib/kernel/hash.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { decodeArchive } from "#lib/log/archive.ts";
import { parseHashes } from "#lib/log/proof-file.ts";
import { parseReceipt, type Receipt, receiptObject } from "#lib/log/receipt.ts";
import { FRAUD_KINDS, type FraudKind } from "#lib/statement/log-bodies.ts";
import { ANSWER_MAX_BYTES } from "#lib/statement/signed-answer.ts";
import type { Part } from "#lib/statement/submission.ts";

export const FRAUD_TYPE = "touchstone-fraud/v1";

/** Longest proof that is read. One that would be longer leaves the log out and is verified beside an archive of it. */
export const MAX_FRAUD_PROOF_BYTES = 64 * 1024 * 1024;

/** Two heads of one size with other roots, both signed. */
export type ConflictingCheckpoints = {
  readonly kind: "conflicting-checkpoints";
  readonly origin: string;
  readonly first: string;
  readonly second: string;
};

/**
 * Two signed heads that cannot belong to one log. Either the larger tree provably has another root at the smaller size
 * (`prefix`), or the trees hold different leaves at one index (`leaves`).
 */
export type InconsistentSizes = {
  readonly kind: "inconsistent-sizes";
  readonly origin: string;
  readonly first: string;
  readonly second: string;
  readonly evidence:
    | { readonly prefix: { readonly consistency: readonly Hash[]; readonly root: Hash } }
    | { readonly index: number; readonly leaves: readonly [ProvenLeaf, ProvenLeaf] };
};
/** A leaf hash and its inclusion proof under the head of the same place. */
export type ProvenLeaf = { readonly leaf: Hash; readonly proof: readonly Hash[] };

/** A false `state.root`. `archive`: the log up to the receipt's checkpoint, null when it travels beside the proof. */
export type WrongStateRoot = {
  readonly kind: "wrong-state-root";
  readonly origin: string;
  readonly receipt: Receipt;
  readonly archive: Uint8Array | null;
};

/** A promise, and a head that was cosigned when its time was over and does not hold the statement. */
export type UnmetPromise = {
  readonly kind: "unmet-promise";
  readonly origin: string;
  readonly promise: string;
  readonly checkpoint: string;
  readonly archive: Uint8Array | null;
};

/**
 * An entry whose log time is false: it is in `second`, which was cosigned before the time that it bears. `first` is null;
 * a head that lacks the entry may stand there, and convicts nobody.
 */
export type FalseTime = {
  readonly kind: "false-time";
  readonly origin: string;
  readonly first: string | null;
  readonly second: string;
  readonly index: number;
  readonly entryBytes: Uint8Array;
  readonly proof: readonly Hash[];
};

/**
 * A verdict that does not follow. `parts`: what it rests on (the bundle, and of a definition its code and state), by
 * ascending commitment; one that is left out travels beside the proof, as the log does where `archive` is null.
 */
export type WrongVerdict = {
  readonly kind: "wrong-verdict";
  readonly origin: string;
  readonly receipt: Receipt;
  readonly parts: readonly Part[];
  readonly archive: Uint8Array | null;
};

/** Two signed answers to one question of one size, by ascending bytes, and the receipt of the entry that names their key. */
export type ContradictingAnswers = {
  readonly kind: "contradicting-answers";
  readonly origin: string;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
  readonly receipt: Receipt;
};

export type FraudProof =
  | ConflictingCheckpoints
  | InconsistentSizes
  | WrongStateRoot
  | UnmetPromise
  | FalseTime
  | WrongVerdict
  | ContradictingAnswers;

/** Canonical bytes of a proof: the content of a `.fraud.json`. */
export function encodeFraudProof(proof: FraudProof): Uint8Array {
  return canonicalBytes({ ...bodyOf(proof), kind: proof.kind, origin: proof.origin, type: FRAUD_TYPE });
}

/** Every part of an entry whose bytes and nonce the proof holds, in an archive of the log too. */
export function partsIn(proof: FraudProof): Part[] {
  const own = proof.kind === "wrong-verdict" ? proof.parts : [];
  const archive = "archive" in proof && proof.archive !== null ? decodeArchive(proof.archive) : undefined;
  const frames = archive?.ok === true ? archive.value : [];
  return [...own, ...frames.flatMap((frame) => (frame.type === "part" ? [frame.part] : []))];
}

/** Reads a proof; then {@link encodeFraudProof} gives it back exactly. Verifies nothing but the form. Total. */
export function parseFraudProof(bytes: Uint8Array): Result<FraudProof, Refusal> {
  const json = parseCanonical(bytes, { maxBytes: MAX_FRAUD_PROOF_BYTES, maxDepth: 8, maxKeys: 64 });
  if (!json.ok) return json;
  const value = isJsonObject(json.value) ? json.value : {};
  const { type, kind, origin } = value;
  if (type !== FRAUD_TYPE) return err(refusal("schema", "/type", `Not a ${FRAUD_TYPE}.`));
  if (!isFraudKind(kind)) return err(refusal("schema", "/kind", `This verifier knows ${FRAUD_KINDS.join(", ")}.`));
  if (typeof origin !== "string") return err(refusal("schema", "/origin", "Not the origin of a log."));
  const members = MEMBERS[kind];
  const stranger = Object.keys(value).find((key) => !["type", "kind", "origin", ...members].includes(key));
  if (stranger !== undefined) return err(refusal("schema", "", `A proof of ${kind} has no member ${stranger}.`));
  const proof = READERS[kind](value, origin);
  return typeof proof === "string"
    ? err(refusal("schema", `/${proof}`, `This member of a proof of ${kind} is missing or malformed.`))
    : ok(proof);
}

const MEMBERS: Record<FraudKind, readonly string[]> = {
  "conflicting-checkpoints": ["first", "second"],
  "inconsistent-sizes": ["first", "second", "prefix", "index", "leaves"],
  "wrong-state-root": ["receipt", "archive"],
  "unmet-promise": ["promise", "checkpoint", "archive"],
  "false-time": ["first", "second", "index", "entry", "proof"],
  "wrong-verdict": ["receipt", "parts", "archive"],
  "contradicting-answers": ["first", "second", "receipt"],
};

/** Each answers the proof, or the name of the member at fault. */
const READERS: Record<FraudKind, (value: JsonObject, origin: string) => FraudProof | string> = {
  "conflicting-checkpoints": ({ first, second }, origin) => {
    if (typeof first !== "string") return "first";
    if (typeof second !== "string") return "second";
    return { kind: "conflicting-checkpoints", origin, first, second };
  },
  "inconsistent-sizes": (value, origin) => {
    const { first, second } = value;
    if (typeof first !== "string") return "first";
    if (typeof second !== "string") return "second";
    const evidence = readEvidence(value);
    return typeof evidence === "string" ? evidence : { kind: "inconsistent-sizes", origin, first, second, evidence };
  },
  "wrong-state-root": (value, origin) => {
    const receipt = value.receipt === undefined ? undefined : parseReceipt(canonicalBytes(value.receipt));
    if (receipt?.ok !== true) return "receipt";
    const archive = readArchive(value.archive);
    return archive === undefined ? "archive" : { kind: "wrong-state-root", origin, receipt: receipt.value, archive };
  },
  "unmet-promise": ({ promise, checkpoint, ...rest }, origin) => {
    if (typeof promise !== "string") return "promise";
    if (typeof checkpoint !== "string") return "checkpoint";
    const archive = readArchive(rest.archive);
    return archive === undefined ? "archive" : { kind: "unmet-promise", origin, promise, checkpoint, archive };
  },
  "false-time": ({ first, second, index, entry, proof }, origin) => {
    if (typeof first !== "string" && first !== null) return "first";
    if (typeof second !== "string") return "second";
    if (!isIndex(index)) return "index";
    const entryBytes = bytesOf(entry);
    if (entryBytes === undefined) return "entry";
    const hashes = readHashes(proof);
    if (hashes === undefined) return "proof";
    return { kind: "false-time", origin, first, second, index, entryBytes, proof: hashes };
  },
  "wrong-verdict": (value, origin) => {
    const receipt = value.receipt === undefined ? undefined : parseReceipt(canonicalBytes(value.receipt));
    if (receipt?.ok !== true) return "receipt";
    const parts = readParts(value.parts);
    if (parts === undefined) return "parts";
    const archive = readArchive(value.archive);
    return archive === undefined
      ? "archive"
      : { kind: "wrong-verdict", origin, receipt: receipt.value, parts, archive };
  },
  "contradicting-answers": (value, origin) => {
    const { first, second } = value;
    if (!isJsonObject(first)) return "first";
    if (!isJsonObject(second)) return "second";
    const receipt = value.receipt === undefined ? undefined : parseReceipt(canonicalBytes(value.receipt));
    if (receipt?.ok !== true) return "receipt";
    const answers = { first: canonicalBytes(first), second: canonicalBytes(second) };
    return { kind: "contradicting-answers", origin, ...answers, receipt: receipt.value };
  },
};

function bodyOf(proof: FraudProof): JsonObject {
  switch (proof.kind) {
    case "conflicting-checkpoints":
      return { first: proof.first, second: proof.second };
    case "inconsistent-sizes":
      return { first: proof.first, second: proof.second, ...evidenceObject(proof.evidence) };
    case "wrong-state-root":
      return { receipt: receiptObject(proof.receipt), archive: archiveText(proof.archive) };
    case "unmet-promise":
      return { promise: proof.promise, checkpoint: proof.checkpoint, archive: archiveText(proof.archive) };
    case "false-time":
      return {
        first: proof.first,
        second: proof.second,
        index: proof.index,
        entry: base64Encode(proof.entryBytes),
        proof: texts(proof.proof),
      };
    case "wrong-verdict":
      return {
        receipt: receiptObject(proof.receipt),
        parts: proof.parts.map(({ bytes, nonce }) => ({ bytes: base64Encode(bytes), nonce: base64Encode(nonce) })),
        archive: archiveText(proof.archive),
      };
    case "contradicting-answers":
      return {
        first: envelopeObject(proof.first),
        second: envelopeObject(proof.second),
        receipt: receiptObject(proof.receipt),
      };
  }
}

/** A signed answer is canonical JSON, and stands in the proof as it is. */
function envelopeObject(bytes: Uint8Array): JsonObject {
  const json = parseCanonical(bytes, { maxBytes: ANSWER_MAX_BYTES, maxDepth: 8, maxKeys: 64 });
  return json.ok && isJsonObject(json.value) ? json.value : {};
}

type Evidence = InconsistentSizes["evidence"];

function evidenceObject(evidence: Evidence): JsonObject {
  if ("prefix" in evidence) {
    const { consistency, root } = evidence.prefix;
    return { prefix: { consistency: texts(consistency), root: base64Encode(root) } };
  }
  const leaves = evidence.leaves.map(({ leaf, proof }) => ({ leaf: base64Encode(leaf), proof: texts(proof) }));
  return { index: evidence.index, leaves };
}

function readEvidence({ prefix, index, leaves }: JsonObject): Evidence | string {
  if (prefix !== undefined) {
    if (!isJsonObject(prefix) || Object.keys(prefix).length !== 2 || index !== undefined || leaves !== undefined)
      return "prefix";
    const [consistency, root] = [readHashes(prefix.consistency), hashOf(prefix.root)];
    return consistency === undefined || root === undefined ? "prefix" : { prefix: { consistency, root } };
  }
  if (!isIndex(index)) return "index";
  const [first, second, ...more] = Array.isArray(leaves) ? leaves.map(readLeaf) : [];
  if (first === undefined || second === undefined || more.length > 0) return "leaves";
  return { index, leaves: [first, second] };
}

function readLeaf(value: JsonValue): ProvenLeaf | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== 2) return undefined;
  const [leaf, proof] = [hashOf(value.leaf), readHashes(value.proof)];
  return leaf === undefined || proof === undefined ? undefined : { leaf, proof };
}

/** A bundle, and code and state of two versions of a definition. */
const MOST_PARTS = 5;
const NONCE_BYTES = 32;

function readParts(value: JsonValue | undefined): Part[] | undefined {
  if (!Array.isArray(value) || value.length > MOST_PARTS) return undefined;
  const parts = value.flatMap((one): Part[] => {
    if (!isJsonObject(one) || Object.keys(one).length !== 2) return [];
    const [bytes, nonce] = [bytesOf(one.bytes), bytesOf(one.nonce)];
    return bytes === undefined || nonce?.length !== NONCE_BYTES ? [] : [{ bytes, nonce }];
  });
  return parts.length === value.length ? parts : undefined;
}

/** Null says that the archive travels beside the proof; undefined that the member is malformed. */
function readArchive(value: JsonValue | undefined): Uint8Array | null | undefined {
  return value === null ? null : bytesOf(value);
}

function archiveText(archive: Uint8Array | null): string | null {
  return archive === null ? null : base64Encode(archive);
}

function readHashes(value: JsonValue | undefined): Hash[] | undefined {
  if (!Array.isArray(value) || !value.every((text): text is string => typeof text === "string")) return undefined;
  return parseHashes(value);
}

function texts(hashes: readonly Hash[]): string[] {
  return hashes.map((hash) => base64Encode(hash));
}

function hashOf(value: JsonValue | undefined): Hash | undefined {
  const bytes = bytesOf(value);
  return bytes?.length === HASH_BYTES ? asHash(bytes) : undefined;
}

function bytesOf(value: JsonValue | undefined): Uint8Array | undefined {
  return typeof value === "string" ? base64Decode(value) : undefined;
}

function isIndex(value: JsonValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isFraudKind(value: JsonValue | undefined): value is FraudKind {
  return FRAUD_KINDS.some((kind) => kind === value);
}
