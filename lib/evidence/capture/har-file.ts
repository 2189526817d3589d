/**
 * Exchanges out of an HTTP archive (HAR 1.2), as browsers and proxies save them. A HAR keeps text, not bytes: an answer
 * whose text does not give back the bytes of its digest is found out by the check of the body, as a defect of the report.
 */
import { base64Decode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import type { SentRequest, SentResponse } from "../signing/capture-exchange.ts";
import type { Fields } from "../signing/http-message.ts";
import { CAPTURE_MAX_BYTES } from "./http-text.ts";

export type HarExchange = {
  /** Position in the archive's list. */
  readonly entry: number;
  readonly request: SentRequest;
  readonly response: SentResponse;
};

const MAX_ENTRIES = 5000;

/** The exchanges whose answer carries a signature, in the archive's order. Refusals: those of `parseJson`, `schema`. Total. */
export function parseHar(bytes: Uint8Array): Result<readonly HarExchange[], Refusal> {
  const json = parseJson(withoutMark(bytes), { maxBytes: CAPTURE_MAX_BYTES, maxDepth: 64, maxKeys: 2_000_000 });
  if (!json.ok) return json;
  const log = member(json.value, "log");
  const entries = member(log, "entries");
  if (!Array.isArray(entries)) return err(refusal("schema", "/log/entries", "An HTTP archive has a list log.entries."));
  if (entries.length > MAX_ENTRIES) return err(refusal("too-large", "/log/entries", `At most ${MAX_ENTRIES} entries.`));
  return ok(entries.flatMap((entry: JsonValue, at) => exchangeOf(entry, at) ?? []));
}

function exchangeOf(entry: JsonValue, at: number): HarExchange | undefined {
  const request = member(entry, "request");
  const response = member(entry, "response");
  if (!isJsonObject(request) || !isJsonObject(response)) return undefined;
  const fields = fieldsOf(response);
  if (!fields.some(([name]) => name.toLowerCase() === "signature-input")) return undefined;
  const [, scheme, host, target] = /^(https?):\/\/(?:[^/?#]*@)?([^/?#@]+)([/?][^#]*)?/i.exec(text(request.url)) ?? [];
  const status = response.status;
  if (scheme === undefined || host === undefined || typeof status !== "number") return undefined;
  const sent = fieldsOf(request);
  const body = contentOf(member(request, "postData"));
  return {
    entry: at,
    request: {
      method: text(request.method),
      scheme: scheme.toLowerCase() === "http" ? "http" : "https",
      host: sent.find(([name]) => /^(host|:authority)$/i.test(name))?.[1] ?? host,
      target: target === undefined ? "/" : target.startsWith("?") ? `/${target}` : target,
      // HTTP/2's own names (`:method` …) are no fields.
      fields: sent.filter(([name]) => !name.startsWith(":")),
      ...(body.length === 0 ? {} : { body }),
    },
    response: {
      status,
      fields: fields.filter(([name]) => !name.startsWith(":")),
      body: contentOf(member(response, "content")),
    },
  };
}

function fieldsOf(message: JsonObject): Fields {
  const list = Array.isArray(message.headers) ? (message.headers as readonly JsonValue[]) : [];
  return list.flatMap((field) => (isJsonObject(field) ? [[text(field.name), text(field.value)] as const] : []));
}

function contentOf(content: JsonValue | undefined): Uint8Array {
  if (!isJsonObject(content) || typeof content.text !== "string") return new Uint8Array();
  return content.encoding === "base64" ? (base64Decode(content.text) ?? new Uint8Array()) : utf8Encode(content.text);
}

/** Some tools begin the file with a byte order mark. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) ? value[name] : undefined;
}

function text(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
