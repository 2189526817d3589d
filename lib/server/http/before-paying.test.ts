/** Offers, addresses and the check before paying over HTTP, in an index that is without a model at first. */
import { afterAll, expect, test } from "vitest";
import type { RatedProviderView } from "#lib/contract/entries.ts";
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import { addressCheckSchema, payCheckSchema } from "#lib/contract/offers.ts";
import { pricesSchema } from "#lib/contract/prices.ts";
import { SUSPENDED_AFTER_MS } from "#lib/disclosure/heartbeat.ts";
import { addMs, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { START, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { ADDRESS, feesOf, startTestMarket } from "./test-market.ts";

const database = await freshDatabase();
const market = await startTestMarket(database);
const { site, instance, service, list, post, say, waitUntil, read, offers, pay } = market;
const fees = (price: string, from = site.now) => feesOf(price, from);
afterAll(() => site.close());

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
  const { lines, changes, ...counts } = pricesSchema.parse((await read(`providers/${instance}/prices`)).body.data);
  expect(lines).toMatchObject([{ category: "storage", now: { price: "0.60" }, next: null, notice_days: 14 }]);
  expect(changes).toMatchObject([{ before: "0.45", after: "0.60", promised_days: 14, kept: true }]);
  expect(counts).toMatchObject({ kept: 1, broken: 0 });
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

test("without a model in force nothing is rated, and the API says so", async () => {
  const refused = { status: 409, body: { code: "no-model" } };
  for (const path of [`providers/${instance}/marks`, `providers/${instance}/marks/history`, `${pay()}`])
    expect(await read(path), path).toMatchObject(refused);
  expect((await read(`providers/${instance}`)).body.data.marks).toBeNull();
  expect((await read("providers?tier=unrated")).body.data).toEqual([]);
});

test("before you pay: within, split or don't, with the address; and nothing that is typed becomes a number by itself", async () => {
  await market.activateModel(await market.announceModel());
  const verdict = async (change: Record<string, string>) => {
    const { body } = await read(pay(change));
    const { data } = body;
    return data === undefined
      ? `${body.code} ${body.errors[0]?.pointer} ${body.errors[0]?.code}`
      : `${payCheckSchema.strict().parse(data).verdict} ${data.reason} ${data.limit}`;
  };
  expect(await verdict({})).toBe("within within-limit 10");
  expect(await verdict({ amount: "10.01" })).toBe("split over-limit 10");
  expect(await verdict({ amount: "100.01" })).toBe("dont over-bearable-loss 10");
  // Two that nobody has rated, together.
  expect(await verdict({ provider: service, instance })).toBe("split over-limit 4.6");
  expect(await verdict({ address: ADDRESS })).toBe("dont address-not-disclosed 10");
  const before = (await read(pay())).body.as_of.size;
  await say("disclosure.custody_addresses", instance, DISCLOSURES.custody_addresses.example(site.now));
  expect(await verdict({ address: ADDRESS })).toBe("within within-limit 10");
  expect(await verdict({ address: ADDRESS, as_of: `${before}` })).toBe("dont address-not-disclosed 10");
  expect(await read(pay({ as_of: "999999" }))).toMatchObject({ status: 410 });
  expect(await verdict({ provider: service, instance, address: ADDRESS, amount: "4.6" })).toBe(
    "within within-limit 4.6",
  );
  // Its only seller's address, and that seller's risk.
  expect(await verdict({ provider: service, address: ADDRESS })).toBe("split over-limit 4.6");
  const stacked = payCheckSchema.parse((await read(pay({ provider: service, instance }))).body.data);
  const offer = (await offers())[0]?.stacked;
  expect(stacked).toMatchObject({ high: offer?.high, tier: offer?.tier, together_cap: expect.any(String) });
  for (const [amount, code] of [
    ["0", "zero"],
    ["-5", "negative"],
    ["1000000000000000000", "too-large"],
    ["ten", "not-a-number"],
    ["1e9", "not-a-number"],
    ["NaN", "not-a-number"],
    ["0.0000001", "too-precise"],
    ["", "not-a-number"],
  ] as const) {
    expect(await verdict({ amount })).toBe(`not-an-amount /amount ${code}`);
    expect(await verdict({ loss: amount })).toBe(`not-an-amount /loss ${code}`);
  }
  expect(await verdict({ currency: "XYZ" })).toBe("unknown-currency /currency unknown-currency");
  expect(await verdict({ instance: service })).toMatch(/^malformed \/instance/);
  expect(await verdict({ provider: service, instance: service })).toMatch(/^malformed \/instance/);
  expect(await verdict({ provider: instance, instance })).toMatch(/^within/);
  expect(await verdict({ provider: "Halden" })).toMatch(/^malformed \/provider/);
  expect((await read(pay({ provider: `prv_${"a".repeat(26)}` }))).status).toBe(404);
  await say("disclosure.windup_notice", instance, DISCLOSURES.windup_notice.example(site.now));
  expect(await verdict({})).toBe("dont shut 0");
  expect(await verdict({ provider: service, instance })).toBe("dont shut 0");
  expect((await read(`providers/${instance}`)).body.data.marks).toMatchObject({ is_shut: true, limit_percent: 0 });
});

test("a service is judged with who sells it, by the clock: nobody, the only one, the riskiest, or whose address it is", async () => {
  const ask = async (change: Record<string, string>) => {
    const { data } = (await read(pay(change))).body;
    const { verdict, reason, bought_by: by, sellers, instance: at, tier } = payCheckSchema.strict().parse(data);
    return [verdict, reason, by, sellers, at?.name, tier];
  };
  const [vela, orla] = [await list("Vela", "instance"), await list("Orla", "service")];
  await say("disclosure.fees", orla, { ...DISCLOSURES.fees.example(site.now), lines: fees("0.40").lines ?? [] });
  expect(await ask({ provider: orla })).toEqual(["within", "within-limit", "nobody-sells", 0, undefined, "unrated"]);
  await say("provider.link", vela, { other: service, relation: "sells-tokens-of" });
  // Halden is closing: whoever does not say where he buys is told of the worst.
  expect(await ask({ provider: service })).toEqual(["dont", "shut", "riskiest-seller", 2, "Halden", "unrated"]);
  const atVela = ["asked", 2, "Vela", "unrated"];
  expect(await ask({ provider: service, instance: vela, amount: "4" })).toEqual(["within", "within-limit", ...atVela]);
  const address = ADDRESS.replace("0x5", "0x6");
  const example = DISCLOSURES.custody_addresses.example(site.now);
  const own = JSON.parse(JSON.stringify(example).replaceAll(ADDRESS, address));
  await say("disclosure.custody_addresses", vela, own);
  const byAddress = ["answers-for-address", 2, "Vela", "unrated"];
  expect(await ask({ provider: service, address, amount: "4" })).toEqual(["within", "within-limit", ...byAddress]);
  // Silent for 72 hours by the clock, and not yet at the beginning of the day by which the marks count.
  const beat = { ...DISCLOSURES.heartbeat.example(site.now), cadenceHours: 24, armed: true };
  const beats = { kind: "disclosure.heartbeat", subject: vela, body: beat, issuedAt: formatInstant(site.now) } as const;
  for (const nth of ["one", "two", "three"]) await post(signed(testKey("ada"), `beat ${nth}`, beats));
  const shutNow = async () => {
    const { data } = (await read(`providers/${vela}`)).body;
    const { stack } = (await read(`providers/${service}/marks`)).body.data;
    const at = <T extends { readonly instance: { readonly id: string } }>(of: readonly T[]) =>
      of.find(({ instance: { id } }) => id === vela);
    const listed = (await read("providers?limit=200")).body.data.find(({ id }: RatedProviderView) => id === vela);
    return [
      ...[(await ask({ provider: vela }))[1], data.marks.is_shut, data.marks.limit_percent, listed.marks.is_shut],
      ...[at(await offers())?.stacked?.is_shut, at<ProviderMarksView["stack"][number]>(stack)?.stacked.is_shut],
    ];
  };
  const due = addMs(site.now, SUSPENDED_AFTER_MS);
  await waitUntil(addMs(due, -SECOND_MS));
  await say("disclosure.contacts", orla, DISCLOSURES.contacts.example(site.now));
  expect(await shutNow()).toEqual(["within-limit", false, 10, false, false, false]);
  for (const at of [due, addMs(due, SECOND_MS)]) {
    await waitUntil(at);
    expect(await shutNow()).toEqual(["shut", true, 0, true, true, true]);
  }
  const { summary } = (await read(`providers/${vela}/marks?as_of=${formatInstant(due).slice(0, 10)}`)).body.data;
  expect(summary).toMatchObject({ is_shut: false, limit_percent: 10 });
  expect(await ask({ provider: service, instance: vela, amount: "4" })).toEqual(["dont", "shut", ...atVela]);
});
