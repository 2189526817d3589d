/**
 * What looks like a secret in a text: tokens that can still be spent, passwords, private keys. Known by their form alone;
 * whose they are, and whether they stop a bundle, is asked elsewhere (`secrets.ts`).
 */
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { isJsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { splitToken, type TokenParts } from "../token/prex-token.ts";
import { BEHIND_SIGN, hasMark } from "./secret-anchors.ts";

export const SECRET_KINDS = [
  "bearer-token",
  "authorization",
  "cookie",
  "private-key",
  "password",
  "api-key",
  "session-token",
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** Three parts with dots, of which the first two are base64url of JSON objects, however spaced. */
const TOKEN = /(?<![A-Za-z0-9_-])(e[wy][A-Za-z0-9_-]+)\.(e[wy][A-Za-z0-9_-]+)\.[A-Za-z0-9_-]{20,}/g;

/**
 * A value that nobody would choose to read: letters and digits mixed, or very long. No JWT, which has a form and an end of
 * its own, and no public name: an address of a chain, a did, an id of an index.
 */
export const OPAQUE =
  "(?!0x[0-9a-f]{40}(?![0-9a-z])|did:|(?:prv|case|def)_|e[wy][\\w-]+\\.e[wy])(?:(?=[a-z._~+/-]{0,200}[0-9])(?=[0-9._~+/-]{0,200}[a-z])[a-z0-9._~+/-]{12,}|[a-z0-9._~+/-]{32,})";
/** Names under which a session, or the right to act, travels in addresses, forms and JSON. */
const SESSION =
  "(?:(?:id|csrf|xsrf|user|login)[_-]?)?token|session(?:[_-]?(?:id|token|key))?|sid|sessid|jsessionid|phpsessid|jwt|secret";
/** Names that mean it in an address only: in JSON a key and a signature are mostly something public. */
const IN_ADDRESSES = "auth|key|sig|signature|ticket|x-amz-(?:signature|security-token)";

/** What follows a name up to the value. */
const IS = "[\"']?\\s{0,9}[:=]\\s{0,9}";
/** A name right behind which a sign stands: it is a word of its own. */
const SEED = "(?:^|[?&;\\r\\n\"'_.-])seed(?=[\"':=])";
/** Twelve words and more of three to eight letters, as wallets are written down: in one text, or as a list of texts. */
const WORDS = "\\[?\\s{0,9}[\"']?(?:[a-z]{3,8}[\\s+,\"']{1,9}){11}[a-z]{3,8}";

/**
 * Forms of secrets besides tokens. Each asks for a value behind the name, so that documentation about them passes. Every
 * repetition has an end: a body of spaces must not take longer than one of letters.
 */
const FORMS: readonly { readonly kind: SecretKind; readonly form: RegExp }[] = [
  {
    kind: "authorization",
    form: /(?:^|[\r\n"'])(?:proxy-)?authorization["']?\s{0,9}[:=]\s{0,9}["']?\s{0,9}(?:bearer|basic|digest|token)\s{1,9}\S{6,}/gi,
  },
  { kind: "authorization", form: /\bbearer\s{1,9}[A-Za-z0-9._~+/-]{16,}=*/gi },
  {
    kind: "cookie",
    form: /(?:^|[\r\n"'])(?:set-)?cookie["']?\s{0,9}:\s{0,9}["']?\s{0,9}(?:[^\s=;"']{1,64}=[^\s;"']{0,5};\s{0,9}){0,8}[^\s=;"']{1,64}=[^\s;"']{6,}/gi,
  },
  { kind: "private-key", form: /-----BEGIN (?:[A-Z0-9]{1,16} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g },
  { kind: "private-key", form: /"d"\s{0,9}:\s{0,9}"[A-Za-z0-9_-]{43}"/g },
  // Only with a digit: a text of words is none.
  {
    kind: "private-key",
    form: new RegExp(`private[ _-]?key${IS}["']?(?=[a-z+/_=-]{0,60}[0-9])[a-z0-9+/_=-]{32,}`, "gi"),
  },
  {
    kind: "private-key",
    form: new RegExp(`(?:private|secret)[ _-]?key${IS}\\[(?:\\s{0,9}\\d{1,3}\\s{0,9},){31}`, "gi"),
  },
  { kind: "private-key", form: /(?<![A-Za-z0-9])(?:xprv[1-9A-HJ-NP-Za-km-z]{100,}|AGE-SECRET-KEY-1[0-9A-Z]{58})/g },
  // A wallet's. A seed of other letters is something public where chance is drawn.
  { kind: "private-key", form: new RegExp(`(?:mnemonic|seed[_-]?phrase|${SEED})${IS}${WORDS}`, "gi") },
  { kind: "password", form: /["'](?:password|passwd|pwd|passphrase)["']?\s{0,9}[:=]\s{0,9}["']?[^\s"'&;]{4,}/gi },
  { kind: "password", form: /(?:^|[?&;\r\n])(?:password|passwd|pwd|passphrase)[:=][^\s"'&;]{4,}/gi },
  // Name and password in an address.
  {
    kind: "password",
    form: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#@:"'<>]{0,128}:[^\s/?#@"'<>]{1,128}@(?=[a-z0-9[])/gi,
  },
  {
    kind: "api-key",
    form: /(?:^|[?&;\r\n"'])(?:(?:access|api|auth|bearer|bot|refresh)[_-]?token|(?:x-)?api[_-]?key|client[_-]?secret|(?:aws[_-])?secret[_-]?(?:access[_-]?)?key)["']?\s{0,9}[:=]\s{0,9}["']?[^\s"'&;]{8,}/gi,
  },
  {
    kind: "api-key",
    form: /(?<![A-Za-z0-9])(?:[rs]k_live_|gh[opsu]_|github_pat_|glpat-|xox[abprs]-)[A-Za-z0-9_-]{16,}/g,
  },
  {
    kind: "api-key",
    form: /(?<![A-Za-z0-9])(?:AKIA[A-Z0-9]{16}(?![A-Za-z0-9])|AIza[A-Za-z0-9_-]{35}|npm_[A-Za-z0-9]{36})/g,
  },
  {
    kind: "api-key",
    form: new RegExp(
      `${BEHIND_SIGN}(?:sk-(?:(?:proj|svcacct|admin|ant|or)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{32,})|hf_[A-Za-z0-9]{30,})`,
      "g",
    ),
  },
  { kind: "session-token", form: new RegExp(`(?:^|[?&;\\r\\n])(?:${SESSION}|${IN_ADDRESSES})=${OPAQUE}`, "gi") },
  { kind: "session-token", form: new RegExp(`["'](?:${SESSION})["']\\s{0,9}:\\s{0,9}["']${OPAQUE}`, "gi") },
];

/** `endsAt`: seconds since 1970 when a token ends by its own word; null where it does not say or is no token. */
export type Look = { readonly kind: SecretKind; readonly endsAt: number | null; readonly token?: TokenParts };

/** What looks like a secret in a text: every token, of other kinds one. Total; in the time that reading takes. */
export function looksIn(text: string): Look[] {
  if (!hasMark(text)) return [];
  const found: Look[] = [];
  for (const [compact, header = "", claims = ""] of text.matchAll(TOKEN)) {
    const token = isTokenHeader(header) ? splitToken(compact) : undefined;
    if (token !== undefined) found.push({ kind: "bearer-token", endsAt: endOf(claims), token });
  }
  const kinds = new Set<SecretKind>();
  for (const { kind, form } of FORMS) {
    if (kinds.has(kind)) continue;
    // Global forms remember where they found something: none may begin there for the next text.
    if (text.search(form) < 0) continue;
    kinds.add(kind);
    found.push({ kind, endsAt: null });
  }
  return found;
}

const AROUND = 24;
const LONGEST = 160;

/** The places of one kind in a text, with a few letters around each, for whoever is to say whose they are. */
export function excerptsOf(text: string, kind: SecretKind, most: number): { texts: string[]; more: number } {
  const forms = kind === "bearer-token" ? [TOKEN] : FORMS.filter((each) => each.kind === kind).map(({ form }) => form);
  const places = forms
    .flatMap((form) => Array.from(text.matchAll(form), ({ 0: match, index }) => ({ index, length: match.length })))
    .sort((left, right) => left.index - right.index);
  const texts = places.slice(0, most).map(({ index, length }) => {
    const from = Math.max(0, index - AROUND);
    const shown = text.slice(from, Math.min(index + Math.min(length, LONGEST) + AROUND, text.length));
    return `${from > 0 ? "…" : ""}${shown}${from + shown.length < text.length ? "…" : ""}`;
  });
  return { texts, more: places.length - texts.length };
}

/** A secret is as public however it is escaped: in an address or a form, in JSON that is a text inside JSON, in UTF-16. */
export function plain(text: string): string {
  let read = text;
  if (read.includes("%")) {
    read = read.replace(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => letterOf(hex));
    // A password with a slash in it parts an address only while it is written so.
    if (/%2f/i.test(text)) read += `\n${text}`;
  }
  if (read.includes("\\"))
    read = read
      // Each run of backslashes is looked at once, however long it is.
      .replace(/(?<!\\)\\+u00([0-7][0-9A-Fa-f])/g, (_, hex: string) => letterOf(hex))
      .replace(/(?<!\\)\\+[rn]/g, "\n")
      .replaceAll("\\", "");
  return read.includes("\0") ? read.replaceAll("\0", "") : read;
}

const letterOf = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

function isTokenHeader(segment: string): boolean {
  const header = jsonOf(segment);
  return isJsonObject(header) && typeof header.alg === "string";
}

/** When a token with these claims ends by its own word, in seconds since 1970; null where it says no end within all years. */
export function endOf(segment: string): number | null {
  const claims = jsonOf(segment);
  const exp = isJsonObject(claims) ? claims.exp : undefined;
  return typeof exp === "number" && exp <= LAST_SECOND ? exp : null;
}

/** The last of the year 9999: an end behind it is none. */
const LAST_SECOND = 253_402_300_799;

function jsonOf(segment: string): JsonValue | undefined {
  const bytes = base64UrlDecode(segment);
  const json = bytes === undefined ? undefined : parseJson(bytes);
  return json?.ok === true ? json.value : undefined;
}
