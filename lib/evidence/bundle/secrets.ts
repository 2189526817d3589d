/**
 * Secrets that must not become public with a bundle: tokens that can still be spent, passwords, private keys. Found by
 * their form, in every text that a bundle carries and in all bodies. What is found is named by its place and never repeated.
 *
 * Whose words a text is made of decides what may be said of it. The reporter's own can be taken out, or hold what opens the
 * reporter's account: they always stop. Those of others, the provider's above all, cannot be taken out and stay evidence, and a
 * liar writes into them what it likes: there the reporter can say that it is no secret ({@link NotSecret}).
 */
import { base64Decode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { jsonPointer } from "#lib/kernel/refusal.ts";
import { bodyBytes, type Exchange, isDsseExchange } from "../exchange.ts";
import { readToken } from "../token/prex-token.ts";
import type { Bundle, Written } from "./bundle.ts";
import type { NotSecret } from "./not-secret.ts";
import { excerptsOf, type Look, looksIn, plain, type SecretKind } from "./secret-forms.ts";
import { mayHaveMark, mayHaveMarkInText } from "./secret-marks.ts";
import { looksInOwn } from "./secret-names.ts";

/**
 * `pointer`: the text that holds it. `endsAt`: seconds since 1970 when a token ends by its own word; null where it does
 * not say or where it is no token. `isBound`: the text is part of what the provider signed, so that it cannot be cut out
 * and stay evidence. `repeatsOwn`: the provider repeats the token that paid for this very call.
 */
export type Secret = {
  readonly kind: SecretKind;
  readonly pointer: string;
  readonly endsAt: number | null;
  readonly isBound: boolean;
  readonly words: "reporter" | "others";
  readonly repeatsOwn: boolean;
};

/**
 * What stops a bundle: {@link findSecrets} without those of which the reporter said that they are none. `written`: as it was
 * read; then one that has none is told by one look over its bytes.
 */
export function secretsOf(bundle: Bundle, now: number, written?: Written): Secret[] {
  if (written !== undefined && !mayHoldAnyWritten(bundle, written)) return [];
  return findSecrets(bundle, now).filter((secret) => !isAnswered(secret, bundle.notSecret));
}

/** The one word that lets a secret pass; undefined when none does. */
export function answerTo({ words, repeatsOwn }: Secret): NotSecret["because"] | undefined {
  if (words === "reporter") return undefined;
  return repeatsOwn ? "given-up" : "not-mine";
}

function isAnswered(secret: Secret, said: Bundle["notSecret"]): boolean {
  const because = answerTo(secret);
  return (
    because !== undefined &&
    said?.some((each) => each.pointer === secret.pointer && each.kind === secret.kind && each.because === because) ===
      true
  );
}

/** The bundle, saying of these places that they hold no secret. What stands in the reporter's own words is passed over. */
export function sayNotSecret(bundle: Bundle, secrets: readonly Secret[]): Bundle {
  const more = secrets.flatMap((secret): NotSecret[] => {
    const because = answerTo(secret);
    const { pointer, kind } = secret;
    return because === undefined || isAnswered(secret, bundle.notSecret) ? [] : [{ pointer, kind, because }];
  });
  return more.length === 0 ? bundle : { ...bundle, notSecret: [...(bundle.notSecret ?? []), ...more] };
}

/**
 * The same, saying of tokens that were alive at `t`, at which the bundle is judged, that they have ended by `now`. Seconds
 * since 1970.
 */
export function sayEnded(bundle: Bundle, t: number, now: number): Bundle {
  const ended = secretsOf(bundle, t).filter(({ endsAt }) => endsAt !== null && endsAt < now);
  return sayNotSecret(bundle, ended);
}

/**
 * Whatever looks like a secret in a bundle and would become public with it. A token that the provider's signature binds, or
 * that a claim of `token-misuse` is about, is evidence: it counts only while it can be spent. `now`: seconds since 1970.
 */
export function findSecrets(bundle: Bundle, now: number): Secret[] {
  const found: Secret[] = [];
  const path: (string | number)[] = [];
  let scene: Scene | undefined;
  let isGiven = true;
  const take = (text: string, words: Secret["words"]): void => {
    const looks = words === "reporter" && isGiven ? looksInOwn(text) : looksIn(text);
    if (looks.length > 0) found.push(...inPlace(looks, jsonPointer(path), words, scene));
  };
  const lookFor = (name: string, value: JsonValue | undefined, words: Secret["words"]): void => {
    if (mayHoldAny(value, name)) look(name, value, words);
  };
  const look = (name: string | number, value: JsonValue | undefined, words: Secret["words"]): void => {
    path.push(name);
    if (typeof value === "string") {
      if (mayHold(value, name)) {
        const text = readable(value, name);
        take(text, name === "payload" && scene?.request !== undefined ? wordsIn(text, scene.request) : words);
      }
    } else if (Array.isArray(value)) {
      for (let at = 0; at < value.length; at++) look(at, value[at], words);
    } else if (isJsonObject(value)) {
      for (const member of Object.keys(value)) {
        if (member.length > LONG_NAME) take(plain(member), words);
        look(member, value[member], words);
      }
    }
    path.pop();
  };
  /** All members of a part of the bundle; `isOthers`: not the reporter's words. */
  const lookInto = (part: object, at: readonly (string | number)[], isOthers: (name: string) => boolean): void => {
    path.push(...at);
    for (const [name, value] of Object.entries(part))
      lookFor(name, value as JsonValue, isOthers(name) ? "others" : "reporter");
    path.length -= at.length;
  };
  for (const [at, exchange] of bundle.exchanges.entries()) {
    scene = sceneOf(exchange);
    const [part, inside] = isDsseExchange(exchange) ? [exchange.dsse, ["dsse"]] : [exchange, []];
    lookInto(part, ["exchanges", at, ...inside], (name) => name !== "request" && name !== "requestBody");
  }
  scene = undefined;
  const { params, ...claim } = bundle.claim;
  lookInto(claim, ["claim"], () => false);
  lookInto(params, ["claim", "params"], (name) => name === "standing" || name === "split");
  // What code gave, or what a provider issued: it goes with the reporter's word, and somebody else made it.
  isGiven = false;
  for (const name of ["subject", "token", "reexecution"] as const)
    lookFor(name, bundle[name] as unknown as JsonValue, "reporter");
  // Public already, as logs and definitions are, unless somebody put into them what is not theirs.
  const own = found.length;
  for (const name of ["definition", "keys", "time", "receipts"] as const)
    lookFor(name, bundle[name] as unknown as JsonValue, "others");
  const foreign = found.splice(own).filter(({ kind }) => kind === "bearer-token" || kind === "private-key");
  found.push(...foreign);
  const isSpent = ({ endsAt }: Secret) => endsAt !== null && endsAt < now;
  const isEvidence = ({ pointer, isBound }: Secret) => isBound || pointer.startsWith("/claim/params/tokens/");
  return found.filter((secret) => !(isEvidence(secret) && isSpent(secret)));
}

/** `request`: of an envelope, whose payload holds both sides' words; null when nobody can tell them apart. */
type Scene = { readonly tokenId: unknown; readonly request?: JsonObject | null };

function sceneOf(exchange: Exchange): Scene {
  if (!isDsseExchange(exchange)) return { tokenId: exchange.request.tokenId };
  const bytes = base64Decode(exchange.dsse.payload);
  const payload = bytes === undefined ? undefined : parseJson(bytes);
  const request = payload?.ok === true && isJsonObject(payload.value) ? payload.value.request : undefined;
  return isJsonObject(request) ? { tokenId: request.tokenId, request } : { tokenId: undefined, request: null };
}

/** Whose words a payload's secrets are: the reporter's as soon as one of them stands in the request. */
function wordsIn(payload: string, request: JsonObject | null): Secret["words"] {
  if (request === null) return "reporter";
  const own = new Set(looksInOwn(plain(JSON.stringify(request))).map(({ kind }) => kind));
  for (const value of Object.values(request))
    if (typeof value === "string") for (const { kind } of looksInOwn(plain(value))) own.add(kind);
  return looksInOwn(payload).some(({ kind }) => own.has(kind)) ? "reporter" : "others";
}

/** Each kind once in one text, tokens by whether they are the reporter's: the one that lasts longest stands for all. */
function inPlace(looks: readonly Look[], pointer: string, words: Secret["words"], scene: Scene | undefined): Secret[] {
  const once = new Map<string, Secret>();
  for (const { kind, endsAt, token } of looks) {
    const repeatsOwn =
      words === "others" && token !== undefined && scene !== undefined && isTokenOf(scene, readToken(token).id);
    const name = `${kind} ${repeatsOwn}`;
    const before = once.get(name);
    // A spent one must not cover one that can be spent.
    if (before !== undefined && (endsAt ?? Infinity) <= (before.endsAt ?? Infinity)) continue;
    once.set(name, { kind, pointer, endsAt, isBound: scene !== undefined, words, repeatsOwn });
  }
  return [...once.values()];
}

function isTokenOf({ tokenId }: Scene, id: string | undefined): boolean {
  return typeof tokenId === "string" && id !== undefined && tokenId.toLowerCase() === id;
}

/** What stands at the places of a secret, for the reporter alone to look at; at most so many. */
export function showSecret(
  bundle: Bundle,
  { pointer, kind }: Pick<Secret, "pointer" | "kind">,
  most: number,
): { texts: string[]; more: number } {
  let value: JsonValue | undefined = bundle as unknown as JsonValue;
  let name = "";
  for (name of pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))) {
    value = (value as Record<string, JsonValue> | undefined)?.[name];
  }
  return typeof value === "string" ? excerptsOf(readable(value, name), kind, most) : { texts: [], more: 0 };
}

/**
 * Whether a text of the bundle may hold one, asked of the bundle's bytes: a plain escape leaves what `plain` reads as it is,
 * and what stands between the texts hides nothing. What is base64 is asked as what it says.
 */
function mayHoldAnyWritten(bundle: Bundle, { bytes, places }: Written): boolean {
  if (!places.isPlain || PARTS_OF_FREE_FORM.some((name) => hasEncoded(bundle[name] as JsonValue | undefined)))
    return true;
  let isLongSeen = false;
  for (const exchange of bundle.exchanges) {
    if (isDsseExchange(exchange)) return true;
    for (const body of [exchange.request.body, exchange.response.body]) {
      if (body === undefined) continue;
      if (mayHold(body, "body")) return true;
      isLongSeen ||= body === places.long?.text;
    }
  }
  const { from, to } = isLongSeen && places.long !== undefined ? places.long : { from: bytes.length, to: bytes.length };
  // At an even place, as the look over the bytes asks: one letter more tells nothing.
  return mayHaveMark(bytes.subarray(0, from)) || mayHaveMark(bytes.subarray(to - (to % 2)));
}

/** Parts in which any member may stand. */
const PARTS_OF_FREE_FORM = ["claim", "definition", "keys", "time", "receipts", "reexecution"] as const;

/** Whether a member is named as one that holds base64, at any depth. */
function hasEncoded(value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.some((each: JsonValue) => hasEncoded(each));
  if (!isJsonObject(value)) return false;
  return Object.keys(value).some((name) => BASE64_FIELDS.has(name) || hasEncoded(value[name]));
}

/** Whether a text in the value may hold one: only then the value is gone through with the place of each. */
function mayHoldAny(value: JsonValue | undefined, name: string | number): boolean {
  if (typeof value === "string") return mayHold(value, name);
  if (Array.isArray(value)) return value.some((each: JsonValue, at) => mayHoldAny(each, at));
  if (!isJsonObject(value)) return false;
  for (const member of Object.keys(value))
    if (member.length > LONG_NAME || mayHoldAny(value[member], member)) return true;
  return false;
}

/** A name of a document of free form can be as long as a token. */
const LONG_NAME = 40;

/**
 * Most texts hold no mark of a secret, which one pass over them tells. Bodies are the larger part of a bundle: asked of their
 * bytes, before a text is made of them.
 */
function mayHold(value: string, name: string | number): boolean {
  if (!BASE64_FIELDS.has(name)) return mayHaveMarkInText(value);
  const bytes = bodyBytes(value);
  return bytes !== undefined && mayHaveMark(bytes);
}

/** Bodies and payloads are base64: looked at as text, whatever they are, since a form may hold a picture and a token. */
function readable(value: string, name: string | number): string {
  if (!BASE64_FIELDS.has(name)) return plain(value);
  const bytes = bodyBytes(value);
  return bytes === undefined ? "" : plain(textOf(bytes));
}

const BASE64_FIELDS: ReadonlySet<string | number> = new Set(["body", "requestBody", "responseBody", "payload"]);

const PIECE = 8_192;

/** As UTF-8; where they are none, every byte as one letter. */
export function textOf(bytes: Uint8Array): string {
  const read = utf8Decode(bytes);
  if (read !== undefined) return read;
  let text = "";
  // Unlike spread, Reflect.apply reads a typed array without its iterator: a tenth of the time.
  for (let at = 0; at < bytes.length; at += PIECE)
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + PIECE));
  return text;
}
