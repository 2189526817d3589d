/** Portable proofs of what an audit found: a false state root, two heads that contradict, a false log time or verdict. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Hash } from "#lib/kernel/hash.ts";
import { type Checkpoint, openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier } from "#lib/log/frontier.ts";
import { type GetNode, leafHash, proveInclusion } from "#lib/log/tree.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { StateRootClaim } from "#lib/state/check-state-root.ts";
import {
  buildConflictingCheckpoints,
  buildFalseTime,
  buildInconsistentSizes,
  buildWrongStateRoot,
  buildWrongVerdict,
} from "#lib/state/fraud/build.ts";
import { encodeFraudProof, type FraudProof, MAX_FRAUD_PROOF_BYTES } from "#lib/state/fraud/fraud-proof.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import type { RemoteIndex } from "../remote-index.ts";
import type { FalseLogTime } from "./check-log-times.ts";
import { fetchPart } from "./fetch-part.ts";
import type { FalseVerdict } from "./rerun-verdicts.ts";

/** Base64 takes four bytes for three; the rest is the receipt. */
const LARGEST_LOG_BYTES = (MAX_FRAUD_PROOF_BYTES / 4) * 3 - 1_048_576;

export type WrittenProof = {
  readonly file: string;
  /** False: the log is too large for the file, and the proof is verified beside an archive of it. */
  readonly holdsLog: boolean;
};

/** Who is accused, by the head that the audit opened, and where the proof goes. */
export type Accused = {
  readonly note: string;
  readonly vkey: string;
  readonly policy: WitnessPolicy | undefined;
  readonly folder: string;
};

/**
 * Writes `fraud-state-root-<entry>.json` into the folder. Undefined when what the index serves now does not make a
 * proof that verifies: then the audit's own checks have to do.
 */
export async function writeFalseStateRoot(
  remote: RemoteIndex,
  accused: Accused,
  claim: StateRootClaim,
): Promise<WrittenProof | undefined> {
  const { note, vkey } = accused;
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) return undefined;
  const leaves = await allLeaves(remote, opened.value.checkpoint);
  const entryBytes = leaves[claim.index];
  if (entryBytes === undefined) return undefined;
  const proof = proveInclusion(claim.index, leaves.length, nodesOver(leaves.map(leafHash)));
  const receipt = { index: claim.index, entryBytes, proof, checkpointNote: note };
  const holdsLog = leaves.reduce((sum, leaf) => sum + leaf.length + 2, 0) < LARGEST_LOG_BYTES;
  const built = buildWrongStateRoot(receipt, holdsLog ? leaves : null, vkey);
  return await write(built, `fraud-state-root-${claim.index}.json`, accused, holdsLog);
}

/** Writes `fraud-fork-<size>.json`: another head that the log's key signed, which is none of the log that it serves. */
export async function writeFork(
  accused: Accused,
  other: { readonly note: string; readonly size: number },
  leafHashes: readonly Hash[],
): Promise<WrittenProof | undefined> {
  const { note, vkey } = accused;
  const isOlder = other.size < leafHashes.length;
  const built =
    other.size === leafHashes.length
      ? buildConflictingCheckpoints(note, other.note, vkey)
      : isOlder
        ? buildInconsistentSizes(other.note, note, vkey, nodesOver(leafHashes))
        : undefined;
  return await write(built, `fraud-fork-${other.size}.json`, accused, true);
}

/** Writes `fraud-time-<entry>.json`: an entry that bears a later time than the cosignatures of a head with it. */
export async function writeFalseTime(
  remote: RemoteIndex,
  accused: Accused,
  { index, head, size, holds }: FalseLogTime,
  leafHashes: readonly Hash[],
): Promise<WrittenProof | undefined> {
  const { vkey, policy } = accused;
  if (policy === undefined) return undefined;
  const entryBytes = (await allLeaves(remote, { size: leafHashes.length }))[index];
  if (entryBytes === undefined) return undefined;
  const entry = { index, entryBytes, proof: proveInclusion(index, size, nodesOver(leafHashes.slice(0, size))) };
  const built = buildFalseTime(head, entry, vkey, policy, holds);
  return await write(built, `fraud-time-${index}.json`, accused, true);
}

/**
 * Writes `fraud-verdict-<entry>.json`: a verdict, what it rests on, and the log by which it is run again. Undefined when the
 * site does not serve the evidence any more.
 */
export async function writeWrongVerdict(
  remote: RemoteIndex,
  accused: Accused,
  wrong: FalseVerdict,
): Promise<WrittenProof | undefined> {
  const { note, vkey } = accused;
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) return undefined;
  const leaves = await allLeaves(remote, opened.value.checkpoint);
  const entryBytes = leaves[wrong.index];
  const found = await Promise.all(wrong.parts.map((commit) => fetchPart(remote, commit)));
  const parts = found.filter((part) => part?.holds === true).filter((part) => part !== undefined);
  if (entryBytes === undefined || parts.length < wrong.parts.length) return undefined;
  const proof = proveInclusion(wrong.index, leaves.length, nodesOver(leaves.map(leafHash)));
  const receipt = { index: wrong.index, entryBytes, proof, checkpointNote: note };
  const size = [...leaves, ...parts.map(({ bytes }) => bytes)].reduce((sum, each) => sum + each.length + 2, 0);
  const holdsLog = size < LARGEST_LOG_BYTES;
  const built = buildWrongVerdict(receipt, parts, holdsLog ? leaves : null, vkey);
  return await write(built, `fraud-verdict-${wrong.index}.json`, accused, holdsLog);
}

/** Only a proof that a stranger would find true is worth a file. */
async function write(
  built: FraudProof | undefined,
  name: string,
  { vkey, policy, folder }: Accused,
  holdsLog: boolean,
): Promise<WrittenProof | undefined> {
  if (built === undefined) return undefined;
  const bytes = encodeFraudProof(built);
  const { ok, verdict, checks } = verifyFraudProof(bytes, {
    logVkey: vkey,
    raw: rawVerify,
    ...(policy === undefined ? {} : { policy }),
  });
  // A verdict was run again a moment ago, over these entries and parts: once more would say the same.
  const isRun = checks.some(({ reason }) => reason === "not-run-again");
  if (!ok && !(verdict === "incomplete" && (isRun || !holdsLog))) return undefined;
  const file = join(folder, name);
  await writeFile(file, bytes);
  return { file, holdsLog };
}

async function allLeaves(remote: RemoteIndex, { size }: Pick<Checkpoint, "size">): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const leaves of remote.leaves(size)) all.push(...leaves);
  return all;
}

function nodesOver(hashes: readonly Hash[]): GetNode {
  const { completed } = append(emptyFrontier(), hashes);
  const nodes = new Map<string, Hash>(completed.map(({ node, hash }) => [`${node.level}/${node.index}`, hash]));
  return ({ level, index }) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new RangeError(`No node ${level}/${index}.`);
    return hash;
  };
}
