/** The market over HTTP: what is answered with a signature, compared, named, chosen and exported, where a model is in force. */
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choiceSchema } from "#lib/contract/choose.ts";
import { directorySchema } from "#lib/contract/directory.ts";
import { marketSchema } from "#lib/contract/market.ts";
import { faultOfRecommendation } from "#lib/contract/recommendation-views.ts";
import { recommendationSchema } from "#lib/contract/recommendations.ts";
import { stripSchema } from "#lib/contract/strip.ts";
import { addMs, SECOND_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startAnswering } from "#lib/server/jobs/sign-answers.ts";
import { KEYS, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { verifySignedAnswer } from "#lib/statement/signed-answer.ts";
import { ADDRESS, startTestMarket } from "./test-market.ts";

const database = await freshDatabase();
const market = await startTestMarket(database);
const { site, instance, service, say, waitUntil, read, offers, pay, recommend } = market;
beforeAll(async () => {
  await market.offerStorage();
  await market.activateModel(await market.announceModel());
  await market.logStateRoot();
});
afterAll(() => site.close());

test("answers before paying are signed by the answer key, say what the plain ones say, and are refused like them", async () => {
  const signer = { origin: testOrigin(), did: KEYS.answer.did, sign: signerOf(KEYS.answer.seed) };
  const { day } = (await read(`providers/${instance}/marks`)).body.data;
  const questions = [
    ...[
      `providers/${service}`,
      `providers/${instance}/marks`,
      `providers/${instance}/marks?as_of=${day}`,
      `providers/${instance}/marks/history?from=${day}`,
      `providers/${instance}/marks/ways`,
      `providers/${service}/disputes`,
      "providers?kind=service&limit=1",
      "directory?sort=-name&limit=1",
      "offers?currency=EUR",
      pay({ address: ADDRESS }),
      recommend({ tolerance: "D", loss: "100" }),
    ],
    ...[
      `providers/prv_${"a".repeat(26)}`,
      `providers/${instance}/marks/history?from=2999-01-01`,
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

test("an answer key that the log does not name signs nothing: the question is answered 503", async () => {
  const stranger = { origin: testOrigin(), did: KEYS.admin.did, sign: signerOf(KEYS.admin.seed) };
  const answering = startAnswering(database.urls.worker, stranger, pino({ level: "silent" }), 20);
  try {
    const { status, body } = await read("signed/providers?kind=instance&limit=7");
    expect([status, body.detail]).toEqual([503, expect.stringContaining("another answer key")]);
  } finally {
    await answering.stop();
  }
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
  expect(await named({ tolerance: "D", loss: "100", budget: "3" })).toMatchObject({ recommended: key, budget: "3" });
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
