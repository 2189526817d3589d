/**
 * Secrets of one's own request, which evidence leaves out, and whether the answer repeats them: then evidence of the answer
 * would publish what was left out of the request. Known only while both messages are at hand, and nowhere afterwards.
 */
import { base64Decode, base64Encode, base64UrlDecode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import { looksIn, plain } from "../bundle/secret-forms.ts";
import { textOf } from "../bundle/secrets.ts";
import type { SentResponse } from "../signing/capture-exchange.ts";
import type { Fields } from "../signing/http-message.ts";

const NAMES =
  /^(?:(?:proxy-)?authorization|cookie|set-cookie|.*(?:token|secret|api-?key|session|passw).*|x-amz-security-token)$/;
/** Names of the kind that say nothing secret. */
const PUBLIC: ReadonlySet<string> = new Set(["prex-token-id"]);

/** Whether a field of a request could open an account, by its name or by what it holds. Total. */
export function isSecretField(name: string, value: string): boolean {
  const lower = name.toLowerCase();
  return !PUBLIC.has(lower) && (NAMES.test(lower) || looksIn(`${lower}: ${value}`).length > 0);
}

/** A secret that the request carried. `piece`: what of it nobody else can know. */
export type OwnSecret = { readonly field: string; readonly piece: string };

/** Shorter values stand in many a text by chance. */
const SHORTEST = 8;

/** What the fields of a request hold of secrets; tokens that have ended by their own word are none. `now`: seconds. Total. */
export function ownSecretsOf(fields: Fields, now: number): OwnSecret[] {
  return fields
    .filter(([name, value]) => isSecretField(name, value))
    .flatMap(([field, value]) => valuesOf(field.toLowerCase(), value.trim()).map((piece) => ({ field, piece })))
    .flatMap(({ field, piece }) => (isEnded(piece, now) ? [] : { field, piece: secretPartOf(piece) }))
    .filter(({ piece }) => piece.length >= SHORTEST);
}

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

function isEnded(value: string, now: number): boolean {
  const [, claims = ""] = /^e[wy][\w-]+\.(e[wy][\w-]+)\.[\w-]{20,}$/.exec(value) ?? [];
  const bytes = base64UrlDecode(claims);
  const read = bytes === undefined ? undefined : parseJson(bytes);
  return read?.ok === true && isJsonObject(read.value) && typeof read.value.exp === "number" && read.value.exp < now;
}

/**
 * The field of the request whose secret stands in what evidence would keep of the answer: as it is, escaped, in base64 or
 * hex, whole or a long piece of it. Undefined when none does. Whoever has the secret can always hide it better, and can
 * publish it without evidence: this finds what happens by carelessness. Total.
 */
export function repeatedIn({ fields, body }: SentResponse, secrets: readonly OwnSecret[]): string | undefined {
  if (secrets.length === 0) return undefined;
  const kept = fields.filter(([name]) => KEPT.has(name.toLowerCase())).map(([, value]) => value);
  const text = [textOf(body), ...kept].map(plain).join("\n");
  const small = text.toLowerCase();
  const as64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return secrets.find(
    ({ piece }) =>
      piecesOf(piece).some(
        (each) => small.includes(each.toLowerCase()) || small.includes(hexEncode(utf8Encode(each))),
      ) || base64Of(piece).some((each) => as64.includes(each)),
  )?.field;
}

const KEPT: ReadonlySet<string> = new Set(["content-type", "signature-input", "signature", "prex-definition"]);

const RUN = 24;
const STEP = 8;

/** Any run of a long value that has {@link RUN} + {@link STEP} letters holds one of them. */
function piecesOf(value: string): string[] {
  if (value.length <= RUN) return [value];
  const starts = Array.from({ length: Math.floor((value.length - RUN) / STEP) + 1 }, (_, at) => at * STEP);
  return [...starts, value.length - RUN].map((from) => value.slice(from, from + RUN));
}

/** Its base64 behind zero, one and two other bytes, without the letters that those beside it decide. */
function base64Of(value: string): string[] {
  const bytes = utf8Encode(value);
  return [0, 1, 2].map((before) => {
    const whole = base64Encode(concatBytes(new Uint8Array(before), bytes)).replace(/=+$/, "");
    return whole.slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1);
  });
}
