/**
 * Throws spoiled documents at the parsers of what a log is watched by: witness requests, archives, proofs of aggregates,
 * fraud proofs, and at the one entry point that verifies them all. The promises are those of fuzz-log.ts.
 *
 * `node bench/fuzz-proofs.ts [rounds]` runs 100,000 rounds for each parser.
 */
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { type ArchiveFrame, ArchiveWriter, decodeArchive, encodeArchive } from "#lib/log/archive.ts";
import { formatProofFile } from "#lib/log/proof-file.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { leafHash, proveInclusion } from "#lib/log/tree.ts";
import { formatAddCheckpoint, parseAddCheckpoint } from "#lib/log/witness-protocol.ts";
import type { FileTrust } from "#lib/state/files/file-trust.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { buildConflictingCheckpoints, buildDifferentLeaves, buildInconsistentSizes } from "#lib/state/fraud/build.ts";
import { buildContradiction } from "#lib/state/fraud/contradiction.ts";
import { encodeFraudProof, type FraudProof, parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { factsTrieOf } from "#lib/state/state-root.ts";
import {
  forkedAt,
  headOf,
  logSigner,
  nodesOfLog,
  POLICY,
  promiseFor,
  receiptIn,
  smallLog,
} from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import { encodeAggregateProof, parseAggregateProof, proveAggregate } from "#lib/statement/aggregate-proof.ts";
import { sealAnswer } from "#lib/statement/signed-answer.ts";
import { acceptedOf, byteTarget, type FuzzResult, fuzzTargets, printFuzz, type Target } from "./fuzz-log.ts";

/** Fuzzes every parser `rounds` times. */
export function fuzzProofParsers(options: { rounds: number; seed: number }): FuzzResult[] {
  return fuzzTargets(targets(), options);
}

function targets(): Target[] {
  const { world } = smallLog(3);
  const { leaves } = world;
  const size = leaves.length;
  const [head, cosigned] = [headOf(leaves, size), headOf(leaves, size, world.now)];
  const nodes = nodesOfLog(leaves);
  const requests = [
    formatAddCheckpoint({ oldSize: 0, proof: [], checkpointNote: cosigned }),
    formatAddCheckpoint({ oldSize: 3, proof: proveInclusion(3, size, nodes), checkpointNote: head }),
  ];
  const part = { nonce: leafHash(utf8Encode("nonce")), bytes: utf8Encode("a part") };
  const tiny = leaves.slice(0, 1).map(() => utf8Encode("entry"));
  return [
    byteTarget(
      "witness request",
      requests.map(utf8Encode),
      (bytes) => acceptedOf(parseAddCheckpoint(bytes)),
      (request) => utf8Encode(formatAddCheckpoint(request)),
    ),
    byteTarget(
      "archive",
      [
        encodeArchive({ origin: TEST_LOG, leaves: tiny, checkpointNotes: [headOf(tiny, 1)], parts: [part] }),
        encodeArchive({
          origin: TEST_LOG,
          leaves: [...tiny, ...tiny],
          checkpointNotes: [headOf(tiny, 1), headOf([...tiny, ...tiny], 2)],
        }),
      ],
      (bytes) => acceptedOf(decodeArchive(bytes)),
      writeArchive,
    ),
    byteTarget(
      "aggregate proof",
      aggregateProofs(),
      (bytes) => acceptedOf(parseAggregateProof(bytes)),
      encodeAggregateProof,
    ),
    byteTarget("fraud proof", fraudProofs(leaves), (bytes) => acceptedOf(parseFraudProof(bytes)), encodeFraudProof),
    fileTarget(leaves),
  ];
}

/**
 * Everything that a log hands out, at the one entry point: whatever the bytes, it answers with checks, a verdict and a
 * sentence. What it can make nothing of has one failed check with a code, a place and a rule.
 */
function fileTarget(leaves: readonly Uint8Array[]): Target {
  const [genesis = new Uint8Array()] = leaves;
  const head = headOf(leaves, leaves.length);
  const receipt = receiptIn(leaves, 1, leaves.length, head);
  const samples = [
    buildReceipt(receipt),
    utf8Encode(head),
    utf8Encode(formatProofFile({ index: 1, proof: receipt.proof, checkpointNote: head })),
    utf8Encode(promiseFor("5f".repeat(32) as StatementHash, 0 as Instant)),
    encodeArchive({ origin: TEST_LOG, leaves: [genesis], checkpointNotes: [headOf(leaves, 1)] }),
    ...aggregateProofs(),
    ...fraudProofs(leaves),
  ];
  // Signatures have their own tests; here only what is read before them is of interest.
  const policy = { ...POLICY, logs: [] };
  const trust: FileTrust = { known: () => undefined, policy, raw: () => true };
  const judge = (bytes: Uint8Array) => {
    const { content, checks, verdict, sentence } = verifyFile(bytes, trust);
    if (checks.length === 0 || sentence === "") throw new Error(`Nothing was said: ${verdict}`);
    if (content.kind !== "unusable") return bytes;
    const [form, ...more] = checks;
    if (form?.outcome !== "fail" || form.reason === undefined || content.found.rule === "" || more.length > 0)
      throw new Error("A refusal without a code, a place and a rule");
    return undefined;
  };
  return byteTarget("any file", samples, judge, (bytes) => bytes);
}

function writeArchive(frames: readonly ArchiveFrame[]): Uint8Array {
  const writer = new ArchiveWriter();
  const pieces = frames.map((frame) => writeFrame(writer, frame));
  writer.end();
  return concatBytes(...pieces);
}

function writeFrame(writer: ArchiveWriter, frame: ArchiveFrame): Uint8Array {
  switch (frame.type) {
    case "header":
      return writer.header(frame.header);
    case "entries":
      return writer.entries(frame.entries);
    case "checkpoint":
      return writer.checkpoint(frame.note);
    case "part":
      return writer.part(frame.part);
  }
}

function aggregateProofs(): Uint8Array[] {
  const { world } = smallLog(3);
  const rows = world.state.rows();
  const trie = factsTrieOf(rows);
  const last = world.leaves.length - 1;
  const receipt = receiptIn(world.leaves, last, last + 1, headOf(world.leaves, last + 1));
  const policy = rows.find(({ key }) => key === "policy");
  const known = policy === undefined ? undefined : { ...policy, form: policy.form as unknown as JsonObject };
  return [
    proveAggregate(trie, "policy", known, receipt),
    proveAggregate(trie, "provider:none", undefined, receipt),
  ].map(encodeAggregateProof);
}

function fraudProofs(leaves: readonly Uint8Array[]): Uint8Array[] {
  const fork = forkedAt(leaves, 1);
  const size = leaves.length;
  const head = headOf(leaves, size);
  const vkey = logSigner.vkey;
  const leafIn = (list: readonly Uint8Array[]) => ({
    leaf: leafHash(list[1] ?? new Uint8Array()),
    proof: proveInclusion(1, size, nodesOfLog(list)),
  });
  const entry = { index: 1, entryBytes: leaves[1] ?? new Uint8Array(), proof: leafIn(leaves).proof };
  const answer = {
    origin: TEST_LOG,
    request: { path: "/a", query: {} },
    asOf: { size: 1, time: formatInstant(0 as Instant) },
  };
  const [one, other] = ["a", "b"].map((said) =>
    sealAnswer({ ...answer, answer: { said }, checkpoint: head }, testKey("answer").did, (bytes) =>
      signEd25519(testKey("answer").seed, bytes),
    ),
  );
  const archive = utf8Encode("not looked into here");
  const proofs: (FraudProof | undefined)[] = [
    buildConflictingCheckpoints(head, headOf(fork, size), vkey),
    buildInconsistentSizes(headOf(leaves, 3), headOf(fork, size), vkey, nodesOfLog(fork)),
    buildDifferentLeaves([head, headOf(fork, size)], 1, [leafIn(leaves), leafIn(fork)], vkey),
    { kind: "wrong-state-root", origin: TEST_LOG, receipt: receiptIn(leaves, 1, size, head), archive: null },
    { kind: "unmet-promise", origin: TEST_LOG, promise: "a promise", checkpoint: head, archive },
    one && other && buildContradiction(one, other, receiptIn(leaves, 0, size, head), vkey),
    { kind: "false-time", origin: TEST_LOG, first: null, second: headOf(leaves, size, 0 as Instant), ...entry },
  ];
  return proofs.flatMap((proof) => (proof === undefined ? [] : [encodeFraudProof(proof)]));
}

if (import.meta.main) printFuzz(fuzzProofParsers({ rounds: Number(process.argv[2] ?? 100_000), seed: 1 }));
