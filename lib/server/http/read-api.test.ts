import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { problemSchema } from "#lib/contract/common.ts";
import type { Endpoint } from "#lib/contract/endpoint.ts";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { historyReader } from "#lib/contract/history-reader.ts";
import { inclusionProofSchema } from "#lib/contract/log.ts";
import { provenAnswerKey } from "#lib/contract/proven-answer-key.ts";
import { includedSchema } from "#lib/contract/statements.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { collectHistory, collectStanding } from "#lib/evidence/collect-history.ts";
import { provenHistory } from "#lib/evidence/proven-history.ts";
import { base64Decode, base64UrlEncode, hexDecode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asHash, type Hash, sha256 } from "#lib/kernel/hash.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { verifyProofFile, verifyReceipt } from "#lib/log/receipt.ts";
import { decodeEntryBundle } from "#lib/log/tile.ts";
import { leafHash, verifyConsistency } from "#lib/log/tree.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { KEYS, registration, type Signed, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { readFacts } from "#lib/server/services/state/read-facts.ts";
import { factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { parsedOf, startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
let vkey = "";

const people = Array.from({ length: 6 }, (_, i) => registration(`reader ${i}`));
const part = { bytes: utf8Encode("<script>alert(1)</script>"), nonce: new Uint8Array(32).fill(3) };
const operator = testKey("reader 0");
const provider = signed(
  operator,
  "provider",
  {
    kind: "provider.register",
    subject: "new",
    body: { kind: "instance", name: "Vela" },
    parts: [partCommit("public")],
  },
  [part],
);

function partCommit(visibility: "public") {
  return { commit: commitOf(part), bytes: part.bytes.length, mediaType: "text/html", visibility } as const;
}

async function read(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${site.url}${path}`, { headers });
}

async function submit(statement: Signed): Promise<void> {
  const response = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(buildSubmission(statement.bytes, statement.parts)),
  });
  expect(response.status, await response.clone().text()).toBe(201);
}

beforeAll(async () => {
  // As `up` does before it serves anything.
  execFileSync(process.execPath, ["lib/cli/build.ts", "verifier"]);
  site = await startTestSite(database);
  vkey = site.context.publicKeys.vkeys.log;
  for (const person of people) await submit(person);
  await submit(provider);
});
afterAll(() => site.close());

const SIZE = 1 + 6 + 1;

describe("lists", () => {
  test("page through every entry once, newest first, by next_cursor and by Link", async () => {
    const seen: number[] = [];
    let path: string | undefined = "/api/v1/entries?limit=3";
    while (path !== undefined) {
      const response = await read(path);
      const { data, page, as_of } = await response.json();
      expect(as_of.size).toBe(SIZE);
      seen.push(...data.map((row: { index: number }) => row.index));
      const link = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
      expect(link === undefined).toBe(page.next_cursor === null);
      path = link;
    }
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1, 0]);
  });

  test("keep the snapshot that their first page began with", async () => {
    const first = await (await read("/api/v1/participants?limit=2&as_of=3")).json();
    expect(first.as_of.size).toBe(3);
    const second = await (await read(`/api/v1/participants?limit=2&cursor=${first.page.next_cursor}`)).json();
    const dids = [...first.data, ...(second.data ?? [])].map((row: { did: string }) => row.did);
    expect(dids.sort()).toEqual([testKey("reader 0").did, testKey("reader 1").did].sort());
  });

  test("filter by kind, subject and issuer, and providers by operator", async () => {
    const indices = async (query: string) => {
      const { data } = await (await read(`/api/v1/entries?${query}`)).json();
      return data.map((row: { index: number }) => row.index);
    };
    expect(await indices("kind=index.genesis")).toEqual([0]);
    expect(await indices(`issuer=${operator.did}`)).toEqual([7, 1]);
    expect(await indices(`subject=${operator.did}&kind=participant.register`)).toEqual([1]);
    const owned = await (await read(`/api/v1/providers?operator=${operator.did}`)).json();
    expect(owned.data.map((row: { id: string }) => row.id)).toEqual([providerIdOf(provider.hash)]);
    const none = await (await read(`/api/v1/providers?operator=${testKey("reader 1").did}`)).json();
    expect(none).toMatchObject({ data: [], page: { next_cursor: null } });
  });

  test("refuse a cursor that holds what the database cannot take", async () => {
    for (const list of ["entries", "participants", "providers"]) {
      const response = await read(`/api/v1/${list}?cursor=${base64UrlEncode(utf8Encode("1\n\u0000"))}`);
      const problem = problemSchema.parse(await response.json());
      expect([list, problem.code, problem.errors[0]?.pointer]).toEqual([list, "malformed", "/cursor"]);
    }
  });

  test("refuse limits, cursors and sizes that no page gave, naming the place", async () => {
    for (const [query, pointer] of [
      ["limit=0", "/limit"],
      ["limit=201", "/limit"],
      ["limit=2.5", "/limit"],
      ["cursor=abc", "/cursor"],
      ["as_of=-1", "/as_of"],
      ["as_of=18446744073709551615", "/as_of"],
    ]) {
      const response = await read(`/api/v1/entries?${query}`);
      const problem = problemSchema.parse(await response.json());
      expect([query, response.status, problem.code, problem.errors[0]?.pointer]).toEqual([
        query,
        400,
        "malformed",
        pointer,
      ]);
    }
  });
});

describe("snapshots", () => {
  test("an older size shows what was then, with the log time of its last entry", async () => {
    const id = providerIdOf(provider.hash);
    expect((await read(`/api/v1/providers/${id}`)).status).toBe(200);
    expect((await read(`/api/v1/providers/${id}?as_of=${SIZE - 1}`)).status).toBe(404);
    const then = await (await read("/api/v1/participants?as_of=2")).json();
    expect(then.data).toHaveLength(1);
    expect(then.as_of).toEqual({ size: 2, time: "2026-11-22T10:00:00.000Z" });
  });

  test("a size beyond the projection is gone, with the nearest named", async () => {
    const response = await read(`/api/v1/entries?as_of=${SIZE + 5}`);
    const problem = problemSchema.parse(await response.json());
    expect([response.status, problem.code]).toEqual([410, "gone"]);
    expect(problem.detail).toContain(String(SIZE));
  });
});

describe("validators", () => {
  test("every public read has a strong ETag, answers 304 to it, allows any site, and answers HEAD", async () => {
    for (const path of [
      "/api/v1/entries",
      "/api/v1/entries/0",
      "/log/tile/0/000.p/1",
      "/log/vkey",
      "/log/checkpoint",
    ]) {
      // Twice: the second answer is the kept one.
      for (const _ of [1, 2]) {
        const response = await read(path);
        const tag = response.headers.get("etag") ?? "";
        expect(tag, path).toMatch(/^"[A-Za-z0-9_-]{22}"$/);
        expect(response.headers.get("access-control-allow-origin")).toBe("*");
        const again = await read(path, { "if-none-match": `W/"x", ${tag}` });
        expect([again.status, await again.text()], path).toEqual([304, ""]);
        const head = await fetch(`${site.url}${path}`, { method: "HEAD" });
        expect([head.status, head.headers.get("etag"), await head.text()], path).toEqual([200, tag, ""]);
      }
    }
  });

  test("a kept answer gives way as soon as the log grows", async () => {
    const before = await read("/api/v1/entries?limit=1");
    const checkpoint = await (await read("/log/checkpoint")).text();
    await submit(registration("late reader"));
    const after = await read("/api/v1/entries?limit=1");
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
    expect((await after.json()).data[0].index).toBe(SIZE);
    expect(await (await read("/log/checkpoint")).text()).not.toBe(checkpoint);
  });

  test("preflight is answered for public reads", async () => {
    const response = await fetch(`${site.url}/api/v1/entries`, { method: "OPTIONS" });
    expect([response.status, response.headers.get("access-control-allow-methods")]).toEqual([204, "GET, HEAD"]);
  });
});

describe("the log", () => {
  test("serves a signed checkpoint, tiles and bundles that hash to its root", async () => {
    const response = await read("/log/checkpoint");
    expect(response.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const opened = openCheckpoint(await response.text(), vkey);
    if (!opened.ok) throw new Error(opened.error);
    const { size } = opened.value.checkpoint;
    const tile = await read(`/log/tile/0/000.p/${size}`);
    expect(tile.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(tile.headers.get("content-type")).toBe("application/octet-stream");
    const hashes = new Uint8Array(await tile.arrayBuffer());
    const bundle = decodeEntryBundle(
      new Uint8Array(await (await read(`/log/tile/entries/000.p/${size}`)).arrayBuffer()),
    );
    expect(bundle?.map((leaf) => Buffer.from(leafHash(leaf)).toString("hex")).join("")).toBe(
      Buffer.from(hashes).toString("hex"),
    );
  });

  test("tiles beyond the log are 404 and not cacheable; writing is 405", async () => {
    for (const path of [
      "0/000",
      "0/000.p/200",
      "0/001.p/1",
      "1/000.p/1",
      "0/0",
      "0/000.p/0",
      "00/000",
      "entries/000",
      "x",
    ]) {
      const response = await read(`/log/tile/${path}`);
      expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 404, "no-store"]);
    }
    for (const path of ["/log/tile/0/000.p/1", "/log/checkpoint"]) {
      const response = await fetch(`${site.url}${path}`, { method: "POST" });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    }
  });

  test("proofs verify as JSON and as a .tlog-proof file, by index and by statement hash", async () => {
    for (const query of ["index=3", `hash=${people[2]?.hash}`]) {
      const view = inclusionProofSchema.parse(await (await read(`/api/v1/log/proof?${query}`)).json());
      expect(view.index).toBe(3);
      const text = await read(`/api/v1/log/proof?${query}`, { accept: "text/plain" });
      expect(text.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(text.headers.get("vary")).toBe("Accept");
      const leaf = asHash(base64Decode(view.leaf_hash) ?? new Uint8Array());
      expect(verifyProofFile(await text.text(), leaf, { logVkey: vkey }).ok).toBe(true);
    }
    const both = await read(`/api/v1/log/proof?index=3&hash=${people[2]?.hash}`);
    expect(both.status).toBe(400);
  });

  test("consistency between any two published sizes verifies; from 0 is refused", async () => {
    const roots = async (size: number): Promise<Hash> => {
      const { rows } = await site.context.pool.query("SELECT root FROM log_checkpoint WHERE size = $1", [size]);
      return asHash(rows[0].root);
    };
    const { proof, checkpoint } = await (await read(`/api/v1/log/consistency?from=1&to=${SIZE}`)).json();
    const hashes = proof.map((hash: string) => base64Decode(hash));
    expect(verifyConsistency(hashes, 1, SIZE, await roots(1), await roots(SIZE))).toBe(true);
    expect(openCheckpoint(checkpoint, vkey).ok).toBe(true);
    for (const query of ["from=0&to=3", "from=4&to=3", "from=1&to=999"]) {
      expect((await read(`/api/v1/log/consistency?${query}`)).status, query).toBe(400);
    }
  });

  test("the policy and the key are the log's own", async () => {
    expect(await (await read("/log/vkey")).text()).toBe(`${vkey}\n`);
    expect(await (await read("/log/policy")).text()).toBe(`log ${vkey}\nquorum none\n`);
  });
});

describe("one resource", () => {
  test("an entry carries its exact bytes, which hash to its leaf hash, and what it touched", async () => {
    const { data } = await (await read("/api/v1/entries/7")).json();
    const leaf = base64Decode(data.leaf) ?? new Uint8Array();
    expect(Buffer.from(leafHash(leaf)).toString("hex")).toBe(data.leaf_hash);
    expect(data.statement).toEqual(parsedOf(provider).statement);
    expect(data.effect).toMatchObject({ status: "effective" });
    expect(data.touched).toEqual([`provider:${providerIdOf(provider.hash)}`]);
    expect((await read("/api/v1/entries/999")).status).toBe(404);
  });

  test("a receipt is the same by index, by hash and as a file", async () => {
    const byIndex = includedSchema.parse(await (await read("/api/v1/entries/2/receipt")).json());
    const byHash = includedSchema.parse(await (await read(`/api/v1/statements/${people[1]?.hash}/receipt`)).json());
    expect(byHash).toEqual(byIndex);
    const file = await read("/api/v1/entries/2/receipt?format=file");
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="entry-2.receipt.json"');
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect(Buffer.from(bytes)).toEqual(Buffer.from(canonicalBytes(byIndex.receipt)));
    expect(verifyReceipt(bytes, { logVkey: vkey }).ok).toBe(true);
  });

  test("a participant's key and form are what the digest says", async () => {
    const { data } = await (await read(`/api/v1/participants/${operator.did}`)).json();
    expect(Buffer.from(sha256(canonicalBytes(data.form))).toString("hex")).toBe(data.digest);
    const key = await (await read(`/api/v1/keys/${operator.thumbprint}`)).json();
    expect(key.data.form).toMatchObject({ publicKey: operator.did, purpose: "control" });
    expect((await read(`/api/v1/keys/${testKey("nobody").thumbprint}`)).status).toBe(404);
  });

  test("a public part is a download, never a document of this site", async () => {
    const response = await read(`/api/v1/parts/${commitOf(part)}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toContain("attachment");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(await response.text()).toBe("<script>alert(1)</script>");
  });

  test("the index describes itself by the keys of genesis", async () => {
    const description = await (await read("/.well-known/touchstone.json")).json();
    expect(description).toMatchObject({
      type: "touchstone-index/v1",
      origin: site.context.origin,
      statement_key: KEYS.statement.did,
      answer_key: KEYS.answer.did,
      verifier_sha256: null,
      clock: "system",
    });
    const genesis = await (await read("/api/v1/entries/0")).json();
    expect(genesis.data.statement_hash).toBe(description.genesis_hash);
    expect(hexDecode(description.genesis_hash)).toHaveLength(32);
    expect(await (await read("/.well-known/security.txt")).text()).toMatch(/^Contact: .+\nExpires: .+Z\n/);
  });
});

describe("the contract", () => {
  const paths: Partial<Record<keyof typeof ENDPOINTS, string>> = {
    getStatement: `/api/v1/statements/${people[0]?.hash}`,
    getStatementReceipt: `/api/v1/statements/${people[0]?.hash}/receipt`,
    listEntries: "/api/v1/entries",
    listDefinitions: "/api/v1/definitions",
    listCases: "/api/v1/cases",
    listPrecedents: "/api/v1/precedents?claim=slow",
    listUnclaimedProviders: "/api/v1/unclaimed-providers",
    getFault: `/api/v1/faults/${"0".repeat(64)}`,
    getSuspicion: `/api/v1/definitions/${"0".repeat(64)}/suspicion`,
    getEvidenceFigures: "/api/v1/evidence/figures",
    getCaseFigures: "/api/v1/disputes/figures",
    getCaseFiguresTable: "/api/v1/disputes/figures.csv",
    getModels: "/api/v1/model",
    getAdmins: "/api/v1/admins",
    getPolicy: "/api/v1/policy",
    listMaintainers: "/api/v1/maintainers",
    getModelFile: `/api/v1/model/${modelHash(MODEL_1)}`,
    listOffers: "/api/v1/offers",
    getProviderPrices: `/api/v1/providers/${providerIdOf(provider.hash)}/prices`,
    getMarket: "/api/v1/market?loss=50",
    getChoice: "/api/v1/choose?loss=50",
    getRecommendation: "/api/v1/recommendations?category=a&unit=b&currency=c",
    getMarketStrip: "/api/v1/market/strip",
    listFailures: "/api/v1/failures",
    getDirectory: "/api/v1/directory?sort=-name",
    exportDirectory: "/api/v1/directory/export",
    getDirectoryDigest: "/api/v1/directory/digest",
    getDirectoryAtomFeed: "/directory/feed.atom?tier=A",
    getDirectoryJsonFeed: "/directory/feed.json?tier=A",
    checkAddress: `/api/v1/addresscheck?provider=${providerIdOf(provider.hash)}&address=0xabcd`,
    getLookAlikes: "/api/v1/look-alikes?name=Vela",
    getRuntimeFile: `/api/v1/runtimes/${RUNTIME.wasmSha256}`,
    getEntry: "/api/v1/entries/3",
    getEntryReceipt: "/api/v1/entries/3/receipt",
    listParticipants: "/api/v1/participants",
    getParticipant: `/api/v1/participants/${operator.did}`,
    listProviders: "/api/v1/providers",
    getProvider: `/api/v1/providers/${providerIdOf(provider.hash)}`,
    getProviderSteps: `/api/v1/providers/${providerIdOf(provider.hash)}/steps`,
    getProviderKeys: `/api/v1/providers/${providerIdOf(provider.hash)}/keys`,
    getKeySet: `/.well-known/touchstone/${providerIdOf(provider.hash)}/jwks.json`,
    listProposals: "/api/v1/proposals",
    getKey: `/api/v1/keys/${operator.thumbprint}`,
    getPart: `/api/v1/parts/${commitOf(part)}`,
    getInclusionProof: "/api/v1/log/proof?index=1",
    getConsistencyProof: "/api/v1/log/consistency?from=1",
    listCheckpoints: "/api/v1/log/checkpoints",
    getWitnesses: "/api/v1/log/witnesses",
    getSession: "/api/v1/session",
    getSetUp: "/api/v1/setup",
    getOpenApi: "/api/v1/openapi.json",
    getSelfDescription: "/.well-known/touchstone.json",
    getSecurityText: "/.well-known/security.txt",
    getVerifierFile: "/touchstone-verifier.html",
    getEvidenceWorker: "/evidence-worker.js",
    getReplayWorker: "/replay-worker.js",
    getBacktestWorker: "/backtest-worker.js",
    getLabWorker: "/lab-worker.js",
    getCheckpoint: "/log/checkpoint",
    getTile: "/log/tile/0/000.p/1",
    getLogPolicy: "/log/policy",
    getLogKey: "/log/vkey",
    getLiveness: "/healthz",
    getStatus: "/api/v1/status",
    getReadiness: "/readyz",
    getMetrics: "/metrics",
    listStateRoots: "/api/v1/state-roots",
    getLatePromises: "/api/v1/promises/late",
    listFraudProofs: "/api/v1/fraud-proofs",
    listPeers: "/api/v1/peers",
    listDigests: "/log/digests",
    listAlerts: "/api/v1/alerts",
    getAtomFeed: "/feed.atom",
    getJsonFeed: "/feed.json",
    getProviderAtomFeed: `/providers/${providerIdOf(provider.hash)}/feed.atom`,
    getProviderJsonFeed: `/providers/${providerIdOf(provider.hash)}/feed.json`,
  };

  /** What needs a log with more in it: asked in fraud-proofs, witness, ledgers, cases, market and observations.test.ts, in jobs/admit-definitions.test.ts and in
   * e2e/commands/admins.test.ts; the clock and the world of a demonstration in e2e/faults/demonstration.test.ts. */
  const ELSEWHERE = [
    ...[
      "getDefinition",
      "getDefinitionVersion",
      "getCase",
      "getFailure",
      "getAgreement",
      "getCaseBundle",
      "getWholeCase",
      "getCaseAtomFeed",
      "getCaseJsonFeed",
      "getUnclaimedProvider",
    ],
    ...["getMarks", "getMarksHistory", "getMarksFacts", "payCheck"],
    ...["listSignedProviders", "getSignedProvider", "getSignedDirectory", "listSignedOffers", "signedPayCheck"],
    ...["getSignedRecommendation", "getSignedDirectoryFile"],
    ...["getSignedMarks", "getSignedMarksHistory", "getSignedWays", "getSignedDisputes"],
    ...["getMethod", "getWays", "getDisputes", "getMaintainer", "getDraw", "getBallotEffect"],
    ...["getClock", "getDemonstration", "getDemoRecord"],
    ...["getFraudProof", "getCosignedCheckpoint", "getObservations"],
    ...["listLedgerSeries", "getLedgerSeries", "listLedgerRows", "exportLedgerRows", "getLedgerSplit"],
  ];

  test("every open read of the contract is asked here", () => {
    const open = Object.values<Endpoint>(ENDPOINTS).filter(
      ({ id, method, access }) => method === "get" && (access !== "session" || id === "getSession"),
    );
    expect([...Object.keys(paths), ...ELSEWHERE].sort()).toEqual(open.map(({ id }) => id).sort());
  });

  for (const [id, path] of Object.entries(paths)) {
    test(`${id} answers what its schema says, and nothing beside it`, async () => {
      const response = await read(path);
      const answer = Object.values<Endpoint>(ENDPOINTS).find((endpoint) => endpoint.id === id)?.answers[
        response.status
      ];
      expect(response.headers.get("content-type")).toContain(answer?.type);
      if (answer?.type !== "application/json" || !(answer.schema instanceof z.ZodObject)) return;
      const body: unknown = await response.json();
      expect(answer.schema.strict().parse(body)).toEqual(body);
    });
  }
});

describe("proofs of single aggregates", () => {
  const paths = () => [
    [`/api/v1/participants/${operator.did}`, `participant:${operator.did}`],
    [`/api/v1/providers/${providerIdOf(provider.hash)}`, `provider:${providerIdOf(provider.hash)}`],
    [`/api/v1/keys/${operator.thumbprint}`, `key:${operator.thumbprint}`],
  ];

  test("before the first state root there is none, and the answer says so", async () => {
    const [[path = ""] = []] = paths();
    const response = await read(`${path}?proof=1`);
    expect(response.status).toBe(404);
    expect(problemSchema.parse(await response.json()).detail).toContain("No state root is logged yet");
    expect((await (await read("/api/v1/state-roots")).json()).data).toEqual([]);
  });

  test("participants, providers and keys are proven under the latest state root, and strangers proven absent", async () => {
    const rows = await readFacts(site.context.pool, { after: 0, size: SIZE });
    const body = stateRootOf({ size: SIZE, lastLoggedAt: site.now, facts: factsTrieOf(rows).root() });
    await submit(signed(KEYS.statement, "state root", { kind: "state.root", subject: "index", body }));
    const trust = { logVkey: vkey, issuer: KEYS.statement.did };
    for (const [path = "", key] of paths()) {
      const { data, as_of, proof } = await (await read(`${path}?proof=1`)).json();
      const finding = verifyAggregateProof(canonicalBytes(proof), trust);
      expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
      expect([finding.size, as_of.size, finding.proof?.key]).toEqual([SIZE, SIZE, key]);
      expect(proof.presence.form).toEqual(data.form);
    }
    // Who answers for the index: as an agent follows it when its key is changed.
    const { data: admins, proof: ofIndex } = await (await read("/api/v1/admins?proof=1")).json();
    expect(admins.admins.map(({ did }: { did: string }) => did)).toEqual([KEYS.admin.did]);
    expect(provenAnswerKey(ofIndex, trust)).toEqual({ answerKey: KEYS.answer.did, size: SIZE });
    expect(provenAnswerKey(ofIndex, { ...trust, issuer: testKey("nobody").did })).toBeUndefined();
    const nobody = testKey("nobody").did;
    const response = await read(`/api/v1/participants/${nobody}?proof=1`);
    const problem = problemSchema.parse(await response.json());
    expect([response.status, problem.code]).toEqual([404, "not-found"]);
    const absent = verifyAggregateProof(canonicalBytes(problem.proof as JsonObject), trust);
    expect(absent).toMatchObject({ ok: true, proof: { key: `participant:${nobody}`, absence: {} } });
    const reader = historyReader(async (path) => (await read(path)).json());
    const keys = [await collectHistory(reader, operator.did)];
    expect(keys[0]?.events).toHaveLength(1);
    const bundle = { ...exampleBundle, keys };
    expect(provenHistory(bundle, operator.did, trust)).toMatchObject({ history: { purpose: "control" }, size: SIZE });
    const stands = await collectStanding(reader, providerIdOf(provider.hash));
    expect(stands?.receipts.map(({ index }) => index)).toEqual([0]);
    const { data } = await (await read("/api/v1/state-roots")).json();
    expect(data).toMatchObject([{ kind: "state.root", effect: { status: "effective" }, body }]);
  });
});
