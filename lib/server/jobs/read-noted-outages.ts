import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { IndexForm } from "#lib/state/forms.ts";
import type { DueTransition } from "#lib/statement/clock-record.ts";

/** Outages that the sequencer noted and the projected state does not have, oldest first, as records name them. */
export async function readNotedOutages(sql: Sql, { outages }: Pick<IndexForm, "outages">): Promise<DueTransition[]> {
  const recordedUntil = Date.parse(outages.at(-1)?.to ?? formatInstant(asInstant(0)));
  const { rows } = await sql.query<{ from_ms: string; to_ms: string }>(
    "SELECT from_ms, to_ms FROM log_outage WHERE from_ms >= $1 ORDER BY from_ms",
    [recordedUntil],
  );
  return rows.map((row) => ({
    aggregate: "index",
    transition: "outage",
    since: formatInstant(asInstant(Number(row.from_ms))),
    deadline: formatInstant(asInstant(Number(row.to_ms))),
    subject: "index",
  }));
}
