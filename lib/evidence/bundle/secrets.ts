/**
 * Secrets that must not become public with a bundle: tokens that can still be spent, passwords, private keys. Found by
 * their form, in every text that a bundle carries and in bodies that are text. What is found is named by its place and
 * never repeated.
 */
import { base64Decode, base64UrlDecode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { jsonPointer } from "#lib/kernel/refusal.ts";
import { bodyBytes, type Exchange } from "../exchange.ts";
import type { Bundle } from "./bundle.ts";

export type SecretKind = "bearer-token" | "authorization" | "cookie" | "private-key" | "password" | "api-key";

/**
 * `pointer`: the text that holds it. `endsAt`: seconds since 1970 when a token ends by its own word; null where it does
 * not say or where it is no token. `isBound`: the text is part of what the provider signed, so that it cannot be cut out
 * and stay evidence.
 */
export type Secret = {
  readonly kind: SecretKind;
  readonly pointer: string;
  readonly endsAt: number | null;
  readonly isBound: boolean;
};

const TOKEN = /(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]+)\.(eyJ[A-Za-z0-9_-]+)\.[A-Za-z0-9_-]{20,}/g;

/** Forms of secrets besides tokens. Each asks for a value behind the name, so that documentation about them passes. */
const FORMS: readonly { readonly kind: SecretKind; readonly form: RegExp }[] = [
  {
    kind: "authorization",
    form: /(?:^|[\r\n"'])(?:proxy-)?authorization["']?\s*[:=]\s*["']?\s*(?:bearer|basic|digest|token)\s+\S{6,}/i,
  },
  { kind: "authorization", form: /\bbearer\s+[A-Za-z0-9._~+/-]{16,}=*/i },
  { kind: "cookie", form: /(?:^|[\r\n"'])(?:set-)?cookie["']?\s*:\s*["']?\s*[^\s=;"']+=[^\s;"']{6,}/i },
  { kind: "private-key", form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----/ },
  { kind: "private-key", form: /"d"\s*:\s*"[A-Za-z0-9_-]{43}"/ },
  { kind: "password", form: /(?:[?&;]|["'])(?:password|passwd|pwd|passphrase)["']?\s*[:=]\s*["']?[^\s"'&;]{4,}/i },
  {
    kind: "api-key",
    form: /(?:[?&;]|["'])(?:access_token|api_?key|auth_token|client_secret|refresh_token)["']?\s*[:=]\s*["']?[^\s"'&;]{8,}/i,
  },
];

/** Of these every form has one: a text without them is not put to each form. */
const MARKS =
  /eyJ|authorization|bearer|cookie|private key|"d"|passw|passphrase|pwd|access_token|api_?key|auth_token|client_secret|refresh_token/i;

/** Secrets in one text, in no order and each kind once. `pointer`, `isBound`: of the text. */
export function secretsInText(text: string, pointer: string, isBound: boolean): Secret[] {
  const tokens = Array.from(text.matchAll(TOKEN), ([, header = "", claims = ""]): Secret[] =>
    isTokenHeader(header) ? [{ kind: "bearer-token", pointer, endsAt: endOf(claims), isBound }] : [],
  ).flat();
  const others = FORMS.filter(({ form }) => form.test(text)).map(
    ({ kind }): Secret => ({ kind, pointer, endsAt: null, isBound }),
  );
  const kinds = new Set<SecretKind>();
  const once = others.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind));
  return [...tokens.slice(0, 1), ...once];
}

/**
 * Secrets of a bundle that would become public with it. A token that the provider's signature binds, or that a claim of
 * `token-misuse` is about, is evidence: it counts only while it can be spent. `now`: seconds since 1970.
 */
export function secretsOf(bundle: Bundle, now: number): Secret[] {
  const found: Secret[] = [];
  const path: (string | number)[] = [];
  let exchange: Exchange | undefined;
  const look = (name: string | number, value: JsonValue | undefined, isBound: boolean): void => {
    path.push(name);
    if (typeof value === "string") {
      const text = readable(value, name, exchange);
      if (MARKS.test(text)) found.push(...secretsInText(text, jsonPointer(path), isBound));
    } else if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at++) look(at, value[at], isBound);
    } else if (isJsonObject(value)) {
      for (const member of Object.keys(value)) look(member, value[member], isBound);
    }
    path.pop();
  };
  const { claim, subject, token, reexecution } = bundle as unknown as Record<string, JsonValue>;
  path.push("exchanges");
  for (const [at, each] of bundle.exchanges.entries()) {
    exchange = each;
    look(at, each as unknown as JsonValue, true);
  }
  exchange = undefined;
  path.pop();
  look("claim", claim, false);
  look("subject", subject, false);
  look("token", token, false);
  look("reexecution", reexecution, false);
  const isSpent = ({ endsAt }: Secret) => endsAt !== null && endsAt < now;
  const isEvidence = ({ pointer, isBound }: Secret) => isBound || pointer.startsWith("/claim/params/tokens/");
  return found.filter((secret) => !(isEvidence(secret) && isSpent(secret)));
}

/** Bodies and payloads are base64; what is text inside is looked at as text. */
function readable(value: string, name: string | number, exchange: Exchange | undefined): string {
  if (!BASE64_FIELDS.has(name)) return percentDecoded(value);
  const bytes = exchange === undefined ? base64Decode(value) : bodyBytes(exchange, value);
  return (bytes === undefined ? undefined : utf8Decode(bytes)) ?? "";
}

const BASE64_FIELDS: ReadonlySet<string | number> = new Set(["body", "requestBody", "responseBody", "payload"]);

/** A secret in an address is as public however it is escaped. */
function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  return text.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function isTokenHeader(segment: string): boolean {
  const header = jsonOf(segment);
  return isJsonObject(header) && typeof header.alg === "string";
}

function endOf(segment: string): number | null {
  const claims = jsonOf(segment);
  return isJsonObject(claims) && typeof claims.exp === "number" ? claims.exp : null;
}

function jsonOf(segment: string): JsonValue | undefined {
  const bytes = base64UrlDecode(segment);
  const json = bytes === undefined ? undefined : parseJson(bytes);
  return json?.ok === true ? json.value : undefined;
}
