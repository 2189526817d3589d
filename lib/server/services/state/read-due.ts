/** What time has made due by the projected state, for the job that records it and for who looks whether it did. */
import type { Instant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import { dueOf } from "#lib/state/reducers/clock.ts";
import type { DueTransition } from "#lib/statement/clock-record.ts";
import { parseForm } from "./projected-forms.ts";

/** Transitions whose deadline is not after `until` and that are not recorded, oldest first. */
export async function readDue(
  sql: Sql,
  { outages }: Pick<IndexForm, "outages">,
  until: Instant,
): Promise<DueTransition[]> {
  const { rows } = await sql.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE to_size IS NULL AND due_ms <= $1",
    [until],
  );
  return rows
    .flatMap((row) => dueOf(parseForm(row.form), outages, until))
    .sort((a, b) => (a.deadline < b.deadline ? -1 : 1));
}
