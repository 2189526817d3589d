/**
 * Prex tokens as evidence: a JSON Web Token (RFC 7519) that an instance signed with EdDSA (RFC 8037). Every claim is
 * checked on its own and answers with a reason, so that an importer can say what is wrong. Nothing here spends a token.
 */
import { base64UrlDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { type RawVerify, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";

/** A token's three parts as sent; the signature is left out where the token could still be spent. */
export type TokenParts = { readonly header: string; readonly claims: string; readonly signature?: string };

/** `usage`: 1 makes a session, 2 manages one. Times in seconds since 1970. `quantity`: int64. */
export type TokenClaims = {
  readonly iss: Did;
  readonly aud: readonly string[];
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly jti: string;
  readonly quantity: bigint;
  readonly usage: 1 | 2;
};

/** `claims`: present when every claim has its form, whether or not the signature holds. */
export type TokenFinding = Finding & {
  readonly claims?: TokenClaims;
  /** SHA-256 of the canonical [iss, jti], hex: the token's name, whatever its text looks like. */
  readonly id?: string;
};

/** The key of the public example seed 0x11…11: whoever "issues" with it proves nothing about anybody. */
export const EXAMPLE_ISSUER = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S";

const INT64 = 2n ** 63n;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The parts of a compact token; undefined when it is not three parts of base64url. Total. */
export function splitToken(compact: string): TokenParts | undefined {
  const [header, claims, signature, ...more] = compact.split(".");
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return undefined;
  return { header, claims, signature };
}

/** SHA-256 of canonical [iss, jti], hex. */
export function tokenIdOf(iss: string, jti: string): string {
  return hexEncode(sha256(canonicalBytes([iss, jti])));
}

/**
 * Checks, in order: `token-form`, `token-algorithm`, `token-issuer`, `token-audience`, `token-times`, `token-id`,
 * `token-quantity`, `token-usage`, `token-signature`, `token-issuer-key`. Whether it is valid *now* is not asked: old
 * tokens are evidence too. Total.
 */
export function readToken(parts: TokenParts, raw?: RawVerify): TokenFinding {
  const header = objectOf(parts.header);
  const claims = claimsOf(parts.claims);
  if (header === undefined || claims === undefined) {
    const detail = "Header and claims must be unpadded base64url of JSON objects without doubled members.";
    return findingOf([{ name: "token-form", outcome: "fail", reason: "token-malformed", detail }, ...notRun()]);
  }
  const { values, problems } = valuesOf(header, claims);
  const checks: Check[] = [{ name: "token-form", outcome: "pass" }];
  for (const name of CLAIM_CHECKS) checks.push(problems.get(name) ?? { name, outcome: "pass" });
  checks.push(signatureCheck(parts, values.iss, raw), issuerKeyCheck(values.iss));
  const { iss, aud, exp, nbf, iat, jti, quantity, usage } = values;
  if (!iss || !aud || exp === undefined || nbf === undefined || iat === undefined || !jti) return findingOf(checks);
  if (quantity === undefined || usage === undefined) return findingOf(checks);
  return { ...findingOf(checks), claims: { iss, aud, exp, nbf, iat, jti, quantity, usage }, id: tokenIdOf(iss, jti) };
}

const CLAIM_CHECKS = [
  "token-algorithm",
  "token-issuer",
  "token-audience",
  "token-times",
  "token-id",
  "token-quantity",
  "token-usage",
] as const;
type ClaimCheck = (typeof CLAIM_CHECKS)[number];

type Values = { -readonly [K in keyof TokenClaims]?: TokenClaims[K] | undefined };

function valuesOf(header: JsonObject, claims: JsonObject): { values: Values; problems: Map<ClaimCheck, Check> } {
  const problems = new Map<ClaimCheck, Check>();
  const fail = (name: ClaimCheck, reason: string, detail: string) => {
    if (!problems.has(name)) problems.set(name, { name, outcome: "fail", reason, detail });
  };
  const values: Values = {};
  if (header.alg !== "EdDSA") fail("token-algorithm", "token-algorithm", "The header's alg must be EdDSA.");

  const { iss, aud, jti } = claims;
  if (typeof iss !== "string" || publicKeyOfDid(iss) === undefined)
    fail("token-issuer", "token-issuer", "iss must be the instance's Ed25519 did:key, without a fragment.");
  else values.iss = iss as Did;
  if (header.kid !== iss) fail("token-issuer", "token-key-id", "kid must be the same did:key as iss.");

  const isAudience =
    Array.isArray(aud) && aud.length > 0 && aud.every((each) => typeof each === "string" && each !== "");
  if (isAudience) values.aud = aud as string[];
  else fail("token-audience", "token-audience", "aud must be a list of at least one name.");

  for (const name of ["exp", "nbf", "iat"] as const) {
    const time = claims[name];
    if (typeof time === "number" && Number.isSafeInteger(time) && time >= 0) values[name] = time;
    else fail("token-times", `token-${name}`, `${name} must be whole seconds since 1970.`);
  }
  const { exp, nbf, iat } = values;
  if (exp !== undefined && ((nbf ?? 0) >= exp || (iat ?? 0) >= exp))
    fail("token-times", "token-times", "It ends before it begins.");

  if (typeof jti === "string" && UUID.test(jti)) values.jti = jti;
  else fail("token-id", "token-jti", "jti must be a UUID.");

  values.quantity = integerOf(claims.quantity);
  if (values.quantity === undefined || values.quantity < 0n || values.quantity >= INT64)
    fail("token-quantity", "token-quantity", "quantity must be a whole number from 0 to 2^63 − 1.");
  const usage = integerOf(claims.usage);
  if (usage === 1n || usage === 2n) values.usage = usage === 1n ? 1 : 2;
  else fail("token-usage", "token-usage", "usage must be 1 (create) or 2 (manage session).");
  return { values, problems };
}

/** The signature is over the text of both parts (RFC 7515 section 5.1), not over what they decode to. */
function signatureCheck({ header, claims, signature }: TokenParts, iss: Did | undefined, raw?: RawVerify): Check {
  const name = "token-signature";
  if (signature === undefined) {
    const detail = "Kept without its signature, so that nobody can spend it; that the instance issued it is not shown.";
    return { name, outcome: "cannot-check", reason: "token-without-signature", detail };
  }
  const publicKey = iss === undefined ? undefined : publicKeyOfDid(iss);
  if (publicKey === undefined) return { name, outcome: "not-run" };
  const bytes = base64UrlDecode(signature);
  const holds = bytes !== undefined && verifyEd25519(publicKey, utf8Encode(`${header}.${claims}`), bytes, raw);
  if (holds) return { name, outcome: "pass" };
  return { name, outcome: "fail", reason: "token-signature", detail: "Not signed by the instance that it names." };
}

function issuerKeyCheck(iss: Did | undefined): Check {
  const name = "token-issuer-key";
  if (iss !== EXAMPLE_ISSUER) return { name, outcome: iss === undefined ? "not-run" : "pass" };
  const detail = "Issued with the key of the specification's public example: anybody can make such a token.";
  return { name, outcome: "fail", reason: "token-example-key", detail };
}

function notRun(): Check[] {
  return [...CLAIM_CHECKS, "token-signature", "token-issuer-key"].map((name) => ({ name, outcome: "not-run" }));
}

function objectOf(segment: string): JsonObject | undefined {
  const bytes = base64UrlDecode(segment);
  const read = bytes === undefined ? undefined : parseJson(bytes);
  return read?.ok === true && isJsonObject(read.value) ? read.value : undefined;
}

/** A 64-bit number does not fit JSON's: the two claims that are whole numbers are read as text, marked as such. */
function claimsOf(segment: string): JsonObject | undefined {
  const bytes = base64UrlDecode(segment);
  const text = bytes === undefined ? undefined : utf8Decode(bytes);
  if (text === undefined || text.includes(`"${MARK}`)) return undefined;
  // Inside a string, the quotes around the name would be escaped: what this finds is a member's name.
  const marked = text.replace(
    /("(?:quantity|usage)"[ \t\r\n]*:[ \t\r\n]*)(-?[0-9]+)(?=[ \t\r\n]*[,}])/g,
    `$1"${MARK}$2"`,
  );
  const read = parseJson(utf8Encode(marked));
  return read.ok && isJsonObject(read.value) ? read.value : undefined;
}

const MARK = "integer:";

function integerOf(value: JsonValue | undefined): bigint | undefined {
  if (typeof value !== "string" || !value.startsWith(MARK)) return undefined;
  const digits = value.slice(MARK.length);
  return /^(0|-?[1-9][0-9]{0,19})$/.test(digits) ? BigInt(digits) : undefined;
}
