import type { EntrySummary } from "#lib/contract/entries.ts";
import { controlOf } from "#lib/state/control.ts";
import { type KeyForm, keyKey, type ProviderForm, type Recovery } from "#lib/state/forms.ts";
import { participantOf, signingKeyOf, thumbprintOfDid } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { ENTRY_COLUMNS, type EntryRow, summaryOf } from "../log/list-entries.ts";

export type ProviderHistory = {
  readonly operatorName: string | undefined;
  /** The account key that the operator's recovery key announced, while it is not in force yet. */
  readonly recovery: Recovery | null;
  /** Published signing keys and those that proved the name, in log order. */
  readonly keys: readonly KeyForm[];
  /** Newest first, void ones included, at most {@link MAX_ENTRIES}. */
  readonly entries: readonly EntrySummary[];
  /** How many there are in the log. */
  readonly entryCount: number;
};

/** The list of the log has the others: each row weighs 4 kB of a provider's page. */
const MAX_ENTRIES = 20;

/** What stands behind a provider's form at a size: its entries, its keys, its operator's name. */
export async function readProviderHistory(ctx: Ctx, form: ProviderForm, size: number): Promise<ProviderHistory> {
  const about = "(r.subject = $1 OR r.index = $2) AND r.index < $3";
  const key = [form.id, form.registeredIn, size];
  const [entries, counted, people] = await Promise.all([
    ctx.pool.query<EntryRow>(`SELECT ${ENTRY_COLUMNS} FROM entry_row r WHERE ${about} ORDER BY r.index DESC LIMIT $4`, [
      ...key,
      MAX_ENTRIES,
    ]),
    ctx.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM entry_row r WHERE ${about}`, key),
    readPeople(ctx, form),
  ]);
  return {
    ...people,
    entries: entries.rows.map((row) => summaryOf(row, size)),
    entryCount: counted.rows[0]?.count ?? 0,
  };
}

/** The operator's name, and the keys that speak for the provider. */
export async function readPeople(
  ctx: Ctx,
  form: ProviderForm,
): Promise<Pick<ProviderHistory, "operatorName" | "recovery" | "keys">> {
  const now = await ctx.follower.logTime();
  const people = await ctx.forms.ask((view) => ({
    operatorName: participantOf(view, form.operator)?.displayName,
    recovery: controlOf(view, form.operator, now)?.recovery ?? null,
    keys: [...form.provenBy.map(thumbprintOfDid), ...form.keys.map(({ thumbprint }) => thumbprint)].flatMap(
      (thumbprint) => (thumbprint === undefined ? [] : (signingKeyOf(view, thumbprint) ?? [])),
    ),
  }));
  return { ...people, keys: uniqueKeys(people.keys) };
}

/** A key that proved the name may be published for a purpose later: it is one key. */
function uniqueKeys(keys: readonly KeyForm[]): KeyForm[] {
  return [...new Map(keys.map((key) => [keyKey(key.thumbprint), key])).values()];
}
