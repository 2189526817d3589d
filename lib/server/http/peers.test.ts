import { afterAll, beforeAll, expect, test } from "vitest";
import type { LedgerDigest, PeerView } from "#lib/contract/peers.ts";
import { ledgerDigestSchema, peerSchema } from "#lib/contract/peers.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { boundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import { leavesOf, TestPeer } from "#lib/server/jobs/test-peer.ts";
import { PeerWatcher } from "#lib/server/jobs/watch-peers.ts";
import { KEYS, registration, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
let peer: TestPeer;

beforeAll(async () => {
  site = await startTestSite(database);
  peer = await TestPeer.start("peer.example/log");
  peer.leaves = leavesOf(5);
});
afterAll(async () => {
  await peer.stop();
  await site.close();
});

async function look(): Promise<void> {
  const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
  const random = (bytes: number) => sha256(utf8Encode("dice")).slice(0, bytes);
  const watcher = new PeerWatcher({ peers: [peer.peer], get: boundedGet(), signer, random });
  await watcher.run(await site.log.connect("worker"), site.now);
}

async function list<Row>(path: string): Promise<{ data: Row[]; page: { next_cursor: string | null } }> {
  const response = await fetch(`${site.url}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as { data: Row[]; page: { next_cursor: string | null } };
}

test("the log's own heads are a series of ledger digests whose hashes are the signed roots, page by page", async () => {
  for (const name of ["ada", "bea", "cyd"]) {
    await site.log.submit([registration(name)]);
    await fetchUntilIncluded(name);
  }
  const whole = await list<LedgerDigest>("/log/digests");
  const rows = whole.data.map((row) => ledgerDigestSchema.parse(row));
  const signed = await site.context.pool.query<{ note: string }>("SELECT note FROM log_checkpoint ORDER BY size DESC");
  const heads = signed.rows.map(({ note }) => {
    const opened = openCheckpoint(note, site.context.publicKeys.vkeys.log);
    return opened.ok ? opened.value.checkpoint : undefined;
  });
  expect(rows).toEqual(
    heads.map((head) => ({
      database_name: testOrigin(),
      block_id: head?.size,
      hash: `0x${Buffer.from(head?.root ?? [])
        .toString("hex")
        .toUpperCase()}`,
      last_transaction_commit_time: "2026-11-22T10:00:00.0000000",
      digest_time: "2026-11-22T10:00:00.0000000",
    })),
  );
  const paged: LedgerDigest[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Awaited<ReturnType<typeof list<LedgerDigest>>> = await list(
      `/log/digests?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`,
    );
    paged.push(...page.data);
    cursor = page.page.next_cursor;
  }
  expect(paged).toEqual(rows);
  expect((await fetch(`${site.url}/log/digests?cursor=x`)).status).toBe(400);
});

test("a peer is listed with what was seen of it, and a fork of it with the proof as a file", async () => {
  expect((await list<PeerView>("/api/v1/peers")).data).toEqual([]);
  await look();
  const [before] = (await list<PeerView>("/api/v1/peers")).data;
  expect(peerSchema.parse(before)).toMatchObject({
    state: "agrees",
    head: { size: 5 },
    cosigned: null,
    fraud_proofs: [],
  });
  peer.leaves = leavesOf(5, "other");
  await look();
  const [after] = (await list<PeerView>("/api/v1/peers")).data;
  expect(after).toMatchObject({
    state: "forked",
    head: before?.head,
    fraud_proofs: [{ kind: "conflicting-checkpoints" }],
  });
  const file = await fetch(`${site.url}/api/v1/fraud-proofs/${after?.fraud_proofs[0]?.sha256}`);
  const finding = verifyFraudProof(new Uint8Array(await file.arrayBuffer()), { logVkey: peer.signer.vkey });
  expect(finding).toMatchObject({ ok: true, verdict: "equivocation" });
});

/** Resolves when the participant is folded and readable, by the sequencer's own notifications. */
async function fetchUntilIncluded(name: string): Promise<void> {
  const { hash } = registration(name);
  for (;;) {
    const changed = new Promise<void>((resolve) => {
      const stop = site.context.follower.onChange(() => {
        stop();
        resolve();
      });
    });
    await site.context.pool.query("SELECT pg_notify('ts_inbox', '')");
    const known = await site.context.follower.refresh();
    const receipt = await fetch(`${site.url}/api/v1/statements/${hash}/receipt`);
    if (receipt.status === 200 && known.projectedSize === known.head.size) return;
    await changed;
  }
}
