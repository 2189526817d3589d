/** peer.observation and fraud.proof: what this log knows of other logs, and what it and they are accused of. */
import { base64Decode, hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { isWellFormed, utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash, sha256 } from "#lib/kernel/hash.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { type Checkpoint, type CheckpointComparison, compareCheckpoints, openCheckpoint } from "#lib/log/checkpoint.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { FraudProofBody, PeerHeadBody } from "#lib/statement/log-bodies.ts";
import { type Accusations, type PeerForm, peerKey } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { indexOf, peerOf } from "../view.ts";

/** The head must be signed by the peer's key, which never changes: another key is another log. */
export const observePeer: Reducer = (view, { index, loggedAt, statement }) => {
  const { origin, vkey, checkpoint: note, consistency } = statement.body as PeerHeadBody;
  const before = peerOf(view, origin);
  if (origin === statement.log) return "guard";
  if (before !== undefined && before.vkey !== null && before.vkey !== vkey) return "guard";
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok || opened.value.checkpoint.origin !== origin) return "bad-proof";
  const { checkpoint } = opened.value;
  const agreement = agreementWith(before, checkpoint, consistency);
  const form: PeerForm = {
    aggregate: "peer",
    origin,
    vkey,
    head: {
      size: checkpoint.size,
      root: hexEncode(checkpoint.root),
      agreement,
      entry: index,
      loggedAt: formatInstant(loggedAt),
    },
    observations: (before?.observations ?? 0) + 1,
    conflicts: (before?.conflicts ?? 0) + (agreement === "conflict" ? 1 : 0),
    accusations: before?.accusations ?? null,
  };
  return new Map([[peerKey(origin), form]]);
};

/**
 * An accusation is effective when the file that it names is at hand: inline with the right hash, or committed to as a
 * public part. Whether the proof holds is for every reader to verify; the fold counts, it does not judge.
 */
export const recordAccusation: Reducer = (view, { index, statement }) => {
  const body = statement.body as FraudProofBody;
  const own = indexOf(view);
  const isOwn = body.accused === statement.log;
  if (own === undefined || (statement.subject === "index") !== isOwn || !carriesProof(statement, body)) return "guard";
  const next = (before: Accusations | null): Accusations => ({
    count: (before?.count ?? 0) + 1,
    last: { entry: index, kind: body.proofKind, sha256: body.proofSha256 },
  });
  if (isOwn) return new Map([["index", { ...own, accusations: next(own.accusations) }]]);
  const peer = peerOf(view, body.accused) ?? unseenPeer(body.accused);
  return new Map([[peerKey(peer.origin), { ...peer, accusations: next(peer.accusations) }]]);
};

function carriesProof({ parts }: UnsignedStatement, { proof, proofBytes, proofSha256 }: FraudProofBody): boolean {
  if (proof === undefined)
    return parts?.[0] !== undefined && parts[0].visibility === "public" && parts[0].bytes === proofBytes;
  if (!isWellFormed(proof)) return false;
  const bytes = utf8Encode(proof);
  return bytes.length === proofBytes && hexEncode(sha256(bytes)) === proofSha256;
}

function agreementWith(
  before: PeerForm | undefined,
  now: Checkpoint,
  consistency: readonly string[] | undefined,
): CheckpointComparison | "first" {
  const head = before?.head ?? undefined;
  const root = head === undefined ? undefined : hexDecode(head.root);
  if (head === undefined || root === undefined) return "first";
  const proof = consistency?.map((text) => base64Decode(text) ?? new Uint8Array());
  return compareCheckpoints({ origin: now.origin, size: head.size, root: asHash(root) }, now, proof);
}

function unseenPeer(origin: string): PeerForm {
  return { aggregate: "peer", origin, vkey: null, head: null, observations: 0, conflicts: 0, accusations: null };
}
