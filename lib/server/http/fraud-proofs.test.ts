import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemSchema } from "#lib/contract/common.ts";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { type FraudProofView, fraudProofSchema } from "#lib/contract/fraud.ts";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { asHash, sha256 } from "#lib/kernel/hash.ts";
import { parseStatementHash } from "#lib/kernel/ids.ts";
import { addMs, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { logFraudProofs } from "#lib/server/jobs/log-fraud-proofs.ts";
import { StateRootLogger } from "#lib/server/jobs/log-state-root.ts";
import { KEYS, registration, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { FraudJudge } from "#lib/server/services/fraud/fraud-judge.ts";
import { keepFraudProof, type ProvenFraud } from "#lib/server/services/fraud/keep-fraud-proof.ts";
import { buildWrongStateRoot } from "#lib/state/fraud/build.ts";
import { buildContradiction } from "#lib/state/fraud/contradiction.ts";
import { encodeFraudProof, parseFraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { indexOf } from "#lib/state/view.ts";
import { sealAnswer } from "#lib/statement/signed-answer.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
let address = 0;

beforeAll(async () => {
  site = await startTestSite(database);
});
afterAll(() => site.close());

type Key = Pick<typeof KEYS.log, "seed">;

/** Two heads of one size, signed by the log's own key, as only a log that lies has them. */
function fork(
  size: number,
  { origin = testOrigin(), key = KEYS.log, extension = [] }: { origin?: string; key?: Key; extension?: string[] } = {},
): Uint8Array {
  const signer = ed25519NoteSigner(origin, key.seed);
  const [first = "", second = ""] = [1, 2].map((branch) => {
    const root = asHash(sha256(Uint8Array.of(branch, size % 256)));
    return signNote(formatCheckpoint({ origin, size, root, extension }), [signer]);
  });
  return encodeFraudProof({ kind: "conflicting-checkpoints", origin, first, second });
}

function provenFork(size: number): ProvenFraud {
  const bytes = fork(size);
  const proof = parseFraudProof(bytes);
  if (!proof.ok) throw new Error(proof.error.detail);
  return { bytes, proof: proof.value, verdict: "equivocation", receivedAt: site.now };
}

function post(bytes: Uint8Array, from?: string, type = "application/json"): Promise<Response> {
  address += 1;
  return fetch(`${site.url}/api/v1/fraud-proofs`, {
    method: "POST",
    headers: { "content-type": type, "x-forwarded-for": from ?? `192.0.2.${address}` },
    body: Buffer.from(bytes),
  });
}

async function accept(bytes: Uint8Array): Promise<FraudProofView> {
  const response = await post(bytes);
  expect(response.status, await response.clone().text()).toBe(201);
  return ENDPOINTS.submitFraudProof.answers[201].schema.parse(await response.json()).data;
}

async function list(query = ""): Promise<FraudProofView[]> {
  const response = await fetch(`${site.url}/api/v1/fraud-proofs${query}`);
  return ENDPOINTS.listFraudProofs.answers[200].schema.parse(await response.json()).data;
}

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };

/** The worker's turn, and the entries that came of it. */
async function workerLogs(): Promise<number> {
  const worker = await site.log.connect("worker");
  const count = await logFraudProofs(worker, signer, (length) => new Uint8Array(randomBytes(length)), site.now);
  const { rows } = await worker.query<{ statement_hash: Buffer }>("SELECT statement_hash FROM fraud_proof_statement");
  for (const { statement_hash } of rows) {
    const hash = parseStatementHash(hexEncode(statement_hash));
    if (hash !== undefined) await site.context.waiter.wait(hash, 5_000);
  }
  return count;
}

test("a proof against this index itself is kept, served byte for byte, and logged by the index once", async () => {
  const bytes = fork(40);
  const shown = await accept(bytes);
  expect(shown).toMatchObject({ accused: testOrigin(), verdict: "equivocation", entry: null, bytes: bytes.length });
  expect(shown.heads.map(({ size }) => size)).toEqual([40, 40]);
  const again = await post(bytes);
  expect([again.status, fraudProofSchema.parse((await again.json()).data).sha256]).toEqual([200, shown.sha256]);

  const file = await fetch(`${site.url}/api/v1/fraud-proofs/${shown.sha256}`);
  expect(file.headers.get("content-disposition")).toContain(".fraud.json");
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);

  expect(await workerLogs()).toBe(1);
  expect(await workerLogs()).toBe(0);
  const [logged] = await list();
  expect(logged?.entry).toBeGreaterThan(0);
  const accusations = await site.context.forms.ask((view) => indexOf(view)?.accusations);
  expect(accusations).toMatchObject({ count: 1, last: { entry: logged?.entry, sha256: shown.sha256 } });
});

test("a proof too large for the statement is logged with its bytes as a public part; once that is withheld, nor is the file served", async () => {
  const bytes = fork(41, { extension: ["x".repeat(8_192)] });
  expect(bytes.length).toBeGreaterThan(8_192);
  const { sha256: hash } = await accept(bytes);
  expect(await workerLogs()).toBe(1);
  const { rows } = await (await site.log.connect("web")).query<{
    commit: Buffer;
    entry_index: string;
    bytes: Buffer;
    visibility: string;
  }>("SELECT commit, entry_index, bytes, visibility FROM part");
  expect(rows.map((row) => [hexEncode(sha256(row.bytes)), row.visibility])).toEqual([[hash, "public"]]);
  const file = `${site.url}/api/v1/fraud-proofs/${hash}`;
  expect((await fetch(file)).status).toBe(200);
  const [entry, commit] = [Number(rows[0]?.entry_index), hexEncode(rows[0]?.commit ?? new Uint8Array())];
  const withheld = signed(KEYS.statement, "withhold", {
    kind: "part.withheld",
    subject: `entry:${entry}`,
    issuedAt: new Date(site.now).toISOString(),
    body: { entry, commit, who: "Court of Anytown", ground: "Order 7/26", reason: "A home address." },
  });
  await site.log.submit([withheld]);
  await site.context.waiter.wait(withheld.hash, 5_000);
  const gone = await fetch(file);
  expect([gone.status, problemSchema.parse(await gone.json()).code]).toEqual([410, "gone"]);
  expect((await list())[0]?.sha256).toBe(hash);
});

test("what convicts nobody is refused with the checks that failed, and nothing is stored", async () => {
  const before = await list();
  const honest = await (await fetch(`${site.url}/log/checkpoint`)).text();
  const cases: [Uint8Array, number, string, RegExp][] = [
    [
      encodeFraudProof({ kind: "conflicting-checkpoints", origin: testOrigin(), first: honest, second: honest }),
      422,
      "unproven",
      /^conflict: no-conflict/,
    ],
    [fork(9, { key: testKey("mallory") }), 422, "unproven", /^first-head: /],
    [fork(9, { origin: "elsewhere.example/log" }), 422, "unproven", /^first-head: log-key-needed/],
    [new TextEncoder().encode("{}"), 422, "schema", /touchstone-fraud/],
    [new TextEncoder().encode("{"), 400, "malformed", /./],
    [new Uint8Array(), 400, "malformed", /./],
    [hexDecode("ff00ff") ?? new Uint8Array(), 400, "malformed", /./],
    [new Uint8Array(750 * 1024 + 1).fill(32), 413, "too-large", /./],
  ];
  for (const [bytes, status, code, detail] of cases) {
    const response = await post(bytes);
    const problem = problemSchema.parse(await response.json());
    expect([response.status, problem.code]).toEqual([status, code]);
    expect([problem.detail, ...problem.errors.map((error) => error.detail)].some((text) => detail.test(text))).toBe(
      true,
    );
  }
  expect((await post(fork(9), undefined, "text/plain")).status).toBe(415);
  expect(await list()).toEqual(before);
});

test("the list is paged by cursor, and holds only the accused that one asks for", async () => {
  await accept(fork(42));
  const all = await list();
  const first = await fetch(`${site.url}/api/v1/fraud-proofs?limit=1`);
  const next = first.headers.get("link")?.match(/<([^>]+)>/)?.[1] ?? "";
  const second = await (await fetch(`${site.url}${next}`)).json();
  expect([(await first.json()).data[0], second.data[0]]).toEqual(all.slice(0, 2));
  expect(await list("?accused=elsewhere.example")).toEqual([]);
  expect((await list(`?accused=${encodeURIComponent(testOrigin())}`)).length).toBe(all.length);
  expect((await fetch(`${site.url}/api/v1/fraud-proofs?cursor=nonsense`)).status).toBe(400);
  expect((await fetch(`${site.url}/api/v1/fraud-proofs/${"0".repeat(64)}`)).status).toBe(404);
});

test("a log that is convicted often enough is convicted: one proof more is named the one that is kept, and nothing is stored", async () => {
  await accept(fork(43));
  const before = await list();
  const response = await post(fork(44));
  const problem = problemSchema.parse(await response.json());
  expect([response.status, problem.code]).toEqual([409, "already-recorded"]);
  expect(problem.detail).toContain(before[0]?.sha256);
  await keepFraudProof(site.context.pool, provenFork(44));
  expect(await list()).toEqual(before);
  expect((await post(fork(43))).status).toBe(200);
});

test("proofs that need a replay are judged one after another, one of an address, only so many wait, and none is loaded before its turn", async () => {
  const begun: (() => void)[] = [];
  const judge = new FraudJudge(
    () => new Promise((resolve) => begun.push(() => resolve({ ok: false, verdict: "unproven", checks: [] }))),
  );
  const given = { bytes: new Uint8Array(), logVkey: undefined, policy: site.context.witnessPolicy.policy };
  let loaded = 0;
  const load = async () => {
    loaded += 1;
    return given;
  };
  const four = Array.from({ length: 4 }, (_, at) => judge.judge(`192.0.2.${at}`, load));
  await expect(judge.judge("192.0.2.9", load)).rejects.toMatchObject({ code: "unavailable" });
  for (const [at, judgement] of four.entries()) {
    await expect.poll(() => begun.length, { interval: 1 }).toBe(at + 1);
    expect(loaded).toBe(at + 1);
    await expect(judge.judge("192.0.2.3", load)).rejects.toThrow("from your address");
    begun[at]?.();
    expect((await judgement).verdict).toBe("unproven");
  }
});

test("an address that hands in too many is told to wait", async () => {
  const answers: number[] = [];
  for (let round = 0; round < 11; round += 1) answers.push((await post(new Uint8Array(), "198.51.100.1")).status);
  expect(answers.at(-1)).toBe(429);
});

test("two answers that the index signed to one question convict it, before itself; by a key that never answered they do not", async () => {
  const { body } = { body: await (await fetch(`${site.url}/api/v1/entries/0/receipt`)).json() };
  const receipt = parseReceipt(canonicalBytes(body.receipt));
  if (!receipt.ok) throw new Error(receipt.error.detail);
  const answered = (verdict: string, by = KEYS.answer) =>
    sealAnswer(
      {
        ...{ origin: testOrigin(), request: { path: "/api/v1/paycheck", query: {} }, answer: { data: { verdict } } },
        ...{ asOf: { size: 1, time: formatInstant(site.now) }, checkpoint: receipt.value.checkpointNote },
      },
      by.did,
      signerOf(by.seed),
    );
  const { log } = site.context.publicKeys.vkeys;
  const proof = buildContradiction(answered("within"), answered("dont"), receipt.value, log);
  if (proof === undefined) throw new Error("Nothing was built.");
  const shown = await accept(encodeFraudProof(proof));
  expect(shown).toMatchObject({ kind: "contradicting-answers", accused: testOrigin(), verdict: "equivocation" });
  await workerLogs();
  expect((await list("?limit=1"))[0]?.entry).toBeGreaterThan(0);
  const stranger = testKey("stranger");
  const forged = buildContradiction(answered("within", stranger), answered("dont", stranger), receipt.value, log);
  if (forged === undefined) throw new Error("Nothing was built.");
  const refused = await post(encodeFraudProof(forged));
  expect([refused.status, (await refused.json()).code]).toEqual([422, "unproven"]);
});

test("a state root that was found true is not replayed again: whoever accuses it later is told so while the queue is full", async () => {
  site.now = addMs(site.now, HOUR_MS);
  const somebody = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(registration("somebody").bytes),
  });
  expect(somebody.status).toBe(201);
  const job = new StateRootLogger(signer, (length) => new Uint8Array(randomBytes(length)));
  const claim = await job.run(await site.log.connect("worker"), site.now);
  const address = `${site.url}/api/v1/entries/${claim?.size}/receipt`;
  await expect.poll(async () => (await fetch(address)).status, { interval: 20, timeout: 10_000 }).toBe(200);
  const receipt = parseReceipt(canonicalBytes((await (await fetch(address)).json()).receipt));
  const accusation = receipt.ok
    ? buildWrongStateRoot(receipt.value, null, site.context.publicKeys.vkeys.log)
    : undefined;
  if (accusation === undefined) throw new Error("Nothing was built.");
  const accuse = async () => {
    const response = await post(encodeFraudProof(accusation));
    return [response.status, JSON.stringify(await response.json())];
  };
  const refused = [422, expect.stringContaining("true-state-root")];
  expect(await accuse()).toEqual(refused);
  let letGo: (reason: Error) => void = () => undefined;
  const held = new Promise<never>((_, reject) => {
    letGo = reject;
  });
  const busy = Array.from({ length: 4 }, (_, at) => site.context.fraudJudge.judge(`busy ${at}`, () => held));
  const ended = Promise.allSettled(busy);
  await expect(site.context.fraudJudge.judge("one more", () => held)).rejects.toThrow("Other proofs");
  expect(await accuse()).toEqual(refused);
  letGo(new Error("It is enough."));
  await ended;
});
