/** Cases that wait for a verdict: those that nobody has judged, and those that were held by an alarm that is over. */
import type pg from "pg";
import { SUSPICIOUS_PROVIDERS } from "#lib/evidence/checks/facts.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { parseForm } from "#lib/server/services/state/projected-forms.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { othersAccused } from "#lib/state/case/suspicion.ts";

/** At most so many; `now` by log time. */
export async function readCasesToJudge(pool: pg.Pool, now: Instant, limit: number): Promise<CaseForm[]> {
  const filed = await readFiled(pool, limit);
  const released = filed.length < limit ? await readReleased(pool, now) : [];
  const { rows } = await pool.query<{ key: string; form: string }>(
    "SELECT key, form FROM aggregate_version WHERE key = ANY($1::text[]) AND to_size IS NULL",
    [[...filed, ...released].slice(0, limit).map((id) => `case:${id}`)],
  );
  const forms = new Map(rows.map(({ key, form }) => [key, parseForm(form)]));
  return [...filed, ...released].flatMap((id) => {
    const form = forms.get(`case:${id}`);
    return form?.aggregate === "case" ? [form] : [];
  });
}

/** The oldest first, and the first of each reporter before anybody's second. */
async function readFiled(pool: pg.Pool, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM case_row WHERE to_size IS NULL AND state = 'filed'
      ORDER BY row_number() OVER (PARTITION BY reporter ORDER BY filed_in), filed_in LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/** Held cases, oldest first, whose definition is suspected no more as far as others are accused under it. */
async function readReleased(pool: pg.Pool, now: Instant): Promise<string[]> {
  const { rows } = await pool.query<{ id: string; provider: string; suspicion: string | null }>(
    `SELECT c.id, c.provider, s.form AS suspicion FROM case_row c
       LEFT JOIN aggregate_version s ON s.key = 'suspicion:' || c.definition AND s.to_size IS NULL
      WHERE c.to_size IS NULL AND c.state = 'checked' ORDER BY c.filed_in`,
  );
  return rows.flatMap(({ id, provider, suspicion }) => {
    const form = suspicion === null ? undefined : parseForm(suspicion);
    const others = form?.aggregate === "suspicion" ? othersAccused(form, provider, now) : 0;
    return others < SUSPICIOUS_PROVIDERS ? [id] : [];
  });
}
