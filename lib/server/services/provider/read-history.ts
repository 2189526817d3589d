import type { EntrySummary } from "#lib/contract/entries.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { type KeyForm, keyKey, type ProviderForm } from "#lib/state/forms.ts";
import { participantOf, signingKeyOf, thumbprintOfDid } from "#lib/state/view.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { Ctx } from "../context.ts";
import { ENTRY_COLUMNS, type EntryRow, summaryOf } from "../log/list-entries.ts";

/** An effective version of a disclosure, with its statement as signed. */
export type DisclosureVersion = {
  readonly entry: EntrySummary;
  readonly body: JsonObject;
  /** Canonical JSON, signature included. */
  readonly statement: string;
};

export type ProviderHistory = {
  readonly operatorName: string | undefined;
  /** Published signing keys and those that proved the name, in log order. */
  readonly keys: readonly KeyForm[];
  /** Newest first, void ones included, at most {@link MAX_ENTRIES}. */
  readonly entries: readonly EntrySummary[];
  /** Newest first, at most {@link MAX_VERSIONS}. */
  readonly identities: readonly DisclosureVersion[];
};

const MAX_ENTRIES = 50;
const MAX_VERSIONS = 8;

/** What stands behind a provider's form at a size: its entries, the versions of its identity, its keys. */
export async function readProviderHistory(ctx: Ctx, form: ProviderForm, size: number): Promise<ProviderHistory> {
  const [entries, versions, people] = await Promise.all([
    ctx.pool.query<EntryRow>(
      `SELECT ${ENTRY_COLUMNS} FROM entry_row r
        WHERE (r.subject = $1 OR r.index = $2) AND r.index < $3 ORDER BY r.index DESC LIMIT $4`,
      [form.id, form.registeredIn, size, MAX_ENTRIES],
    ),
    ctx.pool.query<EntryRow & { leaf: Buffer }>(
      `SELECT ${ENTRY_COLUMNS}, e.leaf FROM entry_row r JOIN log_entry e ON e.index = r.index
        WHERE r.subject = $1 AND r.kind = 'disclosure.identity' AND r.status = 'effective' AND r.index < $2
        ORDER BY r.index DESC LIMIT $3`,
      [form.id, size, MAX_VERSIONS],
    ),
    ctx.forms.ask((view) => ({
      operatorName: participantOf(view, form.operator)?.displayName,
      keys: [...form.provenBy.map(thumbprintOfDid), ...form.keys.map(({ thumbprint }) => thumbprint)].flatMap(
        (thumbprint) => (thumbprint === undefined ? [] : (signingKeyOf(view, thumbprint) ?? [])),
      ),
    })),
  ]);
  return {
    ...people,
    keys: uniqueKeys(people.keys),
    entries: entries.rows.map((row) => summaryOf(row, size)),
    identities: versions.rows.map((row) => versionOf(row, size)),
  };
}

/** A key that proved the name may be published for a purpose later: it is one key. */
function uniqueKeys(keys: readonly KeyForm[]): KeyForm[] {
  return [...new Map(keys.map((key) => [keyKey(key.thumbprint), key])).values()];
}

function versionOf(row: EntryRow & { leaf: Buffer }, size: number): DisclosureVersion {
  const entry = parseEntry(new Uint8Array(row.leaf));
  if (!entry.ok) throw new Error(`The stored entry ${row.index} does not parse: ${entry.error.detail}`);
  const { statement } = entry.value.parsed;
  return { entry: summaryOf(row, size), body: statement.body, statement: canonicalText({ ...statement }) };
}
