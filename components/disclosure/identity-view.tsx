import { Badge } from "#components/ui/badge.tsx";
import { type KeyValueItem, KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import type { JsonObject, JsonValue } from "#lib/kernel/json.ts";
import { isJsonObject } from "#lib/kernel/json.ts";

const regions = new Intl.DisplayNames(["en"], { type: "region" });

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** "Germany (DE)"; a code without a name stays a code. */
export function jurisdictionWords(code: string): string {
  const country = /^[A-Z]{2}/.exec(code)?.[0];
  if (country === undefined) return code;
  const name = regions.of(country);
  return name === undefined || name === country ? code : `${name} (${code})`;
}

function regulationWords(value: JsonValue | undefined): string | undefined {
  if (!isJsonObject(value)) return undefined;
  if (value.status === "none-by-choice") return "None, by choice";
  const parts = [text(value.regime), text(value.licence)].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(", licence ");
}

function items(body: JsonObject): KeyValueItem[] {
  const otherProviders = Array.isArray(body.otherProviders)
    ? body.otherProviders.filter((id) => typeof id === "string")
    : [];
  const website = text(body.website);
  const runBy = body.anonymous === true ? <>Anonymous by choice</> : text(body.legalName);
  const jurisdiction = text(body.jurisdiction);
  const rows: (KeyValueItem | undefined)[] = [
    runBy === undefined ? undefined : { key: "Run by", value: <span className="font-medium">{runBy}</span> },
    text(body.form) ? { key: "Legal form", value: text(body.form) } : undefined,
    text(body.registerNumber) ? { key: "Register", value: text(body.registerNumber) } : undefined,
    jurisdiction === undefined ? undefined : { key: "Jurisdiction", value: jurisdictionWords(jurisdiction) },
    regulationWords(body.regulation) ? { key: "Regulation", value: regulationWords(body.regulation) } : undefined,
    otherProviders.length > 0
      ? {
          key: "Also runs",
          value: (
            <ul>
              {otherProviders.map((id) => (
                <li key={id}>
                  <Link href={`/providers/${id}`}>{id}</Link>
                </li>
              ))}
            </ul>
          ),
        }
      : undefined,
    website === undefined
      ? undefined
      : { key: "About page", value: <Link href={website}>{website.replace("https://", "")}</Link> },
    text(body.note) ? { key: "Note", value: <p className="whitespace-pre-line">{text(body.note)}</p> } : undefined,
    text(body.effectiveAt) ? { key: "True since", value: text(body.effectiveAt)?.slice(0, 10) } : undefined,
    text(body.expiresAt) ? { key: "Renewal due", value: text(body.expiresAt)?.slice(0, 10) } : undefined,
  ];
  return rows.filter((row) => row !== undefined);
}

/** An identity as readers see it, drawn from the body alone: the same on the provider's page and in the composer. */
export function IdentityView({ body }: { body: JsonObject }) {
  const reason = text(body.notApplicable);
  if (body.notApplicable !== undefined) {
    return (
      <p>
        <Badge tone="attention">not applicable</Badge> {reason === undefined ? "…" : `The operator says: “${reason}”`}
      </p>
    );
  }
  return <KeyValueList items={items(body)} />;
}
