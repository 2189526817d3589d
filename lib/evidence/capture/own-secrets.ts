/**
 * Secrets of one's own request, which evidence leaves out, and whether the answer repeats them: then evidence of the answer
 * would publish what was left out of the request. Known only while both messages are at hand, and nowhere afterwards.
 */
import { base64Decode, base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { endOf as endOfClaims, plain } from "../bundle/secret-forms.ts";
import { isOpaque, isSecretName, looksInOwn } from "../bundle/secret-names.ts";
import { textOf } from "../bundle/secrets.ts";
import type { SentResponse } from "../signing/capture-exchange.ts";
import type { Fields } from "../signing/http-message.ts";
import { TOKEN_ID_FIELD } from "../signing/profile.ts";

const NAMES =
  /^(?:(?:proxy-)?authorization|cookie|set-cookie|.*(?:token|secret|api-?key|session|passw|credential).*|(?:.*[-_])?(?:auth|pass|pin|otp))$/;
/** Names of the kind that say nothing secret: of the profile, of a browser, of the message itself. */
const SAYS_NOTHING = /^(?:prex-.*|sec-.*|signature-input|:.*)$/;
/**
 * Fields of which everybody knows what stands in them. A field that is none of these is its sender's own, whatever its name:
 * no list of names that are secret has an end.
 */
const KNOWN_PUBLIC =
  /^(?:host|accept(?:-.*)?|user-agent|content-.*|referer|origin|date|from|range|if-.*|cache-control|pragma|connection|keep-alive|te|trailer|transfer-encoding|upgrade(?:-insecure-requests)?|expect|via|forwarded|max-forwards|alt-used|dnt|priority|save-data|(?:want-|repr-)?digest|want-.*-digest|trace(?:parent|state)|baggage|b3|x-b3-.*|sentry-trace|newrelic|x-(?:amzn-trace-id|cloud-trace-context|forwarded-.*|real-ip|requested-with|amz-date|amz-content-sha256)|true-client-ip|cf-(?:ray|ipcountry|connecting-ip|visitor)|dpr|device-memory|viewport-width|width|downlink|ect|rtt|idempotency-key|.*[-_](?:id|version|timestamp|date))$/;

/** Whether a field of a request could open an account, by its name or by what it holds. Total. */
export function isSecretField(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower === TOKEN_ID_FIELD) return false;
  const isNamedSo = !SAYS_NOTHING.test(lower) && (NAMES.test(lower) || isSecretName(name));
  return isNamedSo || looksInOwn(`${lower}: ${value}`).length > 0;
}

/** Whether the field is left out of evidence and nobody else may know what stands in it. */
function isOwnField(name: string, value: string): boolean {
  return isSecretField(name, value) || !isKnownPublic(name.toLowerCase());
}

const isKnownPublic = (lower: string) => SAYS_NOTHING.test(lower) || KNOWN_PUBLIC.test(lower);

/**
 * A secret that the request carried. `piece`: what of it nobody else can know. `endsAt`: seconds since 1970 when a token ends by
 * its own word; null where it does not say within all years, or where it is no token.
 */
export type OwnSecret = { readonly field: string; readonly piece: string; readonly endsAt: number | null };

/** Shorter values stand in many a text by chance. */
const SHORTEST = 8;

/**
 * What the fields of a request hold of secrets: what is one by its name or form, and what nobody would choose to read in a field
 * that is not known to be public. Tokens that have ended by their own word are none. `now`: seconds. Total.
 */
export function ownSecretsOf(fields: Fields, now: number): OwnSecret[] {
  return fields
    .filter(([name, value]) => isOwnField(name, value))
    .flatMap(([field, value]) => {
      const pieces = valuesOf(field.toLowerCase(), value.trim()).map((piece) => ({ field, piece }));
      return isSecretField(field, value) ? pieces : pieces.filter(({ piece }) => isOpaqueField(piece));
    })
    .map(({ field, piece }) => ({ field, piece: secretPartOf(piece), endsAt: endOf(piece) }))
    .filter(({ piece, endsAt }) => piece.length >= SHORTEST && (endsAt === null || endsAt >= now));
}

/** As {@link isOpaque}, with the letters of base64url and what stands between parts of a value: no address, no text, no list. */
const isOpaqueField = (piece: string) =>
  /^(?!did:|(?:prv|case|def)_|[a-z]{1,20}:\/\/)[\w.~+/=:-]+$/.test(piece) && isOpaque(piece.replace(/[_:=]/g, "-"));

function valuesOf(field: string, value: string): string[] {
  if (field === "cookie" || field === "set-cookie")
    return value.split(";").map((pair) => pair.slice(pair.indexOf("=") + 1).trim());
  const [, scheme = "", given = ""] = /^([A-Za-z]{1,20}) {1,9}(\S+)$/.exec(value) ?? [];
  if (scheme === "") return [value];
  const pair = scheme.toLowerCase() === "basic" ? decoded(given) : undefined;
  return pair === undefined ? [given] : [given, pair, pair.slice(pair.indexOf(":") + 1)];
}

function decoded(text: string): string | undefined {
  const bytes = base64Decode(text);
  return bytes === undefined ? undefined : utf8Decode(bytes);
}

/** Header and claims of a token are the same in many, and open nothing without its signature. */
function secretPartOf(value: string): string {
  return /^e[wy][\w-]+\.e[wy][\w-]+\.([\w-]{20,})$/.exec(value)?.[1] ?? value;
}

function endOf(value: string): number | null {
  const [, claims = ""] = /^e[wy][\w-]+\.(e[wy][\w-]+)\.[\w-]{20,}$/.exec(value) ?? [];
  const end = endOfClaims(claims);
  return end === null ? null : Math.ceil(end);
}

/**
 * The secret of the request that stands in what evidence would keep of the answer: as it is, escaped, in base64 or hex, its
 * letters or the bytes that they are, whole or a long piece of it; of several the one that lasts longest. Undefined when none
 * does. Whoever has the secret can always hide it better, and can publish it without evidence: this finds what happens by
 * carelessness. Total.
 */
export function repeatedIn({ fields, body }: SentResponse, secrets: readonly OwnSecret[]): OwnSecret | undefined {
  if (secrets.length === 0) return undefined;
  const kept = fields.filter(([name]) => KEPT.has(name.toLowerCase())).map(([, value]) => value);
  const text = [textOf(body), ...kept].map(plain).join("\n");
  const said = { small: text.toLowerCase(), as64: sameLetters(text) };
  return longestLasting(secrets.filter(({ piece }) => isSaid(piece, said)));
}

/** The first of those that end last. `endsAt` as {@link OwnSecret} has it. */
export function longestLasting<T extends Pick<OwnSecret, "endsAt">>(secrets: readonly T[]): T | undefined {
  const last = Math.max(...secrets.map(lastsUntil));
  return secrets.find((secret) => lastsUntil(secret) === last);
}

const lastsUntil = ({ endsAt }: Pick<OwnSecret, "endsAt">) => endsAt ?? Number.POSITIVE_INFINITY;

/** `small`: in small letters. `as64`: with the letters of base64 where base64url has others. */
type Said = { readonly small: string; readonly as64: string };

function isSaid(piece: string, { small, as64 }: Said): boolean {
  if (piecesOf(piece).some((each) => small.includes(each.toLowerCase()))) return true;
  const bytes = bytesOf(piece);
  // The bytes of a token's signature are written as base64url, and may be told in any other way.
  if (bytes !== undefined && piecesOf(sameLetters(piece)).some((each) => as64.includes(each))) return true;
  return [utf8Encode(piece), ...(bytes === undefined ? [] : [bytes])].some(
    (each) =>
      piecesOf(hexEncode(each), 2).some((digits) => small.includes(digits)) ||
      base64Of(each).some((letters) => as64.includes(letters)),
  );
}

const sameLetters = (text: string) => text.replaceAll("-", "+").replaceAll("_", "/");

/** What the value says in base64 of either kind; undefined where it is none, or short enough to be a word. */
function bytesOf(value: string): Uint8Array | undefined {
  const letters = sameLetters(value.replace(/=+$/, ""));
  const bytes = base64Decode(letters + "=".repeat((4 - (letters.length % 4)) % 4));
  return bytes !== undefined && bytes.length >= LEAST_BYTES ? bytes : undefined;
}

const LEAST_BYTES = 16;

const KEPT: ReadonlySet<string> = new Set(["content-type", "signature-input", "signature", "prex-definition"]);

const RUN = 24;
const STEP = 8;

/** Any run of a long value that has {@link RUN} + {@link STEP} letters holds one of them. `width`: letters of the text for each. */
function piecesOf(value: string, width = 1): string[] {
  const [run, step] = [RUN * width, STEP * width];
  if (value.length <= run) return [value];
  const starts = Array.from({ length: Math.floor((value.length - run) / step) + 1 }, (_, at) => at * step);
  return [...starts, value.length - run].map((from) => value.slice(from, from + run));
}

/** Its base64 behind zero, one and two other bytes, without the letters that those beside it decide. */
function base64Of(bytes: Uint8Array): string[] {
  return [0, 1, 2].map((before) => {
    const whole = base64Encode(concatBytes(new Uint8Array(before), bytes)).replace(/=+$/, "");
    return whole.slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1);
  });
}
