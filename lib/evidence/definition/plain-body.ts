/**
 * Whether everybody who reads the body of a request as JSON reads the same. Go and C# take a member for a field of theirs in
 * whatever case, and the last one wins; Python keeps `2.0` and `2` apart, and JavaScript does not (ADR 0245).
 */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { isJsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { jsonBody } from "./compare.ts";

/** `shown`: bodies of tests. Names that no test shows are data, and free. What is no JSON, readers of JSON refuse. Total. */
export function isPlainBody(body: Uint8Array, shown: readonly Uint8Array[]): boolean {
  const value = jsonBody(body);
  if (value === undefined) return true;
  const exact = new Set(shown.flatMap((each) => namesIn(jsonBody(each) ?? null)));
  const known = new Set([...exact].map(folded));
  const isKnownOtherwise = (name: string): boolean => known.has(folded(name)) && !exact.has(name);
  return !hasTwins(value) && !namesIn(value).some(isKnownOtherwise) && numbersIn(body).every(isPlainNumber);
}

/** As readers that look for a field by its name make names alike: case, width, and what joins words. */
function folded(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[-_. ]/g, "");
}

function namesIn(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, member]) => [name, ...namesIn(member)]) : [];
}

/** Whether an object in it has two names that some reader takes for one. */
function hasTwins(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(hasTwins);
  if (!isJsonObject(value)) return false;
  const names = Object.keys(value);
  return new Set(names.map(folded)).size < names.length || Object.values(value).some(hasTwins);
}

/** As they are written, of a text that is strict JSON: what is left of it without its strings holds no other digits. */
function numbersIn(body: Uint8Array): string[] {
  const bare = (utf8Decode(body) ?? "").replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, "");
  return bare.match(/-?[0-9][-+.0-9Ee]*/g) ?? [];
}

const isPlainNumber = (text: string): boolean => String(Number(text)) === text;
