/** What the index saw, as the API tells it: proofs of name, the alarm of undisclosed addresses, look-alikes, looks on request. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionView } from "#lib/contract/accounts.ts";
import { providerObservationsSchema } from "#lib/contract/observations.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, MINUTE_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { endRequest, readRequested, remember } from "#lib/server/observer/observation-store.ts";
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

test("an address that users are told to pay to and that nobody disclosed is an alarm", async () => {
  const methods = [{ coin: "SUI", environment: "mainnet", address: "0xAB" }];
  await saw({ type: "payment-methods", url: "https://halden.example", outcome: "found", methods });
  expect((await observations()).payment_methods).toMatchObject({
    alarm: true,
    methods: [{ address: "0xAB", disclosed: false }],
  });
  await saw({ type: "payment-methods", url: "https://halden.example", outcome: "found", methods: [] });
  expect((await observations()).payment_methods).toMatchObject({ alarm: false, methods: [] });
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
    checks: [{ outcome: "none" }],
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
