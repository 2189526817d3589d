/** Offers, models and the address check over HTTP. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { addressCheckSchema, type Offer, offerSchema } from "#lib/contract/offers.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { KEYS, registration, type Signed, START, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { MODEL_MEDIA_TYPE } from "#lib/statement/model-bodies.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
const ada = testKey("ada");
const register = (name: string, kind: "instance" | "service") =>
  signed(ada, name, { kind: "provider.register", subject: "new", body: { kind, name } });
const halden = register("Halden", "instance");
const store = register("Store", "service");
const [instance, service] = [providerIdOf(halden.hash), providerIdOf(store.hash)];
const ADDRESS = "0x52908400098527886E0F7030069857D2E4169EE7";

beforeAll(async () => {
  site = await startTestSite(database);
  for (const statement of [registration("ada"), halden, store]) await post(statement);
});
afterAll(() => site.close());

async function post(statement: Signed): Promise<void> {
  const response = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(buildSubmission(statement.bytes, statement.parts)),
  });
  expect(await response.json()).toMatchObject({ effect: { status: "effective" } });
}

/** Each statement of a subject and kind names the one before it. */
const last = new Map<string, Signed>();
async function say(kind: string, subject: string, body: JsonObject, key = ada): Promise<void> {
  const slot = `${kind} ${subject}`;
  const prev = last.get(slot);
  const fields = { kind, subject, body, issuedAt: formatInstant(site.now), ...(prev && { prev: prev.hash }) };
  const statement = signed(key, `${slot} ${prev?.hash ?? ""}`, fields);
  await post(statement);
  last.set(slot, statement);
}

/** The clock of intake is the sequencer's, which writes it when it begins to lead. */
async function waitUntil(at: typeof START): Promise<void> {
  await site.stopSequencer();
  site.now = at;
  await site.startSequencer();
  await site.context.follower.refresh();
}

async function read(path: string) {
  const response = await fetch(`${site.url}/api/v1/${path}`);
  return { status: response.status, body: await response.json() };
}

const fees = (price: string, from = site.now): JsonObject => ({
  ...DISCLOSURES.fees.example(START),
  lines: [
    {
      service: "storage",
      unit: "call",
      pricePer1000: price,
      currency: "EUR",
      from: formatInstant(from),
      noticeDays: 14,
    },
  ],
});
const offers = async (query = ""): Promise<Offer[]> =>
  (await read(`offers?${query}`)).body.data.map((offer: unknown) => offerSchema.strict().parse(offer));

test("an offer begins with the link that both state, and follows the price lists to the day on which they end", async () => {
  await say("disclosure.fees", service, fees("0.40"));
  expect(await offers()).toEqual([]);
  await say("provider.link", instance, { other: service, relation: "sells-tokens-of" });
  expect(await offers()).toMatchObject([{ by: "service", price: "0.40", markup_percent: null, stale_since: null }]);
  await say("disclosure.fees", instance, fees("0.45"));
  await say("disclosure.fees", instance, fees("0.60", addMs(site.now, 20 * DAY_MS)));
  const [offer, ...others] = await offers();
  expect(others).toEqual([]);
  expect(offer).toMatchObject({
    service: { id: service, name: "Store" },
    instance: { id: instance, name: "Halden" },
    ...{ category: "storage", unit: "call", currency: "EUR", price: "0.45", by: "instance" },
    ...{ list_price: "0.40", markup_percent: "12.50", next: { price: "0.60" }, stacked: null },
  });
  for (const none of ["currency=USD", "category=search", `service=${instance}`, `instance=${service}`])
    expect(await offers(none), none).toEqual([]);
  for (const one of ["currency=EUR", "category=storage", `service=${service}`, `instance=${instance}`, "limit=1"])
    expect(await offers(one), one).toHaveLength(1);
  await waitUntil(addMs(site.now, 21 * DAY_MS));
  await say("disclosure.fees", service, fees("0.40"));
  expect(await offers()).toMatchObject([{ price: "0.60", next: null, markup_percent: "50.00" }]);
  await waitUntil(addMs(START, 181 * DAY_MS));
  expect(await offers()).toMatchObject([{ stale_since: formatInstant(addMs(START, 180 * DAY_MS)) }]);
});

test("an address is disclosed, ended or not disclosed, and nonsense is refused with its place", async () => {
  const check = async (address: string) => {
    const { body } = await read(`addresscheck?provider=${instance}&address=${encodeURIComponent(address)}`);
    return addressCheckSchema.strict().parse(body.data);
  };
  expect(await check(ADDRESS)).toMatchObject({ state: "not-disclosed", since: null, told: false });
  const at = site.now;
  await say("disclosure.custody_addresses", instance, DISCLOSURES.custody_addresses.example(at));
  expect(await check(ADDRESS.toLowerCase())).toMatchObject({
    ...{ state: "disclosed", since: formatInstant(at), chains: ["ethereum"] },
  });
  expect(await check(`${ADDRESS.slice(0, -1)}8`)).toMatchObject({ state: "not-disclosed", entry: null });
  await waitUntil(addMs(at, 91 * DAY_MS));
  expect(await check(ADDRESS)).toMatchObject({ state: "ended", since: formatInstant(addMs(at, 90 * DAY_MS)) });
  for (const [query, pointer] of [
    [`provider=${instance}&address=a%20b%20c`, "/address"],
    [`provider=${instance}`, "/address"],
    ["provider=Halden&address=0xabcd", "/provider"],
  ])
    expect(await read(`addresscheck?${query}`)).toMatchObject({
      ...{ status: 400, body: { code: "malformed", errors: [{ pointer }] } },
    });
  const nobody = `prv_${"a".repeat(26)}`;
  expect(await read(`addresscheck?provider=${nobody}&address=0xabcd`)).toMatchObject({ status: 404 });
});

test("a model is announced, put in force, and its file is what the hash says", async () => {
  expect((await read("model")).body.data).toEqual({ active: null, announced: [], history: [], constants: null });
  const hash = modelHash(MODEL_1);
  const parts = [canonicalBytes(MODEL_1), utf8Encode("nobody has marks yet")].map((bytes) => ({
    ...{ bytes, nonce: sha256(bytes) },
  }));
  const made = parts.map((part, at) => ({
    ...{ commit: commitOf(part), bytes: part.bytes.length, visibility: "public" as const },
    mediaType: at === 0 ? MODEL_MEDIA_TYPE : "text/plain",
  }));
  const body = { model: MODEL_1.name, hash, codeSha256: "0".repeat(64), ruleSha256: "1".repeat(64) };
  const issuedAt = formatInstant(site.now);
  const announced = signed(
    KEYS.admin,
    "announce",
    { kind: "model.announce", subject: "index", body, parts: made, issuedAt },
    parts,
  );
  await post(announced);
  expect((await read("model")).body.data).toMatchObject({
    ...{ active: null, announced: [{ hash, name: MODEL_1.name, not_before: issuedAt }] },
  });
  const activate = { kind: "model.activate", subject: "index", body: { hash }, prev: announced.hash, issuedAt };
  await post(signed(KEYS.admin, "activate", activate));
  const { data } = (await read("model")).body;
  expect(data).toMatchObject({ active: { hash, name: MODEL_1.name }, announced: [], history: [{ hash }] });
  expect(data.constants).toEqual(MODEL_1);
  const file = await fetch(`${site.url}/api/v1/model/${hash}`);
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(canonicalBytes(MODEL_1));
  expect(await read(`model/${"0".repeat(64)}`)).toMatchObject({ status: 404, body: { code: "not-found" } });
});
