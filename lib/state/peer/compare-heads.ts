/** Whether two heads of one log belong to one history, by the tiles that the log serves; if not, the proof of it. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { RawVerify } from "#lib/kernel/ed25519.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { nodesForConsistency, proveConsistency, verifyConsistency } from "#lib/log/tree.ts";
import { buildConflictingCheckpoints, buildInconsistentSizes, nodesForInconsistency } from "../fraud/build.ts";
import { encodeFraudProof, type FraudProof } from "../fraud/fraud-proof.ts";
import type { FraudVerdict } from "../fraud/judgement.ts";
import { verifyFraudProof } from "../fraud/verify.ts";
import type { PeerLog, SignedHead } from "./peer-log.ts";

/** A proof that was verified: `bytes` are those of the `.fraud.json`. */
export type ConvictingProof = {
  readonly proof: FraudProof;
  readonly bytes: Uint8Array;
  readonly verdict: FraudVerdict;
};

/** `unproven`: neither agreement nor fraud can be shown, since tiles are missing or are not those of the signed head. */
export type HeadComparison =
  | { readonly outcome: "one-history"; readonly consistency: readonly Hash[] }
  | { readonly outcome: "two-histories"; readonly fraud: ConvictingProof }
  | { readonly outcome: "unproven"; readonly detail: string };

/** Compares two signed heads of `log`. Nothing can be said against a head of size 0. */
export async function compareHeads(log: PeerLog, a: SignedHead, b: SignedHead): Promise<HeadComparison> {
  const [older, newer] = a.checkpoint.size <= b.checkpoint.size ? [a, b] : [b, a];
  const [from, to] = [older.checkpoint, newer.checkpoint];
  if (from.size === to.size && equalBytes(from.root, to.root)) return { outcome: "one-history", consistency: [] };
  if (from.size === to.size) {
    const fraud = convictOfConflict(older.note, newer.note, log.peer.vkey, log.raw);
    if (fraud !== undefined) return { outcome: "two-histories", fraud };
  }
  if (from.size === 0) return { outcome: "one-history", consistency: [] };
  const nodes = await log.nodes(nodesForInconsistency(from.size, to.size), to.size);
  if (!nodes.ok) return { outcome: "unproven", detail: nodes.error };
  const consistency = proveConsistency(from.size, to.size, nodes.value);
  if (verifyConsistency(consistency, from.size, to.size, from.root, to.root)) {
    return { outcome: "one-history", consistency };
  }
  const proof = buildInconsistentSizes(older.note, newer.note, log.peer.vkey, nodes.value);
  const fraud = proof === undefined ? undefined : convicting(proof, log.peer.vkey, log.raw);
  if (fraud !== undefined) return { outcome: "two-histories", fraud };
  return {
    outcome: "unproven",
    detail: `The tiles that are served do not lead to the signed head of size ${to.size}.`,
  };
}

/** Proof from two notes alone; undefined unless both are signed, of one size, with other roots. */
export function convictOfConflict(
  first: string,
  second: string,
  vkey: string,
  raw?: RawVerify,
): ConvictingProof | undefined {
  const proof = buildConflictingCheckpoints(first, second, vkey);
  return proof === undefined ? undefined : convicting(proof, vkey, raw);
}

/** The consistency proof from `fromSize` to the head, by its tiles; undefined where they cannot be had. Unverified. */
export async function consistencyFrom(
  log: PeerLog,
  fromSize: number,
  head: SignedHead,
): Promise<readonly Hash[] | undefined> {
  const { size } = head.checkpoint;
  if (fromSize < 1 || fromSize > size) return undefined;
  const nodes = await log.nodes(nodesForConsistency(fromSize, size), size);
  return nodes.ok ? proveConsistency(fromSize, size, nodes.value) : undefined;
}

/** Whatever is accused in public was verified first, as its readers will. */
function convicting(proof: FraudProof, vkey: string, raw: RawVerify | undefined): ConvictingProof | undefined {
  const bytes = encodeFraudProof(proof);
  const { ok, verdict } = verifyFraudProof(bytes, { logVkey: vkey, ...(raw && { raw }) });
  return ok ? { proof, bytes, verdict } : undefined;
}
