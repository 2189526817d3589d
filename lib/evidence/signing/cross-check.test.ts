/**
 * Against the npm library `http-message-signatures`, an independent implementation of RFC 9421: we agree on every answer
 * that keeps the profile, and refuse what the library accepts and the profile does not.
 */
import { createPublicKey } from "node:crypto";
import { createVerifier, httpbis } from "http-message-signatures";
import { describe, expect, test } from "vitest";
import { base64Encode } from "#lib/kernel/base.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { spkiOfPublicKey } from "#lib/kernel/key-file.ts";
import type { HttpExchange } from "../exchange.ts";
import { bareAnswer, fullAnswer, parameters, sentAs, sign, signedAnswer, signerKey } from "../testing/signed-answer.ts";
import { captureExchange, type SentResponse } from "./capture-exchange.ts";
import { messageOf } from "./heads.ts";
import { signatureBase } from "./signature-base.ts";
import { readSignatureInput } from "./signature-input.ts";
import { keyAmong, verifyResponse } from "./verify-response.ts";

type Sent = ReturnType<typeof sentAs>;

/** What the library says with its own verifier of this key; a throw is a no. */
async function libraryAccepts({ request, response }: Sent, publicKey = signerKey): Promise<boolean> {
  const key = createPublicKey({ key: Buffer.from(spkiOfPublicKey(publicKey)), format: "der", type: "spki" });
  try {
    const answer = await httpbis.verifyMessage(
      {
        keyLookup: async () => ({ verify: createVerifier(key, "ed25519") }),
        notAfter: new Date((parameters.created + 1) * SECOND_MS),
      },
      { status: response.status, headers: headersOf(response.fields) },
      { method: request.method, url: `https://${request.host}${request.target}`, headers: headersOf(request.fields) },
    );
    return answer === true;
  } catch {
    return false;
  }
}

function headersOf(fields: SentResponse["fields"]): Record<string, string[]> {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of fields) headers[name.toLowerCase()] = [...(headers[name.toLowerCase()] ?? []), value];
  return headers;
}

/** Whether we accept, and if not, what is at fault. */
function ourAnswer(sent: Sent, publicKey = signerKey): string {
  const captured = captureExchange(sent);
  if (!captured.ok) return captured.error.code;
  const finding = verifyResponse(captured.value, keyAmong([publicKey]));
  const fault = finding.checks.find(({ outcome }) => outcome !== "pass");
  return finding.ok ? "accepted" : (fault?.reason ?? fault?.outcome ?? "");
}

/** Signed as the signer wants it and not as the profile does. */
async function signedAs(exchange: HttpExchange, signatureInput: string): Promise<HttpExchange> {
  const input = readSignatureInput(signatureInput);
  const base = input.ok ? signatureBase(messageOf(exchange), input.value) : input;
  if (!base.ok) throw new Error(base.error.detail);
  return { ...exchange, signatureInput, signature: base64Encode(await sign(base.value)) };
}

const exchange = await signedAnswer();
const { signatureInput } = exchange;

describe("the library and we agree", () => {
  test.each<[string, Promise<HttpExchange> | HttpExchange]>([
    ["with everything that can be covered", exchange],
    ["with nothing that may be left out", signedAnswer(bareAnswer)],
    ["to a HEAD request", signedAnswer({ ...bareAnswer, request: { ...bareAnswer.request, method: "HEAD" } })],
    [
      "with another order",
      signedAs(exchange, signatureInput.replace('"@status" ', "").replace(' "@path"', ' "@status" "@path"')),
    ],
    ["with alg", signedAs(exchange, `${signatureInput};alg="ed25519"`)],
    [
      "with an address in IPv6",
      signedAnswer({ ...fullAnswer, request: { ...fullAnswer.request, authority: "[2001:db8::1]:8443" } }),
    ],
    [
      "with percent-encodings",
      signedAnswer({ ...fullAnswer, request: { ...fullAnswer.request, path: "/%7e/%2F", query: "?%20=+" } }),
    ],
  ])("on an answer %s, which is good", async (_, good) => {
    const sent = sentAs(await good);
    expect([await libraryAccepts(sent), ourAnswer(sent)]).toEqual([true, "accepted"]);
  });

  test.each([
    ["status", { response: { ...exchange.response, status: 201 } }],
    ["content type", { response: { ...exchange.response, contentType: "text/plain" } }],
    ["definition", { response: { ...exchange.response, definition: "ab" } }],
    ["method", { request: { ...exchange.request, method: "PUT" } }],
    ["authority", { request: { ...exchange.request, authority: "other.example" } }],
    ["path", { request: { ...exchange.request, path: "/v1" } }],
    ["query", { request: { ...exchange.request, query: "?order=down" } }],
    ["nonce", { request: { ...exchange.request, nonce: "bm9uY2Ugb2YgYW5vdGhlcg" } }],
    ["token id", { request: { ...exchange.request, tokenId: "ab" } }],
    ["signature", { signature: base64Encode(new Uint8Array(64)) }],
  ])("on an answer with another %s, which is bad", async (_, change) => {
    const sent = sentAs({ ...exchange, ...change });
    expect(await libraryAccepts(sent)).toBe(false);
    expect(ourAnswer(sent)).not.toBe("accepted");
  });
});

describe("what the library accepts and we refuse", () => {
  const without = (component: string) => signedAs(exchange, signatureInput.replace(` ${component}`, ""));
  test.each<[string, Promise<HttpExchange> | HttpExchange, string]>([
    [
      "a response body of other bytes",
      { ...exchange, response: { ...exchange.response, body: "AAAA" } },
      "digest-mismatch",
    ],
    [
      "a request body of other bytes",
      { ...exchange, request: { ...exchange.request, body: "AAAA" } },
      "digest-mismatch",
    ],
    ["no digest of the request covered", without('"content-digest";req'), "coverage-missing"],
    ["no path covered", without('"@path";req'), "coverage-missing"],
    ["no nonce covered", without('"prex-request-nonce";req'), "coverage-missing"],
    ["a definition sent and not covered", without('"prex-definition"'), "coverage-missing"],
    ["another tag", signedAs(exchange, signatureInput.replace("-v1", "-v2")), "signature-missing"],
    ["no tag", signedAs(exchange, signatureInput.replace(/;tag=.*/, "")), "signature-missing"],
    ["no created", signedAs(exchange, signatureInput.replace(/;created=\d+/, "")), "parameter-missing"],
    ["no nonce parameter", signedAs(exchange, signatureInput.replace(/;nonce="[^"]*"/, "")), "parameter-missing"],
    ["a time of expiry", signedAs(exchange, `${signatureInput};expires=9999999999`), "parameter-not-allowed"],
    ["an algorithm that it is not", signedAs(exchange, `${signatureInput};alg="rsa-pss-sha512"`), "wrong-algorithm"],
  ])("%s", async (_, made, fault) => {
    const sent = sentAs(await made);
    expect([await libraryAccepts(sent), ourAnswer(sent)]).toEqual([true, fault]);
  });

  test("a signature given twice under one label: the library takes the last, and a reader of the first sees another", async () => {
    const sent = sentAs(exchange);
    const fields = sent.response.fields.flatMap((line): (readonly [string, string])[] =>
      line[0] === "Signature" ? [["Signature", "prex=:AAAA:"], line] : [line],
    );
    const twice = { ...sent, response: { ...sent.response, fields } };
    expect([await libraryAccepts(twice), ourAnswer(twice)]).toEqual([true, "label-repeated"]);
  });
});
