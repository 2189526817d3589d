/**
 * The projector: writes what the fold says of entries to the read tables. It decides nothing and refuses nothing; the
 * tables can be deleted and written again from the log, row for row the same.
 */
import { bigintArray, byteaArray, textArray } from "#lib/server/log-store/binary-array.ts";
import { hashOfColumn, type Sql } from "#lib/server/log-store/sql.ts";
import { FOLD_VERSION } from "#lib/state/fold-version.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import { MemoryState, type TouchedRow } from "#lib/state/memory-state.ts";
import { earliestDue } from "#lib/state/reducers/clock.ts";
import { projectCases } from "./project-cases.ts";
import { projectMarket } from "./project-market.ts";
import { type FoldBeside, projectMarks } from "./project-marks.ts";
import { projectReview } from "./project-review.ts";

/** An entry with its effect: structurally what the sequencer keeps of it. */
export type Projectable = {
  readonly index: number;
  readonly loggedAt: number;
  readonly parsed: {
    readonly hash: string;
    readonly statement: { kind: string; issuer: string; key: string; subject: string };
  };
  readonly applied: {
    readonly effect: { status: string; code?: string };
    readonly touched: readonly TouchedRow[];
    readonly before: readonly (Form | undefined)[];
  };
};

type Version = { readonly row: TouchedRow; readonly fromSize: number; toSize: number | null };

/**
 * Projects the entries that follow the cursor; call inside a transaction. False, with nothing written, when the cursor
 * does not stand at the first entry's index.
 */
export async function projectEntries(sql: Sql, entries: readonly Projectable[], folded: FoldBeside): Promise<boolean> {
  const [first] = entries;
  if (first === undefined) return true;
  const size = first.index + entries.length;
  const { rowCount } = await sql.query("UPDATE projection SET size = $2 WHERE id = 1 AND size = $1", [
    first.index,
    size,
  ]);
  if (rowCount !== 1) return false;
  await insertEntryRows(sql, entries);
  await insertVersions(sql, versionsOf(entries));
  await projectCases(sql, entries);
  await projectReview(sql, entries, folded);
  await insertChains(sql, entries);
  await projectMarket(sql, entries);
  await projectMarks(sql, entries, folded);
  await sql.query("SELECT pg_notify('ts_head', $1)", [`projected:${size}`]);
  return true;
}

/** How far the tables are; undefined when they must be written from the start (emptied, or of another fold version). */
export async function readProjectedSize(sql: Sql): Promise<number | undefined> {
  const { rows } = await sql.query<{ size: number; fold_version: number; entries: number; aggregates: boolean }>(
    `SELECT size, fold_version, coalesce((SELECT max(index) + 1 FROM entry_row), 0) AS entries,
            EXISTS (SELECT 1 FROM aggregate_version WHERE to_size IS NULL) AS aggregates
       FROM projection WHERE id = 1`,
  );
  const [row] = rows;
  if (row === undefined || row.fold_version !== FOLD_VERSION) return undefined;
  const size = Number(row.size);
  // The cursor alone may survive what it counts: a table that was emptied by hand.
  return Number(row.entries) === size && (row.aggregates || size === 0) ? size : undefined;
}

const PROJECTED = [
  ...["entry_row", "aggregate_version", "chain", "case_row", "case_count", "mark_row"],
  ...["review_row", "review_seat", "precedent", "provider_row", "price_row", "sale_row", "projection"],
];

/** Empties the tables and puts the cursor at 0; call inside a transaction. */
export async function clearProjection(sql: Sql): Promise<void> {
  for (const table of PROJECTED) await sql.query(`DELETE FROM ${table}`);
  await sql.query("INSERT INTO projection (id, size, fold_version) VALUES (1, 0, $1)", [FOLD_VERSION]);
}

/** The fold as it stands at the cursor, from the newest version of each aggregate. */
export async function loadFold(sql: Sql): Promise<MemoryState> {
  const { rows } = await sql.query<{
    key: string;
    form: string;
    digest: Buffer;
    chain_head: Buffer;
    chain_length: number;
  }>("SELECT key, form, digest, chain_head, chain_length FROM aggregate_version WHERE to_size IS NULL");
  return MemoryState.load(
    rows.map((row) => ({
      key: row.key as AggregateKey,
      form: JSON.parse(row.form) as Form,
      digest: hashOfColumn(row.digest),
      chainHead: hashOfColumn(row.chain_head),
      chainLength: Number(row.chain_length),
    })),
  );
}

/** One version for each touch; within the batch each closes the one before it. */
function versionsOf(entries: readonly Projectable[]): Version[] {
  const versions: Version[] = [];
  const open = new Map<string, Version>();
  for (const { index, applied } of entries) {
    for (const row of applied.touched) {
      const version: Version = { row, fromSize: index + 1, toSize: null };
      const before = open.get(row.key);
      if (before !== undefined) before.toSize = version.fromSize;
      open.set(row.key, version);
      versions.push(version);
    }
  }
  return versions;
}

async function insertEntryRows(sql: Sql, entries: readonly Projectable[]): Promise<void> {
  await sql.query(
    `INSERT INTO entry_row (index, statement_hash, kind, issuer, key, subject, logged_at_ms, status, code)
     SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                          $8::text[], $9::text[])`,
    [
      bigintArray(entries.map(({ index }) => index)),
      byteaArray(entries.map(({ parsed }) => Buffer.from(parsed.hash, "hex"))),
      textArray(entries.map(({ parsed }) => parsed.statement.kind)),
      textArray(entries.map(({ parsed }) => parsed.statement.issuer)),
      textArray(entries.map(({ parsed }) => parsed.statement.key)),
      textArray(entries.map(({ parsed }) => parsed.statement.subject)),
      bigintArray(entries.map(({ loggedAt }) => loggedAt)),
      textArray(entries.map(({ applied }) => applied.effect.status)),
      textArray(entries.map(({ applied }) => applied.effect.code ?? null)),
    ],
  );
}

async function insertVersions(sql: Sql, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const first = new Map<string, number>();
  for (const { row, fromSize } of versions) if (!first.has(row.key)) first.set(row.key, fromSize);
  await sql.query(
    `UPDATE aggregate_version v SET to_size = newer.from_size
       FROM unnest($1::text[], $2::bigint[]) AS newer(key, from_size) WHERE v.key = newer.key AND v.to_size IS NULL`,
    [textArray([...first.keys()]), bigintArray([...first.values()])],
  );
  // Before the digests, which come from the texts.
  const forms = textArray(versions.map(({ row }) => row.text()));
  await sql.query(
    `INSERT INTO aggregate_version (key, from_size, to_size, kind, form, digest, chain_head, chain_length,
                                    due_ms)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::bytea[],
                          $8::bigint[], $9::bigint[])`,
    [
      textArray(versions.map(({ row }) => row.key)),
      bigintArray(versions.map(({ fromSize }) => fromSize)),
      bigintArray(versions.map(({ toSize }) => toSize)),
      textArray(versions.map(({ row }) => row.form.aggregate)),
      forms,
      byteaArray(versions.map(({ row }) => row.digest)),
      byteaArray(versions.map(({ row }) => row.chainHead)),
      bigintArray(versions.map(({ row }) => row.chainLength)),
      bigintArray(versions.map(({ row }) => earliestDue(row.form) ?? null)),
    ],
  );
}

async function insertChains(sql: Sql, entries: readonly Projectable[]): Promise<void> {
  const links = entries.flatMap(({ index, applied }) =>
    applied.touched.map(({ key, chainHead }) => ({ index, key, chainHead })),
  );
  if (links.length === 0) return;
  await sql.query(
    `INSERT INTO chain (aggregate_key, entry_index, chain_head) SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[])`,
    [
      textArray(links.map(({ key }) => key)),
      bigintArray(links.map(({ index }) => index)),
      byteaArray(links.map(({ chainHead }) => chainHead)),
    ],
  );
}
