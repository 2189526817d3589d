import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { IDENTITY_BODY, TEST_START, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { signStatement } from "./compose.ts";
import { encodeEntry, parseEntry } from "./entry.ts";
import { checkStatementSignature, parseStatement, type Statement, statementHash } from "./envelope.ts";
import { buildSubmission, commitOf, parseSubmission } from "./submission.ts";

const ada = testKey("ada");
const PROVIDER = `prv_${"a".repeat(26)}`;

function identity(change: object = {}): Statement {
  const unsigned = new TestWorld().compose({
    kind: "disclosure.identity",
    by: ada,
    subject: PROVIDER,
    body: IDENTITY_BODY,
  });
  const parsed = parseStatement(signStatement({ ...unsigned, ...change }, ada.seed));
  if (!parsed.ok) throw new Error(`${parsed.error.pointer}: ${parsed.error.detail}`);
  return parsed.value.statement;
}

const bytesOf = (value: object) => canonicalBytes(value as JsonValue);
const refusal = (bytes: Uint8Array) => {
  const parsed = parseStatement(bytes);
  return parsed.ok ? undefined : parsed.error;
};

test("a signed statement reads back with its hash, and its signature holds for its key alone", () => {
  const bytes = bytesOf(identity());
  const parsed = parseStatement(bytes);
  if (!parsed.ok) throw new Error(parsed.error.detail);
  const { signature: _, ...unsigned } = parsed.value.statement;
  expect(parsed.value.hash).toBe(statementHash(unsigned));
  expect(checkStatementSignature(parsed.value, ada.publicKey)).toBe(true);
  expect(checkStatementSignature(parsed.value, testKey("eve").publicKey)).toBe(false);
});

test("the hash does not cover the signature, so one statement is one statement", () => {
  const signed = identity();
  const other = parseStatement(bytesOf({ ...signed, signature: `B${signed.signature.slice(1)}` }));
  const own = parseStatement(bytesOf(signed));
  expect(other.ok && own.ok && other.value.hash === own.value.hash).toBe(true);
});

test.each([
  ["an unknown field", { extra: 1 }, "/extra", "schema"],
  ["a missing field", { id: undefined }, "/id", "schema"],
  ["an unknown kind", { kind: "case.open" }, "/kind", "unknown-kind"],
  ["a kind named like a property of every object", { kind: "constructor" }, "/kind", "unknown-kind"],
  ["a short id", { id: "AAAA" }, "/id", "schema"],
  ["a time with an offset", { issuedAt: "2026-11-22T10:00:00.000+01:00" }, "/issuedAt", "schema"],
  ["a date that does not exist", { issuedAt: "2026-02-30T10:00:00.000Z" }, "/issuedAt", "schema"],
  ["an issuer of another method", { issuer: "did:web:halden.example" }, "/issuer", "schema"],
  ["a subject of another kind", { subject: "index" }, "/subject", "schema"],
  ["an unknown field in the body", { body: { ...IDENTITY_BODY, owner: "Ada" } }, "/body/owner", "schema"],
  [
    "a nested mistake",
    { body: { ...IDENTITY_BODY, regulation: { status: "maybe" } } },
    "/body/regulation/status",
    "schema",
  ],
  [
    "a name with a bidirectional override",
    { body: { ...IDENTITY_BODY, legalName: "Hal\u202eden" } },
    "/body/legalName",
    "schema",
  ],
])("%s is refused at its place", (_, change, pointer, code) => {
  const bytes = bytesOf(
    Object.fromEntries(Object.entries({ ...identity(), ...change }).filter(([, value]) => value !== undefined)),
  );
  expect(refusal(bytes)).toMatchObject({ pointer, code });
});

test("text that is not canonical is refused before anything is believed", () => {
  const text = utf8Decode(bytesOf(identity())) ?? "";
  expect(refusal(utf8Encode(`${text} `))).toBeDefined();
  expect(refusal(utf8Encode(text.replace('{"body"', '{ "body"')))?.code).toBe("not-canonical");
  expect(refusal(utf8Encode(text.replace('"v":1', '"v":1,"v":1')))?.code).toBe("duplicate-key");
  expect(refusal(utf8Encode(text.replace('"v":1', '"v":1.5')))).toBeDefined();
});

test("more than 16 KiB is refused as too large", () => {
  const body: JsonObject = {
    ...IDENTITY_BODY,
    note: "x".repeat(2000),
    otherProviders: Array.from({ length: 50 }, () => PROVIDER),
  };
  expect(refusal(bytesOf({ ...identity(), body: { ...body, legalName: "x".repeat(20_000) } }))?.code).toBe("too-large");
});

test("an entry reads back, and anything around or in it that differs is refused", () => {
  const bytes = bytesOf(identity());
  const leaf = encodeEntry(TEST_START, bytes);
  const entry = parseEntry(leaf);
  expect(entry.ok && entry.value.loggedAt === TEST_START && entry.value.parsed.bytes.length === bytes.length).toBe(
    true,
  );
  fc.assert(
    fc.property(fc.nat({ max: leaf.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Uint8Array.from(leaf);
      changed[at] = (changed[at] ?? 0) ^ flip;
      const read = parseEntry(changed);
      if (!read.ok || !entry.ok) return;
      const sameTime = read.value.loggedAt === entry.value.loggedAt;
      const holds = checkStatementSignature(read.value.parsed, ada.publicKey);
      expect(sameTime && holds && read.value.parsed.statement.key === ada.thumbprint).toBe(false);
    }),
    { numRuns: 400, seed: 11 },
  );
});

test("what is read as a statement is read in an entry, and what is too much for one is too much there", () => {
  const nested = (levels: number): JsonValue => (levels === 0 ? 1 : { a: nested(levels - 1) });
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`a${at}`, 1]));
  const inEntry = (value: JsonValue) => {
    const read = parseEntry(encodeEntry(TEST_START, bytesOf(value as object)));
    return read.ok ? "read" : read.error.code;
  };
  const alone = (value: JsonValue) => refusal(bytesOf(value as object))?.code;
  for (const [value, code] of [
    [nested(32), "schema"],
    [nested(33), "too-deep"],
    [many(1_000), "schema"],
    [many(1_001), "too-large"],
  ] as const)
    expect([alone(value), inEntry(value)]).toEqual([code, code]);
});

test("a submission carries exactly the parts that its statement commits to", () => {
  const part = { bytes: utf8Encode("Owner: Ada"), nonce: sha256(utf8Encode("nonce")) };
  const commit = { commit: commitOf(part), bytes: part.bytes.length, mediaType: "text/plain", visibility: "public" };
  const statement = bytesOf(identity({ parts: [commit] }));
  const whole = parseSubmission(buildSubmission(statement, [part]));
  expect(whole.ok && whole.value.parts.length).toBe(1);
  const other = { ...part, bytes: utf8Encode("Owner: Eve") };
  const wrong = parseSubmission(buildSubmission(statement, [other]));
  expect(!wrong.ok && wrong.error.pointer).toBe("/parts/0");
  const bare = parseSubmission(statement);
  expect(!bare.ok && bare.error.pointer).toBe("/parts");
  const plain = bytesOf(identity({}));
  expect(parseSubmission(plain)).toMatchObject({ ok: true, value: { parts: [] } });
  expect(parseSubmission(buildSubmission(plain, []))).toMatchObject({ ok: true, value: { parts: [] } });
  expect(parseSubmission(buildSubmission(plain, [part]))).toMatchObject({ ok: false, error: { pointer: "/parts" } });
  const shorter = bytesOf(identity({ parts: [{ ...commit, bytes: commit.bytes - 1 }] }));
  expect(parseSubmission(buildSubmission(shorter, [part]))).toMatchObject({ error: { pointer: "/parts/0" } });
});
