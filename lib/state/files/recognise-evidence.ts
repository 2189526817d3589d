/** What of a report a file can be: a bundle in either form, one signed answer, a Prex token, or a definition. */
import {
  BUNDLE_MAX_BYTES,
  BUNDLE_SCHEMA,
  encodeBundle,
  parseBundle,
  startsAsBundle,
} from "#lib/evidence/bundle/bundle.ts";
import { startsAsZip, unzipBundle } from "#lib/evidence/bundle/zip.ts";
import { type Exchange, readExchange } from "#lib/evidence/exchange.ts";
import { splitToken, type TokenParts } from "#lib/evidence/token/prex-token.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonObject, parseJson } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { DEFINITION_SCHEMA, type Definition, definitionSchema } from "#lib/statement/definition.ts";
import { refusalBy } from "#lib/statement/schema-refusal.ts";

/** `bytes`: the bundle as canonical JSON, whatever form it came in. */
export type EvidenceFile =
  | { readonly kind: "evidence"; readonly bytes: Uint8Array; readonly origin: undefined }
  | { readonly kind: "exchange"; readonly exchange: Exchange; readonly origin: undefined }
  | { readonly kind: "token"; readonly parts: TokenParts; readonly origin: undefined }
  | { readonly kind: "definition"; readonly definition: Definition; readonly origin: undefined };

/** Why something that calls itself evidence cannot be used. */
export type EvidenceRefusal = { readonly title: string; readonly refusal: Refusal };

const TOKEN = /^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;
const LIMITS = { maxBytes: BUNDLE_MAX_BYTES, maxDepth: 64, maxKeys: 100_000 };

/** Undefined for what is none of these. Total. */
export function recogniseEvidence(bytes: Uint8Array): EvidenceFile | EvidenceRefusal | undefined {
  if (startsAsZip(bytes)) {
    const read = unzipBundle(bytes);
    if (!read.ok) return { title: "This archive is no evidence that can be read", refusal: read.error };
    return { kind: "evidence", bytes: encodeBundle(read.value), origin: undefined };
  }
  if (startsAsBundle(bytes)) return readBundle(bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes);
  if (bytes.length > BUNDLE_MAX_BYTES) return undefined;
  const text = utf8Decode(bytes)?.trim() ?? "";
  if (TOKEN.test(text)) {
    const parts = splitToken(text);
    if (parts !== undefined) return { kind: "token", parts: withoutEmpty(parts), origin: undefined };
  }
  if (!text.startsWith("{")) return undefined;
  // A bundle that somebody indented, or otherwise wrote anew, names its schema and is not in its one form.
  if (text.includes(`"${BUNDLE_SCHEMA}"`)) return readBundle(bytes);
  const json = parseJson(bytes, LIMITS);
  return json.ok && isJsonObject(json.value) ? readObject(json.value) : undefined;
}

/** A token that was kept without its signature ends with its second point. */
function withoutEmpty({ header, claims, signature }: TokenParts): TokenParts {
  return signature === undefined || signature === "" ? { header, claims } : { header, claims, signature };
}

function readBundle(bytes: Uint8Array): EvidenceFile | EvidenceRefusal {
  const parsed = parseBundle(bytes);
  if (!parsed.ok) return { title: "This evidence cannot be read", refusal: parsed.error };
  return { kind: "evidence", bytes, origin: undefined };
}

const refusedDefinition = refusalBy(definitionSchema);

/** One exchange, a definition, or an answer of the API that holds one. */
function readObject(value: JsonObject): EvidenceFile | EvidenceRefusal | undefined {
  if ("dsse" in value || ("signatureInput" in value && "response" in value)) {
    const exchange = readExchange(value);
    if (!exchange.ok) return { title: "This signed answer cannot be read", refusal: exchange.error };
    return { kind: "exchange", exchange: exchange.value, origin: undefined };
  }
  const inside = isJsonObject(value.data) && isJsonObject(value.data.document) ? value.data.document : value;
  const document = isJsonObject(inside.definition) ? inside.definition : inside;
  if (document.schema !== DEFINITION_SCHEMA) return undefined;
  const refusal = refusedDefinition(document, "");
  if (refusal !== undefined) return { title: "This definition cannot be read", refusal };
  return { kind: "definition", definition: document as unknown as Definition, origin: undefined };
}
