/**
 * Reads the rows of ledger digests out of entries and their public parts, and runs the rules over each series that
 * changed. A projection of its own, by the worker: it decides nothing, and written again from the log it is the same.
 */
import type pg from "pg";
import { checkSeries } from "#lib/disclosure/ledger-digest/check-series.ts";
import { faultWords } from "#lib/disclosure/ledger-digest/place-rows.ts";
import { ABSENT, readRows } from "#lib/disclosure/ledger-digest/read-entry.ts";
import { hexDecode } from "#lib/kernel/base.ts";
import { verifyP256 } from "#lib/platform/node-p256.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { readSeriesFacts, siblingsOf } from "#lib/server/services/ledger/read-series-facts.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import { participantKey, providerKey } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { DatabaseLedgerDigestBody } from "#lib/statement/ledger/digest-body.ts";
import type { LedgerPoint } from "#lib/statement/ledger/point.ts";
import { keptSeries } from "#lib/statement/ledger/series-facts.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { readNewestForm } from "./own-statement.ts";

/** A batch of a thousand rows takes tens of milliseconds; a transaction should not take many seconds. */
const ENTRIES_AT_ONCE = 8;
const DIGESTS = "disclosure.database_ledger_digest";
const WITHHELD = "part.withheld";

type Changed = { readonly provider: string; readonly series: string };
type Entry = { index: number; logged_at_ms: number; leaf: Buffer };

/** Answers how many entries were read. Runs to the end of what is projected and published. */
export async function projectLedgers(pool: pg.Pool, signal: AbortSignal): Promise<number> {
  let count = 0;
  while (!signal.aborted) {
    const step = await projectOnce(pool);
    count += step.entries;
    if (step.isDone) break;
  }
  return count;
}

async function projectOnce(pool: pg.Pool): Promise<{ entries: number; isDone: boolean }> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const from = await openCursor(client);
    const until = await readEnd(client);
    const entries = await nextEntries(client, from, until);
    const changed = new Map<string, Changed>();
    for (const entry of entries) {
      for (const series of await takeEntry(client, entry)) changed.set(`${series.provider}/${series.series}`, series);
    }
    const isDone = entries.length < ENTRIES_AT_ONCE;
    for (const series of await withSiblings(client, [...changed.values()])) await writeReport(client, series);
    const size = isDone ? Math.max(from, until) : (entries.at(-1)?.index ?? from) + 1;
    await client.query("UPDATE ledger_cursor SET size = $1 WHERE id = 1", [size]);
    await client.query("COMMIT");
    return { entries: entries.length, isDone };
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Where to go on; 0 with empty tables when they are of another fold version. */
async function openCursor(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ size: number; fold_version: number }>(
    "SELECT size, fold_version FROM ledger_cursor WHERE id = 1 FOR UPDATE",
  );
  const [row] = rows;
  if (row?.fold_version === FOLD_VERSION) return row.size;
  await clearLedgers(sql);
  await sql.query("INSERT INTO ledger_cursor (id, size, fold_version) VALUES (1, 0, $1)", [FOLD_VERSION]);
  return 0;
}

/** Empties the tables, so that the next run writes them from the start. */
export async function clearLedgers(sql: Sql): Promise<void> {
  for (const table of ["ledger_report", "ledger_row", "ledger_entry", "ledger_cursor"])
    await sql.query(`DELETE FROM ${table}`);
}

async function readEnd(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ size: number }>(
    `SELECT least(coalesce((SELECT size FROM projection WHERE id = 1), 0),
                  (SELECT published_size FROM log_head WHERE id = 1)) AS size`,
  );
  return rows[0]?.size ?? 0;
}

/** A digest that an account with a threshold only proposed pins nothing, carried or not: digests have keys of their own. */
async function nextEntries(sql: Sql, from: number, until: number): Promise<Entry[]> {
  const { rows } = await sql.query<Entry>(
    `SELECT r.index, r.logged_at_ms, e.leaf FROM entry_row r JOIN log_entry e ON e.index = r.index
      WHERE r.index >= $1 AND r.index < $2 AND r.status = 'effective' AND r.kind = ANY($3::text[])
        AND NOT EXISTS (SELECT FROM chain p WHERE p.aggregate_key = 'proposal:' || encode(r.statement_hash, 'hex'))
      ORDER BY r.index LIMIT $4`,
    [from, until, [DIGESTS, WITHHELD], ENTRIES_AT_ONCE],
  );
  return rows;
}

async function takeEntry(sql: Sql, { index, logged_at_ms, leaf }: Entry): Promise<Changed[]> {
  const entry = parseEntry(new Uint8Array(leaf));
  if (!entry.ok) throw new Error(`The stored entry ${index} does not parse: ${entry.error.detail}`);
  const { statement } = entry.value.parsed;
  if (statement.kind === WITHHELD) return await dropRows(sql, String(statement.body.commit));
  return [await takeRows(sql, index, logged_at_ms, statement)];
}

async function takeRows(sql: Sql, index: number, loggedAtMs: number, statement: UnsignedStatement): Promise<Changed> {
  const body = statement.body as unknown as DatabaseLedgerDigestBody;
  const { subject: provider } = statement;
  const series = seriesIdOf(body.series);
  const [first] = statement.parts ?? [];
  const commit = body.rows === undefined || first === undefined ? null : Buffer.from(hexDecode(first.commit) ?? []);
  const { state, detail, documents } = readRows(
    body,
    commit === null ? undefined : await readPart(sql, commit),
    verifyP256,
  );
  await sql.query(
    `INSERT INTO ledger_entry (entry_index, provider, series, logged_at_ms, part, state, detail)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [index, provider, series, loggedAtMs, commit, state, detail],
  );
  const points: (LedgerPoint | undefined)[] = documents.map((document) => (document.ok ? document.value : undefined));
  await sql.query(
    `INSERT INTO ledger_row (entry_index, position, provider, series, observer, block, hash, commit_ticks, digest_ticks,
                             signature, consistency, fault)
     SELECT $1, position - 1, $2, $3, $4, block, hash, commit_ticks, digest_ticks, signature, consistency, fault
       FROM unnest($5::bigint[], $6::bytea[], $7::bigint[], $8::bigint[], $9::text[], $10::text[], $11::text[])
            WITH ORDINALITY AS given(block, hash, commit_ticks, digest_ticks, signature, consistency, fault, position)`,
    [
      index,
      provider,
      series,
      body.observer ?? "",
      points.map((point) => point?.block ?? null),
      points.map((point) => (point === undefined ? null : Buffer.from(hexDecode(point.hash) ?? []))),
      points.map((point) => point?.times?.commit.toString() ?? null),
      points.map((point) => point?.times?.digest.toString() ?? null),
      points.map((point) => point?.signature ?? null),
      points.map((point) => (point?.consistency === undefined ? null : JSON.stringify(point.consistency))),
      documents.map((document) => (document.ok ? null : faultWords(document.error))),
    ],
  );
  return { provider, series };
}

async function readPart(sql: Sql, commit: Buffer): Promise<Uint8Array | undefined> {
  const { rows } = await sql.query<{ bytes: Buffer }>(
    "SELECT bytes FROM part WHERE commit = $1 AND visibility = 'public'",
    [commit],
  );
  return rows[0] === undefined ? undefined : new Uint8Array(rows[0].bytes);
}

/** A part that the log withholds takes its rows with it. */
async function dropRows(sql: Sql, commit: string): Promise<Changed[]> {
  const { rows } = await sql.query<Changed & { entry_index: number }>(
    `UPDATE ledger_entry SET state = 'absent', detail = $2 WHERE part = $1 RETURNING entry_index, provider, series`,
    [Buffer.from(hexDecode(commit) ?? []), ABSENT],
  );
  await sql.query("DELETE FROM ledger_row WHERE entry_index = ANY($1::bigint[])", [rows.map((row) => row.entry_index)]);
  return rows.map(({ provider, series }) => ({ provider, series }));
}

/** A new incarnation changes what the rules say of the other lives of the same database. */
async function withSiblings(sql: Sql, changed: readonly Changed[]): Promise<Changed[]> {
  const all = new Map<string, Changed>();
  for (const { provider, series } of changed) {
    const form = await readNewestForm(sql, providerKey(provider));
    if (form?.aggregate !== "provider") continue;
    const kept = keptSeries(form.disclosures.database_ledger_digest?.facts);
    const own = kept.get(series);
    const siblings = own === undefined ? [] : siblingsOf(own, kept).map(([id]) => id);
    for (const id of [series, ...siblings]) all.set(`${provider}/${id}`, { provider, series: id });
  }
  return [...all.values()];
}

async function writeReport(sql: Sql, { provider, series }: Changed): Promise<void> {
  const form = await readNewestForm(sql, providerKey(provider));
  if (form?.aggregate !== "provider") return;
  const operator = await readNewestForm(sql, participantKey(form.operator));
  const index = await readNewestForm(sql, "index");
  const owner = {
    provider: form,
    operator: operator?.aggregate === "participant" ? operator : undefined,
    outages: index?.aggregate === "index" ? index.outages : [],
  };
  const facts = await readSeriesFacts(sql, owner, series);
  if (facts === undefined) return;
  await sql.query(
    `INSERT INTO ledger_report (provider, series, report) VALUES ($1, $2, $3)
     ON CONFLICT (provider, series) DO UPDATE SET report = excluded.report`,
    [provider, series, JSON.stringify(checkSeries(facts))],
  );
}
