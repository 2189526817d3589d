/** What others serve, read into what is recorded of it. Total: whatever comes is a finding or nothing, never an exception. */
import { base64UrlDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type Did, parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { nameRecord, type ObservationOf } from "#lib/statement/observations.ts";

const LIMITS = { maxBytes: 1024 * 1024 };
const ASCII = /^[ -~]+$/;

function jsonOf(body: Uint8Array): JsonValue | undefined {
  const parsed = parseJson(body, LIMITS);
  return parsed.ok ? parsed.value : undefined;
}

const objectsOf = (value: JsonValue | undefined): JsonObject[] =>
  (Array.isArray(value) ? value : [value]).filter((each) => each !== undefined).filter(isJsonObject);

/** The record that speaks of this log: the one that names this provider, else any other, so that it is seen which. */
export function chooseRecord(records: readonly string[], providerId: string, log: string): string | undefined {
  const own = nameRecord(providerId, log);
  const ours = records.filter((record) => record.startsWith("touchstone=") && ASCII.test(record));
  const other = ours.find((record) => record.endsWith(`;log=${log}`) && record.length <= 300);
  return ours.includes(own) ? own : other;
}

const MAX_FILE_RECORDS = 16;

/** The records of a name file. */
export function readNameFile(body: Uint8Array): string[] {
  return objectsOf(jsonOf(body))
    .slice(0, MAX_FILE_RECORDS)
    .flatMap(({ touchstone, log }) =>
      typeof touchstone === "string" && parseProviderId(touchstone) !== undefined && typeof log === "string"
        ? [nameRecord(touchstone, log)]
        : [],
    );
}

/** `{"pong":"pong"}`. */
export function isPong(body: Uint8Array): boolean {
  return objectsOf(jsonOf(body))[0]?.pong === "pong";
}

type Method = ObservationOf<"payment-methods">["methods"][number];
const MAX_METHODS = 64;

/** Undefined when the answer is no list of methods. Sorted and without twins, so that order is no change. */
export function readPaymentMethods(body: Uint8Array): Method[] | undefined {
  const value = jsonOf(body);
  const list = value !== undefined && isJsonObject(value) ? value.payment_methods : value;
  if (!Array.isArray(list)) return undefined;
  const methods = new Map<string, Method>();
  for (const { coin, environment, address } of objectsOf(list)) {
    if (!isText(coin, 40) || !isText(environment, 40) || !isText(address, 200)) continue;
    methods.set(`${coin} ${environment} ${address}`, { coin, environment, address });
  }
  return [...methods.keys()]
    .sort()
    .slice(0, MAX_METHODS)
    .flatMap((key) => methods.get(key) ?? []);
}

function isText(value: JsonValue | undefined, max: number): value is string {
  return typeof value === "string" && value.length <= max && ASCII.test(value);
}

type SecurityTxt = Pick<ObservationOf<"security-txt">, "contacts" | "expires" | "sha256">;
const MAX_CONTACTS = 8;

/** RFC 9116: undefined without any Contact line. A signature around it is not judged. */
export function readSecurityTxt(body: Uint8Array): SecurityTxt | undefined {
  const lines = (utf8Decode(body) ?? "").split(/\r?\n/);
  const valuesOf = (field: string) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${field}:`))
      .map((line) => line.slice(field.length + 1).trim())
      .filter((value) => isText(value, 300));
  const contacts = valuesOf("contact").slice(0, MAX_CONTACTS);
  if (contacts.length === 0) return undefined;
  const [expires] = valuesOf("expires");
  const expiresMs = expires === undefined ? Number.NaN : Date.parse(expires);
  const inRange = expiresMs > 0 && expiresMs < Date.UTC(9999, 0);
  return {
    contacts,
    ...(inRange && { expires: formatInstant(asInstant(expiresMs)) }),
    sha256: hexEncode(sha256(body)),
  };
}

const MAX_KEYS = 64;

/** Ed25519 keys of a JSON Web Key Set, sorted; undefined when it is none. */
export function readKeyDirectory(body: Uint8Array): Did[] | undefined {
  const value = jsonOf(body);
  if (value === undefined || !isJsonObject(value) || !Array.isArray(value.keys)) return undefined;
  const dids = objectsOf(value.keys).flatMap(({ kty, crv, x }) => {
    if (kty !== "OKP" || crv !== "Ed25519" || typeof x !== "string") return [];
    const bytes = base64UrlDecode(x);
    return bytes?.length === 32 ? [didKeyOf(bytes)] : [];
  });
  return [...new Set(dids)].sort().slice(0, MAX_KEYS);
}
