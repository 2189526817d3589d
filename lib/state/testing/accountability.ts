/** For tests: what an index says about its own log and about others, and what others say about it. */
import { base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { append, type CompletedNode, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { type GetNode, leafHash, proveConsistency } from "#lib/log/tree.ts";
import { testKey } from "./world.ts";

export const PEER_LOG = "peer.invalid/log";
export const peerSigner = ed25519NoteSigner(PEER_LOG, testKey("peer log").seed);

/** Every complete subtree over these leaf hashes. */
export function nodesOver(leaves: readonly Hash[]): GetNode {
  const nodes = new Map(
    append(emptyFrontier(), leaves).completed.map(({ node, hash }: CompletedNode) => [
      `${node.level}/${node.index}`,
      hash,
    ]),
  );
  return ({ level, index }) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new RangeError(`No node ${level}/${index}.`);
    return hash;
  };
}

const peerLeaves = Array.from({ length: 12 }, (_, at) => leafHash(utf8Encode(`peer entry ${at}`)));

/** Body of an observation of the peer's head of this size, with a proof from `from` when one is wanted. */
export function peerBody(size: number, { from, fork = false }: { from?: number; fork?: boolean } = {}) {
  const leaves = peerLeaves.slice(0, size).map((leaf) => (fork ? sha256(leaf) : leaf));
  const { frontier } = append(emptyFrontier(), leaves);
  const checkpoint = signNote(formatCheckpoint({ origin: PEER_LOG, size, root: rootOf(frontier) }), [peerSigner]);
  const consistency =
    from === undefined ? undefined : proveConsistency(from, size, nodesOver(leaves)).map((hash) => base64Encode(hash));
  return {
    origin: PEER_LOG,
    vkey: peerSigner.vkey,
    checkpoint,
    ...(consistency === undefined ? {} : { consistency }),
  };
}

/** Body of an accusation that carries the proof's text. */
export function accusationBody(accused: string, proof: string) {
  const bytes = utf8Encode(proof);
  return {
    accused,
    proofKind: "conflicting-checkpoints",
    proofSha256: hexEncode(sha256(bytes)),
    proofBytes: bytes.length,
    proof,
  };
}
