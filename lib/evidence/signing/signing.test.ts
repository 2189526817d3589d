import { describe, expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { addMs } from "#lib/kernel/instant.ts";
import { type HttpExchange, readExchange } from "../exchange.ts";
import {
  answeredAt,
  bareAnswer,
  fullAnswer,
  parameters,
  sign,
  signedAnswer,
  signerKey,
} from "../testing/signed-answer.ts";
import { messageOf } from "./heads.ts";
import { signResponse, signResponseDocument } from "./sign-response.ts";
import { signatureBase } from "./signature-base.ts";
import { readSignatureInput } from "./signature-input.ts";
import { checkOwnAnswer, keyAmong, verifyResponse, verifyResponseAsync } from "./verify-response.ts";

const keyOf = keyAmong([signerKey]);

/** Outcome of each check, with its reason where there is one. */
function outcomes(exchange: Parameters<typeof verifyResponse>[0], find = keyOf): Record<string, string> {
  const { checks } = verifyResponse(exchange, find);
  return Object.fromEntries(checks.map(({ name, outcome, reason }) => [name, reason ?? outcome]));
}

const GOOD = { body: "pass", components: "pass", key: "pass", signature: "pass" };

/** The answer signed over another input: what a signer does that does not keep the profile. */
function signedOver(exchange: HttpExchange, signatureInput: string): HttpExchange {
  const input = readSignatureInput(signatureInput);
  const base = input.ok ? signatureBase(messageOf(exchange), input.value) : undefined;
  const signature = base?.ok ? Buffer.from(sign(base.value) as Uint8Array).toString("base64") : exchange.signature;
  return { ...exchange, signatureInput, signature };
}

describe("a signed answer", () => {
  test.each([
    ["everything that can be covered", fullAnswer],
    ["nothing that may be left out", bareAnswer],
    ["no request body and a definition", { ...bareAnswer, response: fullAnswer.response }],
    ["a token and no definition", { request: fullAnswer.request, response: bareAnswer.response }],
    ["a HEAD request", { ...bareAnswer, request: { ...bareAnswer.request, method: "HEAD" } }],
    ["an answer that nothing changed", { ...bareAnswer, response: { ...bareAnswer.response, status: 304 } }],
    [
      "bytes of no character set",
      { ...bareAnswer, response: { ...bareAnswer.response, body: Uint8Array.of(0, 255, 13, 10) } },
    ],
  ])("verifies in both envelopes with %s", async (_, unsigned) => {
    for (const exchange of [await signedAnswer(unsigned), await signResponseDocument(unsigned, parameters, sign)]) {
      expect(readExchange(JSON.parse(JSON.stringify(exchange)))).toEqual({ ok: true, value: exchange });
      expect(outcomes(exchange)).toEqual(GOOD);
      expect(verifyResponse(exchange, keyOf).ok).toBe(true);
    }
  });

  test("is never made with a date, a key's name or a nonce that no verifier would take, in either envelope", async () => {
    const wrong = [{ created: -1 }, { created: 0.5 }, { keyid: 'a"b' }, { keyid: "" }, { nonce: "" }, { nonce: 'a"b' }];
    for (const change of wrong)
      for (const make of [signResponse, signResponseDocument])
        await expect(make(fullAnswer, { ...parameters, ...change }, sign), JSON.stringify(change)).rejects.toThrow(
          RangeError,
        );
  });

  test("has this base and fault message for ever", async () => {
    const { answer, faultMessage } = verifyResponse(await signedAnswer(), keyOf);
    expect(utf8Decode(answer.message ?? new Uint8Array())).toMatchInlineSnapshot(`
      ""@status": 200
      "content-digest": sha-256=:ghNKwvWUGYSpFfz1lwXEKRMTzabSj4XUEG+UQ92Go0Y=:
      "content-type": application/json
      "prex-definition": 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      "@method";req: POST
      "@authority";req: halden.example:8443
      "@path";req: /v1/sort%2Fnumbers
      "@query";req: ?order=up&order=
      "content-digest";req: sha-256=:iJdyLj1+0GYUkXhFWx6IbXgwbUtHwfhzWT0QYyMkHTw=:
      "prex-request-nonce";req: Y2xpZW50LW5vbmNl
      "prex-token-id";req: 3c9683017f9e4bf33d0fbedd26bf143fd72de9b9dd145441b75f0604047ea28e
      "@signature-params": ("@status" "content-digest" "content-type" "prex-definition" "@method";req "@authority";req "@path";req "@query";req "content-digest";req "prex-request-nonce";req "prex-token-id";req);created=1795719600;keyid="--6IM5l0OosLj9yWskISYhUA3n_3CURQkmrYMSha_ck";nonce="c2lnbmVyLW5vbmNl";tag="prex-response-v1""
    `);
    expect(faultMessage).toMatchInlineSnapshot(`"fa3cc22b3350bfc09866af814dface2e71c8185786e493c32d435f72d9cb6933"`);
    const document = verifyResponse(await signResponseDocument(fullAnswer, parameters, sign), keyOf);
    expect(utf8Decode(document.answer.message ?? new Uint8Array())).toMatchInlineSnapshot(
      `"DSSEv1 43 application/vnd.touchstone.response.v1+json 634 {"created":1795719600,"keyid":"--6IM5l0OosLj9yWskISYhUA3n_3CURQkmrYMSha_ck","nonce":"c2lnbmVyLW5vbmNl","request":{"authority":"halden.example:8443","contentDigest":"sha-256=:iJdyLj1+0GYUkXhFWx6IbXgwbUtHwfhzWT0QYyMkHTw=:","method":"POST","nonce":"Y2xpZW50LW5vbmNl","path":"/v1/sort%2Fnumbers","query":"?order=up&order=","tokenId":"3c9683017f9e4bf33d0fbedd26bf143fd72de9b9dd145441b75f0604047ea28e"},"response":{"contentDigest":"sha-256=:ghNKwvWUGYSpFfz1lwXEKRMTzabSj4XUEG+UQ92Go0Y=:","contentType":"application/json","definition":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","status":200},"tag":"prex-response-v1"}"`,
    );
  });

  test("says the same fields in both envelopes", async () => {
    const http = verifyResponse(await signedAnswer(), keyOf).answer;
    const document = verifyResponse(await signResponseDocument(fullAnswer, parameters, sign), keyOf).answer;
    for (const part of ["heads", "parameters", "requestBody", "responseBody"] as const)
      expect(document[part]).toEqual(http[part]);
  });

  test("may name its key by did:key, which needs no list of keys", async () => {
    const exchange = await signResponse(fullAnswer, { ...parameters, keyid: didKeyOf(signerKey) }, sign);
    expect(outcomes(exchange, keyAmong([]))).toEqual(GOOD);
  });

  test("is judged alike by a platform that answers later", async () => {
    const exchange = await signedAnswer();
    const later = await verifyResponseAsync(exchange, keyOf, async () => true);
    expect(later).toEqual(verifyResponse(exchange, keyOf));
    const never = await verifyResponseAsync(exchange, keyOf, async () => false);
    expect(never.checks.at(-1)).toMatchObject({ name: "signature", outcome: "fail", reason: "equation" });
  });

  test("is not made of what no verifier would take", async () => {
    const refused = (change: object) =>
      expect(signResponse(fullAnswer, { ...parameters, ...change }, sign)).rejects.toThrow(RangeError);
    await refused({ created: 1.5 });
    await refused({ created: -1 });
    await refused({ keyid: "test-key" });
    await refused({ nonce: 'a"b' });
    const injected = { ...fullAnswer, response: { ...fullAnswer.response, contentType: 'a\r\n"@status": 500' } };
    await expect(signResponse(injected, parameters, sign)).rejects.toThrow('"content-type"');
  });
});

describe("the coverage is exact", () => {
  const INPUT =
    '("@status" "content-digest" "content-type" "prex-definition" "@method";req "@authority";req "@path";req "@query";req "content-digest";req "prex-request-nonce";req "prex-token-id";req)';
  const PARAMETERS = `;created=${parameters.created};keyid="${parameters.keyid}";nonce="${parameters.nonce}";tag="prex-response-v1"`;

  test.each(INPUT.slice(1, -1).split(" "))("without %s the answer counts as not covered", async (component) => {
    const left = INPUT.slice(1, -1)
      .split(" ")
      .filter((id) => id !== component);
    const exchange = signedOver(await signedAnswer(), `(${left.join(" ")})${PARAMETERS}`);
    expect(outcomes(exchange)).toEqual({ ...GOOD, components: "coverage-missing" });
    expect(verifyResponse(exchange, keyOf).checks[1]?.detail).toContain(component);
  });

  test.each([
    [
      "another order of components",
      `("@query";req ${INPUT.slice(1).replace(' "@query";req', "")}${PARAMETERS}`,
      "pass",
    ],
    [
      "another order of parameters",
      `${INPUT};tag="prex-response-v1";nonce="${parameters.nonce}";keyid="${parameters.keyid}";created=${parameters.created}`,
      "pass",
    ],
    ["alg ed25519", `${INPUT}${PARAMETERS};alg="ed25519"`, "pass"],
    ["another alg", `${INPUT}${PARAMETERS};alg="hmac-sha256"`, "wrong-algorithm"],
    ["alg as a token", `${INPUT}${PARAMETERS};alg=ed25519`, "wrong-algorithm"],
    ["expires", `${INPUT}${PARAMETERS};expires=${parameters.created + 9}`, "parameter-not-allowed"],
    ["another tag", `${INPUT}${PARAMETERS.replace("-v1", "-v2")}`, "wrong-tag"],
    ["no tag", `${INPUT}${PARAMETERS.replace(/;tag.*/, "")}`, "parameter-missing"],
    ["no created", `${INPUT}${PARAMETERS.replace(/;created=[0-9]+/, "")}`, "parameter-missing"],
    ["created as text", `${INPUT}${PARAMETERS.replace(/created=([0-9]+)/, 'created="$1"')}`, "parameter-form"],
    ["created with a fraction", `${INPUT}${PARAMETERS.replace(/created=([0-9]+)/, "created=$1.5")}`, "parameter-form"],
    ["created before 1970", `${INPUT}${PARAMETERS.replace("created=", "created=-")}`, "parameter-form"],
    ["no nonce", `${INPUT}${PARAMETERS.replace(/;nonce="[^"]*"/, "")}`, "parameter-missing"],
    ["a nonce of bytes", `${INPUT}${PARAMETERS.replace(/nonce="[^"]*"/, "nonce=:AAAA:")}`, "parameter-form"],
    ["two spaces in the stored form", INPUT.replace(" ", "  ") + PARAMETERS, "signature-input-not-canonical"],
    ["a status of the request", `${INPUT.replace("(", '("@scheme";req ')}${PARAMETERS}`, "coverage-extra"],
  ])("%s", async (_, input, expected) => {
    const exchange = signedOver(await signedAnswer(), input);
    expect(outcomes(exchange).components).toBe(expected);
    if (expected !== "coverage-extra") expect(outcomes(exchange).signature).toBe("pass");
  });

  test.each([
    ["a component twice", INPUT.replace("(", '("@status" ') + PARAMETERS, "component-repeated"],
    ["a parameter twice", `${INPUT}${PARAMETERS};created=1`, "signature-input-not-canonical"],
    [
      "a parameter twice with the same value",
      `${INPUT}${PARAMETERS};tag="prex-response-v1"`,
      "signature-input-not-canonical",
    ],
    ["a component parameter twice", INPUT.replace(";req", ";req;req") + PARAMETERS, "signature-input-not-canonical"],
    ["a name in capitals", INPUT.replace("content-type", "Content-Type") + PARAMETERS, "component-name"],
    [
      "a structured component",
      INPUT.replace('"content-digest"', '"content-digest";sf') + PARAMETERS,
      "component-parameter",
    ],
    [
      "one member of a field",
      INPUT.replace('"content-digest"', '"content-digest";key="sha-256"') + PARAMETERS,
      "component-parameter",
    ],
    ["req that is false", INPUT.replace(";req", ";req=?0") + PARAMETERS, "component-parameter"],
    ["no inner list", `"@status"${PARAMETERS}`, "signature-input-malformed"],
    ["an open list", INPUT.slice(0, -1), "signature-input-malformed"],
    ["two members", `${INPUT}${PARAMETERS}, a=1`, "signature-input-malformed"],
    ["nothing", "x", "signature-input-malformed"],
  ])("an input with %s is refused, and no base is made of it", async (_, input, code) => {
    const exchange = { ...(await signedAnswer()), signatureInput: input };
    expect(outcomes(exchange).components).toBe(code);
    expect(outcomes(exchange).signature).not.toBe("pass");
    expect(verifyResponse(exchange, keyOf).ok).toBe(false);
  });

  test("a definition or a token that is sent and not covered is found", async () => {
    const bare = await signedAnswer(bareAnswer);
    const withDefinition = { ...bare, response: { ...bare.response, definition: "ab" } };
    const withToken = { ...bare, request: { ...bare.request, tokenId: "ab" } };
    for (const exchange of [withDefinition, withToken])
      expect(outcomes(exchange)).toEqual({ ...GOOD, components: "coverage-missing" });
  });
});

describe("the body is bound by its digest only", () => {
  test("a body that was changed, added or taken away is the report's defect, and the signature still holds", async () => {
    const exchange = await signedAnswer();
    const withBodies = (request: object, response: object) => ({
      ...exchange,
      request: { ...exchange.request, ...request },
      response: { ...exchange.response, ...response },
    });
    expect(outcomes(withBodies({}, { body: "AAAA" }))).toEqual({ ...GOOD, body: "digest-mismatch" });
    expect(outcomes(withBodies({ body: "AAAA" }, {}))).toEqual({ ...GOOD, body: "digest-mismatch" });
    const { body: _, ...bodiless } = exchange.request;
    expect(outcomes({ ...exchange, request: bodiless })).toEqual({ ...GOOD, body: "digest-mismatch" });
    const bare = await signedAnswer(bareAnswer);
    expect(outcomes({ ...bare, request: { ...bare.request, body: "AAAA" } })).toEqual({
      ...GOOD,
      body: "digest-missing",
    });
  });

  test.each(["sha-512=:AAAA:", "sha-256=:AAAA:", "md5=:AAAA:", "x"])(
    "a digest field %s binds nothing",
    async (contentDigest) => {
      const exchange = await signedAnswer();
      const changed = { ...exchange, response: { ...exchange.response, contentDigest } };
      expect(outcomes(signedOver(changed, exchange.signatureInput))).toEqual({ ...GOOD, body: "digest-form" });
    },
  );

  test("a second digest beside the right one is refused: another reader might check only that", async () => {
    const exchange = await signedAnswer();
    const contentDigest = `${exchange.response.contentDigest}, sha-512=:AAAA:`;
    const changed = { ...exchange, response: { ...exchange.response, contentDigest } };
    expect(outcomes(signedOver(changed, exchange.signatureInput)).body).toBe("digest-form");
  });
});

describe("key and signature", () => {
  test("a key that nobody knows leaves the finding open, never good", async () => {
    const finding = verifyResponse(await signedAnswer(), keyAmong([]));
    expect(finding.checks.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "cannot-check", "not-run"]);
    expect(finding.ok).toBe(false);
  });

  test("a key under another's name is not taken", async () => {
    const other = publicKeyOfSeed(new Uint8Array(32).fill(8));
    expect(outcomes(await signedAnswer(), () => other).key).toBe("key-not-named");
  });

  test("a weak key is not admitted, however its name is formed", async () => {
    const weak = new Uint8Array(32).fill(0);
    const exchange = await signResponse(fullAnswer, { ...parameters, keyid: didKeyOf(weak) }, sign);
    expect(outcomes(exchange)).toMatchObject({ key: "weak-key", signature: "not-run" });
  });

  test.each([
    ["cut short", (bytes: Uint8Array) => bytes.subarray(1), "signature-length"],
    ["none", () => new Uint8Array(), "signature-length"],
    ["with an order added", addOrder, "scalar-not-reduced"],
    ["by another key", () => signEd25519(new Uint8Array(32).fill(9), utf8Encode("x")), "equation"],
  ] as const)("a signature %s is refused with its reason", async (_, change, reason) => {
    const exchange = await signedAnswer();
    const bytes = change(Uint8Array.from(Buffer.from(exchange.signature, "base64")));
    const changed = { ...exchange, signature: Buffer.from(bytes).toString("base64") };
    expect(outcomes(changed)).toEqual({ ...GOOD, signature: reason });
  });
});

/** S + L: satisfies the equation for verifiers that do not look at the scalar. */
function addOrder(signature: Uint8Array): Uint8Array {
  const order = Buffer.from("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010", "hex");
  const sum = signature.slice();
  let carry = 0;
  for (let at = 0; at < 32; at++) {
    carry += (sum[32 + at] ?? 0) + (order[at] ?? 0);
    sum[32 + at] = carry & 0xff;
    carry >>= 8;
  }
  return sum;
}

test("a client takes an answer more than 300 s off its clock, or to another nonce, for unsigned", async () => {
  const finding = verifyResponse(await signedAnswer(), keyOf);
  const { nonce } = fullAnswer.request;
  const reasons = (ms: number, own = nonce) =>
    checkOwnAnswer(finding, { now: addMs(answeredAt, ms), nonce: own }).map(({ outcome, reason }) => reason ?? outcome);
  expect(reasons(0)).toEqual(["pass", "pass"]);
  expect(reasons(300_000)).toEqual(["pass", "pass"]);
  expect(reasons(-300_000)).toEqual(["pass", "pass"]);
  expect(reasons(300_001)).toEqual(["not-fresh", "pass"]);
  expect(reasons(-300_001)).toEqual(["not-fresh", "pass"]);
  expect(reasons(0, "another-nonce-of-mine")).toEqual(["pass", "other-nonce"]);
});
