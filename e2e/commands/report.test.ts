/** A liar, an agent and an index over real HTTP: from the wrong answer to the report in the log, in one command. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EXIT, type Io } from "#lib/cli/command.ts";
import { readSource } from "#lib/cli/definition/read-source.ts";
import { providerServer } from "#lib/cli/provider/serve.ts";
import { serviceOf } from "#lib/cli/provider/services.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { admitDefinitions } from "#lib/server/jobs/admit-definitions.ts";
import { KEYS, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { composeStatement, type Identity, identityOfSeed, signStatement } from "#lib/statement/compose.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { buildSubmission, commitOf, type Part } from "#lib/statement/submission.ts";

const database = await freshDatabase();
const site = await startTestSite(database);
const pool = makePool({ url: database.urls.worker, name: "test-reports", max: 2 });
const hosts = [new ReplayHost("liftoff"), new ReplayHost("turbofan")];
const home = mkdtempSync(join(tmpdir(), "report-"));
const ends: (() => void)[] = [];

// This index runs by the system's clock, as the commands do.
await site.stopSequencer();
Object.defineProperty(site.log, "now", { get: () => asInstant(Date.now()) });
await site.startSequencer();

afterAll(async () => {
  for (const end of ends) end();
  await Promise.all(hosts.map((host) => host.close()));
  await pool.end();
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

async function touchstone(...args: string[]) {
  const said = { out: "", err: "" };
  const io: Io = {
    out: (line) => {
      said.out += `${line}\n`;
    },
    err: (line) => {
      said.err += `${line}\n`;
    },
    readStdin: async () => new Uint8Array(),
    env: { TOUCHSTONE_HOME: home },
    json: true,
    signal: new AbortController().signal,
  };
  const code = await runTouchstone(args, io);
  return { code, ...said, json: said.out === "" ? undefined : JSON.parse(said.out) };
}

const HOUR_AGO = addMs(asInstant(Date.now()), -HOUR_MS);

/** Signed an hour ago, so that the definition is in force by now. */
async function say(by: Identity, kind: Kind, subject: string, body: JsonObject, parts: readonly Part[] = []) {
  const commits = parts.map((part) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: "application/octet-stream",
    visibility: "public" as const,
  }));
  const draft = {
    kind,
    log: testOrigin(),
    issuer: by.did,
    key: by.thumbprint,
    subject,
    body,
    ...(commits.length > 0 && { parts: commits }),
  };
  const statement = signStatement(composeStatement(draft, HOUR_AGO, random), by.seed);
  const sent = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Uint8Array.from(buildSubmission(statement, parts)),
  });
  expect(sent.status, await sent.clone().text()).toBe(201);
}

/** The example of prices, in force and admitted; and a provider of it that always lies. */
const file = join(home, "prices.json");
let liar = "";

beforeAll(async () => {
  const example = JSON.parse(readFileSync("docs/how-to/definitions/prices.json", "utf8"));
  const [validFrom, validUntil] = [addMs(HOUR_AGO, MINUTE_MS), addMs(HOUR_AGO, DAY_MS)].map(formatInstant);
  Object.assign(example.definition.window, { validFrom, validUntil });
  for (const name of ["prices.js", "prices-state.json"])
    writeFileSync(join(home, name), readFileSync(join("docs/how-to/definitions", name)));
  writeFileSync(file, JSON.stringify(example));
  const publisher = identityOfSeed(random(32));
  await say(publisher, "participant.register", publisher.did, { displayName: "Publisher" });
  const source = await readSource(file);
  const { code, state } = source.material;
  const parts = [code, state].map((bytes) => ({ bytes: bytes ?? new Uint8Array(), nonce: random(32) }));
  await say(publisher, "definition.publish", "new", { ...source.body } as JsonObject, parts);
  await admitDefinitions(pool, { hosts, signer, random }, asInstant(site.now));
  const [responder, instance] = [identityOfSeed(random(32)), identityOfSeed(random(32))];
  const lies = { rate: 1, kind: "wrong" as const, dice: () => 0 };
  const server = providerServer({ source, service: await serviceOf(source), responder, instance, lies });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  liar = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

const agentAt = (calls: number, ...more: string[]) => {
  const whom = ["--provider", liar, "--definition", file, "--url", site.url];
  return touchstone("agent", ...whom, "--calls", `${calls}`, "--audit", "1", ...more);
};

test("a liar that nobody registered is caught by one command: dated, reported, and the case is there", async () => {
  const out = join(home, "evidence");
  const { code, json, err } = await agentAt(2, "--report", "--out", out);
  expect(code, err).toBe(EXIT.tampered);
  expect(json).toMatchObject({ wrong: 2, batches: 1 });
  // Two lies of one day count once: one is reported, the other stays a file.
  expect(json.reports.map(({ status }: { status: string }) => status)).toEqual(["filed", "counted"]);
  const [{ case: id, file: bundle }] = json.reports;
  expect(JSON.parse(readFileSync(bundle, "utf8")).time).toHaveLength(1);

  const shown = await touchstone("report", "show", id);
  expect(shown.json).toMatchObject({ id, is_unclaimed: true, claim: "wrong-result" });
  expect(shown.json.accused).toMatch(/^did:key:/);
  const filed = await fetch(`${site.url}/api/v1/cases/${id}/bundle`);
  expect(Buffer.from(await filed.arrayBuffer())).toEqual(readFileSync(bundle));

  const kept = readdirSync(join(home, "cases"));
  expect(kept).toEqual([`${id}.json`]);
  expect(statSync(join(home, "cases", `${id}.json`)).mode & 0o777).toBe(0o600);
  const listed = await touchstone("report", "list");
  expect(listed.json).toMatchObject([{ case: id, filedIn: expect.any(Number) }]);
  expect(listed.out).not.toContain("drawSecret");
  // A key for each case, and not the one that dated the answers.
  const { data: entries } = await (await fetch(`${site.url}/api/v1/entries?limit=10`)).json();
  const issuers = entries
    .filter(({ kind }: { kind: string }) => kind === "report.file" || kind === "exchange.commit")
    .map(({ issuer }: { issuer: string }) => issuer);
  expect(new Set(issuers).size).toBe(2);

  const again = await touchstone("report", "file", bundle, "--url", site.url, "--yes");
  expect(again.code).toBe(EXIT.usage);
  expect(again.err).toContain(id);
});

test("a report is shown before it is filed, and one that does not hold, or holds a secret, is not filed", async () => {
  const out = join(home, "quiet");
  const { json } = await agentAt(1, "--out", out);
  const [bundle = ""] = json.files;
  const size = async () => (await (await fetch(`${site.url}/api/v1/entries?limit=1`)).json()).as_of.size;
  const before = await size();
  expect((await touchstone("report", "file", bundle, "--url", site.url)).code).toBe(EXIT.usage);

  const evidence = JSON.parse(readFileSync(bundle, "utf8"));
  const changed = (name: string, change: object): string => {
    const path = join(home, name);
    writeFileSync(path, canonicalText({ ...evidence, ...change }));
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
  const other = { ...evidence.claim, kind: "content-address" };
  const wrong = await touchstone("report", "file", changed("wrong.json", { claim: other }), "--url", site.url, "--yes");
  expect([wrong.code, wrong.json.refused]).toEqual([EXIT.tampered, "refuted"]);
  expect(await size()).toBe(before);
});
