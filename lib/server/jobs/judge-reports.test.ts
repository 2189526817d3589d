/** The worker judges what was reported, with two real hosts, into a real log; whoever asks sees what came out, and why. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { inconclusive } from "#lib/evidence/definition/run-definition.ts";
import { functionOf, SORT_CODE } from "#lib/evidence/definition/testing/definitions.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { caseIdOf, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { KEYS, registration, START, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { ATTACH_TEMPLATE, EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { admitDefinitions } from "./admit-definitions.ts";
import { judgeReports } from "./judge-reports.ts";
import { recordDueClocks } from "./record-due-clocks.ts";
import { runAllAttached } from "./run-attached.ts";

vi.setConfig({ testTimeout: 120_000 });
const database = await freshDatabase();
const site = await startTestSite(database);
const pool = makePool({ url: database.urls.worker, name: "test-reports", max: 4 });
const hosts: Host[] = [new ReplayHost("liftoff"), new ReplayHost("turbofan")];
const api = `${site.url}/api/v1`;
const [ada, liar, response] = [testKey("ada"), testKey("liar"), testKey("ada response")];
const definition = functionOf({ limits: { ...functionOf().limits, wallMs: 10_000 } });
const SORTING = hexEncode(definitionHash(definition));
const SOON = { timeout: 50_000 };
let provider = "";
let dice = 0;
const means = {
  hosts,
  signer: { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) },
  random: (bytes: number) => sha256(utf8Encode(`dice ${dice++}`)).slice(0, bytes),
};
const judgeAll = (change: Partial<typeof means> = {}) =>
  judgeReports(pool, { ...means, ...change }, asInstant(site.now));

/** Sent until its effect is known, also where the machine is busy: a statement counts once. */
async function send(bytes: Uint8Array): Promise<void> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: Uint8Array.from(bytes) };
  await vi.waitFor(async () => {
    const answer = await (await fetch(`${api}/statements`, init)).json();
    expect(answer).toMatchObject({ effect: { status: "effective" } });
  }, SOON);
}

/** An answer under the definition; the request's nonce makes two of them differ. */
const answer = (body: string, by = liar, nonce = "YWdlbnRzLW93bi1ub25jZQ") =>
  signResponse(
    {
      request: {
        ...{ method: "POST", authority: "sort.example", path: "/sort", query: "?", nonce },
        body: utf8Encode("[3,1,2]"),
      },
      response: { status: 200, contentType: "application/json", definition: SORTING, body: utf8Encode(body) },
    },
    { created: START / SECOND_MS, keyid: by.did, nonce: "c2lnbmVyLW5vbmNl" },
    signerOf(by.seed),
  );

async function evidence(body: string, by = liar, subject: string = by.did, kind = "wrong-result"): Promise<Uint8Array> {
  const keys = [{ publicKey: by.did, events: [], proofs: [] }];
  const claim = { kind: kind as "wrong-result", params: {} };
  return encodeBundle(newBundle({ subject: { provider: subject }, claim, exchanges: [await answer(body, by)], keys }));
}

async function file(name: string, subject: string, bytes: Uint8Array, claim = "wrong-result"): Promise<string> {
  const part = { bytes, nonce: sha256(utf8Encode(name)) };
  const visibility = "public" as const;
  const parts = [{ commit: commitOf(part), bytes: bytes.length, mediaType: EVIDENCE_MEDIA_TYPE, visibility }];
  const body = { template: REPORT_TEMPLATE, claim, drawShare: "0".repeat(64) };
  const statement = signed(testKey(name), name, { kind: "report.file", subject, body, parts }, [part]);
  await send(buildSubmission(statement.bytes, [part]));
  return caseIdOf(statement.hash);
}

const read = async (path: string) => (await (await fetch(`${api}/${path}`)).json()).data;
const judged = async (id: string) => {
  await expect.poll(async () => (await read(`cases/${id}`)).verdict, SOON).not.toBeNull();
  return await read(`cases/${id}`);
};

beforeAll(async () => {
  await send(registration("ada").bytes);
  const code = { bytes: utf8Encode(SORT_CODE), nonce: sha256(utf8Encode("code")) };
  const parts = [
    { commit: commitOf(code), bytes: code.bytes.length, mediaType: "text/javascript", visibility: "public" as const },
  ];
  const body = { name: "Sorting", definition } as unknown as JsonObject;
  await send(
    buildSubmission(signed(ada, "sorting", { kind: "definition.publish", subject: "new", body, parts }, [code]).bytes, [
      code,
    ]),
  );
  const listed = signed(ada, "list", {
    kind: "provider.register",
    subject: "new",
    body: { kind: "service", name: "Vela" },
  });
  await send(listed.bytes);
  provider = providerIdOf(listed.hash);
  const proof = { log: testOrigin(), provider, thumbprint: response.thumbprint, purpose: "response" as const };
  const signature = base64UrlEncode(signerOf(response.seed)(keyProofBytes(proof)));
  const added = { purpose: "response", newKey: response.did, proof: signature };
  await send(signed(ada, "add key", { kind: "key.add", subject: provider, body: added }).bytes);
});
afterAll(async () => {
  await Promise.all(hosts.map((host) => (host as ReplayHost).close()));
  await pool.end();
  await site.close();
});

test("nothing is said under a definition before its own tests ran; then a lie is proven, and what is no lie is not", async () => {
  const filed = {
    lie: await file("rita", liar.did, await evidence("[1,3,2]")),
    honest: await file("rolf", liar.did, await evidence("[1,2,3]")),
    poison: await file("rosa", liar.did, utf8Encode(`{"schema":${"[".repeat(39)}`)),
    "of another kind": await file("ruth", liar.did, await evidence("[1,3,2]"), "content-address"),
    "of another party": await file("ralf", provider, await evidence("[1,3,2]")),
    "by a forged signature": await file("remo", liar.did, await evidence("[1,3,2]", testKey("forger"), liar.did)),
    "without an answer": await file(
      "runa",
      liar.did,
      encodeBundle(
        newBundle({
          subject: { provider: liar.did },
          claim: { kind: "vanished", params: { since: formatInstant(START) } },
          exchanges: [],
        }),
      ),
      "vanished",
    ),
  };
  const early = await judgeAll();
  expect(early.map(({ id }) => id)).not.toContain(filed.lie);
  await admitDefinitions(pool, means, asInstant(site.now));
  await expect.poll(async () => (await read("definitions"))[0].form.versions[0].admission, SOON).not.toBeNull();
  // Two workers at once: the log takes one verdict for each case.
  await Promise.all([judgeAll(), judgeAll()]);
  const found: Record<string, unknown> = {};
  for (const [name, id] of Object.entries(filed)) {
    const { state, verdict, reason } = await judged(id);
    found[name] = [state, verdict, reason];
  }
  expect(found).toEqual({
    lie: ["proven", "proven", null],
    honest: ["inadmissible", "refuted", "answer-is-right"],
    poison: ["inadmissible", "refuted", "bundle-form"],
    "of another kind": ["inadmissible", "refuted", "wrong-claim"],
    "of another party": ["inadmissible", "refuted", "wrong-party"],
    "by a forged signature": ["inadmissible", "refuted", expect.any(String)],
    "without an answer": ["inadmissible", "out-of-scope", "no-evidence"],
  });
  expect(await judgeAll()).toEqual([]);
  const { verdict_statement, is_unclaimed } = await judged(filed.lie);
  expect(is_unclaimed).toBe(true);
  expect(verdict_statement.checks.map(({ outcome }: { outcome: string }) => outcome)).toEqual(Array(14).fill("pass"));
  expect((await read(`faults/${verdict_statement.fault_id}`)).case).toBe(filed.lie);
  const again = await file("rita again", liar.did, await evidence("[1,3,2]"));
  await judgeAll();
  expect(await judged(again)).toMatchObject({ state: "duplicate", joined_to: filed.lie });
  expect(await judged(filed.lie)).toMatchObject({ reporters: 2, joined: [again] });
  const { data } = await (await fetch(`${api}/entries?kind=verdict&limit=200`)).json();
  const effective = data.filter((row: { effect: { status: string } }) => row.effect.status === "effective");
  expect(effective).toHaveLength(8);
});

test("what somebody attaches as a right answer counts once it was run again: no lie, no forgery and nobody else's answer", async () => {
  const attach = async (name: string, bytes: Uint8Array): Promise<string> => {
    const part = { bytes, nonce: sha256(utf8Encode(name)) };
    const visibility = "public" as const;
    const parts = [{ commit: commitOf(part), bytes: bytes.length, mediaType: EVIDENCE_MEDIA_TYPE, visibility }];
    const body = { template: ATTACH_TEMPLATE };
    const said = signed(testKey(name), name, { kind: "evidence.attach", subject: provider, body, parts }, [part]);
    await send(buildSubmission(said.bytes, [part]));
    return said.hash;
  };
  const run = () => runAllAttached(pool, means, asInstant(site.now));
  const said = async () =>
    (await (await fetch(`${api}/entries?kind=peer.observation&subject=${provider}`)).json()).data;
  const attached = [
    ["lie", await evidence("[1,3,2]", response, provider), "differs"],
    ["elsewhere", await evidence("[1,2,3]"), "cannot-check"],
    ["forged", await evidence("[1,2,3]", testKey("forger"), provider), "cannot-check"],
    ["right", await evidence("[1,2,3]", response, provider), "agrees"],
  ] as const;
  for (const [nth, [name, bytes, outcome]] of attached.entries()) {
    const statement = await attach(name, bytes);
    expect(await run()).toEqual([{ provider, statement, outcome }]);
    await expect.poll(async () => (await said()).length, SOON).toBe(nth + 1);
  }
  expect((await said()).map(({ effect }: { effect: { status: string } }) => effect.status)).toEqual(
    attached.map(() => "effective"),
  );
  // The day is counted: nothing more is run for it, whoever asks.
  await attach("more", await evidence("[1,2,3]", response, provider));
  expect(await run()).toEqual([]);
  const { rows } = await pool.query(
    "SELECT form FROM aggregate_version WHERE to_size IS NULL AND kind = 'record' AND key LIKE $1",
    [`record:${provider}:%`],
  );
  const { items } = JSON.parse(rows[0].form);
  expect(items).toMatchObject([{ type: "audit", standing: "half", reporter: testKey("right").thumbprint }]);
});

test("a key that is revoked while its answer is judged: the verdict is void, and the next one says what the log's order says", async () => {
  const id = await file("rena", response.did, await evidence("[2,1,3]", response));
  const revoke = signed(ada, "revoke", {
    kind: "key.revoke",
    subject: provider,
    prev: (await read(`providers/${provider}`)).form.slots.key,
    body: { thumbprint: response.thumbprint, reason: "compromised", compromisedSince: formatInstant(START) },
  });
  let isRevoked = false;
  const [local, second] = hosts as [Host, Host];
  const late: Host = {
    name: local.name,
    run: async (job) => {
      if (!isRevoked) await send(revoke.bytes);
      isRevoked = true;
      return await local.run(job);
    },
  };
  expect(await judgeAll({ hosts: [late, second] })).toMatchObject([{ id, verdict: "proven" }]);
  const said = async () => (await (await fetch(`${api}/entries?kind=verdict&subject=${id}`)).json()).data;
  await expect.poll(async () => (await said()).length, SOON).toBe(1);
  expect((await said())[0].effect).toMatchObject({ status: "void", code: "guard" });
  expect(await judgeAll()).toMatchObject([{ id, verdict: "proven" }]);
  expect(await judged(id)).toMatchObject({ state: "proven", provider, provider_name: "Vela", back_dated: true });
});

test("a run that ends without a result is said so, and neither waits nor holds up others", async () => {
  const full: Host = { name: "full", run: async () => inconclusive("memory") };
  const bomb = await file("rhea", liar.did, await evidence("[1,1,1]"));
  expect(await judgeAll({ hosts: [full, full] })).toEqual([{ id: bomb, verdict: "inconclusive", reason: "memory" }]);
  expect(await judged(bomb)).toMatchObject({ state: "awaiting_response", reason: "memory" });
});

test("a machine that is away, and evidence that is not there for everybody: one waits, the other is said", async () => {
  const away: Host = { name: "away", run: async () => ({ result: "inconclusive:runtime-unavailable" }) as never };
  const waiting = await file("rudi", liar.did, await evidence("[3,2,1]"));
  expect(await judgeAll({ hosts: [away, away] })).toEqual([]);
  // The part was first brought by a statement that keeps it from others: a report opens nothing.
  const hidden = { bytes: await evidence("[3,1,2]"), nonce: sha256(utf8Encode("hidden")) };
  const commit = { commit: commitOf(hidden), bytes: hidden.bytes.length, mediaType: EVIDENCE_MEDIA_TYPE };
  const registering = registration("rex", {}, []);
  await send(registering.bytes);
  const rex = testKey("rex");
  const keeping = {
    kind: "participant.update",
    subject: rex.did,
    prev: registering.hash,
    body: { displayName: "Rex" },
  };
  const parties = [{ ...commit, visibility: "parties" as const }];
  await send(buildSubmission(signed(rex, "keep", { ...keeping, parts: parties }, [hidden]).bytes, [hidden]));
  const id = await file("hidden", liar.did, hidden.bytes);
  await judgeAll();
  expect(await judged(waiting)).toMatchObject({ state: "proven" });
  expect(await judged(id)).toMatchObject({ verdict: "inconclusive", reason: "withheld", bundle: { withheld: true } });
});

test("a killed worker's verdict is not said twice, and a proven case is ruled by the clock that records all others", async () => {
  const id = await file("rike", liar.did, await evidence("[2,3,1]"));
  // In the inbox, and nowhere else, when the worker comes back.
  await site.stopSequencer();
  expect(await judgeAll()).toMatchObject([{ id }]);
  expect(await judgeAll()).toEqual([]);
  await site.startSequencer();
  const { rules_at } = await judged(id);
  site.now = addMs(asInstant(Date.parse(rules_at)), 3 * SECOND_MS);
  expect(site.now - START).toBeGreaterThan(7 * DAY_MS);
  // The week without entries is noted first; what is due comes behind it.
  await expect
    .poll(async () => {
      await recordDueClocks(pool, means.signer, asInstant(site.now));
      return (await read(`cases/${id}`)).ruling?.entry ?? null;
    }, SOON)
    .not.toBeNull();
  expect(await read(`cases/${id}`)).toMatchObject({ state: "ruled", ruling: { by: "machine", at: rules_at } });
});
