/** What an index may sign that is false: times, promises, states. Who audits with witnesses of their own choice finds it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepPromise } from "#lib/cli/promise-box.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { cosign, cosigner } from "#lib/log/cosignature.ts";
import { appendSignatureLine, formatSignatureLine, signNote } from "#lib/log/note.ts";
import { formatPromise, promiseOf } from "#lib/log/promise.ts";
import { formatWitnessPolicy, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { noteSignerOf, signerOf } from "#lib/server/crypto/key-on-file.ts";
import { startTestCluster } from "#lib/server/db/test-cluster.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite, type TestSite } from "#lib/server/http/test-site.ts";
import { StateRootLogger } from "#lib/server/jobs/log-state-root.ts";
import { KEYS, registration, type Signed, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { buildSubmission } from "#lib/statement/submission.ts";
import { touchstoneHere } from "../support/command-here.ts";
import { CONVICTED, everywhere } from "../support/everywhere.ts";
import { handIn, type OtherIndex, startOtherIndex } from "../support/other-index.ts";
import { until } from "../support/until.ts";
import { opened } from "../support/whole-log.ts";

let cluster: Awaited<ReturnType<typeof startTestCluster>>;
let database: TestDatabase;
let site: TestSite;
let home: string;
let vkey: string;
let people = 0;
/** Another index, which knows this log and trusts one of its watchers. */
let other: OtherIndex;

beforeAll(async () => {
  cluster = await startTestCluster();
  database = await makeTestDatabase(cluster);
  site = await startTestSite(database);
  await register();
  vkey = site.context.publicKeys.vkeys.log;
  home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
  const seen = { note: await newestNote(), vkey, watchers: new Watcher(TRUSTED).policy };
  other = await startOtherIndex(await makeTestDatabase(cluster), seen);
});
afterAll(async () => {
  await site?.close();
  await other?.close();
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

const audit = (...options: string[]) =>
  touchstoneHere(home, "audit", site.url, "--key", vkey, "--out", home, ...options);

/** Whom another index trusts, too. */
const TRUSTED = "early-bird";

/** A witness that the reader trusts and that the log does not run. */
class Watcher {
  readonly #name: string;
  readonly #seed: Uint8Array;

  constructor(name: string) {
    this.#name = `${name}.example/w`;
    this.#seed = sha256(utf8Encode(name));
  }

  get policy(): WitnessPolicy {
    const { vkey: own } = cosigner(this.#name, this.#seed, 0);
    return { logs: [{ vkey }], witnesses: [{ name: "w", vkey: own }], groups: [], quorum: "w" };
  }

  get policyFile(): string {
    const file = path.join(home, `${this.#name.replace("/", "-")}.policy`);
    writeFileSync(file, formatWitnessPolicy(this.policy));
    return file;
  }

  /** Cosigns the newest head by its own clock; the sequencer keeps the line. Resolves with the note that is served. */
  async cosign(at: Instant): Promise<{ note: string; size: number }> {
    const note = await newestNote();
    const { size } = opened(note, vkey);
    const { vkey: own, ...signer } = cosigner(this.#name, this.#seed, Math.floor(at / 1000));
    const line = formatSignatureLine(cosign(signer, note.slice(0, note.indexOf("\n\n") + 1)));
    const sequencer = await site.log.connect("seq");
    await sequencer.query(
      "INSERT INTO log_cosignature (size, witness, vkey, time_s, line, received_at_ms) VALUES ($1, $2, $3, $4, $5, $6)",
      [size, this.#name, own, Math.floor(at / 1000), line, at],
    );
    return { note: appendSignatureLine(note, cosign(signer, note.slice(0, note.indexOf("\n\n") + 1))), size };
  }
}

async function newestNote(): Promise<string> {
  const note = await (await fetch(`${site.url}/log/checkpoint`)).text();
  return note;
}

/** Until the note that is served bears the last line of this one. */
async function untilServed(note: string): Promise<void> {
  await until("the note that is served bears the line", async () => {
    await site.context.follower.refresh();
    return (await newestNote()).includes(note.trimEnd().split("\n").at(-1) ?? "") ? true : undefined;
  });
}

test("log times within five minutes of the cosignatures pass; a policy whose witnesses did not sign is exit code 4", async () => {
  const watcher = new Watcher("honest");
  await register();
  const { note } = await watcher.cosign(addMs(site.now, MINUTE_MS));
  await untilServed(note);
  const { out, code } = await audit("--witness-policy", watcher.policyFile);
  expect(out).toMatch(/pass\s+log-times\s/);
  expect(code, out).toBe(0);
  const strange = await audit("--witness-policy", new Watcher("stranger").policyFile);
  expect(strange.out).toMatch(/FAIL\s+witnesses\s+policy-not-met/);
  expect(strange.code, strange.out).toBe(4);
});

test("a log time later than the cosignatures of a head with the entry is found, and the proof convicts the index", async () => {
  const watcher = new Watcher(TRUSTED);
  const truth = site.now;
  site.now = addMs(truth, HOUR_MS);
  const entry = await register();
  await watcher.cosign(addMs(truth, MINUTE_MS));
  const { out, code } = await audit("--witness-policy", watcher.policyFile);
  expect(out).toMatch(new RegExp(`FAIL\\s+log-times\\s+false-time: Entry ${entry}\\b`));
  expect(code, out).toBe(1);
  const proof = readFileSync(path.join(home, `fraud-time-${entry}.json`));
  expect(await everywhere(proof, { vkey, policy: watcher.policy }, other)).toEqual({ ...CONVICTED, page: "tampered" });
  const stranger = await everywhere(proof, { vkey, policy: new Watcher("stranger").policy });
  expect(stranger).toEqual({ page: "policy-not-met", offline: "Your watchers did not sign." });
});

test("a log time earlier than the cosignatures of a head without the entry is an alarm, and convicts nobody", async () => {
  const watcher = new Watcher("late-riser");
  await watcher.cosign(addMs(site.now, HOUR_MS));
  const entry = await register();
  const { out, code } = await audit("--witness-policy", watcher.policyFile);
  expect(out).toMatch(new RegExp(`can't check\\s+log-times\\s+early-time: Entry ${entry}\\b`));
  expect(out).toContain("Alarm, though no proof: Entry");
  // Its newest checkpoint is not cosigned yet: nothing worse is said of it.
  expect(code, out).toBe(4);
  expect(existsSync(path.join(home, `fraud-time-${entry}.json`))).toBe(false);
});

test("what was promised and never logged becomes a proof of censorship, and no kept promise does", async () => {
  const watcher = new Watcher(TRUSTED);
  const promiser = noteSignerOf(KEYS.promise, `${testOrigin()}/promise`);
  const { note: head } = await watcher.cosign(addMs(site.now, 2 * DAY_MS));
  await untilServed(head);
  const vkeys = { log: vkey, promise: promiser.vkey };
  for (const statementHash of ["5f".repeat(32), registration("person 1").hash]) {
    const given = promiseOf(testOrigin(), statementHash as StatementHash, Math.floor(site.now / 1000));
    const note = signNote(formatPromise(given), [promiser]);
    keepPromise({ TOUCHSTONE_HOME: home }, { note, url: site.url, vkeys, statementHash });
  }
  const args = ["check", "--witness-policy", watcher.policyFile, "--out", home];
  const { out, code } = await touchstoneHere(home, "promises", ...args);
  expect(code, out).toBe(1);
  expect(out).toMatch(new RegExp(`^${registration("person 1").hash.slice(0, 16)} +Recorded as entry`, "m"));
  const proof = readFileSync(path.join(home, "unmet-promise-5f5f5f5f.fraud.json"));
  expect(await everywhere(proof, { vkey, policy: watcher.policy }, other)).toEqual({ ...CONVICTED, page: "tampered" });
});

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
  const { out, code } = await touchstoneHere(home, "verify", file);
  expect(out).toContain(`participant:${key.did} stood so in the state that ${testOrigin()} signed`);
  expect(code, out).toBe(0);
  writeFileSync(file, readFileSync(file, "utf8").replaceAll('"displayName":"person 1"', '"displayName":"person 2"'));
  const forged = await touchstoneHere(home, "verify", file);
  expect(forged.out).toMatch(/FAIL\s+presence\s+bad-proof/);
  expect(forged.code).toBe(1);
  const nobody = await fetch(`${site.url}/api/v1/participants/${testKey("nobody").did}?proof=1`);
  expect(nobody.status).toBe(404);
  writeFileSync(file, await nobody.text());
  const absent = await touchstoneHere(home, "verify", file);
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

  const convicted = await touchstoneHere(home, "verify", file);
  expect(convicted.out).toContain(`Proven: the log ${testOrigin()} lied (wrong-state-root).`);
  expect(convicted.code, convicted.out).toBe(1);
  const proof = readFileSync(file);
  expect(await everywhere(proof, { vkey }, other)).toEqual({ ...CONVICTED, page: "tampered" });
  // The accused takes it, too.
  expect(await handIn(site.url, proof)).toBe("201");

  const stranger = path.join(home, "stranger");
  const keyless = await touchstoneHere(stranger, "verify", file);
  expect(keyless.out).toMatch(/can't check\s+head\s+log-key-needed/);
  expect(keyless.code).toBe(2);
});
