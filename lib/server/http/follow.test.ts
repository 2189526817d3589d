/** Following a provider: alerts and feeds over HTTP, and webhooks to a receiver over real TLS, with the attacks they invite. */
import { createPublicKey, verify } from "node:crypto";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { alertSchema } from "#lib/contract/alerts.ts";
import { problemSchema } from "#lib/contract/common.ts";
import { searchesAnswer, type WebhookView, webhookAnswer, webhooksAnswer } from "#lib/contract/follows.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { sessionCookieName } from "#lib/server/auth/session-cookie.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { STRANGERS, STRANGERS_AND_LOOPBACK } from "#lib/server/fetch/reach.ts";
import { strangerPost } from "#lib/server/fetch/stranger-post.ts";
import { TEST_CERTIFICATE } from "#lib/server/fetch/test-certificate.ts";
import { startHttps, type TestHttps, testNames } from "#lib/server/fetch/test-https.ts";
import { projectAlerts } from "#lib/server/jobs/project-alerts.ts";
import { sendWebhooks } from "#lib/server/jobs/send-webhooks.ts";
import { KEYS, registration, type Signed, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { fitsSearch } from "#lib/server/services/follow/fits-search.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { startTestSite, type TestSite, WEB_ORIGIN } from "./test-site.ts";

const database = await freshDatabase();
const worker = makePool({ url: database.urls.worker, name: "test", max: 3 });
const ada = testKey("ada");
const own = testKey("ada disclosure");
const NAME = 'Hal<b>&"den';
const provider = signed(ada, "halden", {
  kind: "provider.register",
  subject: "new",
  body: { kind: "instance", name: NAME },
});
const id = providerIdOf(provider.hash);
const signal = new AbortController().signal;
let dice = 0;
const random = (bytes: number) => {
  dice += 1;
  return new Uint8Array(bytes).fill(dice % 256);
};

/** What the receiver answers next, and what came. */
let answers: number[] = [];
const came: { headers: Record<string, unknown>; body: string }[] = [];
let site: TestSite;
let receiver: TestHttps;
let cookie: string;

beforeAll(async () => {
  site = await startTestSite(database);
  receiver = await startHttps((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      came.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200, { location: "https://halden.example:1/" }).end();
    });
  });
  const claim = { log: testOrigin(), provider: id, thumbprint: own.thumbprint, purpose: "disclosure" } as const;
  const proof = base64UrlEncode(signEd25519(own.seed, keyProofBytes(claim)));
  const body = { purpose: "disclosure", newKey: own.did, proof };
  const key = signed(ada, "key", { kind: "key.add", subject: id, body });
  for (const statement of [registration("ada"), provider, key]) await post(statement);
  const sid = "ses_test";
  await site.context.prisma.account.create({
    data: {
      did: ada.did,
      sessions: { create: { id: sid, key: ada.thumbprint, expiresAt: new Date(addMs(site.now, 30 * DAY_MS)) } },
    },
  });
  const jwt = await encode({ token: { sid, did: ada.did }, secret: site.context.secret });
  cookie = `${sessionCookieName(WEB_ORIGIN)}=${jwt}`;
});
afterAll(async () => {
  await receiver.close();
  await worker.end();
  await site.close();
});

async function post(statement: Signed): Promise<void> {
  const response = await fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: new Uint8Array(statement.bytes),
  });
  expect(response.status, await response.clone().text()).toBe(201);
}

let notice: Signed | undefined;

/** One more notice that it closes: each is an alert. */
async function announceClosing(label: string): Promise<void> {
  const body = DISCLOSURES.windup_notice.example(site.now);
  const statement = signed(own, label, {
    kind: "disclosure.windup_notice",
    subject: id,
    issuer: ada.did,
    issuedAt: formatInstant(site.now),
    body,
    ...(notice !== undefined && { prev: notice.hash }),
  });
  await post(statement);
  notice = statement;
}

const call = (path: string, method = "GET", body?: unknown, as = cookie) =>
  fetch(`${site.url}${path}`, {
    method,
    headers: { origin: WEB_ORIGIN, cookie: as, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

async function refusal(response: Response): Promise<string> {
  const { code, errors } = problemSchema.parse(await response.json());
  return [response.status, code, ...errors.map(({ pointer }) => pointer)].join(" ");
}

async function webhooks(): Promise<WebhookView[]> {
  return webhooksAnswer.parse(await (await call("/api/v1/webhooks")).json()).data;
}

const find = () => projectAlerts(worker, { random, signal, fitsAt: fitsSearch(site.context) }, site.now);

/** One run of a worker; `names` leads the receiver's name wherever the test says. */
function send(
  names: Parameters<typeof testNames>[0] = { "halden.example": ["127.0.0.1"] },
  reach = STRANGERS_AND_LOOPBACK,
) {
  const { resolve } = testNames(names);
  const limits = { timeoutMs: 500, maxBytes: 10_000 };
  const post = strangerPost({ reach, resolve, limits, authorities: TEST_CERTIFICATE });
  return sendWebhooks(worker, { post, sign: signerOf(KEYS.answer.seed), signal }, site.now);
}

const outcomes = async (...given: Parameters<typeof send>) => (await send(...given)).map(({ outcome }) => outcome);

test("an alert names its entry, stands in both feeds under the same id, and is answered 304 until there is another", async () => {
  const empty = await fetch(`${site.url}/providers/${id}/feed.atom`);
  expect([empty.status, (await empty.text()).includes("<entry>")]).toEqual([200, false]);
  await announceClosing("closing");
  expect([await find(), await find()]).toEqual([1, 0]);
  const { data } = (await (await fetch(`${site.url}/api/v1/alerts?provider=${id}`)).json()) as { data: unknown[] };
  const [alert] = data.map((one) => alertSchema.parse(one));
  expect(alert).toMatchObject({ kind: "winding-down", tone: "bad", provider_name: NAME, name_proven: false });
  const entry = (await (await fetch(`${site.url}/api/v1/entries/${alert?.entry}`)).json()) as { data: object };
  expect(entry.data).toMatchObject({ kind: "disclosure.windup_notice", logged_at: alert?.logged_at });

  const atom = await fetch(`${site.url}/providers/${id}/feed.atom`);
  expect(atom.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
  const text = await atom.text();
  expect(text).toContain("unproven name Hal&lt;b&gt;&amp;&quot;den: It announced that it closes.");
  expect(text).not.toMatch(/<b>|&"/);
  const json = await fetch(`${site.url}/providers/${id}/feed.json`);
  const feed = (await json.json()) as { items: { id: string; date_published: string }[] };
  expect(feed.items).toMatchObject([{ date_published: alert?.logged_at, _touchstone: { id: alert?.id } }]);
  expect(text).toContain(`<id>${feed.items[0]?.id}</id>`);
  const again = { headers: { "if-none-match": json.headers.get("etag") ?? "" } };
  expect((await fetch(`${site.url}/providers/${id}/feed.json`, again)).status).toBe(304);
  expect(await (await fetch(`${site.url}/feed.json`)).json()).toMatchObject({ items: [{ id: feed.items[0]?.id }] });
  await announceClosing("closing later");
  await find();
  const changed = (await (await fetch(`${site.url}/providers/${id}/feed.json`, again)).json()) as typeof feed;
  expect(changed.items.map((item) => item.id)).toEqual([expect.any(String), feed.items[0]?.id]);
  const gone = `prv_${"a".repeat(26)}`;
  expect(await refusal(await fetch(`${site.url}/providers/${gone}/feed.atom`))).toBe("404 not-found");
  expect(await refusal(await fetch(`${site.url}/feed.atom?provider=nonsense`))).toBe("400 malformed /provider");
});

test("an address that is not plainly a public https one is refused by name, and so is a fourth", async () => {
  const add = async (url: string) => await refusal(await call("/api/v1/webhooks", "POST", { url }));
  for (const url of [
    "http://halden.example/hook",
    "https://user:secret@halden.example/",
    "https://127.0.0.1/",
    "https://[::ffff:10.0.0.1]/",
    "https://2130706433/",
    "https://halden.example:22/",
    "https://halden.example/#part",
    "file:///etc/passwd",
  ])
    expect([url, await add(url)]).toEqual([url, "422 schema /url"]);
  expect(await refusal(await call("/api/v1/webhooks", "POST", { url: "https://x.example/" }, "x=1"))).toBe(
    "401 not-signed-in",
  );
  for (const path of ["a", "b", "c"]) {
    const made = await call("/api/v1/webhooks", "POST", { url: `https://halden.example:${receiver.port}/${path}` });
    expect(made.status).toBe(201);
  }
  expect(await add("https://halden.example/d")).toBe("429 budget");
  const [, b, c] = await webhooks();
  for (const one of [b, c]) await call(`/api/v1/webhooks/${one?.id}`, "DELETE");
  expect((await webhooks()).map(({ state }) => state)).toEqual(["unconfirmed"]);
});

test("a name that leads into another network reaches nothing, and tells no more than silence", async () => {
  const before = receiver.connections;
  for (const address of ["127.0.0.1", "10.0.0.7", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]) {
    expect(await outcomes({ "halden.example": [address] }, STRANGERS)).toEqual(["no-answer"]);
    const [hook] = await webhooks();
    expect([hook?.state, hook?.deliveries[0]]).toMatchObject([
      "unconfirmed",
      { state: "given-up", outcome: "no-answer", status: null },
    ]);
    await call(`/api/v1/webhooks/${hook?.id}/test`, "POST");
  }
  expect(receiver.connections).toBe(before);
  // A redirect takes nothing, and is not followed.
  answers = [307];
  expect(await outcomes()).toEqual(["refused-status"]);
  expect([came.length, (await webhooks())[0]?.state]).toEqual([1, "unconfirmed"]);
});

test("what followers are told comes signed, again under the same id and bytes until it is taken, and once for each alert", async () => {
  const [hook] = await webhooks();
  expect((await call(`/api/v1/follows/${id}`, "PUT")).status).toBe(200);
  expect((await call(`/api/v1/follows/${id}`, "PUT")).status).toBe(200);
  await call(`/api/v1/webhooks/${hook?.id}/test`, "POST");
  expect(await outcomes()).toEqual(["taken"]);
  expect((await webhooks())[0]?.state).toBe("active");
  came.length = 0;
  site.now = addMs(site.now, MINUTE_MS);
  await announceClosing("closing even later");
  await find();
  answers = [500, 200];
  expect(await outcomes()).toEqual(["refused-status"]);
  expect(await outcomes()).toEqual([]);
  site.now = addMs(site.now, MINUTE_MS);
  expect(await outcomes()).toEqual(["taken"]);
  expect(await outcomes()).toEqual([]);
  const [first, second] = came;
  expect(second?.body).toBe(first?.body);
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(JSON.parse(second?.body ?? "")).toMatchObject({ type: "provider.winding-down", data: { provider: id } });

  const { verification_key } = webhooksAnswer.parse(await (await call("/api/v1/webhooks")).json());
  const raw = Buffer.from(verification_key.slice("whpk_".length), "base64");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: raw.toString("base64url") }, format: "jwk" });
  for (const { headers, body } of came) {
    const said = Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`);
    const signature = Buffer.from(String(headers["webhook-signature"]).slice("v1a,".length), "base64");
    expect(verify(null, said, key, signature)).toBe(true);
    expect(verify(null, Buffer.concat([said, Buffer.from(" ")]), key, signature)).toBe(false);
  }
});

test("a followed search sends alerts of whoever fits it then, once however many follow, and none after it is stopped", async () => {
  const searches = "/api/v1/followed-searches";
  const followed = async (search: string) => {
    const answer = await call(searches, "POST", { search });
    return answer.status === 200 ? searchesAnswer.parse(await answer.json()).data : await refusal(answer);
  };
  await call(`/api/v1/follows/${id}`, "DELETE");
  for (const wrong of ["fame=1", "tier=Z", "sort=name", "tier=A&tier=B", "as_of=3"])
    expect(await followed(wrong), wrong).toBe("422 schema /search");
  expect(await followed("price_most=free")).toMatch(/not-an-amount/);
  // One question in one order, whoever writes it how.
  const first = await followed("q=hal&kind=instance");
  expect(first).toMatchObject([{ search: "kind=instance&q=hal" }]);
  expect(await followed("kind=instance&tier=&q=hal")).toEqual(first);
  for (const other of ["kind=service", "q=nobody", "jurisdiction=DE", "q=halb"]) await followed(other);
  expect(await followed("q=six")).toBe("429 budget");
  site.now = addMs(site.now, MINUTE_MS);
  await announceClosing("closing, told by a search");
  await find();
  came.length = 0;
  answers = [];
  expect(await outcomes()).toEqual(["taken"]);
  expect(JSON.parse(came[0]?.body ?? "")).toMatchObject({ type: "provider.winding-down", data: { provider: id } });
  const { data } = searchesAnswer.parse(await (await call(searches)).json());
  for (const { id: search } of data) expect((await call(`${searches}/${search}`, "DELETE")).status).toBe(200);
  site.now = addMs(site.now, MINUTE_MS);
  await announceClosing("closing, told to nobody");
  await find();
  expect(await outcomes()).toEqual([]);
  expect((await call(searches, "GET", undefined, "")).status).toBe(401);
  await call(`/api/v1/follows/${id}`, "PUT");
});

test("a receiver that never takes an alert ends dead after eight tries, wakes by a test, and gets what was given up when asked", async () => {
  const [hook] = await webhooks();
  site.now = addMs(site.now, MINUTE_MS);
  await announceClosing("closing at last");
  await find();
  came.length = 0;
  answers = Array.from({ length: 20 }, () => 503);
  for (let hour = 0; hour < 60; hour += 1) {
    await send();
    site.now = addMs(site.now, HOUR_MS);
  }
  expect(new Set(came.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(came.length).toBe(8);
  const [dead] = await webhooks();
  const given = dead?.deliveries.find(({ kind }) => kind === "winding-down");
  expect([dead?.state, given]).toMatchObject(["dead", { state: "given-up", attempts: 8, status: 503 }]);
  const redeliver = `/api/v1/webhooks/${hook?.id}/deliveries/${given?.id}`;
  expect(await refusal(await call(redeliver, "POST"))).toBe("409 guard");
  answers = [];
  await call(`/api/v1/webhooks/${hook?.id}/test`, "POST");
  expect(await outcomes()).toEqual(["taken"]);
  expect(webhookAnswer.parse(await (await call(redeliver, "POST")).json()).data.state).toBe("active");
  expect(await outcomes()).toEqual(["taken"]);
  const tests = async () => (await call(`/api/v1/webhooks/${hook?.id}/test`, "POST")).status;
  const spent = [];
  for (let i = 0; i < 12; i += 1) spent.push(await tests());
  expect(spent.at(-1)).toBe(429);
});

test("keys that nobody registered leave webhooks and searches for who is registered, also when many come at once", async () => {
  const stranger = testKey("stranger").did;
  const sid = "ses_stranger";
  const { account, webhook, followedSearch } = site.context.prisma;
  const expiresAt = new Date(addMs(site.now, DAY_MS));
  await account.create({ data: { did: stranger, sessions: { create: { id: sid, key: "", expiresAt } } } });
  const jwt = await encode({ token: { sid, did: stranger }, secret: site.context.secret });
  const asStranger = `${sessionCookieName(WEB_ORIGIN)}=${jwt}`;
  const add = (path: string, as: string) => call("/api/v1/webhooks", "POST", { url: `https://m.example/${path}` }, as);
  const together = await Promise.all(["a", "b", "c", "d", "e", "f"].map((path) => add(path, asStranger)));
  expect(together.map(({ status }) => status).sort()).toEqual([201, 201, 201, 429, 429, 429]);

  const since = new Date(site.now);
  const made = (at: number) => ({ did: `did:key:made-up-${at}`, since, createdAt: since });
  const crowd = Array.from({ length: 300 }, (_, at) => made(at));
  await account.createMany({ data: crowd.map(({ did }) => ({ did })) });
  const hooks = crowd.map(({ did, createdAt }) => ({
    did,
    createdAt,
    id: did,
    url: "https://m.example",
    state: "unconfirmed",
  }));
  await webhook.createMany({ data: hooks });
  const searches = crowd.slice(0, 100).map(({ did }) => ({ did, since, id: did, search: "" }));
  await followedSearch.createMany({ data: searches });
  await webhook.deleteMany({ where: { did: stranger } });
  const search = (as: string) => call("/api/v1/followed-searches", "POST", { search: "q=crowd" }, as);
  const detail = async (answer: Response) => problemSchema.parse(await answer.json()).detail;
  expect(await detail(await add("g", asStranger))).toMatch(/^Keys that are not registered have at most 300 webhooks/);
  expect(await detail(await search(asStranger))).toMatch(/begins none of the last 100\. Follow this one by its feed/);
  site.now = addMs(site.now, HOUR_MS);
  expect([(await add("g", cookie)).status, (await search(cookie)).status]).toEqual([201, 200]);
  // What somebody follows already costs the index nothing more.
  expect((await search(asStranger)).status).toBe(200);
});
