import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Hash, sha256 } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { cosign, cosignatureVerifier, cosigner } from "./cosignature.ts";
import { naiveNodes, naiveRoot } from "./naive-tree.ts";
import { ed25519NoteSigner, signNote } from "./note.ts";
import { openWitnessedCheckpoint } from "./quorum.ts";
import { emptyRoot, proveConsistency } from "./tree.ts";
import { parseWitnessPolicy } from "./witness-policy.ts";
import {
  type AddCheckpointRequest,
  answerAddCheckpoint,
  formatAddCheckpoint,
  judgeAddCheckpoint,
  parseAddCheckpoint,
  readWitnessAnswer,
  withCosignatures,
} from "./witness-protocol.ts";

const origin = "example.com/log";
const log = ed25519NoteSigner(origin, new Uint8Array(32).fill(1));
const witness = cosigner("witness.example/w1", new Uint8Array(32).fill(2), 1_700_000_000);
const leaves = Array.from({ length: 40 }, (_, at) => sha256(Uint8Array.of(at)));
const rootAt = (size: number): Hash => (size === 0 ? emptyRoot() : naiveRoot(leaves.slice(0, size)));
const noteAt = (size: number, root = rootAt(size)) => signNote(formatCheckpoint({ origin, size, root }), [log]);
const headAt = (size: number) => ({ size, root: rootAt(size) });

function requestOf(oldSize: number, size: number, change: Partial<AddCheckpointRequest> = {}): AddCheckpointRequest {
  const proof = oldSize === 0 || oldSize > size ? [] : proveConsistency(oldSize, size, naiveNodes(leaves));
  const body = formatAddCheckpoint({ oldSize, proof, checkpointNote: noteAt(size), ...change });
  const parsed = parseAddCheckpoint(utf8Encode(body));
  if (!parsed.ok) throw new Error(parsed.error.detail);
  return parsed.value;
}
const judge = (request: AddCheckpointRequest, stored: { size: number; root: Hash } | undefined) =>
  judgeAddCheckpoint({ request, knownLog: log.vkey, stored });

test("an honest log is cosigned at every step, from nothing on", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), (a, b) => {
      const [from, to] = a < b ? [a, b] : [b, a];
      const stored = from === 0 ? undefined : headAt(from);
      expect(judge(requestOf(from, to), stored)).toEqual({ status: 200, newHead: headAt(to) });
    }),
    { seed: 1 },
  );
});

test("each fault has the status that the specification gives it, in its order", () => {
  const unknown = { request: requestOf(3, 9), knownLog: undefined, stored: undefined };
  expect(judgeAddCheckpoint(unknown)).toMatchObject({ status: 404 });
  const stranger = ed25519NoteSigner(origin, new Uint8Array(32).fill(9));
  expect(judgeAddCheckpoint({ ...unknown, knownLog: stranger.vkey })).toMatchObject({ status: 403 });
  expect(judge(requestOf(12, 9), headAt(12))).toMatchObject({ status: 400 });
  expect(judge(requestOf(3, 9), headAt(5))).toEqual({ status: 409, reason: "stale-old", storedSize: 5 });
  expect(judge(requestOf(3, 9), undefined)).toEqual({ status: 409, reason: "stale-old", storedSize: 0 });
  expect(judge(requestOf(9, 9), { size: 9, root: sha256() })).toEqual({ status: 409, reason: "other-root" });
  expect(judge(requestOf(3, 9), { size: 3, root: sha256() })).toMatchObject({ status: 422 });
  expect(judge(requestOf(3, 9, { proof: [] }), headAt(3))).toMatchObject({ status: 422 });
  expect(judge(requestOf(0, 9, { proof: [sha256()] }), undefined)).toMatchObject({ status: 422 });
  expect(judge(requestOf(9, 9, { proof: [sha256()] }), headAt(9))).toMatchObject({ status: 422 });
  const hollow = noteAt(0, sha256(Uint8Array.of(1)));
  expect(judge(requestOf(0, 0, { checkpointNote: hollow }), undefined)).toMatchObject({ status: 422 });
});

test("a witness never cosigns two heads of which one does not extend the other, whatever it is sent", () => {
  const forked = leaves.map((leaf, at) => (at === 20 ? sha256(leaf) : leaf));
  const branch = (list: readonly Hash[], from: number, size: number) => {
    const proof = from === 0 || from > size ? [] : proveConsistency(from, size, naiveNodes(list));
    const root = size === 0 ? emptyRoot() : naiveRoot(list.slice(0, size));
    return requestOf(from, size, { proof, checkpointNote: noteAt(size, root) });
  };
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat(40), fc.nat(40)), { maxLength: 12 }), (asks) => {
      let stored: { size: number; root: Hash } | undefined;
      const cosigned: { isFork: boolean; size: number }[] = [];
      for (const [isFork, from, size] of asks) {
        const oldSize = from % 3 === 0 ? (stored?.size ?? 0) : from;
        const verdict = judge(branch(isFork ? forked : leaves, oldSize, size), stored);
        if (verdict.status !== 200) continue;
        expect(verdict.newHead.size).toBeGreaterThanOrEqual(stored?.size ?? 0);
        stored = verdict.newHead;
        cosigned.push({ isFork, size });
      }
      const beyond = cosigned.filter(({ size }) => size > 20).map(({ isFork }) => isFork);
      expect(new Set(beyond).size).toBeLessThanOrEqual(1);
    }),
    { seed: 2 },
  );
});

test("the log reads from each answer what it must do next", () => {
  const verifier = cosignatureVerifier(witness.vkey);
  if (verifier === undefined) throw new Error("no verifier");
  const note = noteAt(9);
  const text = note.slice(0, note.indexOf("\n\n") + 1);
  const read = (answer: { status: number; mediaType: string; body: string }) =>
    readWitnessAnswer({ ...answer, body: utf8Encode(answer.body) }, note, verifier);
  const line = cosign(witness, text);
  const cosigned = answerAddCheckpoint({ status: 200, newHead: headAt(9) }, [line]);
  expect(read(cosigned)).toEqual({ outcome: "cosigned", signature: line, timeSeconds: 1_700_000_000 });
  const elsewhere = cosign(witness, formatCheckpoint({ origin, ...headAt(8) }));
  expect(read(answerAddCheckpoint({ status: 200, newHead: headAt(9) }, [elsewhere])).outcome).toBe("unusable");
  const stranger = cosign(cosigner("other.example/w", new Uint8Array(32).fill(3), 1), text);
  expect(read(answerAddCheckpoint({ status: 200, newHead: headAt(9) }, [stranger])).outcome).toBe("unusable");
  expect(read(answerAddCheckpoint({ status: 200, newHead: headAt(9) }, [stranger, line])).outcome).toBe("cosigned");
  const stale = answerAddCheckpoint({ status: 409, reason: "stale-old", storedSize: 5 });
  expect(stale).toEqual({ status: 409, mediaType: "text/x.tlog.size", body: "5\n" });
  expect(read(stale)).toEqual({ outcome: "retry-from", size: 5 });
  for (const body of ["5", "05\n", "-1\n", "5\n\n", ""]) expect(read({ ...stale, body }).outcome).toBe("unusable");
  expect(read(answerAddCheckpoint({ status: 409, reason: "other-root" })).outcome).toBe("conflict");
  expect(read(answerAddCheckpoint({ status: 422, reason: "inconsistent" })).outcome).toBe("conflict");
  expect(read({ status: 429, mediaType: "", body: "" })).toEqual({ outcome: "back-off" });
  expect(read({ status: 418, mediaType: "", body: "" }).outcome).toBe("unusable");
});

test("a republished head carries each witness's latest time once, and demonstration witnesses count as none", () => {
  const demo = cosigner("w1.demo.invalid/witness", new Uint8Array(32).fill(4), 10);
  const text = `log ${log.vkey}\nwitness one ${witness.vkey}\nwitness demo ${demo.vkey}\ngroup both all one demo\nquorum both\n`;
  const policy = parseWitnessPolicy(text);
  if (!policy.ok) throw new Error(policy.error.detail);
  const note = noteAt(9);
  const body = note.slice(0, note.indexOf("\n\n") + 1);
  const later = cosigner("witness.example/w1", new Uint8Array(32).fill(2), 1_700_000_600);
  const once = withCosignatures(note, [cosign(witness, body), cosign(demo, body)]);
  const twice = withCosignatures(once, [cosign(later, body)]);
  expect(openWitnessedCheckpoint(twice, log.vkey, policy.value)).toEqual({
    ok: true,
    value: {
      checkpoint: { origin, ...headAt(9) },
      cosigned: [
        { witness: "one", timeSeconds: 1_700_000_600 },
        { witness: "demo", timeSeconds: 10 },
      ],
      isQuorumMet: true,
      independent: 1,
    },
  });
  const alone = openWitnessedCheckpoint(withCosignatures(note, [cosign(demo, body)]), log.vkey, policy.value);
  expect(alone.ok && [alone.value.isQuorumMet, alone.value.independent]).toEqual([false, 0]);
});

test("a malformed request is refused with a sentence", () => {
  const good = formatAddCheckpoint(requestOf(3, 9));
  const lines = Array.from({ length: 64 }, () => "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=").join("\n");
  for (const bad of [
    "",
    "old 3",
    good.replace("old 3", "old 03"),
    good.replace("old 3", "old  3"),
    good.replace("old 3", "3"),
    good.replace("old 3", "old -3"),
    good.replace("old 3", "old 9007199254740992"),
    good.replace("old 3", `old 3\n${lines}`),
    good.replace("\n\n", "\nAAAA\n\n"),
    good.slice(0, good.indexOf("— ")),
  ]) {
    const parsed = parseAddCheckpoint(utf8Encode(bad));
    expect(parsed.ok || parsed.error.detail.length > 10, bad).toBe(!parsed.ok);
  }
  expect(parseAddCheckpoint(Uint8Array.of(0xff)).ok).toBe(false);
  expect(utf8Decode(utf8Encode(good))).toBe(good);
});
