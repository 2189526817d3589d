/** The drawing of an inclusion proof as plain data: made where the core is at hand, drawn where it is not. */
import { hexEncode } from "#lib/kernel/base.ts";
import { asHash, type Hash } from "#lib/kernel/hash.ts";
import { type DrawnNode, drawInclusion, type NodeRole } from "#lib/log/drawing.ts";
import { parseHashes } from "#lib/log/proof-file.ts";

/** `hash` is 64 hex; `joins` are places in the list, empty for what is not computed. */
export type ProofNode = {
  readonly from: number;
  readonly to: number;
  readonly role: NodeRole;
  readonly hash: string;
  readonly x: number;
  readonly y: number;
  readonly joins: readonly number[];
};

export type DrawnProof = {
  readonly index: number;
  readonly size: number;
  /** Hashes that the proof gives. */
  readonly given: number;
  /** The topmost hash is the root that the log signed. */
  readonly endsInRoot: boolean;
  readonly nodes: readonly ProofNode[];
  readonly columns: number;
  readonly rows: number;
};

/** `proof` is base64, from the leaf's sibling up. Undefined when it has not the length that its place demands. */
export function drawProof(
  at: { index: number; size: number; root: Hash },
  leaf: Uint8Array,
  proof: readonly string[],
): DrawnProof | undefined {
  const { index, size, root } = at;
  const hashes = parseHashes(proof);
  const drawing = hashes === undefined ? undefined : drawInclusion(index, size, asHash(leaf), hashes);
  const top = drawing?.nodes.at(-1);
  if (drawing === undefined || top === undefined) return undefined;
  const { columns, rows } = drawing;
  const endsInRoot = hexEncode(top.hash) === hexEncode(root);
  return { index, size, given: proof.length, endsInRoot, nodes: drawing.nodes.map(plain), columns, rows };
}

function plain({ from, to, role, hash, x, y, joins }: DrawnNode): ProofNode {
  return { from, to, role, hash: hexEncode(hash), x, y, joins: [...joins] };
}
