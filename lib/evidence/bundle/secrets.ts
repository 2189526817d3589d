/**
 * Secrets that must not become public with a bundle: tokens that can still be spent, passwords, private keys. Found by
 * their form, in every text that a bundle carries and in all bodies. What is found is named by its place and never repeated.
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

/** Three parts with dots, of which the first two are base64url of JSON objects, however spaced. */
const TOKEN = /(?<![A-Za-z0-9_-])(e[wy][A-Za-z0-9_-]+)\.(e[wy][A-Za-z0-9_-]+)\.[A-Za-z0-9_-]{20,}/g;

/**
 * Forms of secrets besides tokens. Each asks for a value behind the name, so that documentation about them passes. Every
 * repetition has an end: a body of spaces must not take longer than one of letters.
 */
const FORMS: readonly { readonly kind: SecretKind; readonly form: RegExp }[] = [
  {
    kind: "authorization",
    form: /(?:^|[\r\n"'])(?:proxy-)?authorization["']?\s{0,9}[:=]\s{0,9}["']?\s{0,9}(?:bearer|basic|digest|token)\s{1,9}\S{6,}/i,
  },
  { kind: "authorization", form: /\bbearer\s{1,9}[A-Za-z0-9._~+/-]{16,}=*/i },
  {
    kind: "cookie",
    form: /(?:^|[\r\n"'])(?:set-)?cookie["']?\s{0,9}:\s{0,9}["']?\s{0,9}(?:[^\s=;"']{1,64}=[^\s;"']{0,5};\s{0,9}){0,8}[^\s=;"']{1,64}=[^\s;"']{6,}/i,
  },
  { kind: "private-key", form: /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY-----/ },
  { kind: "private-key", form: /"d"\s{0,9}:\s{0,9}"[A-Za-z0-9_-]{43}"/ },
  { kind: "password", form: /["'](?:password|passwd|pwd|passphrase)["']?\s{0,9}[:=]\s{0,9}["']?[^\s"'&;]{4,}/i },
  { kind: "password", form: /(?:^|[?&;\r\n])(?:password|passwd|pwd|passphrase)[:=][^\s"'&;]{4,}/i },
  {
    kind: "api-key",
    form: /(?:^|[?&;\r\n"'])(?:(?:access|auth|refresh)[_-]?token|(?:x-)?api[_-]?key|client[_-]?secret)["']?\s{0,9}[:=]\s{0,9}["']?[^\s"'&;]{8,}/i,
  },
  {
    kind: "api-key",
    form: /(?<![A-Za-z0-9])(?:[rs]k_live_|gh[opsu]_|github_pat_|glpat-|xox[abprs]-)[A-Za-z0-9_-]{16,}/,
  },
];

/** Of these every form has one: a text without them is not put to each form. */
const MARKS =
  /\.e[wy]|authorization|bearer|cookie|private key|"d"|passw|passphrase|pwd|token["':=\s]|api[_-]?key|secret|k_live_|gh[opsu]_|_pat_|glpat-|xox/i;

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
  // The one that can be spent longest stands for all: a spent one must not cover it.
  const [longest] = tokens.sort((left, right) => (right.endsAt ?? Infinity) - (left.endsAt ?? Infinity));
  return [...(longest === undefined ? [] : [longest]), ...once];
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
      for (const member of Object.keys(value)) {
        // A name of a document of free form can be as long as a token.
        if (member.length > 40) found.push(...secretsInText(plain(member), jsonPointer(path), isBound));
        look(member, value[member], isBound);
      }
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
  // Public already, as logs and definitions are, unless somebody put into them what is not theirs.
  const own = found.length;
  for (const name of ["definition", "keys", "time", "receipts"] as const)
    look(name, bundle[name] as unknown as JsonValue, false);
  const foreign = found.splice(own).filter(({ kind }) => kind === "bearer-token" || kind === "private-key");
  found.push(...foreign);
  const isSpent = ({ endsAt }: Secret) => endsAt !== null && endsAt < now;
  const isEvidence = ({ pointer, isBound }: Secret) => isBound || pointer.startsWith("/claim/params/tokens/");
  return found.filter((secret) => !(isEvidence(secret) && isSpent(secret)));
}

/** Bodies and payloads are base64: looked at as text, whatever they are, since a form may hold a picture and a token. */
function readable(value: string, name: string | number, exchange: Exchange | undefined): string {
  if (!BASE64_FIELDS.has(name)) return plain(value);
  const bytes = exchange === undefined ? base64Decode(value) : bodyBytes(exchange, value);
  return bytes === undefined ? "" : plain(utf8Decode(bytes) ?? latin1(bytes));
}

const BASE64_FIELDS: ReadonlySet<string | number> = new Set(["body", "requestBody", "responseBody", "payload"]);

/** A secret is as public however it is escaped: in an address or a form, in JSON that is a text inside JSON, in UTF-16. */
function plain(text: string): string {
  let read = text;
  if (read.includes("%")) read = read.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => letterOf(hex));
  if (read.includes("\\"))
    read = read
      .replace(/\\+u00([0-7][0-9A-Fa-f])/g, (_, hex: string) => letterOf(hex))
      .replace(/\\+[rn]/g, "\n")
      .replaceAll("\\", "");
  return read.includes("\0") ? read.replaceAll("\0", "") : read;
}

const letterOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

const PIECE = 8_192;

/** Every byte as one letter. */
function latin1(bytes: Uint8Array): string {
  let text = "";
  // Unlike spread, Reflect.apply reads a typed array without its iterator: a tenth of the time.
  for (let at = 0; at < bytes.length; at += PIECE)
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + PIECE));
  return text;
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
