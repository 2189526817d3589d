/** Offers, models, marks and the check before paying over HTTP: in one index, that is without a model at first. */
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choiceSchema } from "#lib/contract/choose.ts";
import { directorySchema } from "#lib/contract/directory.ts";
import { disputesSchema } from "#lib/contract/dispute-behaviour.ts";
import type { RatedProviderView } from "#lib/contract/entries.ts";
import { marketSchema } from "#lib/contract/market.ts";
import {
  markSummarySchema,
  marksFactsSchema,
  marksHistorySchema,
  type ProviderMarksView,
  providerMarksSchema,
} from "#lib/contract/marks.ts";
import { calibrationView, methodSchema } from "#lib/contract/method.ts";
import { addressCheckSchema, type Offer, offerSchema, payCheckSchema } from "#lib/contract/offers.ts";
import { pricesSchema } from "#lib/contract/prices.ts";
import { faultOfRecommendation } from "#lib/contract/recommendation-views.ts";
import { recommendationSchema } from "#lib/contract/recommendations.ts";
import { stripSchema } from "#lib/contract/strip.ts";
import { waysSchema, waysView } from "#lib/contract/ways.ts";
import { SUSPENDED_AFTER_MS } from "#lib/disclosure/heartbeat.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { marksDigest } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startAnswering } from "#lib/server/jobs/sign-answers.ts";
import { KEYS, registration, type Signed, START, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { getDisputes } from "#lib/server/services/case/get-dispute-behaviour.ts";
import { followingOf } from "#lib/server/services/market/get-method.ts";
import { readCalibration } from "#lib/server/services/marks/read-calibration.ts";
import { readMarksPage } from "#lib/server/services/marks/read-marks-page.ts";
import { getProvider } from "#lib/server/services/provider/get-provider.ts";
import { readFacts } from "#lib/server/services/state/read-facts.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { marksRootOf } from "#lib/state/marks/marks-trie.ts";
import { viewOfForms } from "#lib/state/marks/read-forms.ts";
import { dayOf, factsTrieOf, stateRootOf } from "#lib/state/state-root.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { MODEL_MEDIA_TYPE } from "#lib/statement/model-bodies.ts";
import { verifySignedAnswer } from "#lib/statement/signed-answer.ts";
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
  const now = async () => (await site.context.follower.refresh()).head.now;
  await expect.poll(now, { timeout: 10_000, interval: 20 }).toBeGreaterThanOrEqual(at);
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
const pay = (change: Record<string, string> = {}) =>
  `paycheck?${new URLSearchParams({ provider: instance, amount: "10", loss: "100", currency: "EUR", ...change })}`;
const recommend = (change: Record<string, string> = {}) =>
  `recommendations?${new URLSearchParams({ category: "storage", unit: "call", currency: "EUR", ...change })}`;
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

test("a model is announced, put in force, and its file is what the hash says", async () => {
  const nothing = { active: null, announced: [], history: [], constants: null, slot: null };
  expect((await read("model")).body.data).toEqual(nothing);
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

test("every provider has marks, in lists and alone, and lists keep those of a tier and of a kind", async () => {
  const { data, as_of, checkpoint } = (await read("providers")).body;
  const opened = openCheckpoint(checkpoint, site.context.publicKeys.vkeys.log);
  expect(opened).toMatchObject({ ok: true, value: { checkpoint: { size: as_of.size } } });
  expect(data.map(({ marks }: RatedProviderView) => marks?.tier)).toEqual(["unrated", "unrated"]);
  const { marks } = (await read(`providers/${service}`)).body.data;
  expect(markSummarySchema.strict().parse(marks)).toMatchObject({
    ...{ decided_by: "conduct", limit_percent: 10, prepay_days: 3, transparency: 0, depth: "none" },
  });
  const ids = async (query: string) => (await read(`providers?${query}`)).body.data.map(({ id }: { id: string }) => id);
  expect(await ids("tier=A,unrated&kind=service")).toEqual([service]);
  expect(await ids("kind=instance")).toEqual([instance]);
  expect(await ids("tier=A,B,C,D,E")).toEqual([]);
  expect(await ids("tier=unrated&limit=1")).toHaveLength(1);
  expect(await read("providers?tier=F")).toMatchObject({ status: 400, body: { errors: [{ pointer: "/tier/0" }] } });
});

test("marks are the document that the digest is of, explained to the last point, and computed again from the facts", async () => {
  for (const id of [service, instance]) {
    const { data } = (await read(`providers/${id}/marks`)).body;
    const { document, digest, summary, conduct, failure, stack } = providerMarksSchema.strict().parse(data);
    expect(hexEncode(sha256(canonicalBytes(document)))).toBe(digest);
    expect(summary).toEqual((await read(`providers/${id}`)).body.data.marks);
    for (const part of failure === null ? [conduct] : [conduct, failure])
      expect(part.bars.reduce((sum, { points }) => sum + points, part.start)).toBe(part.score);
    expect(stack).toMatchObject([
      { service: { id: service }, instance: { id: instance }, stacked: { tier: "unrated" } },
    ]);
    const facts = marksFactsSchema.strict().parse((await read(`providers/${id}/marks/facts`)).body.data);
    const view = viewOfForms(facts.forms.map((text) => JSON.parse(text)));
    const again = marksOfProvider(view, id, asInstant(Date.parse(facts.at)));
    expect([again && marksDigest(again), facts.digest]).toEqual([digest, digest]);
  }
  expect(await offers()).toMatchObject([{ stacked: { tier: "unrated" }, service_tier: "unrated" }]);
});

test("whatever a page says of a provider and of the method in numbers, the API says too", async () => {
  const { context } = site;
  for (const id of [service, instance]) {
    const page = await readMarksPage(context, (await getProvider(context, id)).data.form);
    if (page === null) throw new Error("Nothing is rated.");
    const marks = providerMarksSchema.parse((await read(`providers/${id}/marks`)).body.data);
    expect(marks).toEqual(page.view);
    for (const { stacked } of marks.stack) expect(stacked).toMatchObject({ limit_percent: 10, prepay_days: 3 });
    const ways = waysSchema.strict().parse((await read(`providers/${id}/marks/ways`)).body.data);
    const { size, digest, document } = page.view;
    expect(ways).toEqual({ id, size, digest, ...waysView(page.up, document.day) });
    const disputes = disputesSchema.strict().parse((await read(`providers/${id}/disputes`)).body.data);
    expect(disputes).toEqual((await getDisputes(context, id)).data);
    expect(disputes).toMatchObject({ reports: 0, deadlines: { met: 0, missed: 0 }, ever: { upheld: 0, open: 0 } });
  }
  const method = methodSchema.strict().parse((await read("method")).body.data);
  const { paths, studies, bytes } = followingOf(MODEL_1);
  const calibration = calibrationView(await readCalibration(context));
  expect(method).toMatchObject({ model: { hash: modelHash(MODEL_1), bytes, in_force: true }, studies, calibration });
  for (const kind of ["service", "instance"] as const)
    expect(method.reachable[kind].map(({ tier, days, clean_checks: checks }) => [tier, days, checks])).toEqual(
      paths[kind].map(({ tier, days, audits }) => [tier, days, audits]),
    );
});

test("answers before paying are signed by the answer key, say what the plain ones say, and are refused like them", async () => {
  const signer = { origin: testOrigin(), did: KEYS.answer.did, sign: signerOf(KEYS.answer.seed) };
  const questions = [
    ...[
      `providers/${service}`,
      "providers?kind=service&limit=1",
      "directory?sort=-name&limit=1",
      "offers?currency=EUR",
      pay({ address: ADDRESS }),
      recommend({ tolerance: "D", loss: "100" }),
    ],
    ...[
      `providers/prv_${"a".repeat(26)}`,
      pay({ amount: "ten" }),
      recommend({ budget: "5" }),
      "providers?as_of=999999",
      "offers?limit=x",
    ],
  ];
  const answering = startAnswering(database.urls.worker, signer, pino({ level: "silent" }));
  // As the worker's listening connection does.
  const ringing = setInterval(answering.ring, 20);
  try {
    const trust = {
      logKey: { from: "given", vkey: site.context.publicKeys.vkeys.log },
      answerKey: KEYS.answer.did,
    } as const;
    for (const question of questions) {
      const [plain, signed] = [await read(question), await read(`signed/${question}`)];
      expect(signed.status, question).toBe(plain.status);
      const { request_id: _, ...problem } = signed.body;
      if (plain.status !== 200) expect(plain.body, question).toMatchObject(problem);
      else {
        const bytes = canonicalBytes(signed.body);
        const finding = verifySignedAnswer(bytes, trust);
        expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
        const { as_of: asOf, checkpoint: _checkpoint, ...answer } = plain.body;
        expect(finding.answer).toMatchObject({ origin: testOrigin(), asOf, answer });
        const url = new URL(`/api/v1/${question}`, site.url);
        const query = Object.fromEntries(url.searchParams);
        expect(finding.answer?.request).toEqual({ path: url.pathname, query });
        // Whoever asks the same meanwhile has the same bytes.
        expect(await read(`signed/${question}`)).toEqual(signed);
      }
    }
    const whole = await fetch(`${site.url}/api/v1/signed/directory/file`);
    const finding = verifyFile(new Uint8Array(await whole.arrayBuffer()), {
      known: () => ({ key: trust.logKey, answerKey: trust.answerKey }),
    });
    expect([finding.verdict, whole.headers.get("content-type")]).toEqual([
      "verified",
      "application/x-ndjson; charset=utf-8",
    ]);
    const { data, as_of: asOf } = (await read("directory/digest")).body;
    const content = finding.content.kind === "directory" ? finding.content.found.answer : undefined;
    expect(content).toMatchObject({ asOf, answer: { data }, request: { path: "/api/v1/directory/digest", query: {} } });
    expect(data.rows).toBe((await read("directory")).body.data.counts.all);
  } finally {
    clearInterval(ringing);
    await answering.stop();
  }
  const { rows } = await site.context.pool.query("SELECT count(*)::int AS left FROM answer_request");
  expect(rows).toEqual([{ left: 0 }]);
});

test("a day before the log, after it or in no calendar is refused by name; one without an entry has its marks", async () => {
  const marks = (query: string, of = instance) => read(`providers/${of}/marks?${query}`);
  const { day } = (await marks("")).body.data;
  for (const [query, status, words] of [
    ["as_of=2020-01-01", 410, "The log begins on 2026-11-22."],
    ["as_of=2999-01-01", 410, `The newest entry of the log is of ${day}.`],
    ["as_of=2026-12-01", 409, "No model of marks was in force on 2026-12-01."],
    ["as_of=2027-02-30", 400, "There is no such day"],
    ["as_of=yesterday", 400, ""],
  ] as const) {
    const { status: answered, body } = await marks(query);
    expect([query, answered, body.detail]).toEqual([query, status, expect.stringContaining(words)]);
  }
  expect(await marks("", providerIdOf(registration("ada").hash))).toMatchObject({ status: 404 });
  const history = (query: string) => read(`providers/${instance}/marks/history?${query}`);
  expect(await history("from=2027-03-01&to=2027-02-01")).toMatchObject({ status: 400 });
  expect(await history("to=2020-02-01")).toMatchObject({ status: 410 });

  await waitUntil(addMs(site.now, 3 * DAY_MS));
  await say("disclosure.contacts", instance, DISCLOSURES.contacts.example(site.now));
  const between = formatInstant(addMs(site.now, -DAY_MS)).slice(0, 10);
  const quiet = (await marks(`as_of=${between}`)).body.data;
  expect([quiet.day, quiet.document.transparency]).toEqual([between, 0]);
  const { data } = (await history("")).body;
  const told = marksHistorySchema.strict().parse(data);
  expect(told.days.map((one) => one.day)).toEqual([day, formatInstant(site.now).slice(0, 10)]);
  expect(told.days.at(-1)?.digest).toBe((await marks("")).body.data.digest);
  expect(told.events.map(({ lane, says }) => [lane, says.code])).toContainEqual(["disclosures", "disclosure.contacts"]);
  expect(told.model_changes).toMatchObject([{ hash: modelHash(MODEL_1) }]);
});

test("marks are proven under the latest state root, and strangers proven absent", async () => {
  expect(await read(`providers/${instance}/marks?proof=1`)).toMatchObject({ status: 404 });
  const { rows } = await site.context.pool.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE to_size IS NULL",
  );
  const view = viewOfForms(rows.map(({ form }) => JSON.parse(form)));
  const { size } = (await read("providers")).body.as_of;
  const facts = factsTrieOf(await readFacts(site.context.pool, { after: 0, size })).root();
  const marks = marksRootOf(view, [service, instance], dayOf(site.now));
  const body = {
    ...stateRootOf({ size, lastLoggedAt: site.now, facts }),
    ...{ marks: hexEncode(marks.root), model: marks.model.hash },
  };
  await say("state.root", "index", body, KEYS.statement);
  const trust = { logVkey: site.context.publicKeys.vkeys.log, issuer: KEYS.statement.did };
  const { data, proof } = (await read(`providers/${instance}/marks?proof=1`)).body;
  const finding = verifyAggregateProof(canonicalBytes(proof), trust);
  expect(finding.checks.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect([finding.size, finding.proof?.key, proof.presence.form]).toEqual([size, `marks:${instance}`, data.document]);
  // Marks do not stand among the facts.
  const forged = canonicalBytes({ ...proof, key: `provider:${instance}` });
  expect(verifyAggregateProof(forged, trust).checks.at(-1)).toMatchObject({ outcome: "fail" });
  const nobody = `prv_${"a".repeat(26)}`;
  const { status, body: problem } = await read(`providers/${nobody}/marks?proof=1`);
  expect([status, verifyAggregateProof(canonicalBytes(problem.proof), trust).ok]).toEqual([404, true]);
});

test("the market says of each offer what offers and the check before paying say, and refuses what there is not by its place", async () => {
  const market = async (query = "") => marketSchema.strict().parse((await read(`market?${query}`)).body.data);
  const [offer] = await offers();
  const { limit, limit_percent } = (await read(pay({ provider: service, instance }))).body.data;
  const { points, ...all } = await market("loss=100&tolerance=D&days=7");
  expect(all).toMatchObject({
    shown: { category: "storage", unit: "call", currency: "EUR" },
    markets: [{ category: "storage", offers: 1, rated: 0 }],
    counts: { rated: 0, unrated: 1, shut: 0, without_price: 0 },
    choice: null,
    answers: { loss: "100", rows: [{ reasons: ["too-little-known"], limit, limit_percent, prepay_days: 3 }] },
  });
  const { stacked, service: _, instance: __, price } = offer ?? {};
  const { low, estimate, high } = stacked ?? {};
  expect(points).toMatchObject([{ key: `${service}/${instance}`, price, low, estimate, high, tier: "unrated" }]);
  expect((await market("compare=instances")).points).toMatchObject([
    {
      key: instance,
      service: null,
      price: null,
      markup_percent: offer?.markup_percent,
      tier: "unrated",
      limit_percent: 10,
    },
  ]);
  const place = async (query: string) => {
    const { status, body } = await read(`market?${query}`);
    return [status, body.code, ...body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])];
  };
  const amounts = { "0": "zero", "-5": "negative", "1000000000000000000": "too-large", lots: "not-a-number" };
  for (const [loss, code] of Object.entries(amounts))
    expect(await place(`loss=${loss}`)).toEqual([422, "not-an-amount", ["/loss", code]]);
  expect(await place("currency=EUR,USD")).toEqual([422, "unknown-currency", ["/currency", "unknown-currency"]]);
  expect(await place("category=gold")).toEqual([400, "malformed", ["/category", "unknown-category"]]);
  for (const wrong of ["days=366", "days=-1", "tolerance=F", "compare=all"])
    expect((await place(wrong)).slice(0, 2), wrong).toEqual([400, "malformed"]);
});

test("an agent is named one offer of the newest state root, with all others and why not, whatever the clock says since", async () => {
  const named = async (change: Record<string, string> = {}) => {
    const { data, as_of } = (await read(recommend(change))).body;
    const view = recommendationSchema.strict().parse(data);
    expect(faultOfRecommendation(view)).toBeUndefined();
    return { ...view, as_of };
  };
  const key = `${service}/${instance}`;
  const { considered, ...none } = await named();
  expect(none).toMatchObject({ recommended: null, reason: null, loss: null, tolerance: "C", days: 30 });
  const { points } = (await read(`market?as_of=${none.as_of.size}`)).body.data;
  const { price, high, tier, is_shut } = points[0];
  expect(considered).toMatchObject([{ key, price, high, tier, is_shut, limit: null, fit: "unrated" }]);
  expect(await named({ tolerance: "D" })).toMatchObject({ recommended: key, reason: "too-little-known" });
  expect(await named({ tolerance: "D", loss: "100", budget: "4" })).toMatchObject({ recommended: key, budget: "4" });
  for (const [change, fit] of [
    [{ loss: "100", budget: "5" }, "limit-too-small"],
    [{ max_price: "0.01" }, "too-dear"],
  ] as const)
    expect(await named({ tolerance: "D", ...change })).toMatchObject({ recommended: null, considered: [{ fit }] });
  expect(await named({ category: "gold" })).toMatchObject({ recommended: null, considered: [] });
  // What it rests on is proven under the root that it names.
  const { body } = await read(`providers/${instance}/marks?proof=1`);
  expect(none).toMatchObject({
    model: body.data.model.hash,
    as_of: { size: verifyAggregateProof(canonicalBytes(body.proof), { logVkey: undefined }).size },
  });
  await say("disclosure.contacts", service, DISCLOSURES.contacts.example(site.now));
  await waitUntil(addMs(site.now, 5 * SECOND_MS));
  expect((await read("providers")).body.as_of.size).toBeGreaterThan(none.as_of.size);
  expect(await named()).toEqual({ ...none, considered });
  for (const [change, code, pointer] of [
    [{ budget: "5" }, "malformed", "/loss"],
    [{ loss: "ten" }, "not-an-amount", "/loss"],
    [{ max_price: "0" }, "not-an-amount", "/max_price"],
    [{ tolerance: "F" }, "malformed", "/tolerance"],
  ] as const)
    expect((await read(recommend(change))).body).toMatchObject({ code, errors: [{ pointer }] });
  expect((await read("recommendations?category=storage")).body).toMatchObject({ code: "malformed" });
});

test("a set to hold and the strip answer with what there is: nothing fits where nothing is rated, and nobody says what it owes", async () => {
  const choose = async (query: string) => (await read(`choose?${query}`)).body;
  const { data } = await choose("loss=100&amount=20&call=500&parts=3&days=14");
  expect(choiceSchema.strict().parse(data)).toMatchObject({
    ...{ market: { category: "storage" }, loss: "100", amount: "20", days: 14, parts: 3, tolerance: "C" },
    ...{
      holdings: [],
      total: "0",
      bound: "nothing-fits",
      outcomes: [{ lost: "0", chance: 1_000_000_000 }],
      spreadings: [],
    },
    call: { cost: "500", verdict: "re-executable-only", needed: 3, available: 0 },
  });
  expect((await choose("loss=100")).data).toMatchObject({ amount: null, call: null, parts: 2, days: 30 });
  const wrong = { amount: "loss=100&amount=-1", call: "loss=100&call=1e9", loss: "loss=" };
  for (const [place, query] of Object.entries(wrong))
    expect(await choose(query)).toMatchObject({ code: "not-an-amount", errors: [{ pointer: `/${place}` }] });
  for (const query of ["", "loss=1&parts=6"]) expect(await choose(query), query).toMatchObject({ code: "malformed" });
  const { data: strip } = (await read("market/strip")).body;
  expect(stripSchema.strict().parse(strip)).toMatchObject({
    ...{ instances: 1, services: 1, balances: [], undisclosed: 1 },
    tiers: { instance: [{ tier: "unrated", providers: 1 }], service: [{ tier: "unrated", providers: 1 }] },
  });
  expect((await read("failures")).body).toMatchObject({ data: [], page: { next_cursor: null } });
  for (const id of ["x", `1.prv_${"a".repeat(26)}`, `${"9".repeat(30)}.prv_${"a".repeat(26)}`])
    expect(await read(`failures/${id}`), id).toMatchObject({ status: 404, body: { code: "not-found" } });
});

test("the filtered table is one file with its size, time and head, and a feed and a signed answer of the same question", async () => {
  const { body: page } = await read("directory?sort=name");
  const { rows, counts, market } = directorySchema.strict().parse(page.data);
  expect([rows.map(({ name }) => name), counts.all, market?.currency]).toEqual([["Halden", "Store"], 2, "EUR"]);
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${site.url}${path}`, { headers });
  const file = "/api/v1/directory/export?sort=name&kind=service";
  const csv = await get(file);
  const lines = (await csv.text()).split("\r\n");
  expect([lines.length, lines[0]?.split(",").slice(0, 2), lines[1]?.split(",").slice(0, 3)]).toEqual([
    3,
    ["id", "name"],
    [service, "Store", "service"],
  ]);
  expect(lines[1]).toContain(
    `,${page.as_of.size},${page.as_of.time},${page.checkpoint.split("\n").slice(1, 3).join(" ")}`,
  );
  expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="providers-${page.as_of.size}.csv"`);
  expect((await get(file, { "if-none-match": csv.headers.get("etag") ?? "" })).status).toBe(304);
  const json = await (await get(`${file}&format=json`)).json();
  expect(json).toEqual({
    ...{ as_of: page.as_of, checkpoint: page.checkpoint, query: { sort: "name", kind: "service" }, market },
    counts: { all: 1, open: 1 },
    rows: rows.filter(({ kind }) => kind === "service"),
  });
  // What a column chooser may add stands in page and file alike.
  const { rows: beside } = directorySchema.strict().parse((await read("directory?sort=name&beside=1")).body.data);
  expect(beside.map(({ beside: _, ...row }) => row)).toEqual(rows);
  expect(beside[0]?.beside).toMatchObject({ score: expect.any(Number), trend: [], regulation: null });
  const wide = (await (await get("/api/v1/directory/export?sort=name&beside=1")).text()).split("\r\n");
  expect(wide[0]).toContain(",score,regulation,rated_from,risk_high_ppm_then,as_of_size,");
  expect(wide[1]).toContain(`,${beside[0]?.beside?.score},,,,${page.as_of.size},`);
  const feed = await (await get("/directory/feed.json?q=store&kind=service")).json();
  expect(feed).toMatchObject({
    feed_url: expect.stringMatching(/\/directory\/feed\.json\?kind=service&q=store$/),
    items: [],
  });
  expect((await get("/directory/feed.atom?tier=A")).headers.get("content-type")).toContain("application/atom+xml");
  for (const [wrong, place] of Object.entries({
    "sort=fame": "/sort",
    "cursor=x": "/cursor",
    "jurisdiction=Germany": "/jurisdiction",
  }))
    expect((await read(`directory?${wrong}`)).body).toMatchObject({ code: "malformed", errors: [{ pointer: place }] });
  // Of another order, and by hand: nothing of it reaches the database.
  const byName = (await read("directory?sort=name&limit=1")).body.page.next_cursor;
  for (const path of [
    "directory?q=%00",
    "offers?category=a%00",
    "market?unit=%07",
    `directory?sort=risk&cursor=${byName}`,
  ])
    expect(await read(path), path).toMatchObject({ status: 400, body: { code: "malformed" } });
  for (const path of ["directory", "market", "market/strip", "failures", "choose?loss=5"])
    expect((await read(`${path}${path.includes("?") ? "&" : "?"}as_of=1`)).status, path).toBe(200);
  expect((await read("directory/export?price_most=free")).body).toMatchObject({ code: "not-an-amount" });
});

test("before you pay: within, split or don't, with the address; and nothing that is typed becomes a number by itself", async () => {
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
  expect(await verdict({ provider: service, instance })).toBe("split over-limit 4.7");
  expect(await verdict({ address: ADDRESS })).toBe("dont address-not-disclosed 10");
  const before = (await read(pay())).body.as_of.size;
  await say("disclosure.custody_addresses", instance, DISCLOSURES.custody_addresses.example(site.now));
  expect(await verdict({ address: ADDRESS })).toBe("within within-limit 10");
  expect(await verdict({ address: ADDRESS, as_of: `${before}` })).toBe("dont address-not-disclosed 10");
  expect(await read(pay({ as_of: "999999" }))).toMatchObject({ status: 410 });
  expect(await verdict({ provider: service, instance, address: ADDRESS, amount: "4.7" })).toBe(
    "within within-limit 4.7",
  );
  // Its only seller's address, and that seller's risk.
  expect(await verdict({ provider: service, address: ADDRESS })).toBe("split over-limit 4.7");
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
  const listed = async (name: string, kind: "instance" | "service") => {
    const fields = { kind: "provider.register", subject: "new", body: { kind, name } } as const;
    const statement = signed(ada, name, { ...fields, issuedAt: formatInstant(site.now) });
    await post(statement);
    return providerIdOf(statement.hash);
  };
  const [vela, orla] = [await listed("Vela", "instance"), await listed("Orla", "service")];
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
  for (const nth of ["one", "two", "three"]) await post(signed(ada, `beat ${nth}`, beats));
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
