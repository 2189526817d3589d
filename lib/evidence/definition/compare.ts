/** Whether two bodies are the same by a definition's rule for its output. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import type { OutputRule } from "#lib/statement/definition.ts";

/** As deep as the strict parser reads, and as many members as a body of that size can hold. */
const BODY_LIMITS = { maxBytes: 524_288, maxDepth: 32, maxKeys: 150_000 };

/**
 * A body as strict JSON; undefined for whatever is none, or more than is read: who made it so, provider or customer, nobody
 * can tell (half a character, `NaN`, a whole number that doubles change, a member twice, 33 levels), so that nothing can be
 * said of it. Total.
 */
export function jsonBody(bytes: Uint8Array): JsonValue | undefined {
  const parsed = parseJson(bytes, BODY_LIMITS);
  return parsed.ok && isOneNumberToAll(parsed.value) ? parsed.value : undefined;
}

/** Beyond 2^53 − 1 one text is one number to doubles, and another to whole numbers of any length. */
function isOneNumberToAll(value: JsonValue): boolean {
  if (typeof value === "number") return Math.abs(value) <= Number.MAX_SAFE_INTEGER;
  if (Array.isArray(value)) return value.every(isOneNumberToAll);
  return !isJsonObject(value) || Object.values(value).every(isOneNumberToAll);
}

/** Undefined when one is not read as JSON under `json-jcs`. Total. */
export function sameBody(rule: OutputRule, expected: Uint8Array, actual: Uint8Array): boolean | undefined {
  if (rule.body === "bytes") return equalBytes(expected, actual);
  const [left, right] = [jsonBody(expected), jsonBody(actual)];
  return left === undefined || right === undefined ? undefined : sameJson(rule, left, right);
}

function sameJson({ ignore, numbers }: OutputRule, left: JsonValue, right: JsonValue): boolean {
  const paths = ignore.map(pathOf);
  return isSameJson(withoutPaths(left, paths), withoutPaths(right, paths), numbers === "decimal-string");
}

/** RFC 6901. */
export function pathOf(pointer: string): string[] {
  return pointer
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** The value at the pointer; undefined where there is none. Total. */
export function valueAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(here)) here = /^(0|[1-9][0-9]{0,8})$/.test(step) ? here[Number(step)] : undefined;
    else here = isJsonObject(here) && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  return here;
}

/** The value with null in the place of all that is ignored; a member that is ignored may also be missing. */
export function withoutPaths(value: JsonValue, paths: readonly (readonly string[])[]): JsonValue {
  if (paths.length === 0) return value;
  const below = (step: string) =>
    paths.filter((path) => path.length > 1 && path[0] === step).map((path) => path.slice(1));
  const isIgnored = (step: string) => paths.some((path) => path.length === 1 && path[0] === step);
  if (Array.isArray(value))
    return value.map((element: JsonValue, at) => (isIgnored(`${at}`) ? null : withoutPaths(element, below(`${at}`))));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key]) => !isIgnored(key));
  return Object.fromEntries(kept.map(([key, member]): [string, JsonValue] => [key, withoutPaths(member, below(key))]));
}

/** `byValue`: decimal strings are equal when their values are. */
export function isSameJson(left: JsonValue, right: JsonValue, byValue: boolean): boolean {
  if (typeof left === "string" && typeof right === "string")
    return left === right || (byValue && isSameDecimal(left, right));
  if (Array.isArray(left))
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((element, at) => isSameJson(element, right[at] ?? null, byValue))
    );
  if (isJsonObject(left)) return isJsonObject(right) && sameMembers(left, right, byValue);
  return left === right;
}

function sameMembers(left: JsonObject, right: JsonObject, byValue: boolean): boolean {
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key] ?? null, right[key] ?? null, byValue));
}

const DECIMAL = /^(-?)([0-9]+)(?:\.([0-9]+))?$/;

function isSameDecimal(left: string, right: string): boolean {
  const plain = plainDecimal(left);
  return plain !== undefined && plain === plainDecimal(right);
}

/**
 * Without zeros that say nothing, so that one value has one text; undefined for what is no decimal number. Each run of zeros
 * is looked at once, however long it is.
 */
function plainDecimal(text: string): string | undefined {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const [before, behind] = [whole.replace(/^0+/, ""), fraction.replace(/(?<!0)0+$/, "")];
  if (before === "" && behind === "") return "0";
  return `${sign}${before === "" ? "0" : before}.${behind}`;
}
