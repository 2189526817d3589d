import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64Encode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { tokenIdOf } from "../token/prex-token.ts";
import { BUNDLE_MAX_BYTES, type Bundle, encodeBundle, parseBundle, startsAsBundle } from "./bundle.ts";
import { CLAIM_KIND_NAMES, CLAIM_KINDS, isMachineDecided } from "./claim-kinds.ts";
import { type FaultCore, faultGroupOf, faultIdOf } from "./fault-id.ts";
import { looksIn } from "./secret-forms.ts";
import { findSecrets, sayEnded, sayNotSecret, secretsOf, showSecret } from "./secrets.ts";
import { exampleBundle } from "./testing/example-bundle.ts";

const seed = 20261126;
const [first] = exampleBundle.exchanges;
if (first === undefined || !("request" in first)) throw new Error("the example is an exchange over HTTP");
const with_ = (change: object): Bundle => ({ ...exampleBundle, ...change });
const withBytes = (bytes: Uint8Array) =>
  with_({ exchanges: [{ ...first, response: { ...first.response, body: base64Encode(bytes) } }] });
const withBody = (text: string) => withBytes(utf8Encode(text));

const segment = (value: object) =>
  base64Encode(canonicalBytes(value as never))
    .replace(/=+$/, "")
    .replace(/\+/g, "-")
    .replace(/\//g, "_");
const token = (exp: number) => `${segment({ alg: "EdDSA" })}.${segment({ exp, iss: "did:key:z" })}.${"A".repeat(86)}`;

describe("a bundle", () => {
  test("reads back byte for byte, and tells itself from other files", () => {
    const bytes = encodeBundle(exampleBundle);
    const read = parseBundle(bytes);
    expect(read.ok && encodeBundle(read.value)).toEqual(bytes);
    expect(startsAsBundle(bytes)).toBe(true);
    expect(startsAsBundle(utf8Encode('{"checkpoint":""}'))).toBe(false);
  });

  test.each([
    ["an unknown field", with_({ extra: 1 }), "/extra"],
    ["another rule than ours", with_({ rules: { ...exampleBundle.rules, ed25519: "zip215" } }), "/rules/ed25519"],
    ["too few exchanges for the kind", with_({ exchanges: [] }), "/exchanges"],
    ["two exchanges where one is the claim", with_({ exchanges: [first, first] }), "/exchanges"],
    ["what the kind does not ask for", with_({ claim: { kind: "wrong-result", params: { a: 1 } } }), "/claim/params/a"],
    ["a kind that nobody knows", with_({ claim: { kind: "rude", params: {} } }), "/claim/kind"],
    ["501 letters of text", with_({ claim: { ...exampleBundle.claim, text: "x".repeat(501) } }), "/claim/text"],
    ["hidden letters in the text", with_({ claim: { ...exampleBundle.claim, text: "a\u202eb" } }), "/claim/text"],
    ["a receipt that is none", with_({ time: [{ receipt: { type: "x" } }] }), "/time/0/receipt/type"],
    ["a reporter's name", with_({ reporter: { did: exampleBundle.subject.provider } }), "/reporter/did"],
    ["a reporter's signature", with_({ reporter: { signature: "A".repeat(86) } }), "/reporter/signature"],
    ["a provider that is no name", with_({ subject: { provider: "halden" } }), "/subject/provider"],
  ])("is refused with its place: %s", (_, bundle, pointer) => {
    const read = parseBundle(canonicalBytes(bundle as never));
    expect(read.ok ? undefined : read.error.pointer).toBe(pointer);
  });

  test("is refused by its size before it is read, and in any but the canonical form", () => {
    expect(parseBundle(new Uint8Array(BUNDLE_MAX_BYTES + 1))).toMatchObject({
      ok: false,
      error: { code: "too-large" },
    });
    const spaced = utf8Encode(` ${new TextDecoder().decode(encodeBundle(exampleBundle))}`);
    expect(parseBundle(spaced)).toMatchObject({ ok: false, error: { code: "not-canonical" } });
  });

  test("every kind of claim says whether machines or people decide it", () => {
    const people = CLAIM_KIND_NAMES.filter((kind) => !isMachineDecided(kind));
    expect(people).toEqual(["insolvent", "withdrawal-refused", "vanished", "withheld", "slow", "unsigned"]);
    for (const kind of people) expect(CLAIM_KINDS[kind].fault).toBe("parts");
    const comesWith = (range: string) =>
      CLAIM_KIND_NAMES.filter((kind) => CLAIM_KINDS[kind].exchanges.join("–") === range);
    expect([comesWith("2–2"), comesWith("0–0"), comesWith("0–1"), comesWith("0–4")]).toEqual([
      ...[["equivocation"], ["disclosure-contradiction"], ["token-misuse"], people],
    ]);
    expect(comesWith("1–1")).toEqual([
      ...["content-address", "wrong-result", "predicate-violated", "key-misuse", "offer-broken"],
    ]);
  });
});

describe("a fault id", () => {
  const key = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S" as Did;
  const hash = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });

  test("is the same in whatever order the facts are given, and another for any other fact", () => {
    fc.assert(
      fc.property(hash, hash, hash, (a, b, c) => {
        fc.pre(new Set([a, b, c]).size === 3);
        const id = (...m: string[]) => faultIdOf({ kind: "equivocation", publicKey: key, m });
        expect(id(a, b)).toBe(id(b, a));
        expect(id(a, c)).not.toBe(id(a, b));
        const single: FaultCore = { kind: "wrong-result", publicKey: key, m: a };
        expect(faultIdOf(single)).not.toBe(faultIdOf({ ...single, kind: "predicate-violated" }));
      }),
      { seed, numRuns: 50 },
    );
  });

  test("is SHA-256 of the domain and the canonical core", () => {
    // Computed with: printf 'touchstone/fault/v1\n{"iss":"…","jti":"…","kind":"token-misuse"}' | sha256sum
    expect(faultIdOf({ kind: "token-misuse", iss: key, jti: "6f0c1b8e-8a0e-4f52-9d8f-1d9f3a1c2b3d" })).toBe(
      "a7d0b0a4e0538ed19cc10a51511f05e3e5f14fef1b7506ba8f61ff316ff8c910",
    );
  });

  test("faults of one UTC day under one definition count as one group", () => {
    const at = (text: string) => faultGroupOf(key, "wrong-result", "ab", asInstant(Date.parse(text)));
    expect(at("2026-11-26T00:00:00.000Z")).toBe(at("2026-11-26T23:59:59.999Z"));
    expect(at("2026-11-27T00:00:00.000Z")).not.toBe(at("2026-11-26T23:59:59.999Z"));
  });
});

describe("secrets", () => {
  const now = 1_800_000_000;
  const kinds = (bundle: Bundle) => secretsOf(bundle, now).map(({ kind, pointer }) => `${kind} ${pointer}`);

  test.each([
    [
      "a live token in the text",
      with_({ claim: { ...exampleBundle.claim, text: `see ${token(now + 60)}` } }),
      ["bearer-token /claim/text"],
    ],
    ["a live token in the body", withBody(`{"t":"${token(now + 60)}"}`), ["bearer-token /exchanges/0/response/body"]],
    [
      "a live token, escaped, in the query",
      with_({
        exchanges: [{ ...first, request: { ...first.request, query: `?t=${token(now + 60).replaceAll(".", "%2E")}` } }],
      }),
      ["bearer-token /exchanges/0/request/query"],
    ],
    [
      "a password in the query",
      with_({ exchanges: [{ ...first, request: { ...first.request, query: "?password=hunter22" } }] }),
      ["password /exchanges/0/request/query"],
    ],
    ["a private key", withBody("-----BEGIN PRIVATE KEY-----\nMC4CAQ"), ["private-key /exchanges/0/response/body"]],
    [
      "a field that was pasted",
      with_({ claim: { ...exampleBundle.claim, text: "I sent\nAuthorization: Bearer abcdef123456" } }),
      ["authorization /claim/text"],
    ],
    [
      "a cookie that was pasted",
      with_({ claim: { ...exampleBundle.claim, text: "Cookie: session=8f3a9b2c1d" } }),
      ["cookie /claim/text"],
    ],
    [
      "a live token beside a picture in a form",
      withBytes(new Uint8Array([...utf8Encode(`token=${token(now + 60)}\r\n`), 0xff, 0xfe])),
      ["bearer-token /exchanges/0/response/body"],
    ],
    [
      "a live token behind a spent one",
      withBody(`${token(now - 60)} ${token(now + 60)}`),
      ["bearer-token /exchanges/0/response/body"],
    ],
    [
      "a form that begins with a password",
      withBody("password=hunter22&user=a"),
      ["password /exchanges/0/response/body"],
    ],
    [
      "a password in JSON that is a text inside JSON",
      withBody(JSON.stringify({ sent: JSON.stringify({ password: "hunter22" }) })),
      ["password /exchanges/0/response/body"],
    ],
    ["a field with a key", withBody("X-Api-Key: abcdefgh12345678"), ["api-key /exchanges/0/response/body"]],
    [
      "a live token where a log's proof should be",
      with_({ keys: [{ publicKey: exampleBundle.subject.provider, events: [], proofs: [{ note: token(now + 60) }] }] }),
      ["bearer-token /keys/0/proofs/0/note"],
    ],
    [
      "a live token beside what the reporter's own run gave",
      with_({ reexecution: { note: token(now + 60) } }),
      ["bearer-token /reexecution/note"],
    ],
    [
      "a password beside the token that paid",
      with_({ token: { compact: "password=hunter22" } as never }),
      ["password /token/compact"],
    ],
  ])("stop a bundle with %s", (_, bundle, found) => expect(kinds(bundle)).toEqual(found));

  test.each([
    ["an opaque token in an address", "?token=8f3a9b2c1d77aa01", "session-token"],
    ["a session in an address", "?a=1&session=Zm9vYmFyYmF6cXV4MTIz", "session-token"],
    ["a key in an address", "?api_key=abcdefgh", "api-key"],
    ["a signed link", "?x=1&sig=9sd8f7s9d8f7sd9f8", "session-token"],
    ["name and password in an address, escaped", "?at=https%3A%2F%2Fann%3Ahunter2%40a.example%2F", "password"],
    ["a key of access in an address", "?access_key=9f86d081884c7d659a2feaa0c55ad015", "api-key"],
    ["a signed link of another store", `?X-Goog-Signature=${"9f86d081".repeat(8)}`, "session-token"],
    ["a password with a slash in an address", "?at=https://ann:hun%2Fter2@a.example/", "password"],
  ])("stop a request with %s, whatever is said of it", (_, query, kind) => {
    const bundle = with_({ exchanges: [{ ...first, request: { ...first.request, query } }] });
    expect(kinds(bundle)).toEqual([`${kind} /exchanges/0/request/query`]);
    expect(sayNotSecret(bundle, findSecrets(bundle, now))).toBe(bundle);
    const said = { ...bundle, notSecret: [{ pointer: "/exchanges/0/request/query", kind, because: "not-mine" }] };
    expect(parseBundle(canonicalBytes(said as never))).toMatchObject({ error: { pointer: "/notSecret/0/pointer" } });
  });

  test.each([
    ["a token of a chain", "?token=0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"],
    ["a token's name", "?token=USDC"],
    ["an address with a port and a mail", "?at=https://a.example:8080/ann@b.example"],
    ["a session that people named", "?session=morning"],
  ])("do not stop a request with %s", (_, query) => {
    expect(kinds(with_({ exchanges: [{ ...first, request: { ...first.request, query } }] }))).toEqual([]);
  });

  test("by their names alone are looked for in what the reporter wrote and sent, and stop nothing in what a liar answers", () => {
    const named = "access_key=9f86d081884c7d659a2feaa0c55ad015";
    expect(kinds(withBody(`see https://a.example/?${named}`))).toEqual([]);
    expect(kinds(with_({ reexecution: { output: `?${named}` } }))).toEqual([]);
    expect(kinds(with_({ claim: { ...exampleBundle.claim, text: `I sent ${named}` } }))).toEqual([
      "api-key /claim/text",
    ]);
    const asked = { ...first, request: { ...first.request, body: base64Encode(utf8Encode(`a=1&${named}`)) } };
    expect(kinds(with_({ exchanges: [asked] }))).toEqual(["api-key /exchanges/0/request/body"]);
  });

  test("that a liar wrote into its answer stop nothing once the reporter says so of each place, and no other place is covered", () => {
    const lie = withBody(`{"token":"${token(now + 60)}","password":"hunter22"}`);
    expect(kinds(lie)).toEqual(["bearer-token /exchanges/0/response/body", "password /exchanges/0/response/body"]);
    const said = sayNotSecret(lie, findSecrets(lie, now));
    expect(kinds(said)).toEqual([]);
    expect(parseBundle(encodeBundle(said)).ok).toBe(true);
    // Whoever is asked sees what stands at each place, however often it was looked for.
    const shown = findSecrets(lie, now).map((secret) => showSecret(lie, secret, 5).texts.join());
    expect(shown).toEqual([expect.stringContaining(token(now + 60)), expect.stringContaining("hunter22")]);
    const [one] = said.notSecret ?? [];
    expect(kinds({ ...said, notSecret: one && [one] })).toEqual(["password /exchanges/0/response/body"]);
    const own = { ...said, claim: { ...said.claim, text: "password=hunter22" } };
    expect(kinds(own)).toEqual(["password /claim/text"]);
  });

  test("of one's own that the answer repeats stop it whatever is said of others, until they have ended", () => {
    const claims = { iss: exampleBundle.subject.provider, jti: "0b1c2d3e-4f5a-6b7c-8d9e-0f1a2b3c4d5e" };
    const rest = { aud: ["a"], exp: now + 60, nbf: now - 60, iat: now - 60, quantity: 5, usage: 1 };
    const mine = `${segment({ alg: "EdDSA", kid: claims.iss })}.${segment({ ...claims, ...rest })}.${"A".repeat(86)}`;
    const request = { ...first.request, tokenId: tokenIdOf(claims.iss, claims.jti) };
    const body = base64Encode(utf8Encode(`${token(now + 9000)} ${mine}`));
    const bundle = with_({ exchanges: [{ ...first, request, response: { ...first.response, body } }] });
    const pointer = "/exchanges/0/response/body";
    const said = { ...bundle, notSecret: [{ pointer, kind: "bearer-token" as const, because: "not-mine" as const }] };
    expect(secretsOf(said, now).map(({ repeatsOwn }) => repeatsOwn)).toEqual([true]);
    expect(secretsOf(said, now + 61)).toEqual([]);
    // Judged as of a time at which it was alive, and filed after its end.
    expect(secretsOf(sayEnded(said, now, now + 61), now)).toEqual([]);
    expect(sayEnded(said, now, now + 59)).toBe(said);
  });

  test("are looked for in the time that reading takes, however a body is made", () => {
    // Quadratic forms would take an hour of these.
    for (const [head, piece] of [
      ["authorization:", " "],
      ["", "eya."],
      ["cookie: ", "a=1; "],
      ["-----BEGIN ", "A "],
      ["", "://a:"],
      ["", "&token="],
      ["", "token=a&"],
    ])
      expect(looksIn(`${head}${piece?.repeat(500_000)}`)).toEqual([]);
  });

  test.each([
    ["nothing of the kind", exampleBundle],
    ["a spent token that the provider signed", withBody(`{"t":"${token(now - 60)}"}`)],
    [
      "words about passwords and cookies",
      with_({ claim: { ...exampleBundle.claim, text: "The password page said: cookies are off." } }),
    ],
    ["bytes that are no text", with_({ exchanges: [{ ...first, response: { ...first.response, body: "//79/A==" } }] })],
    [
      "spent tokens that are the claim",
      with_({ claim: { kind: "token-misuse", params: { tokens: [token(now - 60)] } } }),
    ],
  ])("do not stop a bundle with %s", (_, bundle) => expect(kinds(bundle)).toEqual([]));

  test("are looked for in an envelope that holds no document, too", () => {
    for (const content of ["not JSON", "7", "[]", "null"]) {
      const dsse = { payload: base64Encode(utf8Encode(content)), payloadType: "x", signatures: [] };
      expect(kinds(with_({ exchanges: [{ dsse } as never] })), content).toEqual([]);
      const telling = { ...dsse, payload: base64Encode(utf8Encode(`${content}\npassword=hunter22`)) };
      expect(kinds(with_({ exchanges: [{ dsse: telling } as never] })), content).toEqual([
        "password /exchanges/0/dsse/payload",
      ]);
    }
  });

  test("in an envelope are the reporter's as soon as one of the kind stands in the request, and else others'", () => {
    const signed = (request: object | undefined, response: object) => {
      const payload = base64Encode(utf8Encode(JSON.stringify({ ...(request && { request }), response })));
      const dsse = { payload, payloadType: "x", signatures: [] };
      return findSecrets(with_({ exchanges: [{ dsse } as never] }), now).map(
        ({ words, pointer }) => `${words} ${pointer}`,
      );
    };
    const secret = "password=hunter22";
    const [own, others] = ["reporter /exchanges/0/dsse/payload", "others /exchanges/0/dsse/payload"];
    expect(signed({ query: secret }, {})).toEqual([own]);
    expect(signed({ query: secret }, { said: secret })).toEqual([own]);
    expect(signed({ query: "?" }, { said: secret })).toEqual([others]);
    expect(signed({ deep: { query: secret } }, {})).toEqual([own]);
    // Nobody can tell then whose they are.
    expect(signed(undefined, { said: secret })).toEqual([own]);
  });

  test("of one kind are told once in a text, however they are written, and every token by itself", () => {
    const text = `Authorization: Bearer abcdef1234567890\n"bearer abcdefghij1234567890"\npassword=hunter22&pwd=hunter23`;
    expect(looksIn(text).map(({ kind }) => kind)).toEqual(["authorization", "password"]);
    expect(looksIn(`${token(now + 1)} ${token(now + 2)}`).map(({ endsAt }) => endsAt)).toEqual([now + 1, now + 2]);
  });

  test("are shown with twenty-four letters around each, as many as are asked for, and the others counted", () => {
    const text = `${"a".repeat(30)}&password=hunter22&${"b".repeat(30)}`;
    const place = { pointer: "/exchanges/0/response/body", kind: "password" } as const;
    const shown = (body: string, most: number) => showSecret(withBody(body), place, most);
    expect(shown(text, 5)).toEqual({ texts: [`…${"a".repeat(24)}&password=hunter22&${"b".repeat(23)}…`], more: 0 });
    expect(shown("password=hunter22", 5)).toEqual({ texts: ["password=hunter22"], more: 0 });
    const three = Array(3)
      .fill("password=hunter22")
      .join(`\n${"-".repeat(60)}\n`);
    const { texts, more } = shown(three, 2);
    expect([texts.length, more]).toEqual([2, 1]);
    expect(shown("nothing", 5)).toEqual({ texts: [], more: 0 });
  });

  test("a token that is the claim stops it while it can be spent", () => {
    const bundle = with_({ claim: { kind: "token-misuse", params: { tokens: [token(now + 60)] } } });
    expect(kinds(bundle)).toEqual(["bearer-token /claim/params/tokens/0"]);
  });
});
