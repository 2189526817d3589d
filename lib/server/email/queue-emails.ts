/** Which messages wait: one for each step of a case for whoever is a side of it, and for each task of a seat. */

import type { SeatTaskName } from "#lib/dispute/seat-task.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { AlertRow } from "#lib/server/alerts/alert-view.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import type { AlertKind } from "#lib/state/alerts.ts";
import { caseKey } from "#lib/state/case/case-forms.ts";
import type { Content, Role, Stage } from "./contents.ts";
import { mailboxOf } from "./mailbox.ts";

/** Messages to one account in 24 hours; of what is more its pages tell. */
const MOST_A_DAY = 40;
/** An index that reads its whole log again writes to nobody about the past. */
const NEWS_MS = 2 * DAY_MS;

type Side = { did: string; address: string; case_id: string; operates: boolean | null; provider: string | null };

/** With the alerts, in their transaction. */
export async function queueSteps(sql: Sql, rows: readonly AlertRow[], now: Instant): Promise<void> {
  const news = rows
    .filter(({ logged_at_ms: at }) => Number(at) > now - NEWS_MS)
    .flatMap(stepOf)
    .filter(isOneStep);
  if (news.length === 0) return;
  const ids = [...new Set(news.map(({ id }) => id))];
  const sides = await readSides(sql, ids);
  if (sides.length === 0) return;
  const due = await readDue(sql, ids);
  for (const { row, facts, id } of news)
    for (const side of sides.filter(({ case_id }) => case_id === id)) {
      const role: Role = side.operates === true ? "operator" : "reporter";
      const provider = role === "operator" ? side.provider : null;
      const step = row.kind as AlertKind;
      const content: Content = { kind: "step", step, facts, case: id, role, provider, due: due.get(id) ?? null };
      await put(sql, side, `step/${row.id}`, content, now);
    }
  await sql.query("SELECT pg_notify('ts_email', '')");
}

type Step = { row: AlertRow; facts: Record<string, string>; id: string };

function stepOf(row: AlertRow): Step[] {
  const facts: Record<string, string> = JSON.parse(row.facts);
  return facts.case === undefined ? [] : [{ row, facts, id: facts.case }];
}

/** An answer opens the evidence by the same entry: that is one step, and one message. */
function isOneStep({ row, id }: Step, _: number, all: readonly Step[]): boolean {
  if (row.kind !== "case-evidence") return true;
  return !all.some(
    (each) => each.id === id && each.row.entry_index === row.entry_index && each.row.kind === "case-answered",
  );
}

/** Who runs the provider now, who filed the report, and whose reports joined it. */
async function readSides(sql: Sql, ids: readonly string[]): Promise<Side[]> {
  const { rows } = await sql.query<Side>(
    `SELECT a.did, a.address, c.id AS case_id, a.did = p.operator AS operates, p.name AS provider
       FROM case_row c
       LEFT JOIN provider_row p ON p.id = c.provider AND p.to_size IS NULL
       JOIN email_address a ON a.state = 'confirmed' AND (a.did = p.operator OR a.did = c.reporter OR EXISTS (
              SELECT FROM case_row j WHERE j.joined_to = c.id AND j.to_size IS NULL AND j.reporter = a.did))
      WHERE c.id = ANY($1::text[]) AND c.to_size IS NULL
      ORDER BY c.id, operates DESC NULLS LAST, a.did`,
    [ids],
  );
  return rows;
}

async function readDue(sql: Sql, ids: readonly string[]): Promise<Map<string, string | null>> {
  const { rows } = await sql.query<{ form: string }>(
    "SELECT form FROM aggregate_version WHERE key = ANY($1::text[]) AND to_size IS NULL",
    [ids.map(caseKey)],
  );
  return new Map(
    rows.flatMap(({ form }) => {
      const parsed = parseForm(form);
      return parsed.aggregate === "case" ? [[parsed.id, parsed.due?.deadline ?? null] as const] : [];
    }),
  );
}

type Task = { did: string; address: string; case_id: string; round: number; does: SeatTaskName; due_at: string };

/** What seats have to do, by the rows of the review desk. Each stage once; one that comes late takes the earlier one's place. */
export async function queueTasks(sql: Sql, now: Instant): Promise<void> {
  const { rows } = await sql.query<Task>(
    `SELECT a.did, a.address, s.case_id, s.round, s.does, s.due_at
       FROM email_address a JOIN review_seat s ON s.maintainer = a.did
      WHERE a.state = 'confirmed' AND s.does IS NOT NULL AND s.due_at > $1 AND s.due_at < $2
      ORDER BY s.due_at LIMIT 1000`,
    [formatInstant(now), formatInstant(addMs(now, 30 * DAY_MS))],
  );
  for (const { case_id: id, round, does, due_at: due, ...to } of rows) {
    const stage = stageOf(Date.parse(due) - now);
    // A sealed ballot can be opened in its last day only.
    if (does === "reveal" && stage === "new") continue;
    const content: Content = { kind: "seat", case: id, does, due, stage };
    await put(sql, to, ["seat", id, round, does, stage].join("/"), content, now);
  }
}

function stageOf(leftMs: number): Stage {
  if (leftMs > DAY_MS) return "new";
  return leftMs > 2 * HOUR_MS ? "day" : "hours";
}

async function put(
  sql: Sql,
  { did, address }: Pick<Side, "did" | "address">,
  about: string,
  { kind, ...content }: Content,
  now: Instant,
): Promise<void> {
  const at = new Date(now);
  await sql.query(
    `INSERT INTO email_delivery (did, mailbox, about, kind, content, state, created_at, next_at)
     SELECT $1, $2, $3, $4, $5, 'pending', $6, $6
      WHERE (SELECT count(*) FROM email_delivery WHERE did = $1 AND created_at > $7) < $8
     ON CONFLICT (did, about) DO NOTHING`,
    [did, mailboxOf(address), about, kind, JSON.stringify(content), at, new Date(addMs(now, -DAY_MS)), MOST_A_DAY],
  );
}
