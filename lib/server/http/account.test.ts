import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { challengeAnswer, SESSION_TYPE, whoAmISchema } from "#lib/contract/accounts.ts";
import { problemSchema } from "#lib/contract/common.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { addMs, DAY_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { sessionCookieName } from "#lib/server/auth/session-cookie.ts";
import type { KeyOnFile } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { registration, START, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { answerChallenge } from "#lib/server/services/account/answer-challenge.ts";
import { isServiceError } from "#lib/server/services/service-error.ts";
import { PRIVATE_WRITES_PER_MINUTE } from "./router.ts";
import { setUpToken, startTestSite, type TestSite, WEB_ORIGIN } from "./test-site.ts";

const database = await freshDatabase();
const { token, hash } = setUpToken();
const appointed: string[] = [];
let appointmentFails = true;
let site: TestSite;

beforeAll(async () => {
  site = await startTestSite(database, {
    env: { TOUCHSTONE_SETUP_HASH: hash, TOUCHSTONE_SETUP_EXPIRES_MS: String(addMs(START, DAY_MS)) },
    appoint: async (did) => {
      if (appointmentFails) throw new Error("the supervisor is away");
      appointed.push(did);
    },
  });
});
afterAll(() => site.close());

type Init = {
  method?: string;
  body?: unknown;
  cookie?: string;
  origin?: string | null;
  headers?: Record<string, string>;
};

function call(
  path: string,
  { method = "GET", body, cookie, origin = WEB_ORIGIN, headers = {} }: Init = {},
): Promise<Response> {
  return fetch(`${site.url}${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(cookie === undefined ? {} : { cookie }),
      ...(origin === null ? {} : { origin }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

async function refusal(response: Response): Promise<string> {
  return `${response.status} ${problemSchema.parse(await response.json()).code}`;
}

async function signedChallenge(key: KeyOnFile, purpose: "sign-in" | "step-up" = "sign-in") {
  const answer = await call("/api/v1/session/challenge", { method: "POST", body: { did: key.did, purpose } });
  const { challenge } = challengeAnswer.parse(await answer.json());
  const text = canonicalText(challenge);
  return { challenge, text, signature: sign(key, text) };
}

function sign(key: KeyOnFile, text: string): string {
  return base64UrlEncode(signEd25519(key.seed, preAuthEncoding(SESSION_TYPE, utf8Encode(text))));
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    return isServiceError(error) ? error.code : String(error);
  }
}

/** Signs in and gives the cookie that next-auth would set. */
async function signIn(key: KeyOnFile): Promise<{ cookie: string; sessionId: string }> {
  const { text, signature } = await signedChallenge(key);
  const { sessionId, did } = await answerChallenge(site.context, { challenge: text, signature, userAgent: "a test" });
  const jwt = await encode({ token: { sid: sessionId, did }, secret: site.context.secret });
  return { cookie: `${sessionCookieName(WEB_ORIGIN)}=${jwt}`, sessionId };
}

describe("the challenge", () => {
  test("names this site, this log, the key and five minutes, and needs no registration", async () => {
    const key = testKey("newcomer");
    const { challenge } = await signedChallenge(key);
    expect(challenge).toEqual({
      aud: WEB_ORIGIN,
      did: key.did,
      exp: "2026-11-22T10:05:00.000Z",
      key: key.thumbprint,
      log: site.context.origin,
      nonce: challenge.nonce,
      purpose: "sign-in",
    });
  });

  test("is answered once", async () => {
    const { text, signature } = await signedChallenge(testKey("once"));
    const answer = { challenge: text, signature, userAgent: "" };
    const outcomes = await Promise.all([1, 2, 3].map(() => codeOf(answerChallenge(site.context, answer))));
    expect(outcomes.sort()).toEqual(["accepted", "not-signed-in", "not-signed-in"]);
  });

  test("is refused after five minutes, with another's signature, changed, or never issued", async () => {
    const key = testKey("strict");
    const answer = (text: string, signature: string) =>
      codeOf(answerChallenge(site.context, { challenge: text, signature, userAgent: "" }));
    const late = await signedChallenge(key);
    site.now = addMs(START, 5 * MINUTE_MS);
    expect(await answer(late.text, late.signature)).toBe("not-signed-in");
    site.now = START;
    const stolen = await signedChallenge(key);
    expect(await answer(stolen.text, sign(testKey("thief"), stolen.text))).toBe("bad-signature");
    const { challenge } = await signedChallenge(key);
    const changed = canonicalText({ ...challenge, aud: "http://evil.example" });
    expect(await answer(changed, sign(key, changed))).toBe("malformed");
    const invented = canonicalText({ ...challenge, nonce: "A".repeat(22) });
    expect(await answer(invented, sign(key, invented))).toBe("not-signed-in");
    const spaced = (await signedChallenge(key)).text.replace("{", "{ ");
    expect(await answer(spaced, sign(key, spaced))).toBe("not-canonical");
  });

  test("is not given for a key that is not the participant's", async () => {
    const body = { did: testKey("newcomer").did, key: testKey("thief").thumbprint };
    expect(await refusal(await call("/api/v1/session/challenge", { method: "POST", body }))).toBe("409 key-not-active");
  });

  test("is not given to a page of another site, but to a program without cookies", async () => {
    const body = { did: testKey("newcomer").did };
    const foreign = await call("/api/v1/session/challenge", { method: "POST", body, origin: "http://evil.example" });
    expect(await refusal(foreign)).toBe("403 origin-refused");
    expect((await call("/api/v1/session/challenge", { method: "POST", body, origin: null })).status).toBe(201);
  });
});

describe("a session", () => {
  test("answers who one is, and whether one is registered", async () => {
    const nobody = { session: null, registered: false, admin: false, maintainer: false };
    expect(await (await call("/api/v1/session")).json()).toEqual(nobody);
    const key = testKey("member");
    const { cookie } = await signIn(key);
    const before = whoAmISchema.parse(await (await call("/api/v1/session", { cookie })).json());
    expect(before).toMatchObject({ registered: false, session: { did: key.did, current: true, user_agent: "a test" } });
    const body = Buffer.from(registration("member").bytes);
    const sent = await fetch(`${site.url}/api/v1/statements`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(sent.status).toBe(201);
    const after = whoAmISchema.parse(await (await call("/api/v1/session", { cookie })).json());
    expect(after.registered).toBe(true);
  });

  test("ends with the revocation of the key that opened it", async () => {
    const key = testKey("robbed");
    const submit = (bytes: Uint8Array) =>
      fetch(`${site.url}/api/v1/statements`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.from(bytes),
      });
    expect((await submit(registration("robbed").bytes)).status).toBe(201);
    const { cookie } = await signIn(key);
    expect((await call("/api/v1/drafts", { cookie })).status).toBe(200);
    const body = { thumbprint: key.thumbprint, reason: "compromised" };
    const revocation = signed(key, "robbed", { kind: "key.revoke", subject: key.did, body });
    expect((await submit(revocation.bytes)).status).toBe(201);
    expect(await refusal(await call("/api/v1/drafts", { cookie }))).toBe("401 not-signed-in");
    expect(await (await call("/api/v1/session", { cookie })).json()).toMatchObject({ session: null });
  });

  test("ended anywhere is ended everywhere, at once", async () => {
    const key = testKey("two devices");
    const [laptop, phone] = [await signIn(key), await signIn(key)];
    const list = await (await call("/api/v1/sessions", { cookie: phone.cookie })).json();
    expect(list.data.map((row: { id: string }) => row.id).sort()).toEqual([laptop.sessionId, phone.sessionId].sort());
    const ended = await call("/api/v1/sessions", { method: "DELETE", cookie: phone.cookie });
    expect(await ended.json()).toEqual({ revoked: 1 });
    expect(await refusal(await call("/api/v1/sessions", { cookie: laptop.cookie }))).toBe("401 not-signed-in");
    const out = await call("/api/v1/session", { method: "DELETE", cookie: phone.cookie });
    expect(out.headers.get("set-cookie")).toMatch(/touchstone-session=; .*Max-Age=0/);
    expect(await refusal(await call("/api/v1/sessions", { cookie: phone.cookie }))).toBe("401 not-signed-in");
  });

  test("ends by itself after thirty days", async () => {
    const { cookie } = await signIn(testKey("long ago"));
    site.now = addMs(START, 30 * DAY_MS);
    expect(await refusal(await call("/api/v1/sessions", { cookie }))).toBe("401 not-signed-in");
    site.now = START;
  });

  test("of another account can be neither seen nor ended", async () => {
    const [mine, theirs] = [await signIn(testKey("mine")), await signIn(testKey("theirs"))];
    const ended = await call(`/api/v1/sessions/${theirs.sessionId}`, { method: "DELETE", cookie: mine.cookie });
    expect(await refusal(ended)).toBe("404 not-found");
    expect((await call("/api/v1/sessions", { cookie: theirs.cookie })).status).toBe(200);
  });

  test("is not made by a token of another secret or for another account's session", async () => {
    const { sessionId } = await signIn(testKey("victim"));
    const name = sessionCookieName(WEB_ORIGIN);
    const foreign = await encode({ token: { sid: sessionId, did: testKey("victim").did }, secret: "x".repeat(40) });
    const crossed = await encode({ token: { sid: sessionId, did: testKey("thief").did }, secret: site.context.secret });
    for (const jwt of [foreign, crossed, "garbage"]) {
      expect(await refusal(await call("/api/v1/sessions", { cookie: `${name}=${jwt}` }))).toBe("401 not-signed-in");
    }
  });

  test("is stepped up by a fresh signature of the same account only", async () => {
    const { cookie } = await signIn(testKey("careful"));
    const post = async (key: KeyOnFile, purpose: "sign-in" | "step-up") => {
      const { text, signature } = await signedChallenge(key, purpose);
      return call("/api/v1/session/step-up", { method: "POST", cookie, body: { challenge: text, signature } });
    };
    expect(await refusal(await post(testKey("careful"), "sign-in"))).toBe("400 malformed");
    expect(await refusal(await post(testKey("thief"), "step-up"))).toBe("401 not-signed-in");
    const stepped = whoAmISchema.parse(await (await post(testKey("careful"), "step-up")).json());
    expect(stepped.session?.step_up_at).toBe("2026-11-22T10:00:00.000Z");
  });
});

describe("drafts", () => {
  const input = { kind: "disclosure.identity", subject: "prv_x", body: { legalName: "Vela\u0000", share: 0.5 } };

  test("are changed only from the version that one has read", async () => {
    const { cookie } = await signIn(testKey("writer"));
    const created = await call("/api/v1/drafts", { method: "POST", cookie, body: input });
    expect(created.status).toBe(201);
    const { data } = await created.json();
    expect(data).toMatchObject({ ...input, version: 1 });
    const etag = created.headers.get("etag") ?? "";
    const path = `/api/v1/drafts/${data.id}`;
    const put = (headers: Record<string, string>, legalName = "Vega") =>
      call(path, { method: "PUT", cookie, headers, body: { ...input, body: { legalName } } });
    expect(await refusal(await put({}))).toBe("428 precondition");
    expect(await refusal(await put({ "if-match": '"other"' }))).toBe("412 precondition");
    const changed = await put({ "if-match": etag });
    expect((await changed.json()).data).toMatchObject({ version: 2, body: { legalName: "Vega" } });
    // The same again is whoever lost the answer; anything else comes too late.
    expect((await (await put({ "if-match": etag })).json()).data).toMatchObject({ version: 2 });
    expect(await refusal(await put({ "if-match": etag }, "Wega"))).toBe("412 precondition");
    const read = await call(path, { cookie, headers: { "if-none-match": changed.headers.get("etag") ?? "" } });
    expect(read.status).toBe(304);
    const gone = await call(path, {
      method: "DELETE",
      cookie,
      headers: { "if-match": changed.headers.get("etag") ?? "" },
    });
    expect(gone.status).toBe(200);
    expect(await refusal(await call(path, { cookie }))).toBe("404 not-found");
  });

  test("sent twice with one Idempotency-Key are one draft; another body under that key is refused", async () => {
    const { cookie } = await signIn(testKey("retrying"));
    const headers = { "idempotency-key": "7f1c" };
    const send = (body: unknown) => call("/api/v1/drafts", { method: "POST", cookie, headers, body });
    const [first, second] = [await (await send(input)).json(), await (await send(input)).json()];
    expect(second).toEqual(first);
    expect(await refusal(await send({ ...input, subject: "prv_y" }))).toBe("422 idempotency-mismatch");
    const list = await (await call("/api/v1/drafts", { cookie })).json();
    expect(list.data).toHaveLength(1);
  });

  test("of another account are not found, whatever is done with them", async () => {
    const [owner, other] = [await signIn(testKey("owner")), await signIn(testKey("other"))];
    const created = await call("/api/v1/drafts", { method: "POST", cookie: owner.cookie, body: input });
    const { data } = await created.json();
    const headers = { "if-match": created.headers.get("etag") ?? "" };
    const path = `/api/v1/drafts/${data.id}`;
    expect(await refusal(await call(path, { cookie: other.cookie }))).toBe("404 not-found");
    const put = await call(path, { method: "PUT", cookie: other.cookie, headers, body: input });
    expect(await refusal(put)).toBe("404 not-found");
    expect(await refusal(await call(path, { method: "DELETE", cookie: other.cookie, headers }))).toBe("404 not-found");
    expect((await (await call("/api/v1/drafts", { cookie: other.cookie })).json()).data).toEqual([]);
    expect(await (await call(path, { cookie: owner.cookie })).json()).toEqual({ data });
  });

  test("of a key that nobody registered are few and small, also when many are sent at once", async () => {
    const { cookie } = await signIn(testKey("many"));
    const send = (body: unknown) => call("/api/v1/drafts", { method: "POST", cookie, body });
    const large = { ...input, body: { a: "x".repeat(17_000) } };
    expect(await refusal(await send(large))).toBe("413 too-large");
    const answers = await Promise.all(Array.from({ length: 24 }, () => send(input)));
    const taken = answers.filter(({ status }) => status === 201);
    expect([taken.length, answers.length - taken.length]).toEqual([20, 4]);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect(await refusal(answer)).toBe("429 budget");
  });

  test("are begun so often an hour by one address, and changed past it", async () => {
    const { cookie } = await signIn(testKey("beginner"));
    const begun = await call("/api/v1/drafts", { method: "POST", cookie, body: input });
    const { budget } = site.context.prisma;
    const [{ bucket } = { bucket: "" }] = await budget.findMany({ where: { bucket: { startsWith: "drafts:" } } });
    await budget.updateMany({ where: { bucket }, data: { spent: 600 } });
    const another = await call("/api/v1/drafts", { method: "POST", cookie, body: input });
    expect(Number(another.headers.get("retry-after"))).toBeGreaterThan(60);
    expect(await refusal(another)).toBe("429 rate-limited");
    const headers = { "if-match": begun.headers.get("etag") ?? "" };
    const path = `/api/v1/drafts/${(await begun.json()).data.id}`;
    expect((await call(path, { method: "PUT", cookie, headers, body: { ...input, body: {} } })).status).toBe(200);
    await budget.updateMany({ where: { bucket }, data: { spent: 0 } });
  });

  test("need a session, this site's own page, JSON of the schema, and the strict parser's consent", async () => {
    const { cookie } = await signIn(testKey("picky"));
    const send = (init: Init) => call("/api/v1/drafts", { method: "POST", cookie, body: input, ...init });
    const { cookie: _none, ...anonymous } = { cookie, method: "POST", body: input };
    expect(await refusal(await call("/api/v1/drafts", anonymous))).toBe("401 not-signed-in");
    expect(await refusal(await send({ origin: "http://evil.example" }))).toBe("403 origin-refused");
    expect(await refusal(await send({ origin: null }))).toBe("403 origin-refused");
    expect(await refusal(await send({ body: '{"kind":"a","kind":"b"}' }))).toBe("400 duplicate-key");
    expect(await refusal(await send({ body: { ...input, did: testKey("victim").did } }))).toBe("422 schema");
    expect(await refusal(await send({ headers: { "content-type": "text/plain" } }))).toBe("415 unsupported-media");
    expect(await refusal(await send({ body: { ...input, subject: "prv_\u0000" } }))).toBe("422 schema");
    expect(await refusal(await send({ body: { ...input, body: { a: "x".repeat(70_000) } } }))).toBe("413 too-large");
  });
});

test("one address has a budget for what all its accounts write, and reads, takes away and signs out past it", async () => {
  const input = { kind: "a", subject: "b", body: {} };
  const { cookie } = await signIn(testKey("flood"));
  const headers = { "if-match": '"none"' };
  const answers = await Promise.all(
    Array.from({ length: PRIVATE_WRITES_PER_MINUTE + 1 }, () =>
      call("/api/v1/drafts/drf_none", { method: "PUT", cookie, headers, body: input }),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]));
  const other = await signIn(testKey("flood again"));
  const refused = await call("/api/v1/drafts", { method: "POST", cookie: other.cookie, body: input });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(problemSchema.parse(await refused.json())).toMatchObject({
    code: "rate-limited",
    detail: expect.stringMatching(
      /^This address may send 240 changes a minute to what accounts keep here, all its accounts together\. It may again in \d+ s\.$/,
    ),
  });
  expect((await call("/api/v1/drafts", { cookie: other.cookie })).status).toBe(200);
  expect((await call("/api/v1/drafts/drf_none", { method: "DELETE", cookie, headers })).status).toBe(404);
  expect((await call("/api/v1/session", { method: "DELETE", cookie: other.cookie })).status).toBe(200);
});

describe("the set-up link", () => {
  const did = testKey("first admin").did;
  const use = (given: string) => call("/api/v1/setup", { method: "POST", body: { token: given, did } });

  test("is good once, for the right token, and stays good when the appointment fails", async () => {
    expect(await (await call("/api/v1/setup")).json()).toEqual({ open: true });
    expect(await refusal(await use("another-token-of-16"))).toBe("403 set-up-refused");
    // y = 1: the identity, of small order.
    const weak = didKeyOf(Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0)));
    const chosen = await call("/api/v1/setup", { method: "POST", body: { token, did: weak } });
    expect(await refusal(chosen)).toBe("422 weak-key");
    expect(await refusal(await use(token))).toBe("500 internal");
    appointmentFails = false;
    const done = await use(token);
    expect([done.status, await done.json()]).toEqual([201, { admins: [did] }]);
    expect(appointed).toEqual([did]);
    expect(await refusal(await use(token))).toBe("403 set-up-refused");
    expect(await (await call("/api/v1/setup")).json()).toEqual({ open: false });
  });
});
