/** Rows of alerts as the API, feeds and webhooks show them. */
import { ALERT_TONES, type AlertView, alertSentence } from "#lib/contract/alerts.ts";
import { asInstant, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import type { AlertKind } from "#lib/state/alerts.ts";
import { providerKey } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";

export type AlertRow = {
  id: string;
  provider_id: string;
  kind: string;
  entry_index: number | string;
  logged_at_ms: number | string;
  facts: string;
};

export const ALERT_COLUMNS = "id, provider_id, kind, entry_index, logged_at_ms, facts";

export type Names = ReadonlyMap<string, { readonly name: string; readonly isProven: boolean }>;

/** The names that the providers have now; none for those that nobody claimed. */
export async function readNames(sql: Sql, ids: readonly string[], now: Instant): Promise<Names> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE key = ANY($1::text[]) AND to_size IS NULL",
    [[...new Set(ids)].map(providerKey)],
  );
  const forms = rows.flatMap(({ form }) => {
    const parsed = parseForm(form);
    return parsed.aggregate === "provider" ? [parsed] : [];
  });
  return new Map(forms.map((form) => [form.id, { name: form.name, isProven: isNameProven(form, now) }]));
}

export function viewOfAlert(row: AlertRow, names: Names): AlertView {
  const kind = row.kind as AlertKind;
  const facts = JSON.parse(row.facts) as AlertView["facts"];
  const name = names.get(row.provider_id);
  return {
    id: row.id,
    provider: row.provider_id,
    provider_name: name?.name ?? null,
    name_proven: name?.isProven ?? false,
    kind,
    tone: ALERT_TONES[kind],
    entry: Number(row.entry_index),
    logged_at: formatInstant(asInstant(Number(row.logged_at_ms))),
    says: alertSentence(kind, facts),
    facts,
  };
}
