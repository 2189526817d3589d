/**
 * Rows of marks: for each UTC day on which the log has an entry and each provider that was registered by then, its marks
 * after the last entry of that day. The row of the newest day is replaced while the day lasts. A new day scores all, an
 * entry whom it may have moved; rows are the same however entries come in batches.
 */
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { decidingScore, type Marks, ratedOf } from "#lib/reputation/marks.ts";
import { findModel } from "#lib/reputation/model.ts";
import { bigintArray, byteaArray, textArray } from "#lib/server/log-store/binary-array.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import { markedByEntry } from "#lib/state/marks/marked-by.ts";
import { activeModel, type ModelSource, marksByModel } from "#lib/state/marks/marks-input.ts";
import { marksHash } from "#lib/state/marks/marks-trie.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { type Replaced, rewoundView } from "#lib/state/rewound-view.ts";
import type { StateView } from "#lib/state/view.ts";

/** The fold, and the entries that it has taken in after those that are projected, oldest first. */
export type FoldBeside = {
  readonly fold: Pick<MemoryState, "get" | "chainOf" | "rows">;
  readonly ahead: readonly { readonly applied: Replaced }[];
};

type Touching = {
  readonly index: number;
  readonly loggedAt: number;
  readonly applied: Pick<Replaced, "before"> & {
    readonly touched: readonly { readonly key: AggregateKey; readonly form: Form }[];
  };
};

/** Call inside the transaction that projects the entries. */
export async function projectMarks(
  sql: Sql,
  entries: readonly Touching[],
  { fold, ahead }: FoldBeside,
  models: ModelSource = findModel,
): Promise<void> {
  for (const { day, from, to } of daysOf(entries)) {
    const later = [...entries.slice(to), ...ahead].map(({ applied }) => applied);
    const view = rewoundView(fold, later);
    const group = entries.slice(from, to);
    const model = activeModel(view, models);
    if (model.state !== "known") {
      if (touches(group, "model")) await sql.query("DELETE FROM mark_row WHERE day = $1", [day]);
      continue;
    }
    const sizes = await sizesToScore(sql, view, fold, day, group);
    const rows = [...sizes].flatMap(([id, size]) => {
      const marks = marksByModel(view, id, asInstant(day * DAY_MS), model.model);
      return marks === undefined ? [] : [{ id, size, marks }];
    });
    await writeRows(sql, day, rows);
  }
}

type Group = { readonly day: number; readonly from: number; to: number };

/** Log time never decreases, so that the entries of a day stand together. */
function daysOf(entries: readonly Touching[]): Group[] {
  const groups: Group[] = [];
  for (const [at, { loggedAt }] of entries.entries()) {
    const day = Math.floor(loggedAt / DAY_MS);
    const last = groups.at(-1);
    if (last?.day === day) last.to = at + 1;
    else groups.push({ day, from: at, to: at + 1 });
  }
  return groups;
}

function touches(group: readonly Touching[], aggregate: Form["aggregate"]): boolean {
  return group.some(({ applied }) => applied.touched.some(({ form }) => form.aggregate === aggregate));
}

/** Whom to score, and the size from which on nothing has moved them: that of the last entry that may have. */
async function sizesToScore(
  sql: Sql,
  view: StateView,
  fold: FoldBeside["fold"],
  day: number,
  group: readonly Touching[],
): Promise<ReadonlyMap<ProviderId, number>> {
  const sizes = new Map<ProviderId, number>();
  const everybody = (size: number) => {
    for (const { form } of fold.rows()) if (form.aggregate === "provider") sizes.set(form.id, size);
  };
  const isNewDay = (await readNewestDay(sql)) !== day;
  if (isNewDay) everybody((group[0]?.index ?? 0) + 1);
  for (const { index, applied } of group) {
    const marked = markedByEntry(view, applied.touched, applied.before);
    if (marked === "all") everybody(index + 1);
    else for (const id of marked) sizes.set(id, index + 1);
  }
  return sizes;
}

/** A day without a provider, or without a model, has no rows: whoever comes into it is marked by what brings him. */
async function readNewestDay(sql: Sql): Promise<number | undefined> {
  const { rows } = await sql.query<{ day: number | null }>("SELECT max(day) AS day FROM mark_row");
  return rows[0]?.day ?? undefined;
}

type Row = { readonly id: ProviderId; readonly size: number; readonly marks: Marks };

async function writeRows(sql: Sql, day: number, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `INSERT INTO mark_row (provider, day, size, form, digest, tier, high, is_shut, score, steps)
     SELECT provider, $1::int, size, form, digest, tier, high::int, is_shut::boolean, score::int, steps::int
       FROM unnest($2::text[], $3::bigint[], $4::text[], $5::bytea[], $6::text[], $7::bigint[], $8::text[], $9::bigint[],
                   $10::bigint[])
         AS scored(provider, size, form, digest, tier, high, is_shut, score, steps)
     ON CONFLICT (provider, day) DO UPDATE SET size = excluded.size, form = excluded.form, digest = excluded.digest,
       tier = excluded.tier, high = excluded.high, is_shut = excluded.is_shut, score = excluded.score,
       steps = excluded.steps`,
    [
      day,
      textArray(rows.map(({ id }) => id)),
      bigintArray(rows.map(({ size }) => size)),
      textArray(rows.map(({ marks }) => canonicalText(marks))),
      byteaArray(rows.map(({ marks }) => Buffer.from(marksHash(marks)))),
      textArray(rows.map(({ marks }) => marks.tier)),
      bigintArray(rows.map(({ marks }) => ratedOf(marks).band.high)),
      textArray(rows.map(({ marks }) => `${marks.isShut}`)),
      bigintArray(rows.map(({ marks }) => decidingScore(marks))),
      bigintArray(rows.map(({ marks }) => marks.transparency)),
    ],
  );
}
