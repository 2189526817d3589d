import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { startTestCluster } from "#lib/server/db/test-cluster.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite, type TestSite } from "#lib/server/http/test-site.ts";
import { StateRootLogger } from "#lib/server/jobs/log-state-root.ts";
import { KEYS, registration, type Signed, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { verifyFraudProof } from "#lib/state/fraud/verify.ts";
import { buildSubmission } from "#lib/statement/submission.ts";
import { touchstone } from "../support/command.ts";
import { until } from "../support/until.ts";

let cluster: Awaited<ReturnType<typeof startTestCluster>>;
let database: TestDatabase;
let site: TestSite;
let home: string;
let vkey: string;
let people = 0;

beforeAll(async () => {
  cluster = await startTestCluster();
  database = await makeTestDatabase(cluster);
  site = await startTestSite(database);
  vkey = site.context.publicKeys.vkeys.log;
  home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
});
afterAll(async () => {
  await site?.close();
  await database?.drop();
  await cluster?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

/** Sends a statement as anybody does; resolves with its entry when it is logged, published and projected. */
async function submit(statement: Signed): Promise<number> {
  const answer = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(buildSubmission(statement.bytes, [])),
  });
  expect(answer.status, await answer.clone().text()).toBe(201);
  const { receipt }: { receipt: { index: number } } = await answer.json();
  await untilShown(receipt.index + 1);
  return receipt.index;
}

async function untilShown(size: number): Promise<void> {
  await until(`size ${size} is shown`, async () => {
    const { head, projectedSize } = await site.context.follower.refresh();
    return Math.min(head.publishedSize, projectedSize) >= size ? true : undefined;
  });
}

async function register(): Promise<number> {
  people += 1;
  return submit(registration(`person ${people}`));
}

/** The worker's job as it is after a start, an hour later; resolves with the claim's entry. */
async function claimAfterAnHour(): Promise<number> {
  site.now = addMs(site.now, HOUR_MS);
  const entry = (await register()) + 1;
  const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
  const job = new StateRootLogger(signer, (bytes) => sha256(Uint8Array.of(entry)).slice(0, bytes));
  expect(await job.run(await site.log.connect("worker"), site.now)).toMatchObject({ size: entry });
  await untilShown(entry + 1);
  return entry;
}

/** A state root as the index's own key signs it, with something changed. */
async function claim(change: (truth: JsonObject) => JsonObject): Promise<number> {
  const { data } = await (await fetch(`${site.url}/api/v1/state-roots?limit=1`)).json();
  const [last] = data;
  // The claim before spoke of the same entries but the last: its numbers are a body of the right form.
  const body = change({ ...last.body, size: last.index + 1, fold: FOLD_VERSION });
  return submit(
    signed(KEYS.statement, `claim ${last.index}`, {
      kind: "state.root",
      subject: "index",
      body,
      issuedAt: formatInstant(site.now),
      prev: last.statement_hash,
    }),
  );
}

const audit = () => touchstone(home, "audit", site.url, "--key", vkey, "--out", home);

test("an honest index passes its audit, also when worker and sequencer were restarted in between", async () => {
  await register();
  const none = await audit();
  expect(none.out).toMatch(/can't check\s+proofs\s+no-state-root/);
  expect(none.code, none.out).toBe(0);
  const first = await claimAfterAnHour();
  await site.stopSequencer();
  await site.startSequencer();
  const second = await claimAfterAnHour();
  const { out, code } = await audit();
  expect(code, out).toBe(0);
  expect(out).toMatch(/pass\s+state-roots\s+2 state roots recomputed/);
  expect(out).toMatch(new RegExp(`pass\\s+proofs\\s.*entry ${second}`));
  expect(second).toBeGreaterThan(first);
});

test("one aggregate's proof, as the API answers it, verifies offline for whoever audited the log once", async () => {
  const key = testKey("person 1");
  const file = path.join(home, "answer.json");
  writeFileSync(file, await (await fetch(`${site.url}/api/v1/participants/${key.did}?proof=1`)).text());
  const { out, code } = await touchstone(home, "verify", file);
  expect(out).toContain(`participant:${key.did} stood so in the state that ${testOrigin()} signed`);
  expect(code, out).toBe(0);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll('"displayName":"person 1"', '"displayName":"person 2"'));
  const forged = await touchstone(home, "verify", file);
  expect(forged.out).toMatch(/FAIL\s+presence\s+bad-proof/);
  expect(forged.code).toBe(1);
  const nobody = await fetch(`${site.url}/api/v1/participants/${testKey("nobody").did}?proof=1`);
  expect(nobody.status).toBe(404);
  writeFileSync(file, await nobody.text());
  const absent = await touchstone(home, "verify", file);
  expect(absent.out).toContain(`There was no participant:${testKey("nobody").did}`);
  expect(absent.code, absent.out).toBe(0);
});

test("a claim by another version of the fold leaves the question open: incomplete, never tampered", async () => {
  const entry = await claim((body) => ({ ...body, fold: 1 }));
  const { out, code } = await audit();
  expect(out).toMatch(new RegExp(`can't check\\s+state-roots\\s+unknown-fold-version: Entry ${entry}\\b`));
  expect(out).not.toContain("FAIL");
  expect(code, out).toBe(2);
});

test("a false state root is found and named, and the proof that the audit writes convicts the index offline", async () => {
  const entry = await claim((body) => ({ ...body, facts: "ab".repeat(32) }));
  const { out, code, err } = await audit();
  expect(err).toBe("");
  expect(out).toMatch(new RegExp(`FAIL\\s+state-roots\\s+wrong-facts: Entry ${entry}\\b`));
  expect(code, out).toBe(1);
  const file = path.join(home, `fraud-state-root-${entry}.json`);
  expect(out).toContain(file);

  const convicted = await touchstone(home, "verify", file);
  expect(convicted.out).toContain(`Proven: the log ${testOrigin()} lied (wrong-state-root).`);
  expect(convicted.code, convicted.out).toBe(1);
  expect(verifyFraudProof(readFileSync(file), { logVkey: vkey })).toMatchObject({ ok: true, verdict: "tampered" });

  const stranger = path.join(home, "stranger");
  const keyless = await touchstone(stranger, "verify", file);
  expect(keyless.out).toMatch(/can't check\s+head\s+log-key-needed/);
  expect(keyless.code).toBe(2);
});
