/**
 * The k-th SQL call fails, before the server sees it or after it was done, for every k of every way to write that is not
 * the sequencer's batch (sequencer/faults.test.ts). Later ways: later-write-paths.test.ts; withholding, draws and the seed have
 * it in their own tests. What is stored is whole, and a retry ends where an undisturbed writer does.
 */
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { naiveConsistency } from "#lib/log/naive-tree.ts";
import { signNote } from "#lib/log/note.ts";
import { formatAddCheckpoint } from "#lib/log/witness-protocol.ts";
import { noteSignerOf, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import { KEYS, registration, settle, TestLog, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { answerWitnessRequests } from "#lib/server/sequencer/witnesses/answer-witness-requests.ts";
import { keepFraudProof } from "#lib/server/services/fraud/keep-fraud-proof.ts";
import { takeSubmission } from "#lib/server/services/statement/take-submission.ts";
import { witnessSignerOf } from "#lib/server/witness/witness-signer.ts";
import { encodeFraudProof, type FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { logFraudProofs } from "./log-fraud-proofs.ts";
import { ROOT_EVERY_MS, StateRootLogger } from "./log-state-root.ts";
import { scrubNow } from "./scrub-log.ts";
import { EachCall } from "./test-each-call.ts";
import { leavesOf, TestPeer } from "./test-peer.ts";
import { PeerWatcher } from "./watch-peers.ts";

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };

let database: TestDatabase;
let log: TestLog;
/** Counts what the tests make up, so that no two are alike. */
let made = 0;

let each: EachCall;

beforeEach(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  each = new EachCall(log);
  await settle(await log.lead());
});
afterEach(async () => {
  await log.close();
  await database.drop();
});

const random = (bytes: number) => {
  made += 1;
  return sha256(utf8Encode(`random ${made}`)).slice(0, bytes);
};

describe.each(["before", "after"] as const)("the connection lost %s any call", (when) => {
  test("intake: a statement waits once and costs its budget once, or neither", async () => {
    const limits = {
      registeredPerHour: 9,
      unregisteredPerHour: 9,
      addressPerMinute: 9,
      unregisteredPerAddressPerHour: 9,
    };
    const calls = await each.failEach("web", when, {
      prepare: () => {
        made += 1;
        return registration(`intake ${when} ${made}`);
      },
      write: (sql, { hash, bytes }) => {
        const spender = {
          issuer: `did:${hash}`,
          registered: true,
          isReserve: false,
          address: "192.0.2.1",
          share: "other" as const,
        };
        const statement = { hash, bytes, parts: [], receivedAt: log.now };
        return takeSubmission(sql, { statement, spender, limits }, "secret");
      },
      check: async ({ hash }, done) => {
        const rows = await each.count("SELECT count(*) FROM inbox WHERE statement_hash = decode($1, 'hex')", [hash]);
        const spent = await each.count("SELECT coalesce(sum(spent), 0) AS count FROM budget WHERE bucket = $1", [
          `did:did:${hash}`,
        ]);
        expect(rows).toBe(spent);
        expect(done === "yes" ? [1] : [0, 1]).toContain(rows);
      },
    });
    expect(calls).toBe(1);
  });

  test("state roots: an hour with changes is claimed once", async () => {
    const sequencer = await log.lead();
    const claims = () =>
      each.count("SELECT count(*) FROM entry_row WHERE kind = 'state.root' AND status = 'effective'");
    const calls = await each.failEach("worker", when, {
      prepare: async () => {
        log.now = addMs(log.now, ROOT_EVERY_MS);
        made += 1;
        await log.submit([registration(`hour ${when} ${made}`)]);
        await settle(sequencer);
        await sequencer.heartbeat();
        return await claims();
      },
      write: (sql) => new StateRootLogger(signer, random).run(sql, log.now),
      check: async (before, done) => {
        await settle(sequencer);
        expect((done === "yes" ? [1] : [0, 1]).map((more) => before + more)).toContain(await claims());
      },
    });
    expect(calls).toBeGreaterThan(2);
  });

  test("proofs of fraud: one is kept once, and logged once with effect", async () => {
    const sequencer = await log.lead();
    const kept = ({ bytes }: { bytes: Uint8Array }) =>
      each.count("SELECT count(*) FROM fraud_proof WHERE sha256 = decode($1, 'hex')", [hexEncode(sha256(bytes))]);
    const keeping = await each.failEach("web", when, {
      prepare: conflict,
      write: (sql, proof) => keepFraudProof(sql, proof),
      check: async (proof, done) => expect(done === "yes" ? [1] : [0, 1]).toContain(await kept(proof)),
    });
    expect(keeping).toBe(2);
    const logged = ({ bytes }: { bytes: Uint8Array }) =>
      each.count(
        `SELECT count(*) FROM fraud_proof_statement s JOIN log_entry e USING (statement_hash) JOIN entry_row r ON r.index = e.index
          WHERE s.sha256 = decode($1, 'hex') AND r.status = 'effective'`,
        [hexEncode(sha256(bytes))],
      );
    const logging = await each.failEach("worker", when, {
      prepare: async () => {
        // Those of before are logged, so that each round has one.
        await logFraudProofs(await each.good("worker"), signer, random, log.now);
        await settle(sequencer);
        const proof = conflict();
        await keepFraudProof(await each.good("web"), proof);
        return proof;
      },
      write: (sql) => logFraudProofs(sql, signer, random, log.now),
      check: async (proof, done) => {
        await settle(sequencer);
        expect(done === "yes" ? [1] : [0, 1]).toContain(await logged(proof));
      },
    });
    expect(logging).toBeGreaterThan(3);
  });

  test("our witness: what was answered is remembered in the database and the store, and the next head goes on from it", async () => {
    const other = await TestPeer.start(`witnessed-${when}.example/log`);
    const witness = { logs: [other.peer], signer: witnessSignerOf(`${testOrigin()}/witness`, KEYS.witness.seed) };
    const surroundings = { files: log.files, clock: () => log.now, log: pino({ level: "silent" }) };
    const epoch = await each.count("SELECT epoch AS count FROM log_head");
    const folder = `witnessed/${hexEncode(sha256(utf8Encode(other.origin)))}`;
    try {
      const calls = await each.failEach("seq", when, {
        prepare: async () => {
          const leaves = leavesOf(other.leaves.length + 1);
          const oldSize = other.leaves.length;
          const proof = oldSize === 0 ? [] : naiveConsistency(oldSize, leaves);
          other.leaves = leaves;
          const body = formatAddCheckpoint({ oldSize, proof, checkpointNote: other.note() });
          const web = await each.good("web");
          await web.query("DELETE FROM witness_request");
          await web.query("INSERT INTO witness_request (body, received_at_ms) VALUES ($1, 9e15)", [Buffer.from(body)]);
          return leaves.length;
        },
        write: (sql) => answerWitnessRequests(sql, epoch, witness, surroundings),
        check: async (size, done) => {
          const stored = await each.count(
            "SELECT coalesce(max(size), 0) AS count FROM witnessed_log WHERE origin = $1",
            [other.origin],
          );
          const answered = await each.count("SELECT count(*) FROM witness_request WHERE status = 200");
          const remembered = Math.max(0, ...(await log.files.list(folder)).map(Number));
          expect(await each.count("SELECT count(*) FROM witness_request WHERE status <> 200")).toBe(0);
          expect([answered, stored]).toEqual(stored === size ? [1, size] : [0, size - 1]);
          // The store is written first: it may be ahead of the database, never behind.
          expect(remembered).toBeGreaterThanOrEqual(stored);
          if (done === "yes") expect([stored, remembered]).toEqual([size, size]);
        },
      });
      expect(calls).toBeGreaterThan(8);
    } finally {
      await other.stop();
    }
  });

  test("peers: the head that was seen only grows, and its observation is submitted once", async () => {
    const other = await TestPeer.start(`watched-${when}.example/log`);
    const seen = () =>
      each.count("SELECT coalesce(max(size), 0) AS count FROM peer_head WHERE origin = $1", [other.origin]);
    try {
      const calls = await each.failEach("worker", when, {
        prepare: async () => {
          // As if it had never been submitted: each round has one to submit.
          await (await each.good("owner")).query("DELETE FROM inbox");
          other.leaves = leavesOf(other.leaves.length + 1);
          return other.leaves.length;
        },
        write: (sql) => {
          const options = { peers: [other.peer], get: boundedGet(), signer, random };
          return new PeerWatcher(options).run(sql, log.now);
        },
        check: async (size, done) => {
          expect(done === "yes" ? [size] : [size - 1, size]).toContain(await seen());
          expect(done === "yes" ? [1] : [0, 1]).toContain(await each.count("SELECT count(*) FROM inbox"));
        },
      });
      expect(calls).toBeGreaterThan(8);
    } finally {
      await other.stop();
    }
  });

  test("the scrub records a whole result or none, and never finds fault with a sound log", async () => {
    const scrubs = () => each.count("SELECT count(*) FROM scrub");
    const calls = await each.failEach("worker", when, {
      prepare: scrubs,
      write: (sql) => scrubNow(sql, () => log.now, new AbortController().signal),
      check: async (before, done) => {
        const now = await scrubs();
        // A retry after a lost answer writes one more: two nights, each with its result.
        expect((done === "yes" ? [1, 2] : [0, 1]).map((more) => before + more)).toContain(now);
        expect(await each.count("SELECT count(*) FROM scrub WHERE outcome <> 'sound'")).toBe(0);
      },
    });
    expect(calls).toBeGreaterThan(2);
  });
});

/** Two heads of one size, as a lying log would sign them: another log each time, since few are kept against one. */
function conflict() {
  made += 1;
  const origin = `liar-${made}.example/log`;
  const head = (other: number) => {
    const root = sha256(utf8Encode(`root ${other}`));
    return signNote(formatCheckpoint({ origin, size: 7, root }), [noteSignerOf(KEYS.log, origin)]);
  };
  const proof: FraudProof = { kind: "conflicting-checkpoints", origin, first: head(1), second: head(2) };
  return { bytes: encodeFraudProof(proof), proof, verdict: "equivocation" as const, receivedAt: log.now };
}
