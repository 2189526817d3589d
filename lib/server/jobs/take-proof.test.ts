/** A proof whose log is too long for a request is judged by its operator: nothing is believed that a request would not be. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash, sha256 } from "#lib/kernel/hash.ts";
import { encodeArchive } from "#lib/log/archive.ts";
import { noteSignerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { receiptOf } from "#lib/server/log-store/receipt-of.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { recordHead } from "#lib/server/peers/peer-store.ts";
import { KEYS, registration, settle, signed, TestLog, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { buildWrongStateRoot, logSignedNote } from "#lib/state/fraud/build.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { stateRootOf } from "#lib/state/state-root.ts";
import { headOf, logSigner, receiptIn, smallLog } from "#lib/state/testing/fraud-world.ts";
import { TEST_LOG } from "#lib/state/testing/world.ts";
import { takeProof } from "./take-proof.ts";

const database = await freshDatabase();
const origin = testOrigin();
const { leaves } = smallLog(3, { facts: "ab".repeat(32) }).world;
const head = headOf(leaves, leaves.length);
let log: TestLog;
let worker: Sql;

beforeAll(async () => {
  log = await TestLog.make(database);
  const sequencer = await log.lead();
  await settle(sequencer);
  await log.submit([registration("somebody")]);
  await settle(sequencer);
  const facts = asHash(sha256(utf8Encode("another state")));
  const body = { ...stateRootOf({ size: 2, lastLoggedAt: log.now, facts }) };
  await log.submit([signed(KEYS.statement, "a false root", { kind: "state.root", subject: "index", body })]);
  await settle(sequencer);
  worker = await log.connect("worker");
});
afterAll(() => log.close());

const written = (proof: FraudProof | undefined): Uint8Array => {
  if (proof === undefined) throw new Error("Nothing was built.");
  return encodeFraudProof(proof);
};
const judge = (bytes: Uint8Array, pieces?: Iterable<Uint8Array>) =>
  takeProof(worker, bytes, { origin, policy: undefined, log: pieces, at: log.now });
const kept = async () => {
  const { rows } = await worker.query<{ accused: string }>("SELECT accused FROM fraud_proof ORDER BY seq");
  return rows.map(({ accused }) => accused);
};

test("another log is convicted beside an archive of it, once it was observed, and not without one or by another's", async () => {
  const claim = receiptIn(leaves, leaves.length - 1, leaves.length, head);
  const bytes = written(buildWrongStateRoot(claim, null, logSigner.vkey));
  await expect(judge(bytes)).rejects.toThrow("has never observed it");
  const seen = logSignedNote(head, logSigner.vkey);
  if (seen === undefined) throw new Error("The head does not open.");
  const peer = { origin: TEST_LOG, vkey: logSigner.vkey, url: "http://127.0.0.1:1/log" };
  await recordHead(worker, peer, seen, log.now);
  expect(await judge(bytes)).toMatchObject({ verdict: "incomplete" });
  const others = smallLog(3).world.leaves;
  const honest = encodeArchive({ origin: TEST_LOG, leaves: others, checkpointNotes: [headOf(others, others.length)] });
  expect(await judge(bytes, [honest])).toMatchObject({ verdict: "incomplete" });
  expect(await kept()).toEqual([]);
  const archive = encodeArchive({ origin: TEST_LOG, leaves, checkpointNotes: [head] });
  const { sha256: hash } = await judge(bytes, [archive.subarray(0, 700), archive.subarray(700)]);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await judge(bytes, [archive])).toMatchObject({ verdict: "tampered", sha256: hash });
  expect(await kept()).toEqual([TEST_LOG]);
});

test("this index is convicted by its own entries, and by no accusation of an entry that is no false claim", async () => {
  const { vkey } = noteSignerOf(KEYS.log, origin);
  const accusing = async (index: number) => {
    const receipt = await receiptOf(worker, index, undefined);
    return written(receipt && buildWrongStateRoot(receipt, null, vkey));
  };
  expect(await judge(await accusing(1))).toMatchObject({ verdict: "unproven" });
  expect(await kept()).toEqual([TEST_LOG]);
  expect(await judge(await accusing(2))).toMatchObject({ verdict: "tampered", sha256: expect.any(String) });
  expect(await kept()).toEqual([TEST_LOG, origin]);
});
