import { expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { encodeArchive, leafPieces } from "#lib/log/archive.ts";
import type { LogKey } from "#lib/log/log-key.ts";
import { ed25519NoteSigner } from "#lib/log/note.ts";
import { formatProofFile } from "#lib/log/proof-file.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { policyWithoutWitnesses } from "#lib/log/witness-policy.ts";
import { aggregateProofObject, proveAggregate } from "#lib/statement/aggregate-proof.ts";
import { formText } from "../forms.ts";
import { buildConflictingCheckpoints, buildWrongStateRoot } from "../fraud/build.ts";
import { encodeFraudProof } from "../fraud/fraud-proof.ts";
import { factsTrieOf, stateRootOf } from "../state-root.ts";
import { forkedAt, headOf, logSigner, POLICY, promiseFor, receiptIn, smallLog } from "../testing/fraud-world.ts";
import { TEST_LOG, TestWorld, testKey } from "../testing/world.ts";
import type { FileTrust, KnownLog } from "./file-trust.ts";
import { FileVerifier, verifyFile } from "./verify-file.ts";

const given: LogKey = { from: "given", vkey: logSigner.vkey };
const knowing = (known: Partial<KnownLog> = {}, rest: Partial<FileTrust> = {}): FileTrust => ({
  known: (origin) => (origin === TEST_LOG ? { key: given, ...known } : undefined),
  ...rest,
});
const STRANGER: FileTrust = { known: () => undefined };

const { world } = smallLog(3);
const { leaves } = world;
const size = leaves.length;
const head = headOf(leaves, size);
const cosigned = headOf(leaves, size, world.now);
const receipt = buildReceipt(receiptIn(leaves, 1, size, head));
const archive = encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [head] });
const fork = headOf(forkedAt(leaves, 1), size);
const conflict = encodeFraudProof(buildConflictingCheckpoints(head, fork, logSigner.vkey) ?? fail());

function fail(): never {
  throw new Error("nothing was built");
}

function aggregate(): { bytes: Uint8Array; issuer: KnownLog["issuer"] } {
  const own = TestWorld.founded();
  const ada = testKey("ada");
  own.register(ada);
  const rows = own.state.rows();
  const row = rows.find(({ key }) => key === `participant:${ada.did}`) ?? fail();
  const trie = factsTrieOf(rows);
  const body = stateRootOf({ size: 2, lastLoggedAt: own.now, facts: trie.root() });
  own.say({ kind: "state.root", by: own.index, subject: "index", body });
  const form: JsonObject = JSON.parse(formText(row.form));
  const at = receiptIn(own.leaves, 2, 3, headOf(own.leaves, 3));
  const proof = proveAggregate(trie, row.key, { ...row, form }, at);
  return { bytes: utf8Encode(JSON.stringify({ data: {}, proof: aggregateProofObject(proof) })), issuer: own.index.did };
}

const outcomes = (bytes: Uint8Array, trust: FileTrust) => {
  const { content, verdict, exitCode, ok } = verifyFile(bytes, trust);
  return { kind: content.kind, verdict, exitCode, ok };
};
const openOnes = (bytes: Uint8Array, trust: FileTrust) =>
  verifyFile(bytes, trust).checks.flatMap(({ name, outcome }) => (outcome === "pass" ? [] : [`${name} ${outcome}`]));

test("a promise by a key that was replaced since holds, and one by a key that the log never named does not", () => {
  const promise = utf8Encode(promiseFor("5f".repeat(32) as never, world.now));
  const vkeyOf = (name: string) => ed25519NoteSigner(`${TEST_LOG}/promise`, testKey(name).seed).vkey;
  const verdictBy = (...names: string[]) => verifyFile(promise, knowing({ promiseVkeys: names.map(vkeyOf) })).verdict;
  expect(verdictBy("newer", "promise")).toBe("verified");
  const all = knowing({ promiseVkeys: [vkeyOf("newer")], hasAllPromiseVkeys: true });
  expect(verifyFile(promise, all)).toMatchObject({
    verdict: "tampered",
    sentence: expect.stringContaining("never named for promises"),
  });
});

test("each artefact of a log is known by its content, holds with the log's key, and says so in a sentence", () => {
  const { bytes, issuer } = aggregate();
  const promise = utf8Encode(promiseFor("5f".repeat(32) as never, world.now));
  const promiseVkey = ed25519NoteSigner(`${TEST_LOG}/promise`, testKey("promise").seed).vkey;
  const { proof } = receiptIn(leaves, 1, size, head);
  const proofFile = utf8Encode(formatProofFile({ index: 1, proof, checkpointNote: head }));
  const entryBytes = leaves[1] ?? fail();
  for (const [kind, file, trust] of [
    ["receipt", receipt, knowing()],
    ["receipt", concatBytes(receipt, utf8Encode("\n")), knowing()],
    ["receipt", canonicalBytes({ effect: null, receipt: JSON.parse(utf8Decode(receipt) ?? "") }), knowing()],
    ["checkpoint", utf8Encode(head), knowing()],
    ["tlog-proof", proofFile, knowing({}, { entryBytes })],
    ["promise", promise, knowing({ promiseVkeys: [promiseVkey] })],
    ["promise", canonicalBytes({ promise: utf8Decode(promise) ?? "" }), knowing({ promiseVkeys: [promiseVkey] })],
    ["aggregate-proof", bytes, knowing(issuer && { issuer })],
    ["archive", archive, knowing()],
  ] as const) {
    const finding = verifyFile(file, trust);
    expect(finding, kind).toMatchObject({ content: { kind }, ok: true, verdict: "verified", exitCode: 0 });
    expect(finding.sentence).toContain(kind === "aggregate-proof" ? `participant:${testKey("ada").did}` : TEST_LOG);
    expect(finding.notProven.length).toBeGreaterThan(0);
  }
});

test("whoever knows nothing of the log is told what is missing, and nothing is called verified but a log that founds itself", () => {
  expect(openOnes(receipt, STRANGER)).toEqual(["log-key cannot-check", "log-signature cannot-check"]);
  expect(outcomes(receipt, STRANGER)).toMatchObject({ verdict: "incomplete", exitCode: 2, ok: true });
  expect(outcomes(utf8Encode(head), STRANGER)).toMatchObject({ verdict: "incomplete" });
  expect(outcomes(conflict, STRANGER)).toMatchObject({ verdict: "incomplete", ok: false });
  expect(outcomes(aggregate().bytes, knowing())).toMatchObject({ verdict: "incomplete" });
  expect(outcomes(utf8Encode(promiseFor("5f".repeat(32) as never, world.now)), knowing())).toMatchObject({
    verdict: "incomplete",
  });
  expect(openOnes(archive, STRANGER)).toContain("log-key cannot-check");
  expect(outcomes(archive, STRANGER)).toMatchObject({ verdict: "verified" });
});

test("proofs of fraud convict the log whose key the reader has, with the exit code of their kind", () => {
  expect(outcomes(conflict, knowing())).toEqual({
    kind: "fraud-proof",
    verdict: "equivocation",
    exitCode: 3,
    ok: true,
  });
  const lying = smallLog(3, { facts: "ab".repeat(32) }).world.leaves;
  const last = lying.length - 1;
  const at = receiptIn(lying, last, lying.length, headOf(lying, lying.length));
  const lie = encodeFraudProof(buildWrongStateRoot(at, lying, logSigner.vkey) ?? fail());
  expect(outcomes(lie, knowing())).toMatchObject({ verdict: "tampered", exitCode: 1, ok: true });
  expect(openOnes(lie, STRANGER)[0]).toBe("log-key cannot-check");
  const broken = utf8Encode((utf8Decode(conflict) ?? "").replace('"origin"', '"irigin"'));
  expect(outcomes(broken, knowing())).toMatchObject({ kind: "unusable", verdict: "incomplete", ok: false });
});

test("an archive beside a proof helps only when it is of that log; another one acquits nobody", () => {
  const lying = smallLog(3, { facts: "ab".repeat(32) }).world.leaves;
  const at = receiptIn(lying, lying.length - 1, lying.length, headOf(lying, lying.length));
  const lie = encodeFraudProof(buildWrongStateRoot(at, null, logSigner.vkey) ?? fail());
  const beside = (log: Iterable<Uint8Array> | undefined) => outcomes(lie, knowing({}, { log: () => log }));
  expect(beside([...leafPieces(TEST_LOG, lying)])).toMatchObject({ verdict: "tampered", exitCode: 1, ok: true });
  for (const unfit of [
    undefined,
    [...leafPieces("other.example/log", lying)],
    [...leafPieces(TEST_LOG, forkedAt(lying, 1))],
  ]) {
    expect(beside(unfit)).toMatchObject({ verdict: "incomplete", exitCode: 2, ok: false });
  }
});

test("a reader who names witnesses gets policy-not-met from a head that their quorum did not sign", () => {
  const trust = knowing({}, { policy: POLICY });
  expect(outcomes(utf8Encode(head), trust)).toMatchObject({ verdict: "policy-not-met", exitCode: 4 });
  expect(outcomes(receipt, trust)).toMatchObject({ verdict: "policy-not-met" });
  expect(outcomes(archive, trust)).toMatchObject({ verdict: "policy-not-met" });
  expect(outcomes(utf8Encode(cosigned), trust)).toMatchObject({ verdict: "verified" });
  const signed = buildReceipt(receiptIn(leaves, 1, size, cosigned));
  expect(outcomes(signed, trust)).toMatchObject({ verdict: "verified" });
  // The policy names the log too: then no other key is needed.
  expect(outcomes(signed, { ...STRANGER, policy: POLICY })).toMatchObject({ verdict: "verified" });
  expect(outcomes(signed, { ...STRANGER, policy: policyWithoutWitnesses(logSigner.vkey) }).verdict).toBe("verified");
});

test("another root for the size that was verified before is two histories, in whatever file it comes", () => {
  const seenAt = addMs(world.now, -DAY_MS);
  const same = knowing({ checkpoint: head, seenAt });
  const other = knowing({ checkpoint: fork, seenAt });
  for (const file of [receipt, utf8Encode(head), archive]) {
    expect(outcomes(file, same)).toMatchObject({ verdict: "verified" });
    expect(outcomes(file, other)).toMatchObject({ verdict: "equivocation", exitCode: 3 });
  }
  // Entries that do not give the signed root are a spoiled file, not a second history.
  const spoiled = encodeArchive({ origin: TEST_LOG, leaves: forkedAt(leaves, 1), checkpointNotes: [head] });
  expect(outcomes(spoiled, same)).toMatchObject({ verdict: "tampered", exitCode: 1 });
});

test("an archive gives the same finding in pieces of any size, and tells how far it is", () => {
  const longer = smallLog(12).world.leaves;
  const log = encodeArchive({ origin: TEST_LOG, leaves: longer, checkpointNotes: [headOf(longer, longer.length)] });
  expect(log.length).toBeGreaterThan(4224);
  const whole = verifyFile(log, knowing());
  for (const length of [61, 4223, 4224]) {
    const verifier = new FileVerifier(knowing());
    for (let at = 0; at < log.length; at += length) verifier.push(log.subarray(at, at + length));
    expect(verifier.progress).toEqual({ entries: longer.length, of: longer.length });
    expect(verifier.finish()).toMatchObject({ checks: whole.checks, verdict: "verified" });
  }
});

test("any flipped bit of a receipt, a head or an archive is noticed", () => {
  for (const [file, step] of [
    [receipt, 151],
    [utf8Encode(head), 17],
    [archive, 1201],
  ] as const)
    for (let at = 0; at < file.length; at += step) {
      const { verdict, ok } = verifyFile(file.with(at, (file[at] ?? 0) ^ 1), knowing());
      expect({ at, verdict, ok }).not.toMatchObject({ verdict: "verified" });
    }
});

test("what people have and is no proof is called by its name, with the page that takes it", () => {
  const about = (text: string) => verifyFile(utf8Encode(text), knowing()).content;
  const archive = `{"log": {"version": "1.2", "entries": [${'{"request": {}},'.repeat(90_000)}{}]}}`;
  expect(about(archive)).toMatchObject({ found: { title: "This is an HTTP archive", taken: { page: "/report" } } });
  expect(about("source,target,rating,time\na,b,1,1700000000\n")).toMatchObject({
    found: { taken: { page: "/method#calibration" } },
  });
  expect(about('[{"database_name":"b","block_id":1}]')).toMatchObject({
    found: { title: "These are digests of a ledger" },
  });
  expect(verifyFile(Uint8Array.of(0x1f, 0x8b, 8), knowing()).content).not.toHaveProperty("found.taken");
  expect(about("log halden.example+1+AAAA https://halden.example/log\n")).toMatchObject({
    found: { title: "This is a list of logs" },
  });
});

test("what cannot be used names its place and rule", () => {
  const text = utf8Decode(receipt) ?? "";
  const about = (input: string | Uint8Array) =>
    verifyFile(typeof input === "string" ? utf8Encode(input) : input, knowing()).content;
  expect(about(JSON.stringify(JSON.parse(text), null, 2))).toMatchObject({ kind: "unusable" });
  expect(about(text.replace('"index":1', '"index":-1'))).toMatchObject({ found: { place: "/index" } });
  expect(about(base64UrlEncode(new Uint8Array(40)))).toMatchObject({ found: { place: "line 1" } });
  expect(about(Uint8Array.of(0xff, 0xfe))).toMatchObject({ found: { title: "This is not text" } });
  expect(about(" \n")).toMatchObject({ found: { title: "There is nothing in it" } });
  expect(about(new Uint8Array(2_000_000).fill(0x61))).toMatchObject({ found: { code: "too-large" } });
  expect(about('{"receipt":{"receipt":{"receipt":7}}}')).toMatchObject({ kind: "unusable" });
});
