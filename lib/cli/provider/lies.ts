/** Lies of `touchstone provider --lie`: each is what some provider out there will do, and what an agent must notice. */
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import type { Given } from "./services.ts";

/**
 * `wrong`: another result, signed. `two-answers`: the right result to who asks first, another to who asks the same again.
 * `unsigned`: the right one, without a signature. `charge`: the right one, at more than its price.
 */
export const LIES = ["wrong", "two-answers", "unsigned", "charge"] as const;
export type Lie = (typeof LIES)[number];

/** Another answer of the same form: a number one higher, a hit that is none, a bit that is flipped. */
export function falsify(given: Given): Given {
  const text = utf8Decode(given.body);
  const value = given.contentType === "application/json" && text !== undefined ? parsed(text) : undefined;
  if (value === undefined || !hasNumber(value)) return { ...given, body: flipped(given.body) };
  return { ...given, body: utf8Encode(JSON.stringify(raised(value))) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hasNumber(value: unknown): boolean {
  if (typeof value === "number") return true;
  return typeof value === "object" && value !== null && Object.values(value).some(hasNumber);
}

/** Every number one higher. */
function raised(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (Array.isArray(value)) return value.map(raised);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, raised(member)]));
}

function flipped(body: Uint8Array): Uint8Array {
  const copy = body.length === 0 ? Uint8Array.of(0) : Uint8Array.from(body);
  copy[0] = (copy[0] ?? 0) ^ 1;
  return copy;
}
