/**
 * What somebody has in hand as proof: an evidence bundle, a whole case, an HTTP archive, a request with its answer, a proof of a split.
 * Read here and nowhere else: nothing of it leaves the browser. Whatever it is, it is read or refused with a sentence.
 */
import { SPLIT_MAX_BYTES, SPLIT_TYPE } from "#lib/disclosure/ledger-digest/split-proof.ts";
import { BUNDLE_SCHEMA, type Bundle, parseBundle, startsAsBundle } from "#lib/evidence/bundle/bundle.ts";
import { startsAsZip, unzipBundle } from "#lib/evidence/bundle/zip.ts";
import { parseCurlCommand } from "#lib/evidence/capture/curl-command.ts";
import { parseHar } from "#lib/evidence/capture/har-file.ts";
import { CAPTURE_MAX_BYTES, parseRequestText, parseResponseText } from "#lib/evidence/capture/http-text.ts";
import { type EpochReceipt, isReceipt, readEpochReceipt } from "#lib/evidence/epoch-claim.ts";
import { type Exchange, readExchange } from "#lib/evidence/exchange.ts";
import type { SentRequest, SentResponse } from "#lib/evidence/signing/capture-exchange.ts";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalBytes, isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { caseStory } from "#lib/state/files/case-story.ts";
import { accusedKey, evidenceOf } from "#lib/state/files/take-up-case.ts";
import { verifyWholeCase } from "#lib/state/files/verify-whole-case.ts";
import { startsAsWholeCase } from "#lib/state/files/whole-case.ts";

/** Longest file that is read at all: asked of its size before its bytes. */
export const PROOF_MAX_BYTES = CAPTURE_MAX_BYTES;

/** Two messages as they went over the wire. `left`: secrets that the source itself left out, as field names. */
export type Messages = {
  readonly request: SentRequest;
  readonly response: SentResponse;
  readonly left: readonly string[];
  /** What they held: compared with the answer, and kept nowhere. */
  readonly secrets?: Fields;
};

export type Proof =
  | { readonly form: "bundle"; readonly bundle: Bundle }
  | { readonly form: "messages"; readonly found: readonly Messages[] }
  | { readonly form: "split"; readonly split: JsonObject }
  /** The receipt of what a provider said that it owed in an epoch. */
  | { readonly form: "epoch"; readonly epoch: EpochReceipt }
  /** One signed answer as an agent keeps it. */
  | { readonly form: "exchange"; readonly exchange: Exchange }
  /** Half of a proof: the text belongs into the field of that name. */
  | { readonly form: "request" | "response"; readonly text: string };

/** Why it cannot be used, as one sentence with the place. */
export type ProofRefusal = { readonly words: string };

type Read<T> = Result<T, ProofRefusal>;

const no = (words: string): { ok: false; error: ProofRefusal } => err({ words });

const TOO_LARGE = `This has more than ${PROOF_MAX_BYTES / 1_048_576} MB: no proof is so long.`;

/** Reads a file or a pasted text. Total. */
export function readProof(bytes: Uint8Array): Read<Proof> {
  if (bytes.length === 0) return no("This is empty.");
  if (bytes.length > PROOF_MAX_BYTES) return no(TOO_LARGE);
  if (startsAsZip(bytes)) return bundleFrom(unzipBundle(bytes));
  if (startsAsBundle(bytes)) return bundleFrom(parseBundle(bytes));
  if (startsAsWholeCase(bytes)) return evidenceFrom(bytes);
  const text = utf8Decode(bytes);
  const start = (text ?? latin1(bytes.subarray(0, 16))).trimStart();
  if (/^HTTP\/[0-9]/.test(start)) return half("response", text);
  if (/^curl\s/.test(start) || /^[A-Z]{3,10} [!-~]+ HTTP\/[0-9]/.test(start)) return half("request", text);
  if (text === undefined || !/^\ufeff?\{/.test(start))
    return no("This is no evidence file, no HTTP archive (HAR), no curl command and no HTTP answer.");
  return readJson(bytes);
}

/** A case of another index, to be reported here: against the key that signed, which this index may know. */
function evidenceFrom(bytes: Uint8Array): Read<Proof> {
  const found = verifyWholeCase(bytes, { logVkey: undefined });
  const failed = found.checks.find(({ outcome }) => outcome === "fail");
  if (failed !== undefined) return no(`This case does not hold (${failed.name}). ${failed.detail ?? ""}`.trim());
  const story = found.file && caseStory(found.file.case, found.forms);
  const against = story && accusedKey(story);
  if (against === undefined) return no("This case names no key that signed: report it from its own evidence.");
  const bundle = evidenceOf(found, against);
  return typeof bundle === "string"
    ? no("The evidence of this case is not in the file.")
    : ok({ form: "bundle", bundle });
}

function half(form: "request" | "response", text: string | undefined): Read<Proof> {
  return text === undefined
    ? no("The content of this message is not text: choose it as the file of the answer instead.")
    : ok({ form, text });
}

function bundleFrom(read: Result<Bundle, Refusal>): Read<Proof> {
  return read.ok ? ok({ form: "bundle", bundle: read.value }) : no(refusalWords("The evidence file", read.error));
}

function exchangeFrom(read: Result<Exchange, Refusal>): Read<Proof> {
  return read.ok ? ok({ form: "exchange", exchange: read.value }) : no(refusalWords("The signed answer", read.error));
}

function readJson(bytes: Uint8Array): Read<Proof> {
  const json = parseJson(withoutMark(bytes), { maxBytes: PROOF_MAX_BYTES, maxDepth: 64, maxKeys: 2_000_000 });
  if (!json.ok) return no(refusalWords("The file", json.error));
  const { value } = json;
  if (!isJsonObject(value)) return no("This is JSON, and no evidence file and no HTTP archive.");
  // Somebody made it readable: the same bundle, written as it must be.
  if (value.schema === BUNDLE_SCHEMA) return bundleFrom(parseBundle(canonicalBytes(value)));
  if (value.type === SPLIT_TYPE)
    return bytes.length > SPLIT_MAX_BYTES ? no(TOO_LARGE) : ok({ form: "split", split: value });
  if (isReceipt(value)) {
    const epoch = readEpochReceipt(value);
    return epoch.ok ? ok({ form: "epoch", epoch: epoch.value }) : no(epoch.error);
  }
  if ("signatureInput" in value || "dsse" in value) return exchangeFrom(readExchange(value));
  if (typeof value.type === "string" && value.type.startsWith("touchstone-"))
    return no("This file is of Touchstone and proves nothing against a provider.");
  return "log" in value ? harFrom(bytes) : no("This is JSON, and no evidence file and no HTTP archive.");
}

function harFrom(bytes: Uint8Array): Read<Proof> {
  const read = parseHar(bytes);
  if (!read.ok) return no(refusalWords("The archive", read.error));
  if (read.value.length === 0) return no("No answer in this archive carries a signature.");
  return ok({ form: "messages", found: read.value.map(({ request, response }) => ({ request, response, left: [] })) });
}

/** A request as text (`curl …`, or as it went over the wire) and the answer with its fields. Total. */
export function readMessages(requestText: string, answer: Uint8Array, scheme: "http" | "https"): Read<Messages> {
  const response = parseResponseText(answer);
  if (!response.ok) return no(refusalWords("The answer", response.error));
  const text = requestText.trim();
  if (/^curl\s/.test(text)) {
    const command = parseCurlCommand(text);
    return command.ok
      ? ok({ ...command.value, response: response.value })
      : no(refusalWords("The curl command", command.error));
  }
  const request = parseRequestText(utf8Encode(withEmptyLine(requestText)));
  if (!request.ok) return no(refusalWords("The request", request.error));
  const { method, target, fields, body } = request.value;
  const host = fields.find(([name]) => name.toLowerCase() === "host")?.[1].trim();
  if (host === undefined) return no("The request has no Host field: add a line such as Host: provider.example");
  const sent: SentRequest = { method, scheme, host, target, fields };
  return ok({ request: body.length === 0 ? sent : { ...sent, body }, response: response.value, left: [] });
}

/** Who copies a request without content seldom copies the empty line behind it. */
function withEmptyLine(text: string): string {
  return /\r?\n\r?\n/.test(text) ? text : `${text.trimEnd()}\n\n`;
}

export function refusalWords(what: string, { pointer, detail }: Refusal): string {
  return pointer === "" ? `${what}: ${detail}` : `${what}, at ${pointer}: ${detail}`;
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
