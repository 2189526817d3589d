/** The index looks at providers by itself: over real DNS and TLS sockets, against a real database, folded by the real fold. */
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type ProviderId, providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makeTestDatabase, type TestDatabase } from "#lib/server/db/test-database.ts";
import { STRANGERS, STRANGERS_AND_LOOPBACK } from "#lib/server/fetch/reach.ts";
import { dnsResolver } from "#lib/server/fetch/resolver.ts";
import { strangerGet } from "#lib/server/fetch/stranger-get.ts";
import { TEST_CERTIFICATE } from "#lib/server/fetch/test-certificate.ts";
import { startDns, type TestDns } from "#lib/server/fetch/test-dns.ts";
import { startInstance, type TestInstance } from "#lib/server/observer/test-instance.ts";
import type { Sequencer } from "#lib/server/sequencer/sequencer.ts";
import { KEYS, registration, settle, signed, TestLog, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { isDomainProven } from "#lib/state/name-proofs.ts";
import { nameRecord } from "#lib/statement/observations.ts";
import { observeProviders } from "./observe-providers.ts";
import { readNewestForm } from "./own-statement.ts";

let database: TestDatabase;
let log: TestLog;
let sequencer: Sequencer;
let worker: pg.Client;
let dns: TestDns;
let instance: TestInstance;
let dice = 0;

const LIMITS = { timeoutMs: 350, maxBytes: 100_000 };
const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
const signal = new AbortController().signal;
const random = (bytes: number) => {
  dice += 1;
  return sha256(utf8Encode(`dice ${dice}`)).slice(0, bytes);
};
const ada = testKey("ada");

beforeAll(async () => {
  database = await makeTestDatabase();
  log = await TestLog.make(database);
  sequencer = await log.lead();
  await log.submit([registration("ada")]);
  await settle(sequencer);
  worker = await log.connect("worker");
  dns = await startDns();
  instance = await startInstance();
  for (const name of ["halden.example", "orsted.example"]) dns.addresses.set(name, ["127.0.0.1"]);
});
afterAll(async () => {
  await instance.close();
  await dns.close();
  await log.close();
  await database.drop();
});

async function register(body: JsonObject): Promise<ProviderId> {
  const statement = signed(ada, JSON.stringify(body), {
    kind: "provider.register",
    subject: "new",
    issuedAt: formatInstant(log.now),
    body: { kind: "instance", ...body },
  });
  await log.submit([statement]);
  await settle(sequencer);
  return providerIdOf(statement.hash);
}

/** One run of a worker that remembers nothing, and everything logged that it said. */
async function run(reach = STRANGERS_AND_LOOPBACK): Promise<number> {
  const { resolve, readTexts } = dnsResolver([dns.server], 100);
  const get = strangerGet({ reach, resolve, limits: LIMITS, authorities: TEST_CERTIFICATE });
  const said = await observeProviders(worker, { signer, random, signal, get, readTexts }, log.now);
  await settle(sequencer);
  return said;
}

async function passTime(ms: number): Promise<void> {
  log.now = addMs(log.now, ms);
  await sequencer.heartbeat();
}

async function form(id: ProviderId): Promise<ProviderForm> {
  const found = await readNewestForm(worker, providerKey(id));
  if (found?.aggregate !== "provider") throw new Error("no provider");
  return found;
}

/** Bodies of the effective observations of a provider, oldest first. */
async function observations(id: ProviderId): Promise<JsonObject[]> {
  const { rows } = await worker.query<{ leaf: Buffer; status: string }>(
    `SELECT e.leaf, r.status FROM log_entry e JOIN entry_row r USING (index)
      WHERE r.kind = 'peer.observation' AND r.subject = $1 ORDER BY index`,
    [id],
  );
  expect(rows.filter(({ status }) => status !== "effective")).toEqual([]);
  return rows.map(({ leaf }) => JSON.parse(leaf.toString("utf8")).statement.body);
}

const ofType = async (id: ProviderId, type: string) => (await observations(id)).filter((body) => body.type === type);

async function ask(id: ProviderId): Promise<void> {
  const web = await log.connect("web");
  await web.query("INSERT INTO observation_request (provider_id, asked_at_ms) VALUES ($1, $2)", [id, log.now]);
}

test("a record in DNS proves the name, is renewed daily, said once when it goes, and lapses after seven days", async () => {
  const id = await register({ name: "Halden", domain: "halden.example" });
  expect(await run()).toBe(0);
  expect(await observations(id)).toEqual([]);
  dns.texts.set("_touchstone.halden.example", ["v=spf1 -all", nameRecord(id, testOrigin())]);
  expect(await run()).toBe(0);
  await ask(id);
  expect(await run()).toBe(1);
  expect(await ofType(id, "name-dns")).toEqual([
    { type: "name-dns", domain: "halden.example", outcome: "found", record: nameRecord(id, testOrigin()) },
  ]);
  expect(isDomainProven(await form(id), log.now)).toBe(true);
  await passTime(DAY_MS);
  expect(await run()).toBe(1);
  dns.texts.delete("_touchstone.halden.example");
  for (let day = 1; day <= 7; day += 1) {
    expect(isDomainProven(await form(id), log.now)).toBe(true);
    await passTime(DAY_MS);
    await run();
  }
  const said = await ofType(id, "name-dns");
  expect(said.map(({ outcome }) => outcome)).toEqual(["found", "found", "none"]);
  expect(isDomainProven(await form(id), log.now)).toBe(false);
});

test("the file on the domain's own port proves the name; one for another log or provider does not", async () => {
  const id = await register({
    name: "Halden file",
    domain: "halden.example",
    address: `https://halden.example:${instance.port}`,
  });
  const path = "/.well-known/touchstone-provider.json";
  const other = { touchstone: `prv_${"a".repeat(26)}`, log: testOrigin() };
  instance.files.set(path, JSON.stringify([other, { touchstone: id, log: "other.example/log" }]));
  await run();
  expect(isDomainProven(await form(id), log.now)).toBe(false);
  instance.files.set(path, JSON.stringify([other, { touchstone: id, log: testOrigin() }]));
  await passTime(HOUR_MS);
  await run();
  expect(isDomainProven(await form(id), log.now)).toBe(true);
});

test("with consent the API is looked at: what users are told to pay to, silence after three misses, one summary a day", async () => {
  const id = await register({
    name: "Halden API",
    domain: "halden.example",
    address: `https://halden.example:${instance.port}/api`,
    observe: true,
  });
  instance.methods = [
    { coin: "SUI", environment: "mainnet", address: "0xbb" },
    { coin: "ETH", environment: "mainnet", address: "0xaa" },
  ];
  await run();
  // Nothing is asked of an API whose domain is not proven to be the provider's.
  expect(instance.asked.filter((path) => path.startsWith("/api"))).toEqual([]);
  instance.files.set("/.well-known/touchstone-provider.json", JSON.stringify({ touchstone: id, log: testOrigin() }));
  await passTime(MINUTE_MS);
  await ask(id);
  await run();
  await run();
  expect(await ofType(id, "payment-methods")).toEqual([
    {
      type: "payment-methods",
      url: `https://halden.example:${instance.port}/api`,
      outcome: "found",
      methods: [
        { coin: "ETH", environment: "mainnet", address: "0xaa" },
        { coin: "SUI", environment: "mainnet", address: "0xbb" },
      ],
    },
  ]);
  expect(await ofType(id, "probe")).toMatchObject([{ state: "answers", looks: 1, answered: 1 }]);
  instance.isUp = false;
  for (let miss = 0; miss < 4; miss += 1) {
    await passTime(10 * MINUTE_MS);
    await run();
  }
  expect(await ofType(id, "probe")).toMatchObject([{}, { state: "silent", looks: 3, answered: 0 }]);
  instance.isUp = true;
  await passTime(10 * MINUTE_MS);
  await run();
  expect(await ofType(id, "probe")).toMatchObject([{}, {}, { state: "answers", looks: 2, answered: 1 }]);
  await passTime(10 * MINUTE_MS);
  await run();
  expect(await ofType(id, "probe")).toHaveLength(3);
  expect((await form(id)).observed.probe).toBeDefined();
});

test("security.txt and the key directory are read by consent, and what is not one of them is nothing", async () => {
  const id = await register({
    name: "Halden files",
    domain: "orsted.example",
    address: `https://orsted.example:${instance.port}`,
    keyDirectory: `https://orsted.example:${instance.port}/keys`,
    observe: true,
  });
  instance.files.set(
    "/.well-known/security.txt",
    "Contact: mailto:sec@orsted.example\r\nExpires: 2027-01-01T00:00:00z\r\n",
  );
  const x = Buffer.from(testKey("token").did.length.toString().padEnd(32, "k")).toString("base64url");
  instance.files.set(
    "/keys",
    JSON.stringify({
      keys: [
        { kty: "OKP", crv: "Ed25519", x },
        { kty: "RSA", n: "1" },
      ],
    }),
  );
  await run();
  expect(await ofType(id, "security-txt")).toMatchObject([
    { outcome: "found", contacts: ["mailto:sec@orsted.example"], expires: "2027-01-01T00:00:00.000Z" },
  ]);
  const [directory] = await ofType(id, "key-directory");
  expect(directory?.keys).toHaveLength(1);
  instance.files.set("/keys", "<html>");
  await passTime(DAY_MS);
  await run();
  expect(await ofType(id, "key-directory")).toMatchObject([{ outcome: "found" }, { outcome: "none", keys: [] }]);
});

test("a flutter is recorded at most once a minute, whoever asks for looks", async () => {
  const id = await register({ name: "Flutter", domain: "flutter.example" });
  for (let round = 0; round < 4; round += 1) {
    if (round % 2 === 0) dns.texts.set("_touchstone.flutter.example", [nameRecord(id, testOrigin())]);
    else dns.texts.delete("_touchstone.flutter.example");
    await passTime(20 * SECOND_MS);
    await ask(id);
    await run();
  }
  expect((await ofType(id, "name-dns")).length).toBe(2);
});

test("without leave for this machine nothing on it is connected to, and a dead name server is no answer", async () => {
  const id = await register({
    name: "Inside",
    domain: "halden.example",
    address: `https://halden.example:${instance.port}`,
  });
  instance.asked.length = 0;
  dns.isSilent = true;
  await ask(id);
  await run(STRANGERS);
  dns.isSilent = false;
  const { rows } = await worker.query("SELECT type, outcome FROM observation WHERE provider_id = $1 ORDER BY type", [
    id,
  ]);
  expect(rows).toEqual([
    { type: "name-dns", outcome: "no-answer" },
    { type: "name-file", outcome: "no-answer" },
  ]);
  await ask(id);
  await run(STRANGERS);
  expect(instance.asked).toEqual([]);
});
