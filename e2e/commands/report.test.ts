/** A liar, an agent and an index over real HTTP: from the wrong answer to the logged verdict, in one command. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileEvidence } from "#lib/cli/agent/filing.ts";
import { EXIT } from "#lib/cli/command.ts";
import { readSource } from "#lib/cli/definition/read-source.ts";
import { checkHere, trustIn } from "#lib/cli/evidence/check-here.ts";
import type { Lie } from "#lib/cli/provider/lies.ts";
import { providerServer } from "#lib/cli/provider/serve.ts";
import { serviceOf } from "#lib/cli/provider/services.ts";
import { RemoteIndex } from "#lib/cli/remote-index.ts";
import { fileReport } from "#lib/cli/report/file-report.ts";
import { heardIo } from "#lib/cli/testing/heard-io.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { completeReport } from "#lib/client/report/complete-report.ts";
import { encodeBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { inconclusive } from "#lib/evidence/definition/run-definition.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { caseIdOf, definitionIdOf, type ProviderId, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { ReplayHost, withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { admitDefinitions } from "#lib/server/jobs/admit-definitions.ts";
import { judgeReports } from "#lib/server/jobs/judge-reports.ts";
import { StateRootLogger } from "#lib/server/jobs/log-state-root.ts";
import { runAllAttached } from "#lib/server/jobs/run-attached.ts";
import { KEYS, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { encodeFraudProof, parseFraudProof, type WrongVerdict } from "#lib/state/fraud/fraud-proof.ts";
import { composeStatement, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import { EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { buildSubmission, commitOf, type Part } from "#lib/statement/submission.ts";
import { CONVICTED, everywhere } from "../support/everywhere.ts";
import { type OtherIndex, startOtherIndex } from "../support/other-index.ts";
import { until } from "../support/until.ts";

const database = await freshDatabase();
const site = await startTestSite(database);
const otherDatabase = await freshDatabase();
/** Another index that knows this one. */
let other: OtherIndex | undefined;
const pool = makePool({ url: database.urls.worker, name: "test-reports", max: 2 });
const hosts = [new ReplayHost("liftoff"), new ReplayHost("turbofan")];
/** What the index judges with. */
let machines: readonly Host[] = hosts;
const home = mkdtempSync(join(tmpdir(), "report-"));
const ends: (() => void)[] = [];
let judging: Promise<unknown> = Promise.resolve();

// This index runs by the system's clock, at first two hours behind it: what is published then is in force now.
let behindMs = 2 * HOUR_MS;
await site.stopSequencer();
Object.defineProperty(site.log, "now", { get: () => addMs(asInstant(Date.now()), -behindMs) });
await site.startSequencer();

afterAll(async () => {
  for (const end of ends) end();
  await judging.catch(() => undefined);
  await Promise.all(hosts.map((host) => host.close()));
  await pool.end();
  await site.close();
  await other?.close();
  rmSync(home, { recursive: true, force: true });
});

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

const ioOf = (folder: string) => heardIo(folder, { json: true });

async function touchstone(...args: string[]) {
  const { io, said } = ioOf(home);
  const code = await runTouchstone(args, io);
  return { code, ...said, json: said.out === "" ? undefined : JSON.parse(said.out) };
}

async function say(by: Identity, kind: Kind, subject: string, body: JsonObject, parts: readonly Part[] = []) {
  const commits = parts.map((part) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: kind === "report.file" ? EVIDENCE_MEDIA_TYPE : "application/octet-stream",
    visibility: "public" as const,
  }));
  const draft = { kind, log: testOrigin(), issuer: by.did, key: by.thumbprint, subject, body };
  const whole = { ...draft, ...(commits.length > 0 && { parts: commits }) };
  const unsigned = composeStatement(whole, asInstant(site.now), random);
  const sent = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Uint8Array.from(buildSubmission(signStatement(unsigned, by.seed), parts)),
  });
  expect(await sent.json()).toMatchObject({ effect: { status: "effective" } });
  return statementHash(unsigned);
}

/** `named`: the file of its definition, or the id at the index. */
type Liar = { readonly named: string; readonly url: string };
const liars = new Map<string, Liar>();
const EXAMPLES = "docs/how-to/definitions";
const FILES = ["prices.js", "prices-state.json", "search.js"];

/** The example published by its author, and a provider of it that lies whenever it can. */
async function lieAbout(name: string, publisher: Identity, responder: Identity): Promise<void> {
  const example = JSON.parse(readFileSync(join(EXAMPLES, `${name}.json`), "utf8"));
  const [validFrom, validUntil] = [addMs(site.now, MINUTE_MS), addMs(site.now, DAY_MS)].map(formatInstant);
  Object.assign(example.definition.window, { validFrom, validUntil });
  // A busy machine must not end the runs; all tests of one together may take a minute.
  if ("limits" in example.definition) example.definition.limits.wallMs = 8_000;
  const file = join(home, `${name}.json`);
  writeFileSync(file, JSON.stringify(example));
  const source = await readSource(file);
  const { code, state } = source.material;
  const parts = [code, state].flatMap((bytes) => (bytes === undefined ? [] : [{ bytes, nonce: random(32) }]));
  const published = await say(publisher, "definition.publish", "new", { ...source.body } as JsonObject, parts);
  // What looks like a token in its wrong answers must not keep them from being reported.
  const lie = name === "blocks" ? "bait" : "wrong";
  await serve(name, file, responder, name === "timetable" ? "two-answers" : lie);
  const { url = "" } = liars.get(name) ?? {};
  if (name === "search") liars.set(name, { named: definitionIdOf(published), url });
}

/** A provider that lies whenever it can. */
async function serve(name: string, file: string, responder: Identity, kind: Lie): Promise<void> {
  const source = await readSource(file);
  const price = { service: source.body.name, currency: "EUR", microsPer1000: 400_000n };
  const offering = { source, service: await serviceOf(source), responder, instance: identityOfSeed(random(32)), price };
  const server = providerServer({ ...offering, lies: { rate: 1, kind, dice: () => 0 } });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  // The same promise, kept, under the same key.
  if (name === "prices") {
    const honest = providerServer(offering);
    await new Promise<void>((resolve) => honest.listen(0, "127.0.0.1", resolve));
    ends.push(() => honest.close());
    liars.set("honest", { named: file, url: `http://127.0.0.1:${(honest.address() as AddressInfo).port}` });
  }
  liars.set(name, { named: file, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

/** Ids of those that are listed, by name; the others are known by their keys alone. */
const registered = new Map<string, ProviderId>();

beforeAll(async () => {
  for (const name of FILES) writeFileSync(join(home, name), readFileSync(join(EXAMPLES, name)));
  const [publisher, response, till] = [1, 2, 3].map(() => identityOfSeed(random(32))) as [Identity, Identity, Identity];
  await say(publisher, "participant.register", publisher.did, { displayName: "Publisher" });
  for (const [name, key] of [
    ["charges", till],
    ["prices", response],
  ] as const) {
    const { thumbprint } = key;
    const provider = providerIdOf(await say(publisher, "provider.register", "new", { kind: "service", name }));
    registered.set(name, provider);
    const proven = keyProofBytes({ log: testOrigin(), provider, thumbprint, purpose: "response" });
    const proof = base64UrlEncode(signEd25519(key.seed, proven));
    await say(publisher, "key.add", provider, { purpose: "response", newKey: key.did, proof });
  }
  const line = { service: "Search by word", unit: "call", pricePer1000: "0.40", currency: "EUR", noticeDays: 7 };
  const from = formatInstant(asInstant(site.now));
  await say(publisher, "disclosure.fees", registered.get("charges") ?? "", {
    ...DISCLOSURES.fees.example(asInstant(site.now)),
    lines: [{ ...line, from }],
  });
  for (const name of ["prices", "search", "timetable", "blocks"])
    await lieAbout(name, publisher, name === "prices" ? response : identityOfSeed(random(32)));
  await serve("charges", join(home, "search.json"), till, "charge");
  await admitDefinitions(pool, { hosts, signer, random }, asInstant(site.now));
  behindMs = 0;
  await site.stopSequencer();
  await site.startSequencer();
  // The worker's job, whenever the log has news, as the worker does it.
  const judge = () => judgeReports(pool, { hosts: machines, signer, random }, asInstant(site.now));
  ends.push(
    site.context.follower.onChange(() => {
      judging = judging.then(judge, judge);
    }),
  );
}, 120_000);

const agentAt = (name: string, calls: number, ...more: string[]) => {
  const { named = "", url = "" } = liars.get(name) ?? {};
  const whom = ["--provider", url, "--definition", named, "--url", site.url];
  return touchstone("agent", ...whom, "--calls", `${calls}`, "--audit", "1", ...more);
};

/** Case and evidence file of the first report. */
let first = { id: "", file: "" };
/** Evidence file of each service's first report. */
const evidenceOf: Record<string, string> = {};

describe("a liar is caught by one command, from the wrong answer to the logged verdict", () => {
  test.each([
    ["of content by its hash", "blocks", 2, "content-address"],
    ["of a function, registered", "prices", 1, "wrong-result"],
    ["of a predicate", "search", 1, "predicate-violated"],
    ["with two answers to one request", "timetable", 2, "equivocation"],
    ["that charges more than its own price list", "charges", 1, "offer-broken"],
  ])(
    "%s",
    async (_, name, calls, claim) => {
      const { code, json, err } = await agentAt(name, calls, "--report", "--wait", "--out", join(home, name));
      expect(code, err).toBe(EXIT.tampered);
      const [{ status, found, file }, ...others] = json.reports;
      evidenceOf[name] = file;
      if (name === "blocks") first = { id: found.id, file };
      expect([status, found.claim, found.verdict, found.state]).toEqual(["filed", claim, "proven", "proven"]);
      expect(found.late_commit).toBe(false);
      expect(found.is_unclaimed).toBe(!registered.has(name));
      if (registered.has(name)) expect(found.provider).toBe(registered.get(name));
      // What counts together once is filed once.
      for (const other of others) expect(other).toMatchObject({ status: "counted", case: found.id });
    },
    120_000,
  );
});

test("with --attest one right answer a day goes to the record of a listed provider, and no liar's does", async () => {
  const attest = (name: string) => agentAt(name, 2, "--attest", "--out", join(home, "attest"));
  expect((await attest("prices")).json.attached).toEqual([]);
  expect((await attest("honest")).json.attached).toEqual([
    { provider: registered.get("prices"), status: "attached", index: expect.any(Number) },
  ]);
  expect((await attest("honest")).json.attached).toMatchObject([
    { status: "refused", reason: expect.stringMatching("today") },
  ]);
  const [ran] = await runAllAttached(pool, { hosts: machines, signer, random }, asInstant(site.now));
  expect(ran).toMatchObject({ provider: registered.get("prices"), outcome: "agrees" });
}, 60_000);

test("what was filed is the file, dated by the log, and its key is of this case alone", async () => {
  const listed = await touchstone("report", "list");
  expect(listed.json.map((kept: { case: string }) => kept.case)).toContain(first.id);
  expect(listed.out).not.toContain("drawSecret");
  const shown = await touchstone("report", "follow", first.id);
  expect([shown.code, shown.json.id]).toEqual([EXIT.ok, first.id]);
  const bundle = readFileSync(first.file);
  expect(JSON.parse(bundle.toString("utf8")).time).toHaveLength(1);
  const filed = await fetch(`${site.url}/api/v1/cases/${first.id}/bundle`);
  expect(Buffer.from(await filed.arrayBuffer()).equals(bundle)).toBe(true);
  expect(statSync(join(home, "cases", `${first.id}.json`)).mode & 0o777).toBe(0o600);
  const { data } = await (await fetch(`${site.url}/api/v1/entries?limit=50`)).json();
  const said = data.filter(({ kind }: { kind: string }) => kind === "report.file" || kind === "exchange.commit");
  expect(new Set(said.map(({ issuer }: { issuer: string }) => issuer)).size).toBe(said.length);
  const again = await touchstone("report", "file", first.file, "--url", site.url, "--yes");
  expect([again.code, again.json.refused]).toEqual([EXIT.usage, "already-reported"]);
  expect(again.json.detail).toContain(first.id);
});

test("a report is shown before it is filed, and one that does not hold, or holds a secret, is not filed", async () => {
  const out = join(home, "quiet");
  const { json } = await agentAt("blocks", 1, "--out", out);
  const [bundle = ""] = json.files;
  const size = async () => (await (await fetch(`${site.url}/api/v1/entries?limit=1`)).json()).as_of.size;
  const before = await size();
  const asked = await touchstone("report", "file", bundle, "--url", site.url);
  expect([asked.code, asked.json.refused]).toEqual([EXIT.usage, "not-confirmed"]);

  const evidence = JSON.parse(readFileSync(bundle, "utf8"));
  const changed = (name: string, change: object): string => {
    const path = join(home, name);
    writeFileSync(path, canonicalText(JSON.parse(JSON.stringify({ ...evidence, ...change }))));
    return path;
  };
  const secret = { ...evidence.claim, text: "I paid with Authorization: Bearer abcdefghijklmnop1234" };
  const told = await touchstone(
    "report",
    "file",
    changed("secret.json", { claim: secret }),
    "--url",
    site.url,
    "--yes",
  );
  expect([told.code, told.json.refused]).toEqual([EXIT.tampered, "secrets"]);
  // The agent had said of the bait that it is no secret of its own: a person must look, and the index asks as well.
  const bare = changed("bare.json", { notSecret: undefined });
  const stopped = await touchstone("report", "file", bare, "--url", site.url, "--yes");
  expect([stopped.json.refused, stopped.json.detail]).toEqual([
    "secrets",
    expect.stringContaining("eyJhbGciOiJFZERTQSJ9"),
  ]);
  const looked = await touchstone("report", "file", bare, "--url", site.url, "--not-mine");
  expect(looked.json.refused).toBe("not-confirmed");
  const { io } = ioOf(home);
  const remote = new RemoteIndex(site.url, io);
  const read = parseBundle(new Uint8Array(readFileSync(bare)));
  if (!read.ok) throw new Error(read.error.detail);
  const finding = await checkHere(encodeBundle(read.value), {
    trust: { logVkey: undefined, raw: rawVerify },
    remote: undefined,
    hosts: undefined as never,
  });
  const unsaid = { bundle: read.value, bytes: encodeBundle(read.value), finding, sentence: "" };
  await expect(fileReport(unsaid, { remote, io })).rejects.toMatchObject({ code: "secret" });
  const other = { ...evidence.claim, kind: "wrong-result" };
  const wrong = await touchstone("report", "file", changed("wrong.json", { claim: other }), "--url", site.url, "--yes");
  expect([wrong.code, wrong.json.refused]).toEqual([EXIT.tampered, "refuted"]);
  expect(await size()).toBe(before);
});

test("a bundle that is kept, filed by hand, by an agent or by a page is read with the log's key and no index; without an index it goes as it is", async () => {
  const { json } = await agentAt("charges", 1, "--out", join(home, "offline"));
  const [kept = ""] = json.files;
  const bytes = readFileSync(kept);
  const { vkeys } = await new RemoteIndex(site.url, ioOf(home).io).describe();
  /** What an offline reader finds of the key, its time and the charge. */
  const offline = async (file: string) => {
    const { json: found } = await touchstone("evidence", "check", file, "--key", vkeys.log);
    const asked = found.checks.filter(({ name }: { name: string }) =>
      ["key", "key-state", "time", "claim"].includes(name),
    );
    return asked.map(({ outcome, reason }: { outcome: string; reason?: string }) => reason ?? outcome);
  };
  const missing = ["key-history-missing", "key-history-missing", "pass", "price-lists-missing"];
  const whole = ["pass", "pass", "pass", "pass"];
  expect(await offline(kept)).toEqual(missing);

  const early = await touchstone("evidence", "complete", kept, "--url", site.url);
  expect([early.code, early.json]).toMatchObject([EXIT.incomplete, { gaps: [{ why: "too-new" }, { why: "too-new" }] }]);
  const root = await new StateRootLogger(signer, random).run(pool, asInstant(site.now));
  const roots = async () => (await (await fetch(`${site.url}/api/v1/state-roots`)).json()).data.length;
  await expect.poll(roots, { timeout: 20_000 }).toBe(root === undefined ? 0 : 1);

  const away = await touchstone("evidence", "complete", kept, "--url", "http://127.0.0.1:1");
  expect(away.code).toBe(EXIT.incomplete);
  expect(readFileSync(kept).equals(bytes)).toBe(true);
  const zip = join(home, "whole.zip");
  expect((await touchstone("evidence", "complete", kept, "--url", site.url, "--out", zip)).json.gaps).toEqual([]);
  expect(await offline(zip)).toEqual(whole);

  const filedBundle = async (id: string) => {
    const file = join(home, `${id}.json`);
    // On a busy machine a report is promised first and recorded in a moment.
    const answer = await until("the case to be recorded", async () => {
      const asked = await fetch(`${site.url}/api/v1/cases/${id}/bundle`);
      return asked.ok && asked;
    });
    writeFileSync(file, new Uint8Array(await answer.arrayBuffer()));
    return file;
  };
  const filed = await touchstone("report", "file", kept, "--url", site.url, "--yes", "--wait", "0");
  expect(filed.json.lacks).toBe(null);
  expect(await offline(await filedBundle(filed.json.case))).toEqual(whole);

  const read = async (path: string) => (await fetch(new URL(path, site.url))).json();
  const shown = await completeReport(new Uint8Array(bytes), { read, logVkey: async () => vkeys.log });
  expect(shown.gaps).toEqual([]);
  writeFileSync(join(home, "page.json"), shown.bytes);
  expect(await offline(join(home, "page.json"))).toEqual(whole);

  const { io } = ioOf(join(home, "another"));
  const remote = new RemoteIndex(site.url, io);
  const trust = await trustIn(remote, io);
  const bundle = parseBundle(new Uint8Array(bytes));
  if (!bundle.ok) throw new Error(bundle.error.detail);
  const reported = await withReplayHosts(async (own) => {
    const checker = { trust, remote, hosts: own };
    const finding = await checkHere(new Uint8Array(bytes), { ...checker, remote: undefined });
    const evidence = [{ file: kept, bundle: bundle.value, finding, isFixed: true }];
    return await fileEvidence(evidence, { remote, checker, waitSeconds: 0, io });
  });
  expect(reported).toMatchObject([{ status: "filed", lacks: null }]);
  const [{ case: id = "" } = {}] = reported as { case?: string }[];
  expect(await offline(await filedBundle(id))).toEqual(whole);
  // The agent's file is what was filed.
  expect(await offline(kept)).toEqual(whole);
}, 120_000);

/** A way to the index that loses answers to what is sent, or everything, as it is told. */
async function wayTo(): Promise<{ url: string; loses: "nothing" | "answers" | "everything" }> {
  const way = { url: "", loses: "nothing" as "nothing" | "answers" | "everything" };
  const server = createServer(async (request, response) => {
    if (way.loses === "everything") return request.socket.destroy();
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk as Uint8Array);
    const sent = request.method === "POST" ? { body: Buffer.concat(chunks), method: "POST" } : {};
    const headers = { "content-type": "application/json" };
    const answer = await fetch(new URL(request.url ?? "/", site.url), { ...sent, headers });
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (request.method === "GET" || way.loses === "nothing") return response.writeHead(answer.status).end(bytes);
    response.writeHead(503, { "retry-after": "3600" }).end('{"code":"unavailable","detail":"Later."}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  way.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return way;
}

test("a report whose answer was lost, or whose index is down, is kept and sent again, once", async () => {
  const way = await wayTo();
  const { json } = await agentAt("blocks", 2, "--out", join(home, "lost"));
  const [first = "", second = ""] = json.files;
  way.loses = "answers";
  const lost = await touchstone("report", "file", first, "--url", way.url, "--yes");
  expect([lost.code, lost.err]).toEqual([EXIT.incomplete, expect.stringContaining("touchstone report send")]);

  way.loses = "everything";
  const { io } = ioOf(home);
  const remote = new RemoteIndex(way.url, io);
  const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote, hosts: undefined as never };
  const read = parseBundle(new Uint8Array(readFileSync(second)));
  if (!read.ok) throw new Error(read.error.detail);
  const finding = await checkHere(encodeBundle(read.value), { ...checker, remote: undefined });
  const evidence = [{ file: second, bundle: read.value, finding }];
  const down = await fileEvidence(evidence, { remote, checker, waitSeconds: 0, io });
  expect(down).toMatchObject([{ status: "waiting", isSigned: false }]);
  expect((await touchstone("report", "send", "--url", way.url)).code).toBe(EXIT.incomplete);

  way.loses = "nothing";
  const { size } = (await (await fetch(`${site.url}/api/v1/entries?limit=1`)).json()).as_of;
  const sent = await touchstone("report", "send", "--url", way.url);
  expect(sent.json.map(({ status }: { status: string }) => status).sort()).toEqual(["counted", "filed"]);
  // The first had come through: it is the case that stands there, and the second counts with it.
  const filed = sent.json.find(({ status }: { status: string }) => status === "filed");
  expect(filed.index).toBeLessThan(size);
  expect((await touchstone("report", "send", "--url", way.url)).json).toEqual([]);
}, 60_000);

test("an audit runs every verdict again and names the one that the index's machines invented, unless it is left out", async () => {
  machines = hosts.map(({ name }) => ({ name, run: async () => ({ ...inconclusive("crash"), result: "match" }) }));
  const bytes = new Uint8Array(readFileSync(evidenceOf.prices ?? ""));
  const body = { template: REPORT_TEMPLATE, claim: "wrong-result", drawShare: "0".repeat(64) };
  const reporter = identityOfSeed(random(32));
  const id = caseIdOf(
    await say(reporter, "report.file", registered.get("prices") ?? "", body, [{ bytes, nonce: random(32) }]),
  );
  const invented = async () => (await (await fetch(`${site.url}/api/v1/cases/${id}`)).json()).data;
  await expect.poll(invented, { timeout: 20_000 }).toMatchObject({ verdict: "refuted", reason: "answer-is-right" });

  const audit = async (...more: string[]) => {
    const { code, json, err } = await touchstone("audit", site.url, "--out", home, ...more);
    expect(json?.checks, err).toBeDefined();
    return {
      code,
      written: json.fraudProofs,
      verdicts: json.checks.find(({ name }: { name: string }) => name === "verdicts"),
    };
  };
  const { code, verdicts, written } = await audit();
  expect([code, verdicts.reason]).toEqual([EXIT.tampered, "wrong-verdict"]);
  // Those before it, true and with code, agreed.
  const { entry } = (await invented()).verdict_statement;
  const said = `Entry ${entry} says refuted (answer-is-right) of ${id}`;
  expect(verdicts.detail).toBe(`${said}, its public evidence gives proven.`);
  expect(await audit("--no-verdicts")).toMatchObject({ code: EXIT.ok, verdicts: { reason: "left-out" } });

  // Whoever gets the file runs the code again and convicts; so does the index that lied.
  const [file = ""] = written;
  expect(file).toBe(join(home, `fraud-verdict-${entry}.json`));
  const key = site.context.publicKeys.vkeys.log;
  const convicted = await touchstone("verify", file, "--key", key);
  expect([convicted.code, convicted.json.verdict, convicted.json.kind]).toEqual([
    ...[EXIT.tampered, "tampered", "wrong-verdict"],
  ]);
  const parsed = parseFraudProof(new Uint8Array(readFileSync(file)));
  if (!parsed.ok || parsed.value.kind !== "wrong-verdict") throw new Error("Another kind of proof.");
  const proof = parsed.value;
  const note = await (await fetch(`${site.url}/log/checkpoint`)).text();
  other = await startOtherIndex(otherDatabase, { note, vkey: key });
  const found = await everywhere(readFileSync(file), { vkey: key }, other);
  expect(found).toEqual({ ...CONVICTED, page: "tampered" });
  const accuse = async (changed: WrongVerdict) => {
    const answer = await fetch(`${site.url}/api/v1/fraud-proofs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Uint8Array.from(encodeFraudProof(changed)),
    });
    const { code: problem, errors = [] } = await answer.json();
    return [answer.status, problem, errors[0]?.detail ?? ""];
  };
  const honest = await touchstone("report", "show", first.id);
  const logged = honest.json.verdict_statement.entry;
  const served = await fetch(`${site.url}/api/v1/entries/${logged}/receipt?format=file`);
  const receipt = parseReceipt(new Uint8Array(await served.arrayBuffer()));
  if (!receipt.ok) throw new Error(receipt.error.detail);
  const unjust = { ...proof, receipt: receipt.value, parts: [], archive: null };
  expect(await accuse(unjust)).toEqual([422, "unproven", expect.stringMatching(/^verdict: true-verdict/)]);
  // On a busy machine two hosts may not start within the time of a request: that says nothing, and is asked again.
  await expect.poll(() => accuse({ ...proof, archive: null }), { timeout: 90_000 }).toEqual([201, undefined, ""]);
}, 180_000);
