/** What the index saw, as the API tells it: proofs of name, the alarm of undisclosed addresses, look-alikes, looks on request. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionView } from "#lib/contract/accounts.ts";
import { providerObservationsSchema } from "#lib/contract/observations.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { STRANGERS_AND_LOOPBACK } from "#lib/server/fetch/reach.ts";
import { dnsResolver } from "#lib/server/fetch/resolver.ts";
import { strangerGet } from "#lib/server/fetch/stranger-get.ts";
import { TEST_CERTIFICATE } from "#lib/server/fetch/test-certificate.ts";
import { startDns } from "#lib/server/fetch/test-dns.ts";
import { observeProviders } from "#lib/server/jobs/observe-providers.ts";
import { endRequest, readRequested, remember } from "#lib/server/observer/observation-store.ts";
import { startInstance } from "#lib/server/observer/test-instance.ts";
import { KEYS, registration, type Signed, START, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { getChecks, requestChecks } from "#lib/server/services/observation/checks.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { nameRecord } from "#lib/statement/observations.ts";
import { startTestSite, type TestSite, WEB_ORIGIN } from "./test-site.ts";

const database = await freshDatabase();
const pool = makePool({ url: database.urls.worker, name: "test-observations", max: 2 });
let site: TestSite;
const ada = testKey("ada");
const body = {
  kind: "instance",
  name: "Halden",
  domain: "halden.example",
  address: "https://halden.example",
  observe: true,
};
const provider = signed(ada, "halden", { kind: "provider.register", subject: "new", body });
const id = providerIdOf(provider.hash);
const look = signed(ada, "look-alike", {
  kind: "provider.register",
  subject: "new",
  body: { kind: "service", name: "HaIden" },
});

beforeAll(async () => {
  site = await startTestSite(database);
  for (const statement of [registration("ada"), registration("eve"), provider, look]) await post(statement);
});
afterAll(async () => {
  await pool.end();
  await site.close();
});

async function post(statement: Signed): Promise<void> {
  const response = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: new Uint8Array(statement.bytes),
  });
  expect(response.status).toBe(201);
}

let looks = 0;
async function saw(seen: JsonObject): Promise<void> {
  looks += 1;
  const issuedAt = formatInstant(site.now);
  const fields = { kind: "peer.observation", subject: id, issuedAt, body: seen };
  await post(signed(KEYS.statement, `look ${looks}`, fields));
}

async function observations(of: string = id) {
  const response = await fetch(`${site.url}/api/v1/providers/${of}/observations`);
  expect(response.status).toBe(200);
  const { data } = (await response.json()) as { data: unknown };
  return providerObservationsSchema.parse(data);
}

const session = ({ did, thumbprint }: typeof ada): SessionView => {
  const at = formatInstant(START);
  const times = { created_at: at, last_seen_at: at, expires_at: at, step_up_at: null };
  return { id: "s", did, key: thumbprint, ...times, user_agent: "a test", current: true };
};

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    return isServiceError(error) ? error.code : String(error);
  }
}

test("a proof in DNS is told with its end, and lapses by time alone", async () => {
  expect((await observations()).name).toMatchObject({ proven: false, dns: { state: "none", until: null } });
  await saw({ type: "name-dns", domain: "halden.example", outcome: "found", record: nameRecord(id, testOrigin()) });
  expect((await observations()).name).toMatchObject({
    proven: true,
    record: nameRecord(id, testOrigin()),
    dns: { state: "proven", place: "_touchstone.halden.example", until: formatInstant(addMs(START, 7 * DAY_MS)) },
  });
});

test("an address that a real instance tells is an alarm until it is disclosed for that chain, and stays in the history", async () => {
  const dns = await startDns();
  const instance = await startInstance();
  const worker = await site.log.connect("worker");
  dns.addresses.set("orsted.example", ["127.0.0.1"]);
  const place = { domain: "orsted.example", address: `https://orsted.example:${instance.port}` };
  const listed = { ...body, name: "Orsted", ...place };
  const registered = signed(ada, "orsted", { kind: "provider.register", subject: "new", body: listed });
  await post(registered);
  const orsted = providerIdOf(registered.hash);
  instance.files.set(
    "/.well-known/touchstone-provider.json",
    JSON.stringify({ touchstone: orsted, log: testOrigin() }),
  );
  const { resolve, readTexts } = dnsResolver([dns.server], 100);
  const reach = STRANGERS_AND_LOOPBACK;
  const limits = { timeoutMs: 1_000, maxBytes: 100_000 };
  const get = strangerGet({ reach, resolve, limits, authorities: TEST_CERTIFICATE });
  const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
  const { random } = site.context;
  const means = { signer, random, signal: new AbortController().signal, get, readTexts };
  const logged = async () => (await site.context.pool.query("SELECT 1 FROM entry_row")).rowCount ?? 0;
  /** The index looks; what it then says is in the log when this resolves. */
  const looked = async () => {
    site.now = addMs(site.now, 2 * MINUTE_MS);
    await site.context.pool.query("INSERT INTO observation_request (provider_id, asked_at_ms) VALUES ($1, $2)", [
      orsted,
      site.now,
    ]);
    const before = await logged();
    const said = await observeProviders(worker, means, site.now);
    await expect.poll(logged, { timeout: 10_000, interval: 20 }).toBe(before + said);
    return (await observations(orsted)).payment_methods;
  };
  let epoch = 0;
  let last: Signed | undefined;
  const disclose = async (chain: string, address: string) => {
    epoch += 1;
    const one = { chain, address, asset: "ETH", scheme: "other", required: 1, of: 1 };
    const fields = {
      ...{ version: 1, effectiveAt: formatInstant(site.now), expiresAt: formatInstant(addMs(site.now, 80 * DAY_MS)) },
      ...{ epoch, checkpoint: { size: 1, root: `${"A".repeat(43)}=` }, addresses: [one] },
    };
    const prev = last === undefined ? {} : { prev: last.hash };
    const at = { subject: orsted, issuedAt: formatInstant(site.now), ...prev };
    last = signed(ada, `custody ${epoch}`, { kind: "disclosure.custody_addresses", ...at, body: fields });
    await post(last);
    return (await observations(orsted)).payment_methods;
  };
  const CHECKSUMMED = "0x52908400098527886E0F7030069857D2E4169EE7";
  const told = (text: string) => ({ coin: "ETH", environment: "mainnet", address: text });

  instance.methods = [told(CHECKSUMMED)];
  await looked();
  expect(await looked()).toMatchObject({ alarm: true, methods: [{ address: CHECKSUMMED, disclosed: false }] });
  expect(await disclose("polygon", CHECKSUMMED)).toMatchObject({ alarm: true, methods: [{ chains: ["polygon"] }] });
  expect(await disclose("ethereum", CHECKSUMMED.toLowerCase())).toMatchObject({
    alarm: false,
    undisclosed: [{ address: CHECKSUMMED, ended: { by: "disclosed" } }],
  });
  instance.methods = [told(CHECKSUMMED.toLowerCase())];
  expect(await looked()).toMatchObject({ alarm: false, undisclosed: [{ ended: { by: "disclosed" } }] });
  instance.methods = [told(CHECKSUMMED), told("0xbb")];
  expect(await looked()).toMatchObject({ alarm: true, undisclosed: [{ address: "0xbb", ended: null }, {}] });
  // Answering no more takes nothing back.
  instance.methods = undefined;
  expect(await looked()).toMatchObject({ outcome: "none", alarm: true, methods: [{}, { address: "0xbb" }] });
  instance.methods = [told(CHECKSUMMED)];
  expect(await looked()).toMatchObject({
    alarm: false,
    undisclosed: [{ address: "0xbb", ended: { by: "no-longer-told" } }, { address: CHECKSUMMED }],
  });
  await instance.close();
  await dns.close();
});

test("security.txt and the key directory are held against what the log says", async () => {
  const at = "https://halden.example";
  const contacts = ["mailto:sec@halden.example"];
  await saw({ type: "security-txt", url: `${at}/.well-known/security.txt`, outcome: "found", contacts });
  expect((await observations()).security_txt).toMatchObject({ contacts, agrees: null });
  await post(
    signed(ada, "contacts", {
      kind: "disclosure.contacts",
      subject: id,
      body: {
        version: 1,
        effectiveAt: formatInstant(START),
        expiresAt: formatInstant(addMs(START, 300 * DAY_MS)),
        roles: [
          { role: "support", alias: "mailto:support@halden.example" },
          { role: "complaints", alias: "mailto:complaints@halden.example" },
        ],
        securityContact: "mailto:other@halden.example",
      },
    }),
  );
  expect((await observations()).security_txt).toMatchObject({ agrees: false });
});

test("a name that can be taken for a proven one is told with it; the proven one is not warned of itself", async () => {
  site.now = addMs(site.now, 2 * MINUTE_MS);
  expect((await observations(providerIdOf(look.hash))).look_alikes).toEqual([{ id, name: "Halden" }]);
  expect((await observations()).look_alikes).toEqual([]);
});

test("only the operator asks for a look, once, and again a minute after the last", async () => {
  const ask = (key: typeof ada) => requestChecks(site.context, session(key), id);
  expect(await codeOf(ask(testKey("eve")))).toBe("no-authority");
  expect(await codeOf(getChecks(site.context, session(testKey("eve")), id))).toBe("no-authority");
  expect(await ask(ada)).toMatchObject({ asked: true });
  expect(await codeOf(ask(ada))).toBe("rate-limited");
  expect([...(await readRequested(pool))]).toEqual([id]);
  const memory = { place: "halden.example", outcome: "none", misses: 1, said: null, saidAt: null } as const;
  await remember(pool, id, "name-dns", { ...memory, lookedAt: site.now, nextAt: addMs(site.now, DAY_MS) });
  await endRequest(pool, id);
  expect(await getChecks(site.context, session(ada), id)).toMatchObject({
    asked: false,
    checks: expect.arrayContaining([expect.objectContaining({ type: "name-dns", outcome: "none" })]),
  });
  expect(await codeOf(ask(ada))).toBe("rate-limited");
  site.now = addMs(site.now, MINUTE_MS);
  expect(await ask(ada)).toMatchObject({ asked: true });
  const stranger = await fetch(`${site.url}/api/v1/providers/${id}/checks`, {
    method: "POST",
    headers: { origin: WEB_ORIGIN },
  });
  expect(stranger.status).toBe(401);
});
