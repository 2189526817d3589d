/** What a JSON document holds, and how much of it is read. */

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export type JsonObject = { readonly [key: string]: JsonValue };

/**
 * Caps on one document, all inclusive.
 *
 * `maxDepth`: arrays and objects around the innermost value; `[]` has depth 1. `maxKeys`: members of all objects of
 * the document together. `maxBytes`: length as received.
 */
export type JsonLimits = { readonly maxBytes: number; readonly maxDepth: number; readonly maxKeys: number };

/** The limits of a log entry. */
export const JSON_LIMITS: JsonLimits = { maxBytes: 65_535, maxDepth: 32, maxKeys: 1000 };

/** Whether the value is an object, so neither null nor an array. Total. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
