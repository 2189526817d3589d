import { expect, test } from "vitest";
import { base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { isSecretField, ownSecretsOf, repeatedIn } from "./own-secrets.ts";

const NOW = 1_800_000_000;
const KEY = "k9fQ2mZx71Lw-opaque_Value.4711";
const jwt = (exp: number) =>
  ['{"alg":"EdDSA"}', `{"exp":${exp}}`].map((part) => Buffer.from(part).toString("base64url")).join(".");
const SIGNED = "q".repeat(40) + "Zz19".repeat(11);

const asked: [string, string][] = [
  ["Authorization", `Bearer ${KEY}`],
  ["Cookie", "a=1; sess=cookie-value-77"],
  ["Prex-Token-Id", "ab".repeat(32)],
];
const answered = (body: string, type = "text/plain") => ({
  status: 200,
  fields: [["Content-Type", type]] as [string, string][],
  body: utf8Encode(body),
});
const repeated = (body: string, fields = asked) => repeatedIn(answered(body), ownSecretsOf(fields, NOW))?.field;

test.each([
  ["as it is", `you sent ${KEY}`],
  ["in other letters", KEY.toUpperCase()],
  ["escaped", KEY.replaceAll("_", "%5F")],
  ["in JSON inside JSON", JSON.stringify(JSON.stringify({ got: KEY }))],
  ["in base64, wherever it begins", base64Encode(utf8Encode(`x${KEY}y`))],
  [
    "in base64url two bytes on",
    base64Encode(utf8Encode(`xx${KEY}`))
      .replaceAll("+", "-")
      .replaceAll("/", "_"),
  ],
  ["in hex", hexEncode(utf8Encode(KEY))],
])("a secret of the request that the answer repeats %s is found", (_, body) =>
  expect(repeated(body)).toBe("Authorization"),
);

test("of a cookie the value counts, of Basic the password, of a token its signature and none that has ended", () => {
  expect(repeated("cookie-value-77")).toBe("Cookie");
  expect(repeated("hunter2-long", [["Authorization", `Basic ${base64Encode(utf8Encode("ann:hunter2-long"))}`]])).toBe(
    "Authorization",
  );
  const pays = (exp: number): [string, string][] => [["Authorization", `Bearer ${jwt(exp)}.${SIGNED}`]];
  expect(repeated(SIGNED.slice(20, 60), pays(NOW + 9))).toBe("Authorization");
  expect(repeated(`${jwt(NOW + 9)}.${"B".repeat(86)}`, pays(NOW + 9))).toBeUndefined();
  expect(repeated(SIGNED, pays(NOW - 9))).toBeUndefined();
  expect(repeatedIn(answered("", `text/plain; was=${KEY}`), ownSecretsOf(asked, NOW))?.field).toBe("Authorization");
});

const SIGNATURE = new Uint8Array(64).map((_, at) => (at * 37 + 250) % 256);
const PAYING: [string, string][] = [
  ["Authorization", `Bearer ${jwt(NOW + 9)}.${Buffer.from(SIGNATURE).toString("base64url")}`],
];

test.each([
  ["in hex", hexEncode(SIGNATURE)],
  ["in large hex, a piece of it", hexEncode(SIGNATURE.subarray(20, 52)).toUpperCase()],
  ["in base64", base64Encode(SIGNATURE)],
  ["in base64, a piece of it", base64Encode(SIGNATURE.subarray(12, 42))],
  ["in base64 behind another byte", base64Encode(Uint8Array.of(7, ...SIGNATURE, 7))],
])("a token's signature alone is found %s, as the bytes that it is", (_, body) =>
  expect(repeated(JSON.stringify({ ok: body }), PAYING)).toBe("Authorization"),
);

test("of several secrets that are repeated the one that lasts longest is told, with its end", () => {
  const token = (exp: number) => `${jwt(exp)}.${`${exp}`.repeat(6)}`;
  const fields: [string, string][] = [NOW + 9, NOW + 900].map((exp) => ["Authorization", `Bearer ${token(exp)}`]);
  const told = (body: string, more: [string, string][] = []) =>
    repeatedIn(answered(body), ownSecretsOf([...fields, ...more], NOW))?.endsAt;
  const both = `${token(NOW + 9)} ${token(NOW + 900)}`;
  expect([told(token(NOW + 9)), told(both), told(`${both} ${KEY}`, asked)]).toEqual([NOW + 9, NOW + 900, null]);
});

test("nothing else of a request is held against an answer: neither its public fields nor values that stand anywhere", () => {
  const fields: [string, string][] = [
    ["Accept", "application/json"],
    ["Prex-Token-Id", "ab".repeat(32)],
    ["Cookie", "a=json"],
  ];
  expect(repeated(`application/json ${"ab".repeat(32)} json`, fields)).toBeUndefined();
});

test("of a long secret any thirty-two letters in a row are found, wherever they stood, and no twenty-three", () => {
  const long = Array.from({ length: 100 }, (_, at) => String.fromCharCode(97 + ((at * 7) % 26), 48 + (at % 10))).join(
    "",
  );
  const fields: [string, string][] = [["Authorization", `Bearer ${long}`]];
  for (const from of [0, 1, 37, 90, long.length - 32])
    expect(repeated(`it was ${long.slice(from, from + 32)}.`, fields), `${from}`).toBe("Authorization");
  expect(repeated(`it was ${long.slice(-24)}.`, fields)).toBe("Authorization");
  expect(repeated(`it was ${long.slice(40, 63)}.`, fields)).toBeUndefined();
});

const OPAQUE = "9f86d081884c7d659a2feaa0c55ad015";

test.each([
  ...["X-Auth-Key", "Ocp-Apim-Subscription-Key", "X-Access-Key", "X-Signature", "Api_Key", "Private-Token", "X-Auth"],
  ...[
    "X-Credentials",
    "X-Goog-Iam-Authorization-Token",
    "X-Vault-Token",
    "X-Shop-Login",
    "X-Whatever",
    "Sessie",
    "DPoP",
  ],
])("what nobody knows to be public, in %s, is looked for in the answer", (name) => {
  expect(repeated(`{"you":"${OPAQUE}"}`, [[name, OPAQUE]])).toBe(name);
  expect(repeated(`{"you":"${OPAQUE.toUpperCase()}"}`, [[name, `Key ${OPAQUE}`]])).toBe(name);
});

test.each([
  ...["Host", "Accept", "Accept-Language", "User-Agent", "Content-Type", "Content-Digest", "Referer", "Origin", "Date"],
  ...["Prex-Request-Nonce", "Prex-Definition", "Traceparent", "Baggage", "If-None-Match", "Range", "Sec-WebSocket-Key"],
  ...[
    "X-Request-Id",
    "X-Correlation-ID",
    "X-Amzn-Trace-Id",
    "X-Forwarded-For",
    "X-Amz-Content-Sha256",
    "Idempotency-Key",
  ],
  ...["X-Client-Version", "CF-Ray", "Signature-Input", ":path", "X-Tenant-Id"],
])("what everybody knows to be public, %s, is not, whatever it says", (name) => {
  expect(repeated(`{"you":"${OPAQUE}"}`, [[name, OPAQUE]])).toBeUndefined();
  expect(isSecretField(name, OPAQUE)).toBe(false);
});

test("of a field that nobody knows only what nobody would choose to read", () => {
  for (const value of [
    ...["production", "https://shop.example/2024/orders", "europe-west", "a, b2c3d4e5f6g7", "hello world 2024 again"],
    ...["0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "prv_abcdefghij234567abcdefghij", "1732812345678", "true"],
  ])
    expect(repeated(`it said ${value}.`, [["X-Whatever", value]]), value).toBeUndefined();
  expect(isSecretField("X-Whatever", OPAQUE)).toBe(false);
  expect(isSecretField("X-Whatever", `/x?access_key=${OPAQUE}`)).toBe(true);
});
