import { describe, expect, test } from "vitest";
import { base64Encode } from "#lib/kernel/base.ts";
import type { HttpExchange } from "../exchange.ts";
import { bareAnswer, sentAs, signedAnswer, signerKey } from "../testing/signed-answer.ts";
import { captureExchange } from "./capture-exchange.ts";
import type { Fields } from "./http-message.ts";
import { keyAmong, verifyResponse } from "./verify-response.ts";

type Sent = ReturnType<typeof sentAs>;

const exchange = await signedAnswer();
const sent = sentAs(exchange);

const answerOf = (changed: Sent): unknown => {
  const captured = captureExchange(changed);
  return captured.ok ? captured.value : `${captured.error.code} ${captured.error.component}`;
};
const inResponse = (change: (fields: Fields) => Fields): Sent => ({
  ...sent,
  response: { ...sent.response, fields: change(sent.response.fields) },
});
const inRequest = (change: (fields: Fields) => Fields): Sent => ({
  ...sent,
  request: { ...sent.request, fields: change(sent.request.fields) },
});
/** The fields with one value written otherwise; undefined takes the field away. */
const rewrite =
  (name: string, write: (value: string) => string | undefined) =>
  (fields: Fields): Fields =>
    fields.flatMap(([other, value]) => {
      const written = other === name ? write(value) : value;
      return written === undefined ? [] : [[other, written] as const];
    });
const without = (name: string) => rewrite(name, () => undefined);

const foreign = 'cdn=("@status");created=1;keyid="k";tag="other"';

describe("two messages as sent give the exchange that was signed", () => {
  test.each<[string, Sent]>([
    ["as they stand", sent],
    [
      "with field names in capitals",
      inResponse((fields) => fields.map(([name, value]) => [name.toUpperCase(), value])),
    ],
    ["with spaces around values", inResponse((fields) => fields.map(([name, value]) => [name, ` \t${value} `]))],
    ["with a folded line", inResponse(rewrite("Signature-Input", (value) => value.replace(" ", " \r\n\t")))],
    ["with the host in capitals", { ...sent, request: { ...sent.request, host: sent.request.host.toUpperCase() } }],
    [
      "with the address as target",
      { ...sent, request: { ...sent.request, target: `https://other${sent.request.target}` } },
    ],
    ["with another's signature before it", inResponse(rewrite("Signature-Input", (value) => `${foreign}, ${value}`))],
    [
      "with another's signature on a line of its own",
      inResponse((fields) => [["signature-input", foreign], ["signature", "cdn=:AAAA:"], ...fields]),
    ],
    [
      "under another label",
      inResponse((fields) => fields.map(([name, value]) => [name, value.replace(/^prex=/, "s-1.x*_=")])),
    ],
  ])("%s", (_, changed) => {
    expect(answerOf(changed)).toEqual(exchange);
  });

  test("with an empty query and the scheme's own port", async () => {
    const bare = await signedAnswer(bareAnswer);
    const { request, response } = sentAs(bare);
    for (const [host, target] of [
      ["halden.example:443", "/?"],
      ["halden.example:", "/"],
      ["halden.example", "https://halden.example"],
    ] as const)
      expect(answerOf({ request: { ...request, host, target }, response })).toEqual(bare);
  });

  test("without any secret that went along", () => {
    expect(JSON.stringify(sent)).toContain("secret");
    expect(JSON.stringify(answerOf(sent))).not.toContain("secret");
  });
});

describe("refused, with the component at fault", () => {
  const double = (value: string) => `${value}, ${value}`;
  test.each<[string, Sent, string]>([
    ["no signature", inResponse(without("Signature")), "signature-missing signature"],
    ["no input", inResponse(without("Signature-Input")), "signature-missing signature-input"],
    [
      "another profile's signature only",
      inResponse(rewrite("Signature-Input", (v) => v.replace("-v1", "-v9"))),
      "signature-missing signature-input",
    ],
    [
      "a signature under another label",
      inResponse(rewrite("Signature", (v) => v.replace("prex", "sig"))),
      "signature-missing signature",
    ],
    ["a label twice", inResponse(rewrite("Signature-Input", double)), "label-repeated signature-input"],
    [
      "a label twice over two lines",
      inResponse((fields) => [["Signature", "prex=:AAAA:"], ...fields]),
      "label-repeated signature",
    ],
    [
      "two signatures with the tag",
      inResponse(rewrite("Signature-Input", (v) => `${v}, b${v}`)),
      "several-signatures signature-input",
    ],
    [
      "a trailing comma",
      inResponse(rewrite("Signature-Input", (v) => `${v},`)),
      "signature-input-malformed signature-input",
    ],
    ["an empty member", inResponse(rewrite("Signature", (v) => `,${v}`)), "signature-form signature"],
    ["a signature that is a token", inResponse(rewrite("Signature", () => "prex=abc")), "signature-form signature"],
    ["a signature with parameters", inResponse(rewrite("Signature", (v) => `${v};a`)), "signature-form signature"],
    [
      "base64 without padding",
      inResponse(rewrite("Signature", (v) => v.replace("==", ""))),
      "signature-form signature",
    ],
    [
      "a parameter twice",
      inResponse(rewrite("Signature-Input", (v) => `${v};created=1`)),
      "signature-input-not-canonical signature-input",
    ],
    ["no nonce", inRequest(without("Prex-Request-Nonce")), 'field-missing "prex-request-nonce";req'],
    ["an empty nonce", inRequest(rewrite("Prex-Request-Nonce", () => " ")), 'field-form "prex-request-nonce";req'],
    [
      "a nonce outside ASCII",
      inRequest(rewrite("Prex-Request-Nonce", () => "n\xfcnce")),
      'field-not-ascii "prex-request-nonce";req',
    ],
    ["no digest", inResponse(without("Content-Digest")), 'field-missing "content-digest"'],
    ["no content type", inResponse(without("Content-Type")), 'field-missing "content-type"'],
    [
      "a content type with a line break",
      inResponse(rewrite("Content-Type", () => "a\nb")),
      'field-control "content-type"',
    ],
    ["an encoded answer", inResponse(rewrite("Content-Encoding", () => "gzip")), 'content-encoding "content-encoding"'],
    ["an interim answer", { ...sent, response: { ...sent.response, status: 103 } }, 'message-form "@status"'],
    ["a method with a space", { ...sent, request: { ...sent.request, method: "GET /" } }, 'message-form "@method";req'],
    [
      "a target of a proxy",
      { ...sent, request: { ...sent.request, target: "halden.example:443" } },
      'target-form "@path"',
    ],
    [
      "a host with a user",
      { ...sent, request: { ...sent.request, host: "me@halden.example" } },
      'authority-form "@authority"',
    ],
  ])("%s", (_, changed, refusal) => {
    expect(answerOf(changed)).toBe(refusal);
  });
});

describe("captured, and then it does not verify", () => {
  const verdict = (changed: Sent) => {
    const captured = captureExchange(changed);
    const { checks } = verifyResponse(captured.ok ? captured.value : exchange, keyAmong([signerKey]));
    return checks.filter(({ outcome }) => outcome !== "pass").map(({ name, reason }) => `${name} ${reason}`);
  };

  test.each<[string, Sent, string[]]>([
    [
      "percent-encoding written otherwise",
      { ...sent, request: { ...sent.request, target: sent.request.target.replace("%2F", "%2f") } },
      ["signature equation"],
    ],
    [
      "a field given twice",
      inRequest((fields) => [...fields, ["prex-request-nonce", "another"]]),
      ["signature equation"],
    ],
    ["a method in small letters", { ...sent, request: { ...sent.request, method: "post" } }, ["signature equation"]],
    [
      "a definition taken away",
      inResponse(without("Prex-Definition")),
      ["components coverage-extra", "signature undefined"],
    ],
    [
      "a digest given twice",
      inResponse((fields) => [...fields, ["content-digest", exchange.response.contentDigest]]),
      ["body digest-form", "signature equation"],
    ],
    [
      "a body of other bytes",
      { ...sent, response: { ...sent.response, body: Uint8Array.of(1) } },
      ["body digest-mismatch"],
    ],
    [
      "a request body withheld",
      { ...sent, request: { ...sent.request, body: new Uint8Array() } },
      ["body digest-mismatch"],
    ],
  ])("%s", (_, changed, faults) => {
    expect(verdict(changed)).toEqual(faults);
  });

  test("bodies of any bytes come back byte for byte", () => {
    const body = Uint8Array.from({ length: 256 }, (_, at) => at);
    const captured = captureExchange({ ...sent, response: { ...sent.response, body } });
    expect(captured.ok && (captured.value satisfies HttpExchange)).toMatchObject({
      response: { body: base64Encode(body) },
    });
  });
});
