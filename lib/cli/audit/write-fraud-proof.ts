/** The portable proof that an index logged a false state root: the receipt of that entry and the log up to it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hash } from "#lib/kernel/hash.ts";
import { type Checkpoint, openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier } from "#lib/log/frontier.ts";
import { leafHash, proveInclusion } from "#lib/log/tree.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { StateRootClaim } from "#lib/state/check-state-root.ts";
import { buildWrongStateRoot } from "#lib/state/fraud/build.ts";
import { encodeFraudProof, MAX_FRAUD_PROOF_BYTES } from "#lib/state/fraud/fraud-proof.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import type { RemoteIndex } from "../remote-index.ts";

/** Base64 takes four bytes for three; the rest is the receipt. */
const LARGEST_LOG_BYTES = (MAX_FRAUD_PROOF_BYTES / 4) * 3 - 1_048_576;

export type WrittenProof = {
  readonly file: string;
  /** False: the log is too large for the file, and the proof is verified beside an archive of it. */
  readonly holdsLog: boolean;
};

/**
 * Writes `fraud-state-root-<entry>.json` into the folder. Undefined when what the index serves now does not make a
 * proof that verifies: then the audit's own checks have to do.
 */
export async function writeFraudProof(
  remote: RemoteIndex,
  accused: { readonly claim: StateRootClaim; readonly note: string; readonly vkey: string },
  folder: string,
): Promise<WrittenProof | undefined> {
  const { claim, note, vkey } = accused;
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) return undefined;
  const leaves = await allLeaves(remote, opened.value.checkpoint);
  const entryBytes = leaves[claim.index];
  if (entryBytes === undefined) return undefined;
  const proof = proveInclusion(claim.index, leaves.length, nodesOver(leaves));
  const receipt = { index: claim.index, entryBytes, proof, checkpointNote: note };
  const holdsLog = leaves.reduce((sum, leaf) => sum + leaf.length + 2, 0) < LARGEST_LOG_BYTES;
  const built = buildWrongStateRoot(receipt, holdsLog ? leaves : null, vkey);
  if (built === undefined) return undefined;
  const bytes = encodeFraudProof(built);
  const { verdict } = verifyFraudProof(bytes, { logVkey: vkey, raw: rawVerify });
  if (verdict !== (holdsLog ? "tampered" : "incomplete")) return undefined;
  const file = join(folder, `fraud-state-root-${claim.index}.json`);
  await writeFile(file, bytes);
  return { file, holdsLog };
}

async function allLeaves(remote: RemoteIndex, { size }: Checkpoint): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const leaves of remote.leaves(size)) all.push(...leaves);
  return all;
}

function nodesOver(leaves: readonly Uint8Array[]) {
  const { completed } = append(emptyFrontier(), leaves.map(leafHash));
  const nodes = new Map<string, Hash>(completed.map(({ node, hash }) => [`${node.level}/${node.index}`, hash]));
  return ({ level, index }: { level: number; index: number }): Hash => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new RangeError(`No node ${level}/${index}.`);
    return hash;
  };
}
