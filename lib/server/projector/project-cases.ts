/**
 * Rows of cases: what their lists and figures ask, so that neither reads every form. A case that only gets one more
 * reporter has no new row, whoever files the same thousand times.
 */
import { bigintArray, textArray } from "#lib/server/log-store/binary-array.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { isJudgedLate } from "#lib/state/case/case-state.ts";
import { findingOf } from "#lib/state/case/outlook.ts";
import type { Form } from "#lib/state/forms.ts";

type CaseRow = {
  readonly id: string;
  readonly filed_in: number;
  readonly provider: string;
  readonly claim: string;
  readonly reporter: string;
  readonly state: string;
  readonly verdict: string | null;
  readonly reason: string | null;
  readonly definition: string | null;
  readonly joined_to: string | null;
  readonly verdict_by: string;
  readonly judged_at: string | null;
  readonly rules_at: string | null;
  readonly finding: string | null;
};

type Version = { readonly row: CaseRow; readonly fromSize: number; toSize: number | null };
type Touching = { readonly index: number; readonly applied: { readonly touched: readonly { readonly form: Form }[] } };

/** Call inside the transaction that projects the entries. */
export async function projectCases(sql: Sql, entries: readonly Touching[]): Promise<void> {
  const touched = entries.flatMap(({ index, applied }) =>
    applied.touched.flatMap(({ form }) => (form.aggregate === "case" ? [{ form, fromSize: index + 1 }] : [])),
  );
  if (touched.length === 0) return;
  const newest = await readNewest(sql, [...new Set(touched.map(({ form }) => form.id))]);
  const versions: Version[] = [];
  const open = new Map<string, Version>();
  const counts: Counts = new Map();
  for (const { form, fromSize } of touched) {
    const row = rowOf(form);
    const before = newest.get(row.id);
    if (before !== undefined && textOf(before) === textOf(row)) continue;
    const last = open.get(row.id);
    if (last !== undefined) last.toSize = fromSize;
    const version: Version = { row, fromSize, toSize: null };
    open.set(row.id, version);
    versions.push(version);
    newest.set(row.id, row);
    if (before !== undefined) add(counts, before, -1);
    add(counts, row, 1);
  }
  await insertRows(sql, versions);
  await addCounts(sql, counts);
}

function rowOf({ verdict, ...form }: CaseForm): CaseRow {
  return {
    id: form.id,
    filed_in: form.filedIn,
    provider: form.provider,
    claim: form.claim,
    reporter: form.reporter,
    state: form.state,
    verdict: verdict?.verdict ?? null,
    reason: verdict?.reason ?? null,
    definition: verdict?.definition ?? null,
    joined_to: form.joinedTo,
    verdict_by: form.verdictBy,
    judged_at: form.judgedAt,
    rules_at: form.rulesAt,
    finding: findingOf(form.dispute),
  };
}

const textOf = (row: CaseRow): string => JSON.stringify(COLUMNS.map((column) => row[column]));

async function readNewest(sql: Sql, ids: readonly string[]): Promise<Map<string, CaseRow>> {
  const { rows } = await sql.query<Omit<CaseRow, "filed_in"> & { filed_in: string | number }>(
    `SELECT ${COLUMNS.join(", ")} FROM case_row WHERE id = ANY($1::text[]) AND to_size IS NULL`,
    [textArray(ids)],
  );
  return new Map(rows.map((row) => [row.id, { ...row, filed_in: Number(row.filed_in) }]));
}

const TEXTS = [
  "id",
  "provider",
  "claim",
  "reporter",
  "state",
  "verdict",
  "reason",
  "definition",
  "joined_to",
  "verdict_by",
  "judged_at",
  "rules_at",
  "finding",
] as const;
const COLUMNS = [...TEXTS, "filed_in"] as const;

async function insertRows(sql: Sql, versions: readonly Version[]): Promise<void> {
  if (versions.length === 0) return;
  const first = new Map<string, number>();
  for (const { row, fromSize } of versions) if (!first.has(row.id)) first.set(row.id, fromSize);
  await sql.query(
    `UPDATE case_row c SET to_size = newer.from_size FROM unnest($1::text[], $2::bigint[]) AS newer(id, from_size)
      WHERE c.id = newer.id AND c.to_size IS NULL`,
    [textArray([...first.keys()]), bigintArray([...first.values()])],
  );
  const places = TEXTS.map((_, at) => `$${at + 1}::text[]`).join(", ");
  const after = TEXTS.length;
  await sql.query(
    `INSERT INTO case_row (${COLUMNS.join(", ")}, from_size, to_size)
     SELECT * FROM unnest(${places}, $${after + 1}::bigint[], $${after + 2}::bigint[], $${after + 3}::bigint[])`,
    [
      ...TEXTS.map((column) => textArray(versions.map(({ row }) => row[column]))),
      bigintArray(versions.map(({ row }) => row.filed_in)),
      bigintArray(versions.map(({ fromSize }) => fromSize)),
      bigintArray(versions.map(({ toSize }) => toSize)),
    ],
  );
}

/** By group, what is to be added to it. */
type Counts = Map<string, { readonly group: Group; by: number }>;
type Group = readonly [claim: string, state: string, verdict: string, reason: string, late: string];

function add(counts: Counts, row: CaseRow, by: 1 | -1): void {
  const late = isJudgedLate({ verdictBy: row.verdict_by, judgedAt: row.judged_at });
  const group: Group = [row.claim, row.state, row.verdict ?? "", row.reason ?? "", `${late}`];
  const count = counts.get(group.join("\n")) ?? { group, by: 0 };
  counts.set(group.join("\n"), { group, by: count.by + by });
}

async function addCounts(sql: Sql, counts: Counts): Promise<void> {
  const changed = [...counts.values()].filter(({ by }) => by !== 0);
  if (changed.length === 0) return;
  const column = (at: 0 | 1 | 2 | 3 | 4) => textArray(changed.map(({ group }) => group[at]));
  await sql.query(
    `INSERT INTO case_count AS c (claim, state, verdict, reason, late, reports)
     SELECT claim, state, verdict, reason, late::boolean, reports
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
         AS changed(claim, state, verdict, reason, late, reports)
     ON CONFLICT (claim, state, verdict, reason, late) DO UPDATE SET reports = c.reports + excluded.reports`,
    [column(0), column(1), column(2), column(3), column(4), bigintArray(changed.map(({ by }) => by))],
  );
  // Groups that nobody is in any more: a table written anew has none.
  if (changed.some(({ by }) => by < 0)) await sql.query("DELETE FROM case_count WHERE reports = 0");
}
