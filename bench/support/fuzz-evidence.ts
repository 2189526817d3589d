/**
 * Throws spoiled documents at the parsers of evidence: bundles in both forms, exchanges, what tools save of HTTP, tokens,
 * definitions, signature fields, charges, and the bodies of reports and verdicts. The promises are those of fuzz-log.ts;
 * where a parser reads more than one text as the same, what it read must read again as itself.
 *
 * `node bench/fuzz-evidence.ts [rounds]` runs 100,000 rounds for each parser.
 */
import { type Bundle, encodeBundle, newBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { secretsOf } from "#lib/evidence/bundle/secrets.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { unzipBundle, zipBundle } from "#lib/evidence/bundle/zip.ts";
import { parseCurlCommand } from "#lib/evidence/capture/curl-command.ts";
import { parseHar } from "#lib/evidence/capture/har-file.ts";
import { parseRequestText, parseResponseText } from "#lib/evidence/capture/http-text.ts";
import { CHARGE_TYPE, readCharge } from "#lib/evidence/charge.ts";
import { parseCid } from "#lib/evidence/definition/cid.ts";
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { readExchange } from "#lib/evidence/exchange.ts";
import { signResponseDocument } from "#lib/evidence/signing/sign-response.ts";
import { readMembers, readSignatureInput } from "#lib/evidence/signing/signature-input.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { fullAnswer, parameters, sentAs, sign, signedAnswer, signerKey } from "#lib/evidence/testing/signed-answer.ts";
import { readToken, splitToken } from "#lib/evidence/token/prex-token.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { canonicalBytes, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { definitionSchema } from "#lib/statement/definition.ts";
import { REPORT_TEMPLATE, reportFileBody, verdictBody } from "#lib/statement/evidence-bodies.ts";
import { refusalBy, type SchemaQuestion } from "#lib/statement/schema-refusal.ts";
import { acceptedOf, byteTarget, type FuzzResult, fuzzTargets, printFuzz, type Target } from "./fuzz-log.ts";

/** Fuzzes every parser `rounds` times. `now`: milliseconds, by which the slowest document is told. */
export async function fuzzEvidenceParsers(options: {
  rounds: number;
  seed: number;
  now?: () => number;
}): Promise<FuzzResult[]> {
  return fuzzTargets(await targets(), options);
}

async function targets(): Promise<Target[]> {
  const exchange = await signedAnswer();
  const envelope = await signResponseDocument(fullAnswer, parameters, sign);
  const bundles = bundlesOf([exchange, envelope]);
  const { request, response } = sentAs(exchange);
  const lines = (fields: readonly (readonly [string, string])[]) =>
    fields.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const body = utf8Decode(request.body ?? new Uint8Array()) ?? "";
  const headers = request.fields.map(([name, value]) => `-H '${name}: ${value}'`).join(" ");
  return [
    byteTarget("bundle", bundles.map(encodeBundle), (bytes) => looked(acceptedOf(parseBundle(bytes))), encodeBundle),
    zipTarget(bundles),
    jsonTarget("exchange", [exchange, envelope], (value) => {
      const read = readExchange(value);
      if (!read.ok) return read.error;
      // Whatever keeps the form is judged, and says why not.
      const { checks } = verifyResponse(read.value, keyAmong([signerKey]), () => true);
      if (checks.length !== 4) throw new Error("An exchange without its four checks");
      return undefined;
    }),
    totalTarget(
      "request as text",
      [`POST ${request.target} HTTP/1.1\r\n${lines(request.fields)}\r\n${body}`, "GET / HTTP/1.1\nHost: a\n\n"],
      (bytes) => acceptedOf(parseRequestText(bytes)),
    ),
    totalTarget(
      "answer as text",
      [
        `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n${lines(response.fields)}\r\n${utf8Decode(response.body)}`,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n",
        "HTTP/2 204\r\nContent-Length: 0\r\n\r\n",
      ],
      (bytes) => acceptedOf(parseResponseText(bytes)),
    ),
    totalTarget(
      "curl command",
      [
        `curl 'https://${request.host}${request.target}' ${headers} --data-raw '${body}'`,
        "curl -X PUT \"https://a.example/\\\"b\" -b 'a=b' -d $'a\\nb' \\\n --compressed",
      ],
      (bytes) => acceptedOf(parseCurlCommand(utf8Decode(bytes) ?? "")),
    ),
    totalTarget("HTTP archive", [JSON.stringify(archiveOf(request, response, body))], (bytes) =>
      acceptedOf(parseHar(bytes)),
    ),
    tokenTarget(),
    schemaTarget("definition", [functionOf() as unknown as JsonValue], refusalBy(definitionSchema)),
    totalTarget("signature input", [exchange.signatureInput, '("@status" "a";req);created=1;x="\\""'], (bytes) => {
      const read = readSignatureInput(utf8Decode(bytes) ?? "");
      if (!read.ok) return coded(read.error);
      const again = readSignatureInput(read.value.text);
      if (!again.ok || again.value.text !== read.value.text) throw new Error("It reads as another");
      return read.value;
    }),
    totalTarget(
      "signature field",
      [`sig=${exchange.signatureInput}, b=("a";req);c="d"`, "s=:AA==:, t=:AQ==:"],
      (bytes) => {
        const read = readMembers(utf8Decode(bytes) ?? "", "signature-input");
        return read.ok ? read.value : coded(read.error);
      },
    ),
    totalTarget(
      "content address",
      [`bafkrei${"a".repeat(52)}`, "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"],
      (bytes) => parseCid(utf8Decode(bytes) ?? ""),
    ),
    totalTarget(
      "charge",
      ['{"prex-charge":{"amount":"0.45","currency":"EUR","quantity":"1000","service":"storage","unit":"call"}}'],
      (body) => readCharge({ status: 200, contentType: CHARGE_TYPE, body }),
    ),
    schemaTarget("report", [REPORT], refusalBy(reportFileBody)),
    schemaTarget("verdict", [VERDICT], refusalBy(verdictBody)),
  ];
}

const REPORT = { template: REPORT_TEMPLATE, claim: "wrong-result", drawShare: "5f".repeat(32) };

const VERDICT = {
  ...{ verdict: "refuted", reason: "answer-is-right", bundle: "ab".repeat(32), faultId: null, faultGroup: null },
  rules: { ed25519: "TS-Ed25519/1", http: "prex-response-v1", definition: "touchstone/definition/1", verdict: "v/1" },
  ...{ t: "2026-11-26T22:00:00.000Z", signer: didKeyOf(signerKey), definition: null, state: null },
  keyHistory: { origin: "test.invalid/log", head: "cd".repeat(32), events: 2 },
  inputs: "ef".repeat(32),
  checks: Array.from({ length: 14 }, (_, at) => ({ name: `check-${at}`, outcome: "pass" })),
};

function bundlesOf(exchanges: Bundle["exchanges"]): Bundle[] {
  const signer = didKeyOf(signerKey);
  const subject = { provider: signer };
  const since = { since: "2026-11-26T22:00:00.000Z", amount: "5", asset: "EUR" };
  return [
    exampleBundle,
    newBundle({ subject, claim: { kind: "equivocation", params: {}, text: "Two answers. ⚖" }, exchanges }),
    newBundle({
      subject,
      claim: { kind: "vanished", params: since },
      exchanges: [],
      keys: [{ publicKey: signer, events: [], proofs: [{ type: "x" }] }],
    }),
  ];
}

/** Everything that a page shows of a bundle before it is filed must be told without a throw. */
function looked(bundle: Bundle | undefined): Bundle | undefined {
  if (bundle !== undefined) secretsOf(bundle, 1_800_000_000);
  return bundle;
}

/** Of archives that were read, each so manieth is packed and read once more, which costs far more than to read one. */
const PACKED_AGAIN = 16;

/** One bundle has many archives, so that what was read must give an archive that reads as the same. */
function zipTarget(bundles: readonly Bundle[]): Target {
  const stored = zipBundle(exampleBundle);
  let count = 0;
  return byteTarget(
    "bundle as zip",
    [...bundles.map(zipBundle), concatBytes(stored, stored)],
    (bytes) => {
      const read = acceptedOf(unzipBundle(bytes));
      if (read === undefined) return undefined;
      count += 1;
      if (count % PACKED_AGAIN !== 1) return bytes;
      const again = acceptedOf(unzipBundle(zipBundle(read)));
      const isSame = again !== undefined && utf8Decode(encodeBundle(again)) === utf8Decode(encodeBundle(read));
      if (!isSame) throw new Error("The archive reads as another bundle");
      return bytes;
    },
    (bytes) => bytes,
  );
}

function jsonTarget(
  parser: string,
  samples: readonly unknown[],
  refused: (value: JsonValue) => Refusal | undefined,
): Target {
  return byteTarget(
    parser,
    samples.map((sample) => canonicalBytes(sample as JsonValue)),
    (bytes) => {
      const json = acceptedOf(parseCanonical(bytes));
      return json === undefined ? undefined : coded(refused(json), json);
    },
    canonicalBytes,
  );
}

function schemaTarget(parser: string, samples: readonly JsonValue[], asks: SchemaQuestion): Target {
  return jsonTarget(parser, samples, (value) => asks(value, ""));
}

/** For a parser of a free form: it answers, and a refusal has its code and its words. */
function totalTarget(parser: string, samples: readonly string[], parse: (bytes: Uint8Array) => unknown): Target {
  const reformat = (bytes: Uint8Array) => (parse(bytes) === undefined ? undefined : bytes);
  return { parser, samples: samples.map(utf8Encode), reformat };
}

function coded<T>(refusal: { readonly code: string; readonly detail: string } | undefined, value?: T): T | undefined {
  if (refusal === undefined) return value;
  if (refusal.code === "" || refusal.detail === "") throw new Error("A refusal without code or detail");
  return undefined;
}

function tokenTarget(): Target {
  const issuer = didKeyOf(signerKey);
  const part = (value: unknown) => base64UrlEncode(canonicalBytes(value as JsonValue));
  const claims = {
    iss: issuer,
    aud: ["a"],
    exp: 3,
    nbf: 1,
    iat: 1,
    usage: 1,
    jti: "6f0c1b8e-8a0e-4f52-9d8f-1d9f3a1c2b3d",
  };
  const large = base64UrlEncode(utf8Encode(`{"quantity":9223372036854775807,${JSON.stringify(claims).slice(1)}`));
  const head = part({ alg: "EdDSA", kid: issuer, typ: "JWT" });
  const samples = [
    `${head}.${part({ ...claims, quantity: 5 })}.${"A".repeat(86)}`,
    `${head}.${large}.${"A".repeat(86)}`,
  ];
  return totalTarget("token", samples, (bytes) => {
    const parts = splitToken(utf8Decode(bytes) ?? "");
    if (parts === undefined) return undefined;
    const { ok, checks, claims: read } = readToken(parts, () => true);
    if ((ok && read === undefined) || checks.some(({ outcome, reason }) => outcome === "fail" && !reason))
      throw new Error("A token without claims, or a failed check without a reason");
    return read;
  });
}

function archiveOf(
  request: ReturnType<typeof sentAs>["request"],
  response: ReturnType<typeof sentAs>["response"],
  body: string,
) {
  const named = (fields: readonly (readonly [string, string])[]) => fields.map(([name, value]) => ({ name, value }));
  const entry = {
    request: {
      method: "POST",
      url: `https://${request.host}${request.target}`,
      headers: named(request.fields),
      postData: { text: body },
    },
    response: { status: 200, headers: named(response.fields), content: { text: "W10=", encoding: "base64" } },
  };
  return { log: { version: "1.2", entries: [entry, {}] } };
}

if (import.meta.main) printFuzz(await fuzzEvidenceParsers({ rounds: Number(process.argv[2] ?? 100_000), seed: 1 }));
