/** An identity disclosure as rows that people read: labels from the schema itself, values in words. */
import { schemaFields } from "#lib/client/disclosure/schema-fields.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { identityBody } from "#lib/statement/disclosures/identity.ts";

export type IdentityField =
  | { name: string; label: string; kind: "text" | "paragraph" | "time"; text: string }
  | { name: string; label: string; kind: "link"; href: string }
  | { name: string; label: string; kind: "providers"; ids: readonly string[] };

const LABELS = new Map(schemaFields(identityBody).map(({ name, label }) => [name, label]));

/** Shown by the card itself, not as a row. */
const APART = ["version", "expiresAt"];

/** Present fields in the schema's order. */
export function identityFields(body: JsonObject): IdentityField[] {
  return [...LABELS].flatMap(([name, label]) => {
    const value = body[name];
    return value === undefined || APART.includes(name) ? [] : [fieldOf(name, label, value)];
  });
}

function fieldOf(name: string, label: string, value: JsonValue): IdentityField {
  if (name === "website" && typeof value === "string") return { name, label, kind: "link", href: value };
  if (name === "effectiveAt" && typeof value === "string") return { name, label, kind: "time", text: value };
  if (name === "note" && typeof value === "string") return { name, label, kind: "paragraph", text: value };
  if (name === "otherProviders" && Array.isArray(value)) {
    return { name, label, kind: "providers", ids: value.filter((id) => typeof id === "string") };
  }
  return { name, label, kind: "text", text: valueText(name, value) };
}

/** A value in words; what has no words of its own is shown as it stands. */
export function valueText(name: string, value: JsonValue | undefined): string {
  if (value === undefined) return "not stated";
  if (name === "anonymous") return value === true ? "yes: nobody is named" : "no";
  if (name === "jurisdiction" && typeof value === "string") return jurisdictionText(value);
  if (name === "regulation" && isJsonObject(value)) return regulationText(value);
  if (name === "overhead" && isJsonObject(value)) return overheadText(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function jurisdictionText(code: string): string {
  if (!/^[A-Z]{2}/.test(code)) return code;
  const country = new Intl.DisplayNames("en", { type: "region", fallback: "none" }).of(code.slice(0, 2));
  return country === undefined ? code : `${country} (${code})`;
}

function regulationText({ status, regime, licence }: JsonObject): string {
  return status === "licensed" ? `Licensed: ${String(regime)}, licence ${String(licence)}` : "None, by choice";
}

const OVERHEADS = [
  ["cpuSecondsPerDay", "s of processor time a day"],
  ["storageBytesPerDay", "bytes a day"],
  ["moneyPerMonth", "a month"],
  ["latencyMs", "ms of delay"],
] as const;

function overheadText(overhead: JsonObject): string {
  const parts = OVERHEADS.flatMap(([field, unit]) =>
    typeof overhead[field] === "string" ? [`${overhead[field]} ${unit}`] : [],
  );
  return `${parts.length === 0 ? "no figures" : parts.join(", ")} (${String(overhead.basis)})`;
}

export type IdentityChange = { name: string; label: string; before: string; after: string };

/** What changed between two versions, in the schema's order. Times of the disclosure itself are no change of fact. */
export function identityChanges(before: JsonObject, after: JsonObject): IdentityChange[] {
  return [...LABELS].flatMap(([name, label]) => {
    if (name === "effectiveAt" || APART.includes(name)) return [];
    const [old, fresh] = [valueText(name, before[name]), valueText(name, after[name])];
    return old === fresh ? [] : [{ name, label, before: old, after: fresh }];
  });
}
