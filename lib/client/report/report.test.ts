import { describe, expect, test } from "vitest";
import { encodeBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { reportFragment } from "#lib/evidence/bundle/report-link.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { zipBundle } from "#lib/evidence/bundle/zip.ts";
import { epochClaim } from "#lib/evidence/epoch-claim.ts";
import { exampleClaims } from "#lib/evidence/testing/example-claims.ts";
import { answeredAt, bareAnswer, sentAs, signedAnswer, signerKey } from "#lib/evidence/testing/signed-answer.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Did, Origin, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import { asInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { encodeWholeCase } from "#lib/state/files/whole-case.ts";
import { PEOPLE } from "#lib/state/testing/disputes.ts";
import { handedOverCase } from "#lib/state/testing/whole-case.ts";
import { readReportLink } from "./agent-link.ts";
import { captureMessages } from "./assemble.ts";
import { addressProblem, callFromBrowser } from "./call-provider.ts";
import { type CaseFile, openCaseFile, sealCaseFile } from "./case-file.ts";
import { PROOF_MAX_BYTES, readMessages, readProof } from "./read-proof.ts";
import { stopsOf } from "./secret-words.ts";
import { delayByChance, prepareReport } from "./sign-report.ts";
import { fatesOf } from "./struck-out.ts";

const bundle = encodeBundle(exampleBundle);
const text = (value: string) => utf8Encode(value);
const formOf = (bytes: Uint8Array) => {
  const read = readProof(bytes);
  return read.ok ? read.value.form : read.error.words;
};

test("an answer without end is left: the page neither waits for it nor keeps it", async () => {
  const given = { url: "https://a.example/", method: "GET", body: "", contentType: "text/plain", token: "" };
  const means = {
    ...{ random: (bytes: number) => new Uint8Array(bytes), clock: () => asInstant(0) },
    signerOf: async () => undefined,
  };
  let left = false;
  const endless = new ReadableStream<Uint8Array>({
    pull: (stream) => stream.enqueue(new Uint8Array(65_536)),
    cancel: () => {
      left = true;
    },
  });
  const outcome = await callFromBrowser(given, { ...means, request: async () => new Response(endless) });
  expect([outcome.outcome, left]).toEqual(["endless", true]);
  const silent: typeof fetch = (_, init) =>
    new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));
  expect(await callFromBrowser(given, { ...means, request: silent, patienceMs: 5 })).toMatchObject({
    outcome: "endless",
  });
});

test("an answer that names its key by the thumbprint is told by the key that the index knows, and is open while it is away", async () => {
  const nonce = base64UrlEncode(new Uint8Array(16));
  const asked = { ...bareAnswer.request, authority: "a.example", nonce };
  const answered = { status: 200, contentType: "text/plain", body: text("right") };
  const { response } = sentAs(await signedAnswer({ request: asked, response: answered }));
  const call = { url: "https://a.example/", method: "GET", body: "", contentType: "text/plain", token: "" };
  const keyOf = async (signerOf: () => Promise<Did | undefined>) => {
    const request = async () =>
      new Response("right", { headers: response.fields.map(([name, value]) => [name, value]) });
    const random = (bytes: number) => new Uint8Array(bytes);
    const outcome = await callFromBrowser(call, { random, clock: () => answeredAt, request, signerOf });
    return outcome.outcome === "signed" ? outcome.checks.map((check) => check.reason ?? check.outcome) : outcome;
  };
  const away = () => Promise.reject(new TypeError("away"));
  expect(await keyOf(async () => didKeyOf(signerKey))).toEqual(["pass", "pass", "pass", "pass", "pass", "pass"]);
  expect(await keyOf(away)).toEqual(["pass", "pass", "key-unknown", "not-run", "pass", "pass"]);
});

describe("what somebody has in hand", () => {
  test("a bundle is the same bundle as it stands, zipped, or made readable", () => {
    const readable = text(JSON.stringify(JSON.parse(new TextDecoder().decode(bundle)), null, 2));
    for (const bytes of [bundle, zipBundle(exampleBundle), readable]) {
      const read = readProof(bytes);
      expect(read.ok && read.value.form === "bundle" && encodeBundle(read.value.bundle)).toEqual(bundle);
    }
  });

  test("a whole case of another index is its evidence, against the key that signed; one with a changed entry is nothing", () => {
    const { file } = handedOverCase();
    const read = readProof(encodeWholeCase(file));
    expect(read.ok && read.value.form === "bundle" && read.value.bundle).toMatchObject({
      subject: { provider: PEOPLE.operator.did },
      claim: { kind: "withdrawal-refused" },
    });
    const changed = { ...file, receipts: file.receipts.slice(0, -1) };
    expect(formOf(encodeWholeCase(changed))).toContain("This case does not hold (nothing-left-out)");
  });

  test.each([
    ["curl https://a.example", "request"],
    ["POST /sort HTTP/1.1\nHost: a.example\n\n", "request"],
    ["HTTP/1.1 200 OK\nA: b\n\n", "response"],
    ["", "This is empty."],
    ["{}", "This is JSON, and no evidence file and no HTTP archive."],
    ['{"type":"touchstone-key/v1"}', "This file is of Touchstone and proves nothing against a provider."],
    ['{"log":{"entries":[]}}', "No answer in this archive carries a signature."],
    ["<svg onload=alert(1)>", "This is no evidence file, no HTTP archive (HAR), no curl command and no HTTP answer."],
  ])("%s is told by its form, or refused with a sentence", (given, expected) => {
    expect(formOf(text(given))).toBe(expected);
  });

  test("the receipts of two epochs are a claim by themselves, in any order; other receipts and other epochs are not", async () => {
    const { bundle: claimed } = (await exampleClaims())["disclosure-contradiction"] ?? {};
    const [before, after, genesis] = (claimed?.receipts ?? []) as JsonObject[];
    const read = [after, before].map((receipt) => readProof(canonicalBytes(receipt ?? null)));
    const [second, first] = read.map((each) => (each.ok && each.value.form === "epoch" ? each.value.epoch : undefined));
    if (first === undefined || second === undefined) throw new Error("both are receipts of epochs");
    for (const made of [epochClaim(first, second), epochClaim(second, first)]) {
      expect(made).toMatchObject({ ok: true, value: { claim: { params: { rule: "epoch-equation" } } } });
      expect(made.ok && made.value.receipts).toEqual([before, after]);
      expect(made.ok && parseBundle(encodeBundle(made.value)).ok).toBe(true);
    }
    expect(epochClaim(first, first)).toMatchObject({ error: expect.stringContaining("epochs 1 and 1") });
    expect(epochClaim(first, { ...second, provider: `prv_${"a".repeat(26)}` as ProviderId }).ok).toBe(false);
    expect(formOf(canonicalBytes(genesis ?? null))).toContain("receipt of another statement (index.genesis)");
    expect(formOf(canonicalBytes({ ...before, index: -1 }))).toContain("/index");
  });

  test("what is too large or cut off is refused with its reason", () => {
    expect(formOf(new Uint8Array(PROOF_MAX_BYTES + 1))).toContain("more than 10 MB");
    expect(formOf(bundle.subarray(0, bundle.length - 9))).toMatch(/^The evidence file, at .*: |^The evidence file: /);
    expect(formOf(zipBundle(exampleBundle).subarray(0, 200))).toContain("cut off");
  });

  test("a request and its answer as text give the exchange that was signed, and no secret of theirs", async () => {
    const exchange = await signedAnswer();
    const { request, response } = sentAs(exchange);
    const lines = (fields: readonly (readonly [string, string])[]) =>
      fields.map(([name, value]) => `${name}: ${value}`);
    const asked = [`${request.method} ${request.target} HTTP/1.1`, ...lines(request.fields), "", ""].join("\r\n");
    const requestText = asked + new TextDecoder().decode(request.body);
    const head = ["HTTP/1.1 200 OK", ...lines(response.fields), "", ""].join("\r\n");
    const messages = readMessages(requestText, Uint8Array.of(...text(head), ...response.body), "https");
    expect(messages.ok && captureMessages(messages.value, asInstant(0))).toEqual({ ok: true, value: exchange });
    const fates = messages.ok ? fatesOf(messages.value.request, ["cookie"]) : [];
    expect(JSON.stringify(fates)).not.toContain("secret");
    expect(fates.filter(({ fate }) => fate === "struck").map(({ name }) => name)).toEqual(["Authorization", "cookie"]);
  });

  test("an answer without a signature is told apart from one that cannot be read", () => {
    const read = readMessages(
      "curl https://a.example -H 'prex-request-nonce: a'",
      text("HTTP/1.1 200 OK\n\nhi"),
      "https",
    );
    expect(read.ok && captureMessages(read.value, asInstant(0))).toMatchObject({
      ok: false,
      error: { unsigned: false },
    });
  });
});

test("a live token in what was signed stops the report with its place, one that has ended does not", () => {
  const part = (value: object) => base64UrlEncode(text(JSON.stringify(value)));
  const token = `${part({ alg: "EdDSA" })}.${part({ exp: 2_000_000_000 })}.${"A".repeat(86)}`;
  const exchanges = exampleBundle.exchanges.map((exchange) =>
    "request" in exchange ? { ...exchange, request: { ...exchange.request, query: `?t=${token}` } } : exchange,
  );
  const found = stopsOf({ ...exampleBundle, exchanges }, asInstant(1_800_000_000_000));
  expect(found.map(({ pointer, place }) => `${pointer} ${place}`)).toEqual([
    "/exchanges/0/request/query in the address, behind the question mark of the request, the first answer",
  ]);
  expect(found[0]?.remedy).toContain("2033-05-18 03:33 UTC");
  // A liar writes what it likes: no end is so odd that the page cannot say it.
  for (const [exp, says] of [
    [1_900_000_000.0004, "2030-03-17 17:46 UTC"],
    [1e300, "cannot be reported"],
  ] as const) {
    const odd = `${part({ alg: "EdDSA" })}.${part({ exp })}.${"A".repeat(86)}`;
    const changed = JSON.parse(JSON.stringify(exchanges).replaceAll(token, odd));
    const [stop] = stopsOf({ ...exampleBundle, exchanges: changed }, asInstant(1_800_000_000_000));
    expect(stop?.remedy).toContain(says);
  }
  const places = [1, 2, 3].map((at) => [...Array(at).fill(exampleBundle.exchanges[0]), ...exchanges]);
  expect(
    places.map((four) => stopsOf({ ...exampleBundle, exchanges: four }, asInstant(1_800_000_000_000))[0]?.place),
  ).toEqual(["second", "third", "fourth"].map((th) => expect.stringMatching(`the ${th} answer$`)));
  expect(stopsOf({ ...exampleBundle, exchanges }, asInstant(2_100_000_000_000))).toEqual([]);
});

test("a case file opens with its passphrase alone, tells nothing without it, and refuses a changed byte", async () => {
  const { subtle } = globalThis.crypto;
  let count = 0;
  const random = (bytes: number) => sha256(Uint8Array.of(++count)).slice(0, bytes);
  const file: CaseFile = {
    log: "index.example/log",
    statement: "5f".repeat(32) as StatementHash,
    provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa",
    did: "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S",
    seed: random(32),
    drawSecret: random(32),
    promise: "a note",
  };
  const sealed = await sealCaseFile(file, "a long passphrase", { subtle, random });
  expect(sealed).not.toContain("prv_");
  expect(sealed).not.toContain("did:key");
  expect(await openCaseFile(sealed, "a long passphrase", subtle)).toEqual({ ok: true, value: file });
  expect(await openCaseFile(sealed.replace(/"iv":"./, '"iv":"_'), "a long passphrase", subtle)).toMatchObject({
    error: { at: "passphrase" },
  });
  expect(await openCaseFile("{}", "a long passphrase", subtle)).toMatchObject({ error: { at: "text" } });
});

test("a link's evidence is read from behind the hash, and a broken one is refused with a sentence", () => {
  const link = reportFragment(exampleBundle) ?? "";
  expect(readReportLink(link)).toMatchObject({ form: "evidence", read: { ok: true, value: exampleBundle } });
  expect(readReportLink(link.slice(0, -400))).toMatchObject({ read: { ok: false } });
  expect(readReportLink("#against=prv_x")).toEqual({ form: "against", provider: "prv_x" });
  expect(readReportLink("#promise-1")).toBeUndefined();
  const noise = Array.from({ length: 300 }, (_, at) => sha256(text(`${at}`))).map((hash) => base64UrlEncode(hash));
  const claim = { ...exampleBundle.claim, params: { long: noise.join("") } };
  expect(reportFragment({ ...exampleBundle, claim })).toBeUndefined();
});

test("a page calls https, and this machine without it, and no address that carries a password", () => {
  expect(addressProblem("https://provider.example/sort")).toBeUndefined();
  expect(addressProblem("http://127.0.0.1:4100/")).toBeUndefined();
  for (const address of ["http://provider.example/", "https://a:b@provider.example/", "javascript:alert(1)", "sort"])
    expect(addressProblem(address), address).toBeDefined();
});

describe("a report that waits", () => {
  test("is sent within six hours, at any of their times alike, and dated to the hour of that", () => {
    expect(delayByChance(() => new Uint8Array(6))).toBe(0);
    let state = 1;
    const random = (count: number) =>
      Uint8Array.from({ length: count }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return state >>> 24;
      });
    const hours = Array.from({ length: 600 }, () => Math.floor(delayByChance(random) / HOUR_MS));
    const counts = [0, 1, 2, 3, 4, 5].map((hour) => hours.filter((each) => each === hour).length);
    expect(Math.min(...counts)).toBeGreaterThan(70);
    const sendAt = asInstant(Date.UTC(2026, 10, 27, 22, 31));
    const { unsigned } = prepareReport(exampleBundle, encodeBundle(exampleBundle), {
      log: "example.test/log" as Origin,
      signer: { thumbprint: PEOPLE.operator.thumbprint },
      issuer: PEOPLE.operator.did,
      isCaseKey: true,
      drawSecret: new Uint8Array(32),
      now: sendAt,
      random: (count) => new Uint8Array(count),
    });
    expect(unsigned.issuedAt).toBe("2026-11-27T22:00:00.000Z");
  });
});
