/** What changes between two versions of a body, field by field, for people. */
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";

export type Change = {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
};

function words(value: JsonValue): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(words).join(", ");
  if (isJsonObject(value))
    return Object.entries(value)
      .map(([name, item]) => `${name}: ${words(item)}`)
      .join(", ");
  return String(value);
}

function shown(value: JsonValue | undefined): string | undefined {
  return value === undefined ? undefined : words(value);
}

/** Fields in the order of the new body, removed ones last. Equal fields are left out. */
export function changesBetween(before: JsonObject, after: JsonObject): Change[] {
  const names = [...Object.keys(after), ...Object.keys(before).filter((name) => !(name in after))];
  return names
    .map((field) => ({ field, before: shown(before[field]), after: shown(after[field]) }))
    .filter((change) => change.before !== change.after);
}
